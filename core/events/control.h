// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string_view>
#include <thread>

#include "core/events/cancel_token.h"

namespace luthier {

/// What one line of standard input asked for.
enum class Ask { Stop, Save, Pause, Continue, Detach, Unknown };
/// Reads {"do":"stop|save|pause|continue|detach"}; anything else is Unknown.
Ask askOf(std::string_view line);

/// While it lives, lines on standard input steer a run (app/README.md, section 1, --control): the end of input asks it to stop, unless "detach"
/// was asked before. Reads on a thread of its own; the token must outlive it.
class ControlReader {
public:
    explicit ControlReader(CancelToken& token);
    ~ControlReader();
    ControlReader(const ControlReader&) = delete;

private:
    void read();
    void take(std::string_view line);

    CancelToken& token_;
    std::atomic<bool> ended_{false};
    bool detached_ = false;
    std::thread thread_;
};

/// While it lives, SIGINT, SIGTERM and Ctrl-Break ask the token to stop; a second one ends the process. One at a time.
class StopOnSignal {
public:
    explicit StopOnSignal(CancelToken& token);
    ~StopOnSignal();
    StopOnSignal(const StopOnSignal&) = delete;
};

}  // namespace luthier
