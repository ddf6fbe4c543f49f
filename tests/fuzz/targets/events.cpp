// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/store/run_course.h"
#include "core/store/run_events.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

/// Any lines make a course; what is written of an event is read back as the same line.
bool run(std::string_view bytes) {
    RunCourse course;
    bool any = false;
    forEachLineOf(bytes, [&](std::string_view line) {
        const std::optional<TimedEvent> event = timedEventOf(line);
        if (!event) return;
        course.on(*event);
        any = true;
        const std::string written = eventJson(event->event, event->time).dump();
        const std::optional<TimedEvent> again = timedEventOf(written);
        if (!again || eventJson(again->event, again->time).dump() != written) __builtin_trap();
    });
    try {
        const std::string kept = course.json().dump();
        RunCourse::of(Json::parse(kept)).json().dump();
    } catch (const JsonError&) {
        __builtin_trap();
    }
    return any;
}

}  // namespace

FuzzTarget eventsTarget() { return {"events", run}; }

}  // namespace luthier::testing
