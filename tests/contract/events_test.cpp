// SPDX-License-Identifier: Apache-2.0
// What a run reports: every kind of event with its members, and what their numbers mean to each other.
#include <gmock/gmock.h>
#include <signal.h>

#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "tests/contract/one_run.h"

namespace luthier::testing {
namespace {

/// The members of every kind, in their order. What stands in metrics and proof depends on the objective and the format.
const std::map<std::string, std::string> kMembers{
    {"started", "event time run dir model parameters{total learning} device precision store steps examples{train eval test} promise{memory seconds}"},
    {"step", "event time step epoch loss learnt_tokens tokens learning_rate gradient_norm tokens_per_second memory seconds"},
    {"eval", "event time step loss perplexity count metrics best"},
    {"sample", "event time step prompt before now"},
    {"saved", "event time step dir"},
    {"warned", "event time what where mend"},
    {"paused", "event time"},
    {"continued", "event time"},
    {"resumed", "event time step"},
    {"finished", "event time reason best{step loss} dir artifacts"},
    {"failed", "event time what where mend"},
};

void expectMembers(const std::vector<Json>& events, std::set<std::string>& seen) {
    for (const Json& event : events) {
        const std::string kind = event.stringOr("event", "");
        ASSERT_TRUE(kMembers.contains(kind)) << event.dump();
        EXPECT_EQ(membersOf(event), kMembers.at(kind));
        seen.insert(kind);
    }
}

/// The next event of a kind that a program tells.
Json next(Program& program, const std::string& kind) {
    while (const auto line = program.line()) {
        const Json event = Json::parse(*line);
        if (event.stringOr("event", "") == kind) return event;
    }
    ADD_FAILURE() << "no " << kind << " was told";
    return Json();
}

double sumOf(const std::vector<Json>& lines, const char* member, size_t from, size_t to) {
    double sum = 0;
    for (size_t i = from; i < to; i++) sum += lines.at(i).numberOr(member, 0);
    return sum;
}

class Events : public ReadsOneRun {
protected:
    static constexpr size_t kBatch = 5, kRows = 32;

