// SPDX-License-Identifier: Apache-2.0
// What a bad day may bring: each test counts what was lost, and that is nothing. LUTHIER_HARD=1 tries every moment, not only some.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <random>
#include <sstream>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/support/hard_days.h"
#include "tests/support/power_cut.h"
#include "tests/support/program.h"
#include "tests/support/watched_disk.h"
#include "tests/support/workplace.h"

namespace luthier::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kRun = "train: {steps: 8, batch_size: 4, eval_every: 4, save_every: 2, learning_rate: 1.0e-3}\nexport: [peft, merged]\n";

/// All of the first `count` moments on request, else some of them, evenly spread from the first to the last.
std::vector<size_t> chosen(size_t count, size_t some) {
    std::vector<size_t> moments;
    if (hardDaysAsked()) some = count;
    for (size_t i = 0; i < std::min(some, count); i++) moments.push_back(1 + i * (count - 1) / std::max<size_t>(1, std::min(some, count) - 1));
    return moments;
}

/// A run folder and the snapshots in it, as somebody finds them afterwards.
struct Found {
    explicit Found(fs::path run) : folder(std::move(run)) {}

    bool begun() const { return fs::exists(folder / "recipe.yaml"); }
    std::string adapter() const { return readFile(folder / "adapter/adapter_model.safetensors"); }

    void expectNothingTorn() const {
        for (const char* name : {"notes.json", "environment.json", "report.json"}) {
            if (fs::exists(folder / name)) {
                EXPECT_NO_THROW(Json::parse(readFile(folder / name))) << folder / name;
            }
        }
        for (const char* name : {"events.jsonl", "held-out.jsonl"}) expectLines(folder / name);
        for (int64_t step : steps()) EXPECT_TRUE(isWhole(step)) << "snapshot of step " << step;
    }

    std::vector<int64_t> steps() const {
        std::vector<int64_t> steps;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder / "snapshots", none)) {
            const std::string name = textOf(entry.path().filename());
            if (name.starts_with("step-")) steps.push_back(std::stoll(name.substr(5)));
        }
        std::sort(steps.begin(), steps.end());
        return steps;
    }

private:
    /// All lines but a last one without an end are JSON.
    static void expectLines(const fs::path& file) {
        if (!fs::exists(file)) return;
        const std::string text = readFile(file);
        std::istringstream lines(text.substr(0, text.rfind('\n') + 1));
        for (std::string line; std::getline(lines, line);) EXPECT_NO_THROW(Json::parse(line)) << file;
    }

    bool isWhole(int64_t step) const {
        const fs::path snapshot = folder / "snapshots" / ("step-" + std::to_string(step));
        if (!fs::exists(snapshot / "SHA256SUMS")) return false;
        std::istringstream sums(readFile(snapshot / "SHA256SUMS"));
        int files = 0;
        for (std::string sum, name; sums >> sum >> name; files++) {
            if (!fs::exists(snapshot / name) || fileSha256Hex(snapshot / name) != sum) return false;
        }
        return files >= 2;
    }

    fs::path folder;
};

class HardDay : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(runLuthier(command(), place.home()).code, 0);
        whole = Found(place.runs().at(0)).adapter();
        place.write("measured", readFile(place.home() / "machine.json"));
    }

    std::vector<std::string> command() const { return {"run", place.recipe(), "--events", "jsonl", "--threads", "1"}; }
    std::vector<std::string> resuming(const fs::path& run) const { return {"resume", textOf(run), "--events", "jsonl", "--threads", "1"}; }

    Ran ranOnThatDisk(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& settings) const {
        return ranOnWatchedDisk(place.home(), arguments, settings);
    }
    size_t operationsOf(const std::vector<std::string>& arguments) const {
        EXPECT_EQ(ranOnThatDisk(arguments, {{"LUTHIER_DISK_COUNT", place.file("count")}}).code, 0);
        return std::stoul(readFile(place.path() / "count"));
    }
    /// The run that was begun last goes on to the same end as one that nothing happened to.
    void expectGoesOn(const fs::path& run) const {
        const Ran resumed = runLuthier(resuming(run), place.home());
        ASSERT_EQ(resumed.code, 0) << resumed.errors;
        EXPECT_EQ(Found(run).adapter(), whole);
    }
    /// The model of the first run, exported again.
    void expectWholeExport(const fs::path& out) const {
        EXPECT_EQ(readFile(out / "model.safetensors"), readFile(place.runs()[0] / "model/model.safetensors"));
        EXPECT_NO_THROW(Json::parse(readFile(out / "config.json")));
    }
    /// The run folder that is not among `before`.
    fs::path newRun(const std::vector<fs::path>& before) const {
        for (const fs::path& run : place.runs()) {
            if (!std::count(before.begin(), before.end(), run)) return run;
        }
        return {};
    }

    Workplace place{80, kRun};
    std::string whole;  ///< the adapter's bytes, when nothing happens
};

