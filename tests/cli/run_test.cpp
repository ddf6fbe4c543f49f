// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <random>
#include <set>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/hard_days.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

constexpr const char* kShort = "train: {steps: 12, batch_size: 4, eval_every: 4, save_every: 3, learning_rate: 1.0e-3}\n";
constexpr const char* kLong = "train: {steps: 100000, batch_size: 4, eval_every: 100000, save_every: 50, learning_rate: 1.0e-3}\n";

std::vector<std::string> runCommand(const Workplace& place, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"run", place.recipe(), "--events", "jsonl", "--threads", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::string adapterBytes(const std::filesystem::path& run) { return readFile(run / "adapter" / "adapter_model.safetensors"); }

/// Reads events until one of a kind comes (and a step is reached); false at the end.
bool waitFor(Program& program, const std::string& kind, int64_t step = 0) {
    while (auto line = program.line()) {
        Json event = Json::parse(*line);
        if (event.stringOr("event", "") == kind && event.integerOr("step", step) >= step) return true;
    }
    return false;
}

/// Rows whose lengths differ much and that are mostly learnt.
std::string longAnswers(int count) {
    std::string rows;
    for (int i = 0; i < count; i++) {
        std::string answer;
        for (int word = 0; word < 10 + i % 29; word++) answer += " " + std::to_string(word * i % 97);
        rows += R"({"prompt":"Count )" + std::to_string(i) + R"(","completion":")" + answer + "\"}\n";
    }
    return rows;
}

struct Running : Program {
    Running(const Workplace& place, const std::vector<std::string>& arguments, void (*limit)() = nullptr)
        : Program(luthierCommand(arguments), {{"LUTHIER_HOME", textOf(place.home())}}, limit) {}
};

TEST(Run, TellsItsCourseInOrder) {
    Workplace place(80, kShort);
    Ran ran = runLuthier(runCommand(place), place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    std::vector<Json> events = eventsIn(ran.output);
    ASSERT_GT(events.size(), 15u);
    EXPECT_EQ(events.front().stringOr("event", ""), "started");
    EXPECT_EQ(events.back().stringOr("event", ""), "finished");
    EXPECT_EQ(events.back().stringOr("reason", ""), "done");
    EXPECT_EQ(eventsIn(ran.output, "step").size(), 12u);
    std::vector<int64_t> evaluated;
    for (const Json& event : eventsIn(ran.output, "eval")) evaluated.push_back(event.integerOr("step", -1));
    EXPECT_EQ(evaluated, (std::vector<int64_t>{0, 4, 8, 12}));
    EXPECT_FALSE(eventsIn(ran.output, "sample").empty());
}

TEST(Run, LeavesACompleteFolder) {
    Workplace place(80, kShort);
    Ran ran = runLuthier(runCommand(place), place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    ASSERT_EQ(place.runs().size(), 1u);
    std::filesystem::path run = place.runs()[0];
    EXPECT_EQ(readFile(run / "events.jsonl"), ran.output);
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json", "held-out.jsonl", "report.json", "report.html", "adapter/adapter_config.json"}) {
        EXPECT_TRUE(std::filesystem::exists(run / name)) << name;
    }
    EXPECT_FALSE(std::filesystem::exists(run / "run.lock"));
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(run)) names.insert(textOf(entry.path().filename()));
    EXPECT_EQ(names, (std::set<std::string>{"adapter", "environment.json", "events.jsonl", "held-out.jsonl", "notes.json", "recipe.yaml", "report.html",
                                            "report.json", "snapshots"}));
    Json environment = Json::parse(readFile(run / "environment.json"));
    EXPECT_EQ(environment.integerOr("format", 0), 1);
    const Json* resolved = environment.find("resolved");
    ASSERT_TRUE(resolved);
    for (const char* key : {"precision", "store", "threads", "recompute", "micro_batch_tokens", "kernels", "learning_rate", "warmup_steps", "steps", "eval_every", "save_every"}) {
        EXPECT_TRUE(resolved->find(key)) << key;
    }
}

