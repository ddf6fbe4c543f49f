// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/course.h"
#include "core/engine/environment.h"
#include "core/engine/estimate.h"
#include "core/engine/machine.h"
#include "core/engine/measure.h"
#include "core/engine/report.h"
#include "core/engine/results.h"
#include "core/engine/session.h"
#include "core/engine/threads.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

/// Everything a run needs, ready to train. With an error among the problems, nothing but them.
struct Ready {
    Recipe recipe;
    Prepared prepared;
    Resolved resolved;
    TunedModel model;
    Problems problems;
};

void append(Problems& all, const Problems& more) { all.insert(all.end(), more.begin(), more.end()); }

Started startedEvent(const Ready& ready, const RunFolder& folder, double speed) {
    Workload work = workloadOf(ready.recipe, ready.prepared, ready.resolved, speed);
    Started started;
    started.run = folder.id();
    started.dir = textOf(folder.path());
    started.model = ready.recipe.model.path;
    started.device = "cpu";
    started.precision = ready.resolved.precision;
    started.store = ready.resolved.store;
    started.parametersTotal = parameterCount(ready.prepared.config);
    started.parametersLearning = work.learning.numbers;
    started.steps = ready.resolved.steps;
    started.examplesTrain = ready.prepared.rowsOf(Part::Train);
    started.examplesEval = ready.prepared.rowsOf(Part::Eval);
    started.examplesTest = ready.prepared.rowsOf(Part::Test);
    started.promisedMemory = estimatedMemory(ready.prepared.config, work);
    started.promisedSeconds = estimatedSeconds(ready.prepared.config, work);
    return started;
}

void tellWarnings(const Problems& problems, RunLog& log) {
    for (const Problem& problem : problems) {
        if (problem.level == Level::Warning) log.tell(Warned{problem.what, problem.where, problem.mend});
    }
}

/// Does `work`; when it comes to grief, tells how, then lets the error pass.
template <typename Work>
Outcome tellingFailure(RunLog& log, const RunFolder& folder, const std::optional<Course>& course, Work work) {
    try {
        return guarded(work);
    } catch (const OutOfRoom& room) {
        log.tellAnyway(Warned{room.what(), room.where(), room.mend()});
        const Finished finished = finishedEvent("limit", course ? course->progress() : Progress(), folder);
        log.tellAnyway(finished);
        writeReportAnyway(folder, finished);
        throw;
    } catch (const Error& failure) {
        const Failed failed{failure.what(), failure.where(), failure.mend()};
        log.tellAnyway(failed);
        writeReportAnyway(folder, failed);
        throw;
    }
}

/// The second half of the line: train, keep the best, write the results, report.
Outcome trainToTheEnd(Ready& ready, RunFolder& folder, RunLog& log, CancelToken& cancel, bool resumed) {
    std::optional<Course> course;
    return tellingFailure(log, folder, course, [&]() -> Outcome {
        course.emplace(CourseParts{ready.recipe, ready.resolved, ready.prepared, ready.model, folder, log}, cancel);
        if (resumed) course->resume();
        Course::End end = course->train();
        Finished finished = finishedEvent(reasonOf(end), course->progress(), folder);
        if (end != Course::End::Stopped) {
            course->keepBest();
            takeOwnWeights(ready.model, ready.recipe, ready.prepared.modelFolder, ready.prepared.config);
            finished.artifacts = writeResults(ready.recipe, ready.prepared, ready.resolved, ready.model, folder);
            tellWarnings(wordsOn(finished.artifacts), log);
            writeReport(folder, course->testEvaluation(), finished);
        } else {
            writeReportAnyway(folder, finished);
        }
        log.tell(finished);
        log.sync();
        return {end == Course::End::Stopped ? Outcome::Kind::Stopped : Outcome::Kind::Done, {}, {}};
    });
}

/// The first half of the line: data, split and samples, every auto settled, model and method.
void getReady(Session& session, Ready& ready, const std::filesystem::path& scratch, double& speed, CancelToken& cancel) {
    ready.prepared = prepare(ready.recipe, scratch, heeding(cancel));
    ready.problems = ready.prepared.problems;
    if (hasError(ready.problems)) return;
    Json speeds = session.speeds(session.threads(), cancel, ready.problems);
    ready.resolved = resolve(ready.recipe, ready.prepared, session.threads(), speeds, ready.problems);
    speed = operationsPerSecond(speeds, ready.resolved.precision);
    ready.resolved.kernels["products"] = measuredKernel(speeds);
    ready.resolved.kernels["loops"] = speeds.stringOr("loops", "");
    if (hasError(ready.problems)) return;
    ready.model = makeTunedModel(ready.recipe, ready.prepared.modelFolder, ready.prepared.config, ready.resolved, ready.problems);
}