TEST_F(HardDay, ADiskThatIsFullAtAnyMomentLosesNothing) {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
    for (size_t n : chosen(operationsOf(command()), 6)) {
        const std::vector<fs::path> before = place.runs();
        const Ran ran = ranOnThatDisk(command(), {{"LUTHIER_DISK_FAIL", std::to_string(n)}});
        const fs::path run = newRun(before);
        SCOPED_TRACE("operation " + std::to_string(n));
        if (!run.empty()) Found(run).expectNothingTorn();
        if (ran.code != 0) {
            EXPECT_EQ(ran.code, 1);
            EXPECT_THAT(ran.errors, HasSubstr("->")) << "no word how to mend it";
        }
        const std::vector<Json> events = eventsIn(ran.output);
        if (ran.code == 1 && !eventsIn(ran.output, "started").empty()) {
            EXPECT_EQ(events.back().stringOr("event", ""), "finished") << ran.output;
            EXPECT_EQ(events.back().stringOr("reason", ""), "limit");
        }
        if (!run.empty() && Found(run).begun()) expectGoesOn(run);
    }
}

TEST_F(HardDay, ADiskThatFailsOrMayOnlyBeReadIsSaidInWords) {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
    const size_t operations = operationsOf(command());
    for (int code : {EIO, EROFS, EACCES}) {
        for (size_t n : code == EROFS ? std::vector<size_t>{1, operations / 2} : std::vector<size_t>{operations / 2}) {
            const std::vector<fs::path> before = place.runs();
            const Ran ran = ranOnThatDisk(command(), {{"LUTHIER_DISK_FAIL", std::to_string(n)}, {"LUTHIER_DISK_ERROR", std::to_string(code)}});
            const fs::path run = newRun(before);
            SCOPED_TRACE(std::string(std::strerror(code)) + " at " + std::to_string(n));
            EXPECT_EQ(ran.code, 1);
            EXPECT_THAT(ran.errors, HasSubstr("->"));
            if (!run.empty()) Found(run).expectNothingTorn();
            if (!run.empty() && Found(run).begun()) expectGoesOn(run);
        }
    }
}

TEST_F(HardDay, AnExportOnAFullDiskLeavesNothingHalf) {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
    const std::string run = textOf(place.runs()[0]);
    const fs::path out = place.home() / "out";
    const std::vector<std::string> exporting{"export", run, "--format", "merged", "--out", textOf(out)};
    const size_t operations = operationsOf(exporting);
    fs::remove_all(out);
    for (size_t n : chosen(operations, 5)) {
        EXPECT_EQ(ranOnThatDisk(exporting, {{"LUTHIER_DISK_FAIL", std::to_string(n)}}).code, 1);
        SCOPED_TRACE("operation " + std::to_string(n));
        if (fs::exists(out)) expectWholeExport(out);  // the last thing that can fail comes after it is in place
        fs::remove_all(out);
    }
    EXPECT_EQ(runLuthier(exporting, place.home()).code, 0);
    expectWholeExport(out);
}

TEST_F(HardDay, APowerCutAtAnyMomentLosesNothingThatWasSaved) {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
    const fs::path log = place.path() / "log", after = place.path() / "after";
    fs::create_directories(log);
    const std::vector<fs::path> before = place.runs();
    ASSERT_EQ(ranOnThatDisk(command(), {{"LUTHIER_DISK_LOG", textOf(log)}}).code, 0);
    const std::string id = textOf(newRun(before).filename());
    const PowerCut cut(log);
    ASSERT_GT(cut.moments(), 100u);
    const std::vector<size_t> continued = chosen(cut.moments() - 1, 4);
    for (size_t moment = 0; moment < cut.moments(); moment++) {
        for (PowerCut::Names names : {PowerCut::Names::All, PowerCut::Names::Synced}) {
            const bool goesOn = names == PowerCut::Names::All && std::count(continued.begin(), continued.end(), moment);
            if (!goesOn && !cut.changesAnything(moment)) continue;
            SCOPED_TRACE("moment " + std::to_string(moment) + (names == PowerCut::Names::All ? "" : ", names as of the last sync"));
            cut.restore(moment, names, place.home(), after);
            const Found found(after / "runs" / id);
            found.expectNothingTorn();
            const std::vector<int64_t> steps = found.steps();
            EXPECT_GE(steps.empty() ? -1 : steps.back(), cut.savedStep(moment));
            if (!goesOn || !found.begun()) continue;
            const Ran resumed = runLuthier(resuming(after / "runs" / id), after);
            ASSERT_EQ(resumed.code, 0) << resumed.errors;
            EXPECT_EQ(found.adapter(), whole);
        }
    }
    cut.restore(cut.moments() - 1, PowerCut::Names::Synced, place.home(), after);
    EXPECT_EQ(Found(after / "runs" / id).adapter(), whole) << "a finished run is on the disk";
}

