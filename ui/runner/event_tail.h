// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/store/run_events.h"

namespace luthier::ui {

/// Reads an events.jsonl that another process is writing, from where it was left. A line without its end waits for the rest.
class EventTail {
public:
    explicit EventTail(std::filesystem::path file) : file_(std::move(file)) {}
    /// What came since the last call; nothing where there is no such file (yet).
    std::vector<TimedEvent> more();

private:
    std::filesystem::path file_;
    uint64_t place_ = 0;
};

}  // namespace luthier::ui
