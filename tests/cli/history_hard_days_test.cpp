// SPDX-License-Identifier: Apache-2.0
// Bad days of the index of runs: whatever becomes of history.sqlite, the runs and what a person wrote about them are listed as before.
#include <gtest/gtest.h>

#include "core/store/run_store.h"
#include "tests/core/store/run_folders.h"
#include "tests/support/power_cut.h"
#include "tests/support/watched_disk.h"

namespace luthier::testing {
namespace {

namespace fs = std::filesystem;

class HistoryHardDay : public ::testing::Test {
protected:
    void SetUp() override {
        if (!kCanPreload) GTEST_SKIP() << "a sanitizer must be loaded before the disk that is watched";
        for (int i = 0; i < 3; ++i) folders_.make(idOf(i), {.name = "run " + std::to_string(i)});
    }
    static std::string idOf(int i) { return "2026010" + std::to_string(i + 1) + "-000000-aaaa"; }

    /// What a list says of the runs in a home, apart from where they lie; a line each.
    static std::string listed(const fs::path& home) {
        std::string lines;
        for (const RunSummary& run : RunStore(home).runs()) {
            Json json = run.json();
            json["folder"] = "";
            lines += json.dump() + "\n";
        }
        return lines;
    }
    std::string listed() const { return listed(folders_.home()); }
    void forgetIndex() const {
        for (const char* end : {"", "-wal", "-shm"}) fs::remove(textOf(folders_.home() / "history.sqlite") + end);
    }

    /// Cuts the power at each moment of a command; `look` gets the home as it is found afterwards.
    template <typename Look>
    void cutThePowerDuring(const std::vector<std::string>& command, Look look) {
        const fs::path before = other_ / "before", log = other_ / "log", after = other_ / "after";
        fs::copy(folders_.home(), before, fs::copy_options::recursive);
        fs::create_directories(log);
        ASSERT_EQ(ranOnWatchedDisk(folders_.home(), command, {{"LUTHIER_DISK_LOG", textOf(log)}}).code, 0);
        const PowerCut cut(log);
        ASSERT_GT(cut.moments(), 5u);
        for (size_t moment = 0; moment < cut.moments(); moment++) {
            for (PowerCut::Names names : {PowerCut::Names::All, PowerCut::Names::Synced}) {
                SCOPED_TRACE("moment " + std::to_string(moment) + (names == PowerCut::Names::All ? "" : ", names as of the last sync"));
                cut.restore(moment, names, folders_.home(), after);
                fs::copy(before, after, fs::copy_options::recursive | fs::copy_options::skip_existing);  // what lay there untouched
                look(after, moment + 1 == cut.moments());
            }
        }
    }

    RunFolders folders_;
    TempFolder other_;
};

TEST_F(HistoryHardDay, APowerCutWhileTheIndexIsMadeLosesNothing) {
    const std::string before = listed();
    forgetIndex();
    cutThePowerDuring({"runs"}, [&](const fs::path& home, bool) { EXPECT_EQ(listed(home), before); });
}

TEST_F(HistoryHardDay, APowerCutWhileARunIsNamedLeavesTheOldNameOrTheNewOne) {
    const std::string before = listed();
    cutThePowerDuring({"runs", "note", idOf(1), "--name", "another", "--notes", "kept", "--tag", "good"}, [&](const fs::path& home, bool ended) {
        const RunNotes notes = readNotes(home / "runs" / idOf(1));
        EXPECT_TRUE(notes.name == "run 1" || notes.name == "another") << notes.name;
        if (ended) {
            EXPECT_EQ(notes.name, "another") << "what was told to be done is on the disk";
        }
        const std::vector<RunSummary> runs = RunStore(home).runs();
        ASSERT_EQ(runs.size(), 3u);
        EXPECT_EQ(runs[1].name, notes.name);
        EXPECT_EQ(runs[1].notes, notes.notes);
        if (notes.name == "run 1") {
            EXPECT_EQ(listed(home), before);
        }
    });
}

TEST_F(HistoryHardDay, ADiskThatIsFullAtAnyMomentListsAllTheSame) {
    const std::string before = listed();
    forgetIndex();
    ASSERT_EQ(ranOnWatchedDisk(folders_.home(), {"runs"}, {{"LUTHIER_DISK_COUNT", textOf(other_ / "count")}}).code, 0);
    const size_t operations = std::stoul(readFile(other_ / "count"));
    ASSERT_GT(operations, 10u);
    for (size_t n = 1; n <= operations; n++) {
        SCOPED_TRACE("operation " + std::to_string(n));
        forgetIndex();
        const Ran full = ranOnWatchedDisk(folders_.home(), {"runs", "--json"}, {{"LUTHIER_DISK_FAIL", std::to_string(n)}});
        EXPECT_EQ(full.code, 0) << full.errors;
        EXPECT_EQ(Json::parse(full.output).size(), 3u) << full.output;
        EXPECT_EQ(listed(), before) << "with room again";
    }
}

TEST_F(HistoryHardDay, ADiskThatIsFullWhileARunIsNamedKeepsTheOldNameOrTheNewOne) {
    const std::vector<std::string> naming{"runs", "note", idOf(1), "--name", "another"}, back{"runs", "note", idOf(1), "--name", "run 1"};
    listed();
    ASSERT_EQ(ranOnWatchedDisk(folders_.home(), naming, {{"LUTHIER_DISK_COUNT", textOf(other_ / "count")}}).code, 0);
    const size_t operations = std::stoul(readFile(other_ / "count"));
    for (size_t n = 1; n <= operations; n++) {
        SCOPED_TRACE("operation " + std::to_string(n));
        ASSERT_EQ(runLuthier(back, folders_.home()).code, 0);
        const Ran full = ranOnWatchedDisk(folders_.home(), naming, {{"LUTHIER_DISK_FAIL", std::to_string(n)}});
        const std::string name = readNotes(folders_.runs() / idOf(1)).name;
        EXPECT_TRUE(name == "another" || (name == "run 1" && full.code == 1)) << name << " " << full.code << full.errors;
        EXPECT_EQ(RunStore(folders_.home()).runs().at(1).name, name);
    }
}

}  // namespace
}  // namespace luthier::testing
