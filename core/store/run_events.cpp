// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_events.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"

namespace luthier {

int64_t stepOf(const RunEvent& event) {
    return std::visit(
        [](const auto& value) -> int64_t {
            if constexpr (requires { value.step; }) {
                return value.step;
            } else {
                return -1;
            }
        },
        event);
}

std::optional<TimedEvent> timedEventOf(std::string_view line) {
    try {
        const Json json = Json::parse(line);
        std::optional<RunEvent> event = eventOf(json);
        if (!event) return {};
        const double time = json.numberOr("time", 0);
        return TimedEvent{std::move(*event), std::isfinite(time) ? time : 0};
    } catch (const JsonError&) {
        return {};
    }
}

void forEachLineOf(std::string_view text, const std::function<void(std::string_view)>& line) {
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        line(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

void append(std::vector<TimedEvent>& events, TimedEvent event) {
    if (const Resumed* resumed = std::get_if<Resumed>(&event.event)) {
        std::erase_if(events, [&](const TimedEvent& earlier) { return stepOf(earlier.event) > resumed->step; });
    }
    events.push_back(std::move(event));
}

void forEachEventOf(const std::filesystem::path& runFolder, const std::function<void(TimedEvent&&)>& event) {
    const std::filesystem::path file = runFolder / "events.jsonl";
    if (!std::filesystem::exists(file)) return;
    forEachLineOf(readFile(file), [&](std::string_view line) {
        if (std::optional<TimedEvent> read = timedEventOf(line)) event(std::move(*read));
    });
}

std::vector<RunEvent> readEvents(const std::filesystem::path& runFolder) {
    std::vector<TimedEvent> timed;
    forEachEventOf(runFolder, [&](TimedEvent&& event) { append(timed, std::move(event)); });
    std::vector<RunEvent> events;
    for (TimedEvent& event : timed) events.push_back(std::move(event.event));
    return events;
}

}  // namespace luthier