TEST(Run, HeldOutLossesAreKeptForTheBaseTheBestAndTheLast) {
    Workplace place(80, kShort);
    Ran ran = runLuthier(runCommand(place), place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    std::map<int64_t, std::pair<double, int64_t>> sums;
    std::set<std::pair<int64_t, std::string>> rows;
    for (const Json& line : eventsIn(readFile(place.runs()[0] / "held-out.jsonl"))) {
        auto& sum = sums[line.integerOr("step", -1)];
        sum.first += line.numberOr("loss_sum", 0);
        sum.second += line.integerOr("count", 0);
        EXPECT_TRUE(rows.insert({line.integerOr("step", -1), line.stringOr("row", "")}).second) << "a row stands twice";
        EXPECT_EQ(line.stringOr("row", "").size(), 64u);
    }
    for (const Json& eval : eventsIn(ran.output, "eval")) {
        auto found = sums.find(eval.integerOr("step", -1));
        if (found == sums.end()) continue;
        EXPECT_NEAR(found->second.first / static_cast<double>(found->second.second), eval.numberOr("loss", 0), 1e-9);
        EXPECT_EQ(found->second.second, eval.integerOr("count", 0));
    }
    EXPECT_TRUE(sums.count(0));
    EXPECT_TRUE(sums.count(12));
}

TEST(Run, PackSizesNeverMetBeforeDoNotGrowItsMemory) {
    Workplace place(1, "train: {steps: 150, early_stop: 0, batch_size: 4, eval_every: 1000, save_every: 1000, learning_rate: 1.0e-3}\n");
    place.write("rows.jsonl", longAnswers(200));
    Ran ran = runLuthier(runCommand(place), place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    std::set<int64_t> sizes;
    std::map<int64_t, int64_t> peaks;
    for (const Json& step : eventsIn(ran.output, "step")) {
        sizes.insert(step.integerOr("tokens", 0));
        peaks[step.integerOr("step", 0)] = step.integerOr("memory", 0);
    }
    EXPECT_GT(sizes.size(), 40u);
    EXPECT_LT(peaks[150], peaks[30] + 40'000'000);
}

TEST(Run, InBfloat16ItIsTheSameEveryTimeAndSaysSo) {
    Workplace place(80, kShort);
    for (int i = 0; i < 2; i++) {
        Ran ran = runLuthier(runCommand(place, {"--set", "model.precision=bfloat16"}), place.home());
        ASSERT_EQ(ran.code, 0) << ran.errors;
        EXPECT_EQ(eventsIn(ran.output, "started")[0].stringOr("precision", ""), "bfloat16");
    }
    EXPECT_EQ(adapterBytes(place.runs()[0]), adapterBytes(place.runs()[1]));
}

/// Of the 4-byte numbers of a safetensors file, how many bfloat16 can hold: their lower halves are zero.
double shareOfRoundNumbers(const std::string& file) {
    uint64_t header = 0;
    for (int i = 7; i >= 0; i--) header = header << 8 | static_cast<uint8_t>(file.at(static_cast<size_t>(i)));
    int64_t all = 0, round = 0;
    for (size_t at = 8 + header; at + 4 <= file.size(); at += 4, all++) round += file[at] == 0 && file[at + 1] == 0;
    return static_cast<double>(round) / static_cast<double>(all);
}

TEST(Run, ItsResultIsMergedFromTheModelsOwnWeightsWhereTheStoreRoundedThem) {
    for (const std::string method : {"lora", "freeze"}) {
        Workplace place(80, kShort);
        const Ran ran = runLuthier(runCommand(place, {"--set", "model.store=bfloat16", "--set", "method.kind=" + method, "--set", "export=[peft,merged]"}), place.home());
        ASSERT_EQ(ran.code, 0) << ran.errors;
        const std::string merged = readFile(place.runs()[0] / "model" / "model.safetensors");
        EXPECT_LT(shareOfRoundNumbers(merged), 0.1) << method;
        const Ran later = runLuthier({"export", textOf(place.runs()[0]), "--format", "merged", "--out", place.file("later")}, place.home());
        ASSERT_EQ(later.code, 0) << later.errors;
        EXPECT_TRUE(readFile(place.path() / "later" / "model.safetensors") == merged) << method;
    }
}

TEST(Run, StoppedAndResumedIsTheSameToTheByte) {
    Workplace place(80, "train: {steps: 200, early_stop: 0, batch_size: 4, eval_every: 10, save_every: 7, learning_rate: 1.0e-3}\n");
    ASSERT_EQ(runLuthier(runCommand(place), place.home()).code, 0);
    std::string whole = adapterBytes(place.runs()[0]);
    Running stopped(place, runCommand(place));
    ASSERT_TRUE(waitFor(stopped, "step", 13));
    stopped.signal(SIGINT);
    EXPECT_EQ(stopped.wait(), 130);
    std::filesystem::path run = place.runs()[1];
    EXPECT_FALSE(std::filesystem::exists(run / "run.lock"));
    Ran resumed = runLuthier({"resume", textOf(run), "--events", "jsonl", "--threads", "1"}, place.home());
    ASSERT_EQ(resumed.code, 0) << resumed.errors;
    EXPECT_EQ(eventsIn(resumed.output).front().stringOr("event", ""), "resumed");
    EXPECT_EQ(adapterBytes(run), whole);
}

TEST(Run, AFinishedOneSaysSoWhenResumed) {
    Workplace place(80, kShort);
    ASSERT_EQ(runLuthier(runCommand(place), place.home()).code, 0);
    std::string events = readFile(place.runs()[0] / "events.jsonl");
    Ran again = runLuthier({"resume", "sums"}, place.home());
    EXPECT_EQ(again.code, 0);
    EXPECT_NE(again.errors.find("finished"), std::string::npos) << again.errors;
    EXPECT_EQ(readFile(place.runs()[0] / "events.jsonl"), events);
}

TEST(Control, StopKeepsTheState) {
    Workplace place(80, kLong);
    Running program(place, runCommand(place, {"--control"}));
    ASSERT_TRUE(waitFor(program, "step", 3));
    program.write("{\"do\":\"stop\"}\n");
    EXPECT_EQ(program.wait(), 130);
    std::vector<Json> events = eventsIn(program.output());
    EXPECT_EQ(events.back().stringOr("reason", ""), "stopped");
    EXPECT_EQ(events[events.size() - 2].stringOr("event", ""), "saved");
}

TEST(Control, SavePauseAndContinue) {
    Workplace place(80, kLong);
    Running program(place, runCommand(place, {"--control"}));
    ASSERT_TRUE(waitFor(program, "step", 2));
    program.write("{\"do\":\"save\"}\n");
    ASSERT_TRUE(waitFor(program, "saved"));
    program.write("{\"do\":\"pause\"}\n");
    ASSERT_TRUE(waitFor(program, "paused"));
    EXPECT_FALSE(program.line(0.4)) << "a paused run goes on";
    program.write("{\"do\":\"continue\"}\n");
    ASSERT_TRUE(waitFor(program, "continued"));
    ASSERT_TRUE(waitFor(program, "step"));
    program.write("{\"do\":\"pause\"}\n");
    ASSERT_TRUE(waitFor(program, "paused"));
    program.write("{\"do\":\"stop\"}\n");
    EXPECT_EQ(program.wait(), 130);
}

TEST(Control, TheEndOfInputMeansStop) {
    Workplace place(80, kLong);
    Running program(place, runCommand(place, {"--control"}));
    ASSERT_TRUE(waitFor(program, "step", 1));
    program.closeInput();
    EXPECT_EQ(program.wait(), 130);
}

TEST(Control, ADetachedRunOutlivesItsInput) {
    Workplace place(80, kShort);
    Running program(place, runCommand(place, {"--control"}));
    program.write("{\"do\":\"detach\"}\n");
    program.closeInput();
    EXPECT_EQ(program.wait(), 0);
}

TEST(Resume, ChangedDataIsRefused) {
    Workplace place(80, kLong);
    Running program(place, runCommand(place));
    ASSERT_TRUE(waitFor(program, "step", 2));
    program.signal(SIGTERM);
    ASSERT_EQ(program.wait(), 130);
    place.write("rows.jsonl", chatRows(79));
    Ran resumed = runLuthier({"resume", "sums", "--json"}, place.home());
    EXPECT_EQ(resumed.code, 2);
    EXPECT_NE(resumed.output.find("rows.jsonl"), std::string::npos) << resumed.output;
    std::filesystem::remove(place.path() / "rows.jsonl");
    EXPECT_EQ(runLuthier({"resume", "sums", "--json"}, place.home()).code, 2);
}

TEST(Resume, ADamagedSnapshotIsPassedOver) {
    Workplace place(80, "train: {steps: 60, batch_size: 4, eval_every: 60, save_every: 5, learning_rate: 1.0e-3}\n");
    ASSERT_EQ(runLuthier(runCommand(place), place.home()).code, 0);
    std::string whole = adapterBytes(place.runs()[0]);
    Running program(place, runCommand(place));
    ASSERT_TRUE(waitFor(program, "saved", 10));
    program.signal(SIGKILL);
    program.wait();
    std::filesystem::path run = place.runs()[1], newest;
    for (int64_t step = 55; step >= 10 && newest.empty(); step -= 5) {
        std::filesystem::path snapshot = run / "snapshots" / ("step-" + std::to_string(step));
        if (std::filesystem::exists(snapshot)) newest = snapshot;
    }
    ASSERT_FALSE(newest.empty());
    std::filesystem::resize_file(newest / "tensors.safetensors", std::filesystem::file_size(newest / "tensors.safetensors") / 2);
    Ran resumed = runLuthier({"resume", textOf(run), "--events", "jsonl", "--threads", "1"}, place.home());
    ASSERT_EQ(resumed.code, 0) << resumed.errors;
    EXPECT_FALSE(eventsIn(resumed.output, "warned").empty());
    EXPECT_EQ(adapterBytes(run), whole);
}

TEST(Resume, AnotherThreadCountIsSaid) {
    Workplace place(80, kLong);
    Running program(place, runCommand(place));
    ASSERT_TRUE(waitFor(program, "saved", 50));
    program.signal(SIGINT);
    ASSERT_EQ(program.wait(), 130);
    Running resumed(place, {"resume", "sums", "--events", "jsonl", "--threads", "2"});
    ASSERT_TRUE(waitFor(resumed, "resumed", 50));
    EXPECT_NE(resumed.output().find("not bit for bit"), std::string::npos);
}

TEST(Run, GoneAstrayStopsAtTheLastGoodSnapshot) {
    Workplace place(80, "train: {steps: 40, batch_size: 4, eval_every: 40, save_every: 1, learning_rate: 1.0e+30, clip: 0, schedule: linear, warmup: 30}\n");
    Ran ran = runLuthier(runCommand(place), place.home());
    EXPECT_EQ(ran.code, 1);
    std::vector<Json> events = eventsIn(ran.output);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().stringOr("event", ""), "failed");
    EXPECT_NE(events.back().stringOr("where", "").find("step"), std::string::npos);
    EXPECT_NE(events.back().stringOr("mend", "").find("learning_rate"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(place.runs()[0] / "adapter"));
    EXPECT_FALSE(eventsIn(ran.output, "saved").empty()) << "the first step, at rate 0, was good";
}

TEST(Run, GoneAstrayItStartsAgainAtHalfTheRateWhenAskedTo) {
    Workplace place(80, "train: {steps: 150, batch_size: 4, eval_every: 10, early_stop: 0, learning_rate: 3, schedule: linear, warmup: 150, on_divergence: restart}\n");
    Ran ran = runLuthier(runCommand(place, {"--set", "method.kind=full", "--set", "model.precision=float32"}), place.home());
    std::map<int64_t, std::vector<double>> rates;
    for (const Json& step : eventsIn(ran.output, "step")) rates[step.integerOr("step", 0)].push_back(step.numberOr("learning_rate", 0));
    std::vector<Json> again = eventsIn(ran.output, "resumed");
    ASSERT_FALSE(again.empty()) << ran.output.substr(ran.output.size() - std::min<size_t>(2000, ran.output.size()));
    EXPECT_LE(again.size(), 3u);
    const std::vector<double>& first = rates[again[0].integerOr("step", -1) + 1];
    ASSERT_GT(first.size(), 1u);
    EXPECT_DOUBLE_EQ(first[1], first[0] / 2);
    bool told = false;
    for (const Json& warned : eventsIn(ran.output, "warned")) told = told || warned.stringOr("what", "").find("diverged") != std::string::npos;
    EXPECT_TRUE(told);
}

TEST(Run, OutOfMemoryItGoesOnInSmallerPacksAndRemembersThem) {
    Workplace place(1, "train: {steps: 6, batch_size: 32, eval_every: 6, save_every: 2, learning_rate: 1.0e-3}\n");
    place.write("rows.jsonl", longAnswers(80));
    const std::vector<std::string> exactly = runCommand(place, {"--set", "model.precision=float32", "--set", "data.eval=0"});
    ASSERT_EQ(runLuthier(exactly, place.home()).code, 0);
    ::setenv("LUTHIER_TENSOR_MEMORY", "2", 1);
    Ran ran = runLuthier(exactly, place.home());
    ::unsetenv("LUTHIER_TENSOR_MEMORY");
    ASSERT_EQ(ran.code, 0) << ran.output << ran.errors;
    std::vector<Json> free = eventsIn(readFile(place.runs()[0] / "events.jsonl"), "step"), tight = eventsIn(ran.output, "step");
    ASSERT_EQ(tight.size(), 6u);
    for (size_t i = 0; i < tight.size(); i++) {
        EXPECT_EQ(tight[i].integerOr("tokens", 0), free[i].integerOr("tokens", -1));
        EXPECT_NEAR(tight[i].numberOr("loss", 0), free[i].numberOr("loss", 1), 1e-3);
    }
    bool told = false;
    for (const Json& warned : eventsIn(ran.output, "warned")) told = told || warned.stringOr("what", "").find("memory ran out") != std::string::npos;
    EXPECT_TRUE(told);
    Json environment = Json::parse(readFile(place.runs()[1] / "environment.json"));
    EXPECT_TRUE(environment["resolved"].find("smaller_packs"));
}

TEST(Run, WithoutGainStopsEarlyAndSaysThatTheBaseWasBetter) {
    Workplace place(80, "train: {steps: 200, batch_size: 4, eval_every: 2, early_stop: 3, learning_rate: 1.0e-20, schedule: constant, warmup: 0}\n");
    Ran ran = runLuthier(runCommand(place), place.home());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    std::vector<Json> events = eventsIn(ran.output);
    EXPECT_EQ(events.back().stringOr("reason", ""), "early_stop");
    EXPECT_EQ(eventsIn(ran.output, "eval").size(), 4u);
    EXPECT_EQ(events.back().find("best")->integerOr("step", -1), 0);
    EXPECT_NE(ran.output.find("better than the base"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(place.runs()[0] / "adapter"));
}

/// Every file of a run that a reader would open must be whole at any moment.
void expectNothingTorn(const std::filesystem::path& run) {
    for (const char* name : {"notes.json", "environment.json", "report.json"}) {
        if (std::filesystem::exists(run / name)) {
            EXPECT_NO_THROW(Json::parse(readFile(run / name))) << name;
        }
    }
    if (std::filesystem::exists(run / "snapshots")) {
        for (const auto& entry : std::filesystem::directory_iterator(run / "snapshots")) {
            if (!textOf(entry.path().filename()).starts_with("step-")) continue;
            for (const char* name : {"tensors.safetensors", "state.json", "SHA256SUMS"}) EXPECT_TRUE(std::filesystem::exists(entry.path() / name)) << entry.path();
        }
    }
}

TEST(Kill, AtAnyMomentLosesNothingThatWasSaved) {
    Workplace place(80, "train: {steps: 30, batch_size: 4, eval_every: 6, save_every: 2, learning_rate: 1.0e-3}\n");
    auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(runLuthier(runCommand(place), place.home()).code, 0);
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::string whole = adapterBytes(place.runs()[0]);
    std::mt19937 random(7);
    std::filesystem::path run;
    for (int kill = 0, asked = kills(50); kill < asked; kill++) {
        bool fresh = run.empty();
        Running program(place, fresh ? runCommand(place) : std::vector<std::string>{"resume", textOf(run), "--events", "jsonl", "--threads", "1"});
        double after = std::uniform_real_distribution<double>(0, seconds)(random);
        usleep(static_cast<useconds_t>(after * 1e6));
        program.signal(SIGKILL);
        int code = program.wait();
        if (fresh) run = place.runs().back();
        if (!std::filesystem::exists(run / "recipe.yaml")) {
            run.clear();
            continue;
        }
        expectNothingTorn(run);
        if (code == 0) {
            EXPECT_EQ(adapterBytes(run), whole);
            run.clear();
        }
    }
    if (run.empty()) return;
    Ran resumed = runLuthier({"resume", textOf(run), "--threads", "1"}, place.home());
    ASSERT_EQ(resumed.code, 0) << resumed.errors;
    EXPECT_EQ(adapterBytes(run), whole);
}

void smallFilesOnly() {
    rlimit limit{40000, 40000};
    setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(Disk, AFullOneIsSaidInWords) {
    Workplace place(80, "train: {steps: 30, batch_size: 4, eval_every: 30, save_every: 5}\n");
    Running program(place, runCommand(place), smallFilesOnly);
    int code = program.wait();
    EXPECT_EQ(code, 1);
    EXPECT_FALSE(program.errors().empty());
    for (const auto& run : place.runs()) {
        expectNothingTorn(run);
        EXPECT_FALSE(std::filesystem::exists(run / "adapter"));
    }
}

TEST(Disk, AReadOnlyHomeIsSaidInWords) {
    Workplace place(80, kShort);
    place.write("home", "a file where the home should be");
    Ran ran = runLuthier(runCommand(place), place.home());
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.errors.find("home"), std::string::npos) << ran.errors;
}

}  // namespace
}  // namespace luthier::testing