    /// Loss of every row of a file, without training.
    static std::vector<Json> scored(std::vector<std::string> model, const std::string& data) {
        model.insert(model.begin(), {"score", "--data", one->place.file(data)});
        const Ran ran = one->command(model);
        EXPECT_EQ(ran.code, 0) << ran.errors;
        return eventsIn(ran.output);
    }
    static double lossOf(const std::vector<Json>& rows, size_t from, size_t to) { return sumOf(rows, "loss_sum", from, to) / sumOf(rows, "count", from, to); }
    /// The first and the last row of a step, in file order; the last step of an epoch is smaller.
    static std::pair<size_t, size_t> rowsOf(int64_t step) {
        const size_t begin = static_cast<size_t>(step - 1) % 7 * kBatch;
        return {begin, std::min(begin + kBatch, kRows)};
    }
};

TEST_F(Events, EveryKindHasItsMembers) {
    std::set<std::string> seen;
    expectMembers(eventsIn(one->ran.output), seen);
    // A run that is paused, goes on, is stopped and resumed, and one that goes astray.
    Program paused(luthierCommand({"run", one->place.recipe(), "--events", "jsonl", "--control", "--threads", "1", "--set", "train.steps=100000", "--set", "train.eval_every=100000"}),
                   {{"LUTHIER_HOME", textOf(one->place.home())}});
    const std::string run = next(paused, "started").stringOr("run", "");
    next(paused, "step");
    paused.write("{\"do\":\"pause\"}\n");
    next(paused, "paused");
    paused.write("{\"do\":\"continue\"}\n");
    next(paused, "continued");
    paused.write("{\"do\":\"stop\"}\n");
    EXPECT_EQ(paused.wait(), 130);
    expectMembers(eventsIn(paused.output()), seen);
    Program resumed(luthierCommand({"resume", run, "--events", "jsonl", "--control", "--threads", "2"}), {{"LUTHIER_HOME", textOf(one->place.home())}});
    next(resumed, "resumed");
    resumed.closeInput();
    EXPECT_EQ(resumed.wait(), 130);
    expectMembers(eventsIn(resumed.output()), seen);
    const Ran astray = one->with({"train.learning_rate=1e30", "train.clip=0", "train.warmup=0", "data.eval=0"});
    EXPECT_EQ(astray.code, 1);
    expectMembers(eventsIn(astray.output), seen);
    for (const auto& [kind, members] : kMembers) EXPECT_TRUE(seen.contains(kind)) << kind;
}

TEST_F(Events, TimesAreSecondsSinceTheEpochInOrder) {
    double last = 1.7e9;
    for (const Json& event : eventsIn(one->ran.output)) {
        EXPECT_GE(event.numberOr("time", 0), last);
        last = event.numberOr("time", 0);
    }
    EXPECT_LT(last, 1e11);
}

TEST_F(Events, TheRunFolderHoldsTheSameLines) { EXPECT_EQ(readFile(one->folder / "events.jsonl"), one->ran.output); }

TEST_F(Events, StartedCountsRowsStepsAndWeights) {
    const Json started = one->events("started").at(0);
    EXPECT_EQ(started.stringOr("run", ""), textOf(one->folder.filename()));
    EXPECT_EQ(started.stringOr("dir", ""), textOf(one->folder));
    EXPECT_EQ(started.find("examples")->dump(), R"({"train":32,"eval":24,"test":0})");
    EXPECT_EQ(started.integerOr("steps", 0), 12);
    EXPECT_EQ(started.stringOr("precision", ""), "float32");
    // Two layers of seven maps, each with two factors of rank 4.
    EXPECT_EQ(started.find("parameters")->integerOr("learning", 0), 2 * 4 * (2 * (64 + 64) + 2 * (64 + 32) + 3 * (64 + 160)));
    EXPECT_GT(started.find("promise")->integerOr("memory", 0), 100'000'000);
    EXPECT_GT(started.find("promise")->numberOr("seconds", 0), 0);
}

TEST_F(Events, AStepCountsItsTokensAndThoseItLearns) {
    const std::vector<Json> rows = eventsIn(one->command({"encode", "--model", one->base(), "--data", one->place.file("rows.jsonl")}).output);
    ASSERT_EQ(rows.size(), kRows);
    for (const Json& step : one->events("step")) {
        const auto [begin, end] = rowsOf(step.integerOr("step", 0));
        int64_t tokens = 0, learnt = 0;
        for (size_t i = begin; i < end; i++) {
            const Json::Array& labels = rows[i].find("labels")->asArray();
            tokens += static_cast<int64_t>(labels.size());
            for (size_t t = 1; t < labels.size(); t++) learnt += labels[t].asInteger() != -100;  // what stands first is not predicted
        }
        EXPECT_EQ(step.integerOr("tokens", 0), tokens);
        EXPECT_EQ(step.integerOr("learnt_tokens", 0), learnt);
    }
}

TEST_F(Events, TheLossOfTheFirstStepIsTheBaseModelsOnItsRows) {
    EXPECT_NEAR(one->events("step").at(0).numberOr("loss", 0), lossOf(scored({"--model", one->base()}, "rows.jsonl"), 0, kBatch), 1e-5);
}

TEST_F(Events, TheRateOfAStepIsTheSchedulesAtTheStepBefore) {
    for (const Json& event : one->events("step")) {
        const double at = event.numberOr("step", 0) - 1;
        const double factor = at < 2 ? at / 2 : 0.5 * (1 + std::cos(std::numbers::pi * (at - 2) / 10));
        EXPECT_NEAR(event.numberOr("learning_rate", -1), 3e-3 * factor, 1e-12) << at;
    }
}

TEST_F(Events, AnEpochIsSamplesOverBatchRoundedUp) {
    const std::vector<Json> steps = one->events("step");
    EXPECT_DOUBLE_EQ(steps.at(6).numberOr("epoch", 0), 1);
    EXPECT_LT(steps.at(5).numberOr("epoch", 0), 1);
}

TEST_F(Events, TheGradientsLengthIsTakenBeforeClipping) {
    const Ran free = one->with({"train.steps=1", "train.clip=0", "data.eval=0", "export=[]"});
    const double norm = one->events("step").at(0).numberOr("gradient_norm", 0);
    EXPECT_GT(norm, 0.5) << "nothing was clipped";
    EXPECT_DOUBLE_EQ(eventsIn(free.output, "step").at(0).numberOr("gradient_norm", 0), norm);
}

TEST_F(Events, EvaluationAtStepZeroIsTheBaseModelOverTheWholePart) {
    const Json eval = one->events("eval").at(0);
    const std::vector<Json> rows = scored({"--model", one->base()}, "held.jsonl");
    EXPECT_EQ(eval.integerOr("step", -1), 0);
    EXPECT_EQ(eval.integerOr("count", 0), static_cast<int64_t>(sumOf(rows, "count", 0, rows.size())));
    EXPECT_NEAR(eval.numberOr("loss", 0), lossOf(rows, 0, rows.size()), 1e-5);
}

TEST_F(Events, PerplexityIsTheExponentialOfTheLoss) {
    for (const Json& eval : one->events("eval")) EXPECT_DOUBLE_EQ(eval.numberOr("perplexity", 0), std::exp(eval.numberOr("loss", 0)));
}

TEST_F(Events, TheBestIsLowerThanAllBeforeIt) {
    double least = INFINITY;
    int64_t step = -1;
    for (const Json& eval : one->events("eval")) {
        const double loss = eval.numberOr("loss", 0);
        EXPECT_EQ(eval.boolOr("best", false), loss < least);
        if (loss < least) least = loss, step = eval.integerOr("step", -1);
    }
    const Json best = *one->events("finished").at(0).find("best");
    EXPECT_EQ(best.integerOr("step", -1), step);
    EXPECT_DOUBLE_EQ(best.numberOr("loss", 0), least);
}

TEST_F(Events, WhatIsKeptIsTheBestSnapshotInEveryFormat) {
    const double best = one->events("finished").at(0).find("best")->numberOr("loss", 0);
    const std::vector<Json> adapter = scored({"--model", one->base(), "--adapter", textOf(one->folder / "adapter")}, "held.jsonl");
    const std::vector<Json> merged = scored({"--model", textOf(one->folder / "model")}, "held.jsonl");
    EXPECT_NEAR(lossOf(adapter, 0, adapter.size()), best, 1e-5);
    EXPECT_NEAR(lossOf(merged, 0, merged.size()), best, 1e-4);
}

TEST_F(Events, FinishedNamesEveryResultWithItsProof) {
    const Json finished = one->events("finished").at(0);
    EXPECT_EQ(finished.stringOr("reason", ""), "done");
    EXPECT_EQ(finished.stringOr("dir", ""), textOf(one->folder));
    const Json::Array& artifacts = finished.find("artifacts")->asArray();
    ASSERT_EQ(artifacts.size(), 2u);
    for (const Json& artifact : artifacts) {
        EXPECT_EQ(membersOf(artifact).find("format dir proof{rows loss_tuned loss_exported largest_difference"), 0u) << membersOf(artifact);
        EXPECT_TRUE(std::filesystem::is_directory(pathOf(artifact.stringOr("dir", ""))));
        EXPECT_LE(artifact.find("proof")->numberOr("largest_difference", 1), artifact.find("proof")->numberOr("tolerance", 0));
    }
    EXPECT_EQ(artifacts[0].stringOr("format", ""), "peft");
    EXPECT_EQ(artifacts[1].stringOr("format", ""), "merged");
}

TEST_F(Events, SamplesTellWhatTheBaseSaidBefore) {
    std::map<std::string, std::string> before;
    for (const Json& sample : one->events("sample")) {
        if (sample.integerOr("step", -1) == 0) before[sample.stringOr("prompt", "")] = sample.stringOr("now", "");
        EXPECT_EQ(sample.stringOr("before", "-"), before.at(sample.stringOr("prompt", "")));
    }
    EXPECT_FALSE(before.empty());
}

TEST_F(Events, AWarningIsToldOnce) {
    const Ran ran = one->with({"method.targets=[q_proj, no_such_map]", "train.steps=1", "data.eval=0", "export=[]"});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    std::multiset<std::string> told;
    for (const Json& warned : eventsIn(ran.output, "warned")) told.insert(warned.stringOr("where", "") + warned.stringOr("what", ""));
    EXPECT_FALSE(told.empty());
    for (const std::string& text : told) EXPECT_EQ(told.count(text), 1u) << text;
}

TEST_F(Events, MemoryIsBytes) {
    for (const Json& step : one->events("step")) EXPECT_GT(step.integerOr("memory", 0), 50'000'000);
}

}  // namespace
}  // namespace luthier::testing
