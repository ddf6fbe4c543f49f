// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/followed_run.h"

#include <algorithm>
#include <chrono>
#include <sstream>

#include "core/base/file.h"
#include "core/base/os.h"
#include "ui/runner/event_tail.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {
namespace {

namespace fs = std::filesystem;

constexpr auto kGlance = std::chrono::milliseconds(100);
constexpr int kGlancesBetweenLocks = 5;

/// "process N on HOST", as RunFolder writes it; 0 when it is not of this computer.
int64_t processIn(const fs::path& lock) {
    std::string word, on, host;
    int64_t process = 0;
    try {
        std::istringstream text(readFile(lock));
        text >> word >> process >> on >> host;
    } catch (const std::exception&) {
        return 0;
    }
    return word == "process" && host == os::hostName() ? process : 0;
}

/// How the last of a run's events says that it left.
RunEnd endAfter(const RunEvent* last) {
    const auto* finished = last ? std::get_if<Finished>(last) : nullptr;
    if (finished) return {finished->reason == "stopped" ? RunEnd::Kind::Stopped : RunEnd::Kind::Done, {}};
    if (const auto* failed = last ? std::get_if<Failed>(last) : nullptr) return {RunEnd::Kind::Failed, {error(failed->where, failed->what, failed->mend)}};
    return {RunEnd::Kind::Crashed, {}};
}

}  // namespace

FollowedRun::FollowedRun(fs::path folder, std::shared_ptr<Mailbox> mailbox)
    : HostedRun(std::move(mailbox)), folder_(std::move(folder)), process_(processIn(folder_ / "run.lock")), thread_([this] { follow(); }) {}

FollowedRun::~FollowedRun() {
    leaving_ = true;
    thread_.join();
}

bool FollowedRun::can(Ask ask) const { return ask == Ask::Stop && process_ > 0; }

void FollowedRun::ask(Ask ask) {
    if (can(ask)) os::askToStop(process_);
}

void FollowedRun::follow() {
    EventTail tail(folder_ / "events.jsonl");
    std::optional<RunEvent> last;
    bool held = true;
    for (int glance = 0; !leaving_; ++glance) {
        if (glance % kGlancesBetweenLocks == 0) held = os::FileLock::isHeld(folder_ / "run.lock");
        std::vector<TimedEvent> events = tail.more();  // after the lock was looked at: what the process wrote last is there
        if (!events.empty()) last = events.back().event;
        for (TimedEvent& event : events) mailbox().put(std::move(event));
        if (!held) break;
        std::this_thread::sleep_for(kGlance);
    }
    if (leaving_) return;
    const RunEnd end = endAfter(last ? &*last : nullptr);
    callLater(this, [this, end] { Q_EMIT ended(end); });
}

std::vector<fs::path> runsInUse(const fs::path& runs) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(runs, none)) {
        if (os::markOf(entry.path() / "run.lock") && os::FileLock::isHeld(entry.path() / "run.lock")) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace luthier::ui
