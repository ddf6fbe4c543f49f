// SPDX-License-Identifier: Apache-2.0
#include "core/events/control.h"

#include <cstdlib>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/os.h"

namespace luthier {
namespace {

constexpr double kWait = 0.1;  ///< seconds between two looks whether the run has ended
constexpr size_t kLongestLine = 1 << 16;

std::atomic<CancelToken*> signalled{nullptr};

void stopSignalled() {
    if (CancelToken* token = signalled.load()) token->stop();
    else std::_Exit(130);
}

}  // namespace

Ask askOf(std::string_view line) {
    Json ask;
    try {
        ask = Json::parse(line);
    } catch (const JsonError&) {
        return Ask::Unknown;
    }
    const std::string word = ask.stringOr("do", "");
    if (word == "stop") return Ask::Stop;
    if (word == "save") return Ask::Save;
    if (word == "pause") return Ask::Pause;
    if (word == "continue") return Ask::Continue;
    return word == "detach" ? Ask::Detach : Ask::Unknown;
}

ControlReader::ControlReader(CancelToken& token) : token_(token), thread_([this] { read(); }) {}

ControlReader::~ControlReader() {
    ended_ = true;
    thread_.join();
}

void ControlReader::take(std::string_view line) {
    switch (askOf(line)) {
        case Ask::Stop: token_.stop(); break;
        case Ask::Save: token_.save(); break;
        case Ask::Pause: token_.pause(); break;
        case Ask::Continue: token_.proceed(); break;
        case Ask::Detach:
            detached_ = true;
            os::leaveSession();
            break;
        case Ask::Unknown: break;  // of a newer program, or noise: a run of hours does not end for it
    }
}

void ControlReader::read() {
    std::string text;
    while (!ended_) {
        const std::optional<std::string> more = os::readWithin(0, kWait);
        if (!more) continue;
        text += *more;
        for (size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1)) take(std::string_view(text).substr(0, end));
        if (more->empty()) break;
        if (text.size() > kLongestLine) text.clear();
    }
    if (ended_) return;
    take(text);
    if (!detached_) token_.stop();
}

StopOnSignal::StopOnSignal(CancelToken& token) {
    signalled = &token;
    os::onStopSignal(stopSignalled);
}

StopOnSignal::~StopOnSignal() { signalled = nullptr; }

}  // namespace luthier
