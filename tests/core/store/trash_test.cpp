// SPDX-License-Identifier: Apache-2.0
#include "core/store/trash.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/os.h"
#include "tests/core/store/run_folders.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

class TrashTest : public ::testing::Test {
protected:
    testing::RunFolders folders_;
};

TEST_F(TrashTest, TellsWhatLiesInItAndTheRoomItTakes) {
    EXPECT_TRUE(trashOf(folders_.home()).runs.empty());
    const fs::path run = folders_.make("20260101-000000-aaaa");
    testing::RunFolders::write(run / "weights", std::string(100000, 'x'));
    const fs::path place = moveToTrash(folders_.home(), run);
    const TrashContent content = trashOf(folders_.home());
    EXPECT_EQ(content.runs, std::vector{place});
    EXPECT_GT(content.bytes, 100000u);
    EXPECT_LT(content.bytes, 200000u);
}

TEST_F(TrashTest, WhatIsEmptiedIsGoneAndRunsStay) {
    moveToTrash(folders_.home(), folders_.make("20260101-000000-aaaa"));
    const fs::path kept = folders_.make("20260102-000000-bbbb");
    emptyTrash(folders_.home());
    EXPECT_TRUE(trashOf(folders_.home()).runs.empty());
    EXPECT_TRUE(fs::exists(kept / "recipe.yaml"));
    EXPECT_NO_THROW(emptyTrash(folders_.home()));
}

TEST_F(TrashTest, TheSameIdTwiceLiesSideBySide) {
    const fs::path first = moveToTrash(folders_.home(), folders_.make("20260101-000000-aaaa"));
    const fs::path second = moveToTrash(folders_.home(), folders_.make("20260101-000000-aaaa"));
    EXPECT_NE(first, second);
    EXPECT_EQ(trashOf(folders_.home()).runs.size(), 2u);
}

TEST_F(TrashTest, ARunAtWorkStays) {
    const fs::path run = folders_.make("20260101-000000-aaaa");
    const auto lock = os::FileLock::tryLock(run / "run.lock", "");
    EXPECT_THROW(moveToTrash(folders_.home(), run), Error);
    EXPECT_TRUE(fs::exists(run / "recipe.yaml"));
}

TEST_F(TrashTest, NothingComesBackOverARunOfItsId) {
    const fs::path place = moveToTrash(folders_.home(), folders_.make("20260101-000000-aaaa"));
    folders_.make("20260101-000000-aaaa", {.name = "newer"});
    EXPECT_THROW(takeFromTrash(folders_.home(), place), Error);
    EXPECT_TRUE(fs::exists(place));
}

}  // namespace
}  // namespace luthier
