// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/os.h"
#include "core/store/run_store.h"

namespace luthier {

/// How the files of a run folder lie that decide its row, the events last.
struct RunMarks {
    std::string others;
    std::optional<os::FileMark> events;

    std::string all() const;
};
RunMarks runMarksOf(const std::filesystem::path& folder);
/// Of the mark of events.jsonl in the marks of a row: which file it was, without its size and time.
std::string_view eventsFileIn(std::string_view marks);

/// What was read of an events.jsonl.
struct EventsPlace {
    int64_t bytes = 0;   ///< that `course` holds
    int64_t tail = 0;    ///< hash of the last of them
    std::string course;  ///< RunCourse as JSON
};

/// What the index holds of a run.
struct RunRow {
    RunSummary run;  ///< without its state, which is of the moment
    bool paused = false;
    std::string marks;
    EventsPlace place;
};
/// The row of a folder as it is now; events are read on from `known` (of the same file). What cannot be read becomes a problem of the run.
RunRow runRowOf(const std::filesystem::path& folder, const RunMarks& marks, EventsPlace known);

}  // namespace luthier