TEST_F(HardDay, AClockThatGoesBackwardsHarmsNothing) {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
    const Ran ran = ranOnThatDisk(command(), {{"LUTHIER_CLOCK", "3600"}});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    for (const Json& event : eventsIn(ran.output, "step")) EXPECT_GE(event.numberOr("seconds", -1), 0);
    for (const fs::path& run : place.runs()) EXPECT_EQ(Found(run).adapter(), whole);
    const Json list = Json::parse(runLuthier({"runs", "--json"}, place.home()).output);
    ASSERT_EQ(list.size(), 2u);
    for (const Json& run : list.asArray()) {
        EXPECT_EQ(run.stringOr("state", ""), "finished");
        EXPECT_GE(run.numberOr("seconds", -1), 0);
        EXPECT_EQ(runLuthier({"runs", "show", run.stringOr("id", ""), "--json"}, place.home()).code, 0);
    }
}

TEST_F(HardDay, ARunWhoseFolderVanishesEndsInWords) {
    const std::vector<fs::path> before = place.runs();
    Program program(luthierCommand({"run", place.recipe(), "--events", "jsonl", "--threads", "1", "--set", "train.steps=100000", "--set", "train.eval_every=50000",
                                    "--set", "train.save_every=20"}), {{"LUTHIER_HOME", textOf(place.home())}});
    while (const auto line = program.line()) {
        if (line->find("\"step\":3,") != std::string::npos) break;
    }
    fs::remove_all(newRun(before));
    EXPECT_EQ(program.wait(), 1);
    EXPECT_THAT(program.errors(), HasSubstr("->"));
    const Json list = Json::parse(runLuthier({"runs", "--json"}, place.home()).output);
    EXPECT_EQ(list.size(), 1u);
}

TEST_F(HardDay, TwoRunsAndReadersAtOnceComeToTheSameEnds) {
    Program one(luthierCommand(command()), {{"LUTHIER_HOME", textOf(place.home())}}), other(luthierCommand(command()), {{"LUTHIER_HOME", textOf(place.home())}});
    for (Program* run : {&one, &other}) {
        EXPECT_TRUE(run->line().has_value());
        const Ran list = runLuthier({"runs", "--json"}, place.home());
        EXPECT_EQ(list.code, 0) << list.errors;
    }
    EXPECT_EQ(one.wait(), 0) << one.errors();
    EXPECT_EQ(other.wait(), 0) << other.errors();
    ASSERT_EQ(place.runs().size(), 3u);
    for (const fs::path& run : place.runs()) EXPECT_EQ(Found(run).adapter(), whole);
    const Json list = Json::parse(runLuthier({"runs", "--json"}, place.home()).output);
    for (const Json& run : list.asArray()) EXPECT_EQ(run.stringOr("state", ""), "finished");
    EXPECT_EQ(list.size(), 3u);
}

TEST_F(HardDay, AnExportKilledAtAnyMomentIsThereWholeOrNotAtAll) {
    const std::string run = textOf(place.runs()[0]);
    const fs::path out = place.path() / "out";
    const std::vector<std::string> exporting{"export", run, "--format", "merged", "--out", textOf(out)};
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(runLuthier(exporting, place.home()).code, 0);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::mt19937 random(5);
    for (int kill = 0; kill < kills(10); kill++) {
        fs::remove_all(out);
        Program program(luthierCommand(exporting), {{"LUTHIER_HOME", textOf(place.home())}});
        usleep(static_cast<useconds_t>(1e6 * std::uniform_real_distribution<double>(seconds / 2, seconds)(random)));
        program.signal(SIGKILL);
        program.wait();
        if (fs::exists(out)) expectWholeExport(out);
    }
}

/// A small disk of its own, where the system lets us make one.
class SmallDisk {
public:
    explicit SmallDisk(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        made_ = ::mount("luthier", folder_.c_str(), "tmpfs", 0, "size=700k") == 0;
    }
    ~SmallDisk() {
        if (made_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    bool made() const { return made_; }
    bool grow() { return ::mount("luthier", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0; }

private:
    fs::path folder_;
    bool made_ = false;
};

TEST_F(HardDay, ARunOnASmallDiskGoesOnWhenThereIsRoom) {
    SmallDisk disk(place.path() / "small");
    if (!disk.made()) GTEST_SKIP() << "mounting takes an administrator";
    const fs::path home = place.path() / "small";
    const Ran ran = runLuthier(command(), home);
    EXPECT_EQ(ran.code, 1);
    const std::vector<Json> events = eventsIn(ran.output);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().stringOr("reason", ""), "limit") << ran.output;
    ASSERT_TRUE(disk.grow());
    const fs::path run = fs::directory_iterator(home / "runs")->path();
    Found(run).expectNothingTorn();
    const Ran resumed = runLuthier(resuming(run), home);
    ASSERT_EQ(resumed.code, 0) << resumed.errors;
    EXPECT_EQ(Found(run).adapter(), whole);
}

}  // namespace
}  // namespace luthier::testing
