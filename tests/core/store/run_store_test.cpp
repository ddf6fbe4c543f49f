// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <thread>

#include "core/base/os.h"
#include "core/store/database.h"
#include "tests/core/store/run_folders.h"
#include "tests/support/hard_days.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::RunFolders;

class RunStoreTest : public ::testing::Test {
protected:
    std::vector<RunSummary> listed() const { return RunStore(folders_.home()).runs(); }
    /// The list with everything in it, as text.
    std::string all() const {
        std::string text;
        for (const RunSummary& run : listed()) text += run.json().dump() + "\n";
        return text;
    }
    fs::path index() const { return folders_.home() / "history.sqlite"; }

    RunFolders folders_;
};

TEST_F(RunStoreTest, ListsTheNewestFirstWithinASecondToo) {
    RunFolders::Made earlier, later;
    earlier.begun = 1700000000.25;
    later.begun = 1700000000.5;
    folders_.make("20231114-221320-ffff", earlier);
    folders_.make("20231114-221320-0000", later);
    const auto runs = RunStore(folders_.home()).runs();
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].id, "20231114-221320-0000");
    EXPECT_EQ(runs[1].id, "20231114-221320-ffff");
}

TEST_F(RunStoreTest, ListsTheNewestFirstWithWhatTheyCameTo) {
    folders_.make("20260101-000000-aaaa", {.name = "first"});
    folders_.make("20260102-000000-bbbb", {.name = "second", .end = "early_stop", .base = 4, .best = 3.5});
    const std::vector<RunSummary> runs = listed();
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].name, "second");
    EXPECT_EQ(runs[0].state, RunState::Finished);
    EXPECT_EQ(runs[0].reason, "early_stop");
    EXPECT_EQ(runs[0].baseLoss, 4);
    EXPECT_EQ(runs[0].bestLoss, 3.5);
    EXPECT_EQ(runs[0].bestStep, 4);
    EXPECT_EQ(runs[1].id, "20260101-000000-aaaa");
    EXPECT_EQ(runs[1].model, "/models/small");
    EXPECT_EQ(runs[1].method, "lora");
    EXPECT_EQ(runs[1].trainRows, 60);
    EXPECT_EQ(runs[1].step, 4);
    EXPECT_GT(runs[1].seconds, 0);
    EXPECT_TRUE(runs[1].problems.empty());
}

TEST_F(RunStoreTest, WithoutAnyRunThereIsNothingAndNothingIsWritten) {
    EXPECT_TRUE(listed().empty());
    EXPECT_TRUE(fs::is_empty(folders_.home()));
}

TEST_F(RunStoreTest, TellsEveryState) {
    folders_.make("1-done");
    folders_.make("2-stopped", {.end = "stopped"});
    folders_.make("3-limit", {.end = "limit"});
    folders_.make("4-failed", {.end = "failed"});
    folders_.make("5-crashed", {.end = ""});
    folders_.make("6-running", {.end = ""});
    folders_.make("7-paused", {.end = ""});
    RunFolders::append(folders_.runs() / "7-paused/events.jsonl", RunFolders::line(Paused{}, 1700000100));
    const auto running = os::FileLock::tryLock(folders_.runs() / "6-running/run.lock", "process 1 on elsewhere\n");
    const auto paused = os::FileLock::tryLock(folders_.runs() / "7-paused/run.lock", "");
    std::map<std::string, std::string> states;
    for (const RunSummary& run : listed()) states[run.id] = wordOf(run.state);
    const std::map<std::string, std::string> expected{{"1-done", "finished"}, {"2-stopped", "stopped"}, {"3-limit", "stopped"}, {"4-failed", "failed"},
                                                      {"5-crashed", "crashed"}, {"6-running", "running"}, {"7-paused", "paused"}};
    EXPECT_EQ(states, expected);
}