/// Nothing was done: the folder goes, and the problems are what is left.
Outcome refused(RunFolder& folder, const Problems& problems) {
    folder.discard();
    return {Outcome::Kind::Problems, problems, {}};
}

/// A run that ended well has nothing left to do.
std::optional<Finished> finishedAlready(const std::filesystem::path& folder) {
    std::optional<Finished> last;
    for (const RunEvent& event : readEvents(folder)) {
        if (const Finished* finished = std::get_if<Finished>(&event)) last = *finished;
        if (std::holds_alternative<Resumed>(event)) last.reset();
    }
    if (last && (last->reason == "done" || last->reason == "early_stop")) return last;
    return std::nullopt;
}

}  // namespace

Outcome runRecipe(Session& session, const Recipe& recipe, const RunOptions& options, Observer& observer, CancelToken& cancel) {
    Ready ready;
    ready.recipe = recipe;
    if (!options.name.empty()) ready.recipe.name = options.name;
    std::optional<RunFolder> folder;
    double speed = 0;
    try {
        folder.emplace(RunFolder::create(os::luthierHome() / "runs"));
        getReady(session, ready, folder->path(), speed, cancel);
    } catch (const Error& failure) {
        observer.on(Failed{failure.what(), failure.where(), failure.mend()});
        if (folder) folder->discard();
        throw;
    } catch (const Stopped&) {
        folder->discard();
        return {Outcome::Kind::Stopped, {}, {}};
    }
    if (hasError(ready.problems)) return refused(*folder, ready.problems);
    folder->writeNotes(ready.recipe.name);
    folder->writeEnvironment(environmentOf(ready.recipe, ready.prepared, ready.resolved, libraryVersions()));
    folder->writeRecipe(ready.recipe);
    RunLog log(*folder, observer);
    log.tell(startedEvent(ready, *folder, speed));
    tellWarnings(ready.problems, log);
    return trainToTheEnd(ready, *folder, log, cancel, false);
}

Outcome resumeRun(Session& session, const std::filesystem::path& path, Observer& observer, CancelToken& cancel) try {
    RunFolder folder = RunFolder::open(path);
    if (std::optional<Finished> finished = finishedAlready(folder.path())) {
        observer.on(Warned{"this run is finished (" + finished->reason + "): there is nothing left to do", folder.id(),
                           "start a new run, or export this one with `luthier export " + folder.id() + "`"});
        return {};
    }
    sweepTemporaries(folder.path());
    sweepTemporaries(folder / "snapshots");
    RecipeRead read = readRecipeFile(textOf(folder / "recipe.yaml"));
    Json environment = folder.environment();
    Ready ready;
    ready.recipe = read.recipe;
    const Json* resolved = environment.find("resolved");
    ready.resolved = Resolved::of(resolved ? *resolved : Json());
    ready.recipe.data.maxLength = ready.resolved.maxLength;
    if (!hasError(read.problems)) ready.prepared = prepare(ready.recipe, folder.path(), heeding(cancel));
    append(ready.problems, read.problems);
    append(ready.problems, ready.prepared.problems);
    if (!hasError(ready.problems)) {
        append(ready.problems, changedModel(environment, ready.recipe, ready.prepared.modelFolder));
        append(ready.problems, changedData(environment, ready.prepared));
    }
    if (hasError(ready.problems)) return {Outcome::Kind::Problems, ready.problems, {}};
    if (session.askedThreads > 0) ready.resolved.threads = session.askedThreads;
    useThreads(ready.resolved.threads);
    ready.model = makeTunedModel(ready.recipe, ready.prepared.modelFolder, ready.prepared.config, ready.resolved, ready.problems);
    if (hasError(ready.problems)) return {Outcome::Kind::Problems, ready.problems, {}};
    RunLog log(folder, observer);
    std::string difference = differenceOf(environment, libraryVersions(), ready.resolved.threads);
    if (!difference.empty()) {
        log.tell(Warned{"continues, not bit for bit: " + difference, folder.id(), "continue where the run began to get the same bits"});
    }
    return trainToTheEnd(ready, folder, log, cancel, true);
} catch (const Stopped&) {
    return {Outcome::Kind::Stopped, {}, {}};
}

}  // namespace luthier
