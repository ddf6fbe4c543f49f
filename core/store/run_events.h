// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/events/run_event.h"

namespace luthier {

struct TimedEvent {
    RunEvent event;
    double time = 0;  ///< seconds since the epoch
};

/// The event on a line of events.jsonl; nothing for a line torn by a crash or an event of a newer version.
std::optional<TimedEvent> timedEventOf(std::string_view line);

/// Calls `line` for every line of a text, without its end; a last line without one too.
void forEachLineOf(std::string_view text, const std::function<void(std::string_view)>& line);

/// The step an event belongs to; -1 when it belongs to none.
int64_t stepOf(const RunEvent& event);

/// Puts an event behind the earlier ones; `resumed` makes them forget those of later steps, which were trained again.
void append(std::vector<TimedEvent>& events, TimedEvent event);

/// Calls `event` for every event of a run folder, in order, forgotten ones included. Throws Error when the file is there and cannot be read.
void forEachEventOf(const std::filesystem::path& runFolder, const std::function<void(TimedEvent&&)>& event);

/// The events of a run folder, in order; earlier events of steps that were trained again after a resume are left out.
std::vector<RunEvent> readEvents(const std::filesystem::path& runFolder);

}  // namespace luthier