TEST_F(RunStoreTest, ARunWhoseProcessDiedIsCrashedThoughItsLockFileLies) {
    folders_.make("a", {.end = ""});
    RunFolders::write(folders_.runs() / "a/run.lock", "process 999999999 on " + os::hostName() + "\n");
    EXPECT_EQ(listed().at(0).state, RunState::Crashed);
    RunFolders::write(folders_.runs() / "a/run.lock", "process " + std::to_string(os::processId()) + " on " + os::hostName() + "\n");
    EXPECT_EQ(listed().at(0).state, RunState::Crashed) << "the number belongs to another program now";
}

TEST_F(RunStoreTest, ComesBackWhenItIsDeleted) {
    for (const char* id : {"a", "b", "c"}) folders_.make(id);
    const std::string before = all();
    for (const char* end : {"", "-wal", "-shm"}) {
        fs::remove(index());
        fs::remove(index().string() + end);
        EXPECT_EQ(all(), before);
        EXPECT_TRUE(fs::exists(index()));
    }
}

TEST_F(RunStoreTest, ADamagedIndexIsMovedAsideAndMadeAgainWithAWord) {
    for (int i = 0; i < 40; ++i) folders_.make("run-" + std::to_string(i));
    const std::string before = all(), whole = readFile(index());
    std::mt19937 random(7);
    int told = 0;
    for (int i = 0; i < 40; ++i) {
        std::string bytes = whole;
        if (i == 0) bytes = "this is no database";
        else if (i == 1) bytes = "";
        else if (i < 20) bytes.resize(random() % whole.size());
        else for (int k = 0; k < 1 + i % 4; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
        RunFolders::write(index(), bytes);
        RunStore store(folders_.home());
        std::string now;
        for (const RunSummary& run : store.runs()) now += run.json().dump() + "\n";
        ASSERT_EQ(now, before) << "damage " << i;
        if (!store.words().empty()) {
            ++told;
            EXPECT_NE(store.words()[0].what.find("made again"), std::string::npos) << store.words()[0].what;
            EXPECT_TRUE(fs::exists(folders_.home() / "history.sqlite.damaged-1"));
        }
        for (const auto& entry : fs::directory_iterator(folders_.home())) {
            if (entry.path().filename().string().find("damaged") != std::string::npos) fs::remove(entry.path());
        }
    }
    EXPECT_GE(told, 15);
}

TEST_F(RunStoreTest, AnIndexOfAnotherVersionMakesWay) {
    folders_.make("a");
    const std::string before = all();
    {
        Database other(index(), Database::Access::Write);
        other.run("DROP TABLE runs; CREATE TABLE runs(x); PRAGMA user_version=99");
    }
    EXPECT_EQ(all(), before);
    EXPECT_EQ(RunStore(folders_.home()).words().size(), 0u);
}

TEST_F(RunStoreTest, FollowsEventsFromWhereItLeftThem) {
    const fs::path folder = folders_.make("a", {.end = ""});
    RunStore store(folders_.home());
    EXPECT_EQ(store.runs().at(0).step, 4);
    const fs::path events = folder / "events.jsonl";
    StepDone done;
    done.step = 5;
    const std::string line = RunFolders::line(done, 1700000050);
    RunFolders::append(events, line.substr(0, 30));
    store.follow();
    EXPECT_EQ(store.runs().at(0).step, 4) << "half a line is no event";
    RunFolders::append(events, line.substr(30));
    store.follow();
    EXPECT_EQ(store.runs().at(0).step, 5);
    RunFolders::append(events, RunFolders::line(EvalDone{5, 1.5, 4, 200, {}, true}, 1700000051) + RunFolders::line(Finished{"done", 5, 1.5, true, "", {}}, 1700000052));
    store.follow();
    EXPECT_EQ(store.runs().at(0).bestLoss, 1.5);
    EXPECT_EQ(store.runs().at(0).state, RunState::Finished);
}

TEST_F(RunStoreTest, WhatWasReadBeforeIsNotReadAgain) {
    const fs::path folder = folders_.make("a", {.end = ""});
    RunStore store(folders_.home());
    const fs::path events = folder / "events.jsonl";
    // The first line goes bad; who reads on from the remembered place does not see it.
    std::string bytes = readFile(events);
    std::fstream file(events, std::ios::in | std::ios::out | std::ios::binary);
    file << "#";
    file.close();
    RunFolders::append(events, RunFolders::line(Paused{}, 1700000060));
    store.follow();
    EXPECT_EQ(store.runs().at(0).baseLoss, 3);
    EXPECT_GT(store.runs().at(0).begun, 0);
}

TEST_F(RunStoreTest, AnotherFileOfTheSameNameIsReadFromItsBegin) {
    const fs::path folder = folders_.make("a", {.base = 3, .best = 2});
    RunStore store(folders_.home());
    const fs::path events = folder / "events.jsonl";
    const std::string other = RunFolders::events("a", {.steps = 9, .base = 5, .best = 4.5});
    RunFolders::write(folder / "other", other);
    fs::rename(folder / "other", events);
    store.follow();
    EXPECT_EQ(store.runs().at(0).bestLoss, 4.5);
    EXPECT_EQ(store.runs().at(0).step, 9);
    RunFolders::write(events, RunFolders::events("a", {.steps = 2, .base = 5, .best = 1.5}));
    store.follow();
    EXPECT_EQ(store.runs().at(0).bestLoss, 1.5) << "the same file, written anew and shorter";
    RunFolders::write(events, RunFolders::events("a", {.steps = 12, .base = 5, .best = 1.25}));
    store.follow();
    EXPECT_EQ(store.runs().at(0).bestLoss, 1.25) << "the same file, written anew and longer";
}

TEST_F(RunStoreTest, ResumedForgetsEarlierEventsOfLaterSteps) {
    const fs::path folder = folders_.make("a", {.end = "stopped", .steps = 8, .best = 1});
    RunStore store(folders_.home());
    EXPECT_EQ(store.runs().at(0).bestLoss, 1);
    RunFolders::append(folder / "events.jsonl", RunFolders::line(Warned{"not bit for bit", "", ""}, 1700090000) + RunFolders::line(Resumed{4}, 1700090000));
    store.follow();
    RunSummary run = store.runs().at(0);
    EXPECT_EQ(run.bestLoss, 3) << "only the base is left";
    EXPECT_EQ(run.step, 4);
    EXPECT_EQ(run.state, RunState::Crashed);
    EXPECT_LT(run.seconds, 100) << "nobody worked while it was stopped";
}

TEST_F(RunStoreTest, AFolderThatIsGoneLeavesTheList) {
    folders_.make("a");
    folders_.make("b");
    ASSERT_EQ(listed().size(), 2u);
    fs::create_directories(folders_.home() / "trash");
    fs::rename(folders_.runs() / "a", folders_.home() / "trash/a");
    ASSERT_EQ(listed().size(), 1u);
    EXPECT_EQ(listed()[0].id, "b");
    fs::rename(folders_.home() / "trash/a", folders_.runs() / "a");
    EXPECT_EQ(listed().size(), 2u);
}

TEST_F(RunStoreTest, BrokenAndForeignFoldersAreListedWithWhatIsWrong) {
    folders_.make("good");
    fs::create_directories(folders_.runs() / "empty");
    fs::create_directories(folders_.runs() / ".hidden");
    RunFolders::write(folders_.runs() / "a file", "x");
    const fs::path broken = folders_.make("broken");
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json", "events.jsonl", "held-out.jsonl"}) RunFolders::write(broken / name, "\xFF\xFE{[: \n\x01");
    const fs::path folderInstead = folders_.make("folders");
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json", "events.jsonl"}) {
        fs::remove(folderInstead / name);
        fs::create_directory(folderInstead / name);
    }
    std::map<std::string, RunSummary> runs;
    for (const RunSummary& run : listed()) runs[run.id] = run;
    ASSERT_EQ(runs.size(), 4u);
    EXPECT_EQ(runs["good"].state, RunState::Finished);
    for (const char* id : {"empty", "broken", "folders"}) {
        EXPECT_EQ(runs[id].state, RunState::Broken) << id;
        EXPECT_FALSE(runs[id].problems.empty()) << id;
    }
}

TEST_F(RunStoreTest, NotesAreWrittenFirstAndThenIndexed) {
    const fs::path folder = folders_.make("a");
    RunStore store(folders_.home());
    RunNotes notes = readNotes(folder);
    notes.name = "a better name";
    notes.tags = {"good", "kept"};
    notes.whole["of a newer version"] = 7;
    store.annotate(folder, notes);
    EXPECT_EQ(store.runs().at(0).name, "a better name");
    EXPECT_EQ(store.runs().at(0).tags, (std::vector<std::string>{"good", "kept"}));
    fs::remove(index());
    EXPECT_EQ(listed().at(0).name, "a better name");
    EXPECT_EQ(readNotes(folder).whole.integerOr("of a newer version", 0), 7);
}

TEST_F(RunStoreTest, WhileAnotherProcessWritesItIsRead) {
    folders_.make("a");
    const std::string before = all();
    const auto lock = os::FileLock::tryLock(folders_.home() / "history.lock", "");
    folders_.make("b");
    RunStore reader(folders_.home(), 0);
    EXPECT_FALSE(reader.writes());
    ASSERT_EQ(reader.runs().size(), 1u) << "what the other process has taken in";
    EXPECT_EQ(reader.runs()[0].json().dump() + "\n", before);
    reader.follow();
    EXPECT_EQ(reader.runs().size(), 1u);
}

TEST_F(RunStoreTest, WithoutAnIndexToReadTheFoldersAreRead) {
    folders_.make("a");
    const auto lock = os::FileLock::tryLock(folders_.home() / "history.lock", "");
    EXPECT_EQ(RunStore(folders_.home(), 0).runs().size(), 1u);
    RunFolders::write(index(), std::string(4096, 'x'));
    EXPECT_EQ(RunStore(folders_.home(), 0).runs().size(), 1u);
    EXPECT_EQ(readFile(index()), std::string(4096, 'x')) << "it is the other process's to mend";
}

TEST_F(RunStoreTest, WhatTheIndexKnewIsThereWithoutALookIntoFolders) {
    EXPECT_TRUE(RunStore::lastKnown(folders_.home()).empty());
    folders_.make("a");
    const fs::path gone = folders_.make("b");
    all();
    fs::remove_all(gone);
    folders_.make("c");
    const std::vector<RunSummary> known = RunStore::lastKnown(folders_.home());
    ASSERT_EQ(known.size(), 1u);
    EXPECT_EQ(known[0].id, "a");
    EXPECT_EQ(known[0].state, RunState::Finished);
    RunFolders::write(index(), std::string(4096, 'x'));
    EXPECT_TRUE(RunStore::lastKnown(folders_.home()).empty());
}

TEST_F(RunStoreTest, ARunThatEndedSinceIsKnownAsItIsNow) {
    const fs::path folder = folders_.make("a", {.end = ""});
    ASSERT_EQ(listed().at(0).state, RunState::Crashed);
    Finished finished;
    finished.reason = "done";
    RunFolders::append(folder / "events.jsonl", RunFolders::line(finished, 1700000100));
    EXPECT_EQ(RunStore::lastKnown(folders_.home()).at(0).state, RunState::Finished);
}

TEST_F(RunStoreTest, AGlanceAtTheIndexDoesNotMakeItLookTorn) {
    folders_.make("a");
    all();
    RunStore::lastKnown(folders_.home());
    EXPECT_TRUE(RunStore(folders_.home()).words().empty());
    EXPECT_EQ(listed().size(), 1u);
}

TEST_F(RunStoreTest, FindsByIdBeginningAndName) {
    folders_.make("20260101-000000-aaaa", {.name = "first"});
    folders_.make("20260102-000000-bbbb", {.name = "second"});
    RunStore store(folders_.home());
    EXPECT_EQ(store.find("20260101").folder.filename(), "20260101-000000-aaaa");
    EXPECT_EQ(store.find("second").folder.filename(), "20260102-000000-bbbb");
    EXPECT_EQ(store.find("2026").problems.size(), 1u);
    EXPECT_EQ(store.find("../x").problems.size(), 1u);
}

TEST_F(RunStoreTest, OpensRunsOfEveryPublishedFormat) {
    fs::create_directories(folders_.runs());
    const std::vector<fs::path> published = testing::keptRuns();
    for (const fs::path& kept : published) fs::copy(kept, folders_.runs() / kept.parent_path().filename(), fs::copy_options::recursive);
    const std::vector<RunSummary> runs = listed();
    ASSERT_EQ(runs.size(), published.size());
    for (const RunSummary& run : runs) {
        EXPECT_EQ(run.name, "kept");
        EXPECT_EQ(run.state, RunState::Stopped);
        EXPECT_EQ(run.bestStep, 4);
        EXPECT_TRUE(run.bestLoss < run.baseLoss);
        EXPECT_TRUE(run.problems.empty()) << run.problems[0].what;
    }
}

/// Runs `work` in a process of its own, killed after some time of at most `seconds`. True when it was killed before its end.
template <typename Work>
bool killed(std::mt19937& random, double seconds, Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
        } catch (...) {
            ::_exit(3);
        }
        ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(std::uniform_real_distribution<double>(0, seconds)(random)));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the work failed";
    return WIFSIGNALED(status);
}

