// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_course.h"

#include <algorithm>

namespace luthier {
namespace {

/// Seconds since the event before, unless the clock went backwards.
double sinceThe(double last, double now) { return last > 0 && now > last ? now - last : 0; }

Json lookJson(const Look& look) {
    Json json = Json::object();
    json["step"] = look.step;
    json["loss"] = look.loss;
    json["perplexity"] = look.perplexity;
    json["count"] = look.count;
    json["best"] = look.best;
    if (look.metrics.isObject()) json["metrics"] = look.metrics;
    return json;
}

Look lookOf(const Json& json) {
    return {json.integerOr("step", 0), json.numberOr("loss", 0), json.numberOr("perplexity", 0), json.integerOr("count", 0), json.boolOr("best", false), json.find("metrics") ? *json.find("metrics") : Json()};
}

/// The tables stay in events.jsonl.
Json numbersOf(const Json& metrics) {
    Json numbers;
    if (!metrics.isObject()) return numbers;
    for (const auto& [name, value] : metrics.asObject())
        if (value.isNumber()) numbers[name] = value;
    return numbers;
}

/// An event as its line says it, to be read back by eventOf.
template <typename Event>
Json lineOf(const std::optional<Event>& event) {
    return event ? eventJson(*event, 0) : Json();
}

template <typename Event>
std::optional<Event> keptIn(const Json& json, const char* name) {
    const Json* line = json.find(name);
    const std::optional<RunEvent> event = line ? eventOf(*line) : std::nullopt;
    if (!event || !std::holds_alternative<Event>(*event)) return {};
    return std::get<Event>(*event);
}

class Fold {
public:
    explicit Fold(RunCourse& course) : course_(course) {}

    void operator()(const Started& started) { course_.started = started; }
    void operator()(const StepDone& done) {
        course_.step = done.step;
        course_.loss = done.loss;
        course_.peakMemory = std::max(course_.peakMemory, done.memory);
    }
    void operator()(const EvalDone& eval) {
        std::erase_if(course_.looks, [&](const Look& look) { return look.step == eval.step; });
        course_.looks.push_back({eval.step, eval.loss, eval.perplexity, eval.count, eval.best, numbersOf(eval.metrics)});
    }
    void operator()(const SampleText&) {}
    void operator()(const Saved& saved) { course_.snapshot = saved.step; }
    void operator()(const Warned& warned) {
        const Problem problem = warning(warned.where, warned.what, warned.mend);
        const bool told = std::ranges::find(course_.warnings, problem) != course_.warnings.end();
        if (!told && course_.warnings.size() < RunCourse::kWarnings) course_.warnings.push_back(problem);
    }
    void operator()(const Paused&) { course_.paused = true; }
    void operator()(const Continued&) { course_.paused = false; }
    void operator()(const Resumed& resumed) {
        std::erase_if(course_.looks, [&](const Look& look) { return look.step > resumed.step; });
        course_.step = resumed.step;
        course_.snapshot = std::min(course_.snapshot, resumed.step);
        course_.resumes++;
        course_.paused = false;
        course_.reason.clear();
        course_.failure.reset();
        course_.artifacts.clear();
    }
    void operator()(const Finished& finished) {
        course_.reason = finished.reason;
        course_.artifacts = finished.artifacts;
        course_.paused = false;
    }
    void operator()(const Failed& failed) {
        course_.reason = "failed";
        course_.failure = failed;
        course_.paused = false;
    }

private:
    RunCourse& course_;
};

}  // namespace

void RunCourse::on(const TimedEvent& event) {
    if (begun == 0) begun = event.time;
    if (reason.empty() && !paused) doubtful += sinceThe(last, event.time);
    if (!std::holds_alternative<Warned>(event.event)) {  // a resume may warn before it says so
        if (!std::holds_alternative<Resumed>(event.event)) seconds += doubtful;
        doubtful = 0;
    }
    std::visit(Fold(*this), event.event);
    last = event.time;
}

const Look* RunCourse::base() const {
    const auto found = std::ranges::find(looks, int64_t{0}, &Look::step);
    return found == looks.end() ? nullptr : &*found;
}

const Look* RunCourse::best() const {
    const Look* found = nullptr;
    for (const Look& look : looks) {
        if (look.best) found = &look;
    }
    return found;
}

const Look* RunCourse::kept() const {
    const Look* found = best();
    if (found && found->step == 0 && looks.back().step > 0) return &looks.back();
    return found;
}

Json RunCourse::json() const {
    Json json = Json::object();
    json["started"] = lineOf(started);
    json["begun"] = begun;
    json["last"] = last;
    json["seconds"] = seconds;
    json["doubtful"] = doubtful;
    json["step"] = step;
    json["loss"] = loss;
    json["peak_memory"] = peakMemory;
    Json& list = json["looks"] = Json::array();
    for (const Look& look : looks) list.push_back(lookJson(look));
    json["snapshot"] = snapshot;
    json["resumes"] = resumes;
    json["paused"] = paused;
    json["reason"] = reason;
    json["failure"] = lineOf(failure);
    Finished end;
    end.artifacts = artifacts;
    json["artifacts"] = eventJson(end, 0);
    Json& told = json["warnings"] = Json::array();
    for (const Problem& problem : warnings) told.push_back(eventJson(Warned{problem.what, problem.where, problem.mend}, 0));
    return json;
}

RunCourse RunCourse::of(const Json& json) {
    RunCourse course;
    course.started = keptIn<Started>(json, "started");
    course.begun = json.numberOr("begun", 0);
    course.last = json.numberOr("last", 0);
    course.seconds = json.numberOr("seconds", 0);
    course.doubtful = json.numberOr("doubtful", 0);
    course.step = json.integerOr("step", 0);
    course.loss = json.numberOr("loss", 0);
    course.peakMemory = json.integerOr("peak_memory", 0);
    if (const Json* list = json.find("looks"); list && list->isArray()) {
        for (const Json& look : list->asArray()) course.looks.push_back(lookOf(look));
    }
    course.snapshot = json.integerOr("snapshot", -1);
    course.resumes = json.integerOr("resumes", 0);
    course.paused = json.boolOr("paused", false);
    course.reason = json.stringOr("reason", "");
    course.failure = keptIn<Failed>(json, "failure");
    if (const auto end = keptIn<Finished>(json, "artifacts")) course.artifacts = end->artifacts;
    if (const Json* told = json.find("warnings"); told && told->isArray()) {
        for (const Json& line : told->asArray()) course.warnings.push_back(warning(line.stringOr("where", ""), line.stringOr("what", ""), line.stringOr("mend", "")));
    }
    return course;
}

}  // namespace luthier
