// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_row.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/store/run_course.h"
#include "core/store/run_events.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

/// Bytes before the remembered place that must still be there for the rest to belong to them.
constexpr uint64_t kTail = 64;

std::string text(const std::optional<os::FileMark>& mark) {
    if (!mark) return "-";
    return std::to_string(mark->device) + ":" + std::to_string(mark->number) + ":" + std::to_string(mark->size) + ":" + std::to_string(mark->changed);
}

/// One fingerprint for all data files together.
std::string dataOf(const Json& environment) {
    const Json* data = environment.find("data");
    const Json* files = data ? data->find("files") : nullptr;
    if (!files || !files->isArray() || files->size() == 0) return "";
    Sha256 hash;
    for (const Json& file : files->asArray()) hash.addField(file.stringOr("sha256", ""));
    return hash.hex();
}

int64_t rowsIn(const Json& environment, const char* part) {
    const Json* data = environment.find("data");
    const Json* rows = data ? data->find("rows") : nullptr;
    return rows ? rows->integerOr(part, 0) : 0;
}

void describe(const RunRecord& record, RunSummary& run) {
    run.folder = record.folder;
    run.id = record.id;
    run.name = record.name();
    run.tags = record.notes.tags;
    run.notes = record.notes.notes;
    run.stars = record.notes.stars();
    run.problems = record.problems;
    if (record.recipe) {
        run.model = record.recipe->model.path;
        run.method = record.recipe->method.kind;
        run.objective = record.recipe->objective.kind;
    }
    run.data = dataOf(record.environment);
    run.trainRows = rowsIn(record.environment, "train");
    run.evalRows = rowsIn(record.environment, "eval");
    run.steps = record.resolved().integerOr("steps", 0);
}

void describe(const RunCourse& course, RunRow& row) {
    RunSummary& run = row.run;
    row.paused = course.paused;
    run.reason = course.reason;
    run.step = course.step;
    run.begun = course.begun;
    run.last = course.last;
    run.seconds = course.seconds;
    if (const Look* base = course.base()) run.baseLoss = base->loss;
    if (const Look* best = course.best()) {
        run.bestLoss = best->loss;
        run.bestStep = best->step;
    }
    if (!course.started) return;
    if (run.model.empty()) run.model = course.started->model;
    if (run.steps == 0) run.steps = course.started->steps;
    if (run.trainRows == 0) run.trainRows = course.started->examplesTrain;
    if (run.evalRows == 0) run.evalRows = course.started->examplesEval;
}

constexpr std::string_view kStepLine = R"({"event":"step")";

/// Tells whole lines to a course. Of steps in a row only the last says anything new.
void tell(std::string_view lines, RunCourse& course) {
    for (size_t begin = 0; begin < lines.size();) {
        const size_t end = lines.find('\n', begin) + 1;
        const std::string_view line = lines.substr(begin, end - 1 - begin);
        begin = end;
        if (line.starts_with(kStepLine) && lines.substr(end).starts_with(kStepLine)) continue;
        if (const std::optional<TimedEvent> event = timedEventOf(line)) course.on(*event);
    }
}

int64_t tailOf(std::string_view read) { return static_cast<int64_t>(nameHash(read.substr(read.size() - std::min(read.size(), kTail)))); }

/// The bytes of a file from `place` on. Throws Error.
std::string bytesFrom(const fs::path& file, uint64_t place) {
    struct Handle {
        int number;
        ~Handle() { os::closeHandle(number); }
    } handle{os::openToRead(file)};
    const uint64_t size = os::sizeOf(handle.number, file);
    return size <= place ? std::string() : os::readAt(handle.number, place, size - place, file);
}

/// Reads on in events.jsonl from where it was left; false when what was read before is not there any more.
bool readOn(const fs::path& file, RunCourse& course, EventsPlace& place) {
    const auto read = static_cast<size_t>(place.bytes), before = std::min<size_t>(read, kTail);
    const std::string bytes = bytesFrom(file, read - before);
    if (bytes.size() < before || (before > 0 && tailOf(std::string_view(bytes).substr(0, before)) != place.tail)) return false;
    const size_t end = std::max(bytes.rfind('\n') + 1, before);
    tell(std::string_view(bytes).substr(before, end - before), course);
    place.bytes += static_cast<int64_t>(end - before);
    place.tail = tailOf(std::string_view(bytes).substr(0, end));
    return true;
}

/// The course of a run whose events were read up to `known`, or not yet; `known` moves on. Throws Error.
RunCourse followed(const fs::path& events, EventsPlace& known) {
    if (known.bytes > 0) {
        RunCourse course = RunCourse::of(Json::parse(known.course));
        if (readOn(events, course, known)) return course;
    }
    known = {};
    RunCourse course;
    readOn(events, course, known);
    return course;
}

}  // namespace

std::string RunMarks::all() const { return others + " " + text(events); }

RunMarks runMarksOf(const fs::path& folder) {
    RunMarks marks;
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json"}) marks.others += text(os::markOf(folder / name)) + " ";
    marks.events = os::markOf(folder / "events.jsonl");
    return marks;
}

std::string_view eventsFileIn(std::string_view marks) {
    const std::string_view events = marks.substr(marks.rfind(' ') + 1);
    return events.substr(0, events.find(':', events.find(':') + 1));
}

RunRow runRowOf(const fs::path& folder, const RunMarks& marks, EventsPlace known) {
    RunRow row;
    row.marks = marks.all();
    row.place = std::move(known);
    const RunRecord record = readRunSettings(folder);
    describe(record, row.run);
    RunCourse course;
    try {
        if (marks.events) course = followed(folder / "events.jsonl", row.place);
    } catch (const Error& fault) {
        row.run.problems.push_back(warning(fault.where(), fault.what(), "what the run did is not known"));
        row.place = {};
    }
    row.place.course = course.json().dump();
    describe(course, row);
    return row;
}

}  // namespace luthier