TEST_F(RunStoreTest, KillsWhileIndexingLoseNothing) {
    for (int i = 0; i < 24; ++i) folders_.make("run-" + std::to_string(100 + i));
    const double begin = os::now();
    const std::string before = all();
    const double seconds = os::now() - begin;  // that it takes here to index everything
    std::mt19937 random(11);
    const int asked = testing::kills(50);
    for (int i = 0, done = 0; done < asked; ++i) {
        if (i % 3 == 0) {
            for (const char* end : {"", "-wal", "-shm"}) fs::remove(index().string() + end);
        } else {
            for (int k = 0; k < 24; k += 2) folders_.make("run-" + std::to_string(100 + k));
        }
        done += killed(random, seconds, [&] { RunStore(folders_.home()).runs(); });
        RunStore store(folders_.home());
        std::string now;
        for (const RunSummary& run : store.runs()) now += run.json().dump() + "\n";
        ASSERT_EQ(now, before) << "kill " << i;
        EXPECT_TRUE(store.words().empty()) << store.words()[0].what;
    }
}

TEST_F(RunStoreTest, SeveralProcessesAtOnceAgree) {
    for (int i = 0; i < 30; ++i) folders_.make("run-" + std::to_string(100 + i));
    std::vector<pid_t> children;
    for (int i = 0; i < 6; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            int code = 0;
            try {
                for (int k = 0; k < 10; ++k) {
                    const std::vector<RunSummary> runs = RunStore(folders_.home(), 10).runs();
                    code |= runs.size() == 30 ? 0 : 1;
                }
            } catch (...) {
                code = 2;
            }
            ::_exit(code);
        }
        children.push_back(child);
    }
    for (pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 0);
    }
    EXPECT_TRUE(RunStore(folders_.home()).words().empty());
}

TEST_F(RunStoreTest, KnownRunsAreListedWithoutReadingTheirFiles) {
    for (int i = 0; i < 3; ++i) folders_.make("run-" + std::to_string(i));
    const std::string before = all();
    for (const auto& file : fs::recursive_directory_iterator(folders_.runs())) {
        if (!file.is_regular_file()) continue;
        const auto time = fs::last_write_time(file);
        std::fstream(file.path(), std::ios::binary | std::ios::in | std::ios::out) << std::string(fs::file_size(file), 'x');
        fs::last_write_time(file, time);
    }
    EXPECT_EQ(all(), before) << "a file that lies as it lay was read again";
}

}  // namespace
}  // namespace luthier
