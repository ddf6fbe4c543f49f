// SPDX-License-Identifier: Apache-2.0
#include "core/hub/download.h"

#include <algorithm>
#include <thread>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr int kTries = 4;  // in a row that brought nothing
constexpr std::chrono::milliseconds kStep{50};

bool isRefusal(int status) { return status == 401 || status == 403 || status == 404 || status == 410; }

/// A file that bytes are added to; what lies there already is kept.
class Part {
public:
    explicit Part(const fs::path& file) : file_(file), handle_(os::openToAppend(file)), size_(os::sizeOf(handle_, file)) {}
    ~Part() { os::closeHandle(handle_); }
    Part(const Part&) = delete;
    uint64_t size() const { return size_; }
    void add(std::string_view bytes) {
        os::writeAll(handle_, bytes, file_);
        size_ += bytes.size();
    }
    void empty() {
        os::truncateTo(handle_, 0, file_);
        size_ = 0;
    }
    void sync() { os::syncHandle(handle_, file_); }

private:
    const fs::path& file_;
    int handle_;
    uint64_t size_;
};

class Fetch {
public:
    Fetch(const Download& download, const CancelToken& cancel, const std::function<void(uint64_t)>& here)
        : download_(download), cancel_(cancel), here_(here), partFile_(download.file) {
        partFile_ += ".incomplete";
        pause_ = download.pause;
    }

    HttpAnswer run() {
        uint64_t most = lying();
        for (int fruitless = 0, damaged = 0;;) {
            if (cancel_.stopAsked()) throw Stopped();
            std::string why;
            try {
                const HttpAnswer answer = go();
                if (isRefusal(answer.status)) {
                    if (lying() == 0) fs::remove(partFile_);
                    return answer;
                }
                if (whole_) {
                    if (download_.checksum.holds(partFile_)) return finished(answer);
                    fs::remove(partFile_);
                    why = "what arrived is not the file that was promised (its checksum differs)";
                    if (++damaged == 2) throw Error(textOf(download_.file), why, "do it again later, or from another network; nothing of it was kept");
                } else {
                    why = "the server answers with status " + std::to_string(answer.status);
                }
            } catch (const Unreachable& broken) {
                why = broken.what();
            }
            // Only more than ever counts: a server may send the same bytes for ever.
            fruitless = lying() > most ? 0 : fruitless + 1;
            most = std::max(most, lying());
            if (fruitless >= kTries) throw Unreachable(hostOf(download_.request.url), why, "what has arrived is kept: do it again to go on from there");
            wait();
        }
    }

private:
    uint64_t lying() const {
        const auto mark = os::markOf(partFile_);
        return mark ? mark->size : 0;
    }

    /// One exchange; sets whole_ when everything lies here.
    HttpAnswer go() {
        whole_ = false;
        HttpAnswer answer;
        answer.status = 200;
        Part part(partFile_);
        if (download_.bytes > 0 && part.size() > download_.bytes) part.empty();
        if (download_.bytes == 0 || part.size() < download_.bytes) {
            HttpRequest request = download_.request;
            request.from = part.size();
            bool begun = false;
            request.body = [&](const HttpAnswer& head, std::string_view bytes) {
                if (!begun && request.from > 0 && head.status != 206 && !request.url.starts_with("file:")) part.empty();
                begun = true;
                part.add(bytes);
                here_(part.size());
            };
            answer = httpGet(request, cancel_);
            if (answer.status == 416) part.empty();
            if (answer.status != 200 && answer.status != 206) return answer;
        }
        part.sync();
        whole_ = download_.bytes == 0 || part.size() == download_.bytes;
        here_(part.size());
        if (!whole_) throw Unreachable(hostOf(download_.request.url), "the answer ended after " + std::to_string(part.size()) + " of " + std::to_string(download_.bytes) + " bytes", "");
        return answer;
    }

    HttpAnswer finished(HttpAnswer answer) {
        os::replaceFile(partFile_, download_.file);
        answer.status = 200;
        return answer;
    }

    void wait() {
        for (auto left = pause_; left.count() > 0 && !cancel_.stopAsked(); left -= kStep) std::this_thread::sleep_for(std::min(left, kStep));
        pause_ *= 2;
    }

    const Download& download_;
    const CancelToken& cancel_;
    const std::function<void(uint64_t)>& here_;
    fs::path partFile_;
    std::chrono::milliseconds pause_;
    bool whole_ = false;
};

}  // namespace

bool Checksum::holds(const fs::path& file) const {
    switch (kind) {
        case Kind::Sha256: return fileSha256Hex(file) == hex;
        case Kind::GitSha1: return fileGitSha1Hex(file) == hex;
        case Kind::None: return true;
    }
    return false;
}

HttpAnswer fetchFile(const Download& download, const CancelToken& cancel, const std::function<void(uint64_t)>& here) {
    return Fetch(download, cancel, here).run();
}

}  // namespace luthier
