// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/event_tail.h"

#include <fstream>

namespace luthier::ui {

std::vector<TimedEvent> EventTail::more() {
    std::vector<TimedEvent> events;
    std::error_code missing;
    const uint64_t size = std::filesystem::file_size(file_, missing);
    if (missing || size <= place_) return events;
    std::ifstream file(file_, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(place_));
    std::string text(size - place_, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<size_t>(file.gcount()));
    text.resize(text.rfind('\n') + 1);
    place_ += text.size();
    forEachLineOf(text, [&](std::string_view line) {
        if (std::optional<TimedEvent> event = timedEventOf(line)) events.push_back(std::move(*event));
    });
    return events;
}

}  // namespace luthier::ui
