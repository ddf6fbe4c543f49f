// SPDX-License-Identifier: Apache-2.0
#include "core/engine/find_run.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/os.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

class FindRun : public ::testing::Test {
protected:
    FindRun() : before_(os::environment("LUTHIER_HOME").value_or("")) { os::setEnvironment("LUTHIER_HOME", home_.path().string()); }
    ~FindRun() override { os::setEnvironment("LUTHIER_HOME", before_); }

    fs::path make(const std::string& id, const std::string& name, bool notes = true) {
        const fs::path folder = home_ / "runs" / fs::path(id);
        fs::create_directories(folder);
        std::ofstream(folder / "recipe.yaml") << "name: " << name << "\n";
        if (notes) std::ofstream(folder / "notes.json") << "{\"name\":\"" << name << "\"}";
        return folder;
    }

    testing::TempFolder home_;
    std::string before_;
};

TEST_F(FindRun, ByIdBeginningNameAndFolder) {
    const fs::path first = make("20260101-000000-aaaa", "replies"), second = make("20260102-000000-bbbb", "others", false);
    EXPECT_EQ(findRun("20260101-000000-aaaa").folder, first);
    EXPECT_EQ(findRun("20260102").folder, second);
    EXPECT_EQ(findRun("replies").folder, first);
    EXPECT_EQ(findRun("others").folder, second);
    EXPECT_EQ(findRun(first.string()).folder, first);
    EXPECT_TRUE(fs::equivalent(findRun(first.string() + "/").folder, first));
}

TEST_F(FindRun, WhatFitsSeveralRunsNamesThem) {
    make("20260101-000000-aaaa", "same");
    make("20260101-000000-bbbb", "same");
    for (const char* word : {"2026", "same"}) {
        const FoundRun found = findRun(word);
        ASSERT_EQ(found.problems.size(), 1u);
        EXPECT_NE(found.problems[0].what.find("20260101-000000-aaaa, 20260101-000000-bbbb"), std::string::npos);
    }
}

TEST_F(FindRun, NamesNeverBecomePaths) {
    make("20260101-000000-aaaa", "../../etc");
    EXPECT_EQ(findRun("../../etc").folder.filename(), "20260101-000000-aaaa");
    for (const char* word : {"", "..", "/", "none", "/etc"}) EXPECT_EQ(findRun(word).problems.size(), 1u) << word;
}

TEST_F(FindRun, BrokenNotesFallBackToTheRecipe) {
    const fs::path folder = make("20260101-000000-aaaa", "replies");
    std::ofstream(folder / "notes.json") << "{\"na";
    EXPECT_EQ(findRun("replies").folder, folder);
    std::ofstream(folder / "recipe.yaml") << "\xFF: [";
    EXPECT_EQ(findRun("replies").problems.size(), 1u);
    EXPECT_EQ(findRun("2026").folder, folder);
}

}  // namespace
}  // namespace luthier
