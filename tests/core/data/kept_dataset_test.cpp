// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/kept_dataset.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

class Kept : public ::testing::Test {
protected:
    Kept() {
        os::setEnvironment("LUTHIER_HOME", (folder_ / "home").string());
        std::ofstream(folder_ / "rows.jsonl") << rows_;
    }
    CleanedFile apply(KeptDataset& dataset, const std::vector<std::string>& steps) { return dataset.apply(steps, {}, {}, CancelToken()); }
    fs::path folderOf(const KeptDataset& dataset) const { return folder_ / "home/datasets" / pathOf(dataset.id()); }

    TempFolder folder_;
    const std::string rows_ = "{\"text\":\" a \"}\n{\"text\":\"b\"}\n{\"text\":\"b\"}\n";
};

TEST_F(Kept, TheOriginalIsKeptByteForByteAndOnce) {
    const KeptDataset one = KeptDataset::keep(folder_ / "rows.jsonl"), again = KeptDataset::keep(folder_ / "rows.jsonl");
    EXPECT_EQ(one.id(), again.id());
    EXPECT_EQ(readFile(folderOf(one) / "original/rows.jsonl"), rows_);
    EXPECT_EQ(one.rows(), one.original());
    EXPECT_EQ(KeptDataset::all().size(), 1u);
    fs::copy_file(folder_ / "rows.jsonl", folder_ / "other.jsonl");
    EXPECT_NE(KeptDataset::keep(folder_ / "other.jsonl").id(), one.id());
}

TEST_F(Kept, OriginalAndVersionsTellWhereTheyCameFromLast) {
    const fs::path there = folder_ / "rows.jsonl", elsewhere = folder_ / "elsewhere/rows.jsonl";
    KeptDataset dataset = KeptDataset::keep(there);
    apply(dataset, {"blanks"});
    EXPECT_EQ(sourceOf(there), there);
    for (const fs::path& kept : {dataset.rows(), dataset.original()}) EXPECT_EQ(sourceOf(kept), there);
    fs::create_directory(elsewhere.parent_path());
    fs::copy_file(there, elsewhere);
    EXPECT_EQ(KeptDataset::keep(elsewhere).steps(), dataset.steps());
    EXPECT_EQ(sourceOf(dataset.rows()), elsewhere);
    std::ofstream(folderOf(dataset) / "steps.json") << "{";
    EXPECT_EQ(sourceOf(dataset.rows()), dataset.rows());
}

TEST_F(Kept, StepsMakeVersionsThatAreCalledByTheirContent) {
    KeptDataset dataset = KeptDataset::keep(folder_ / "rows.jsonl");
    EXPECT_EQ(apply(dataset, {"blanks", "copies"}).written, 2);
    EXPECT_EQ(readFile(dataset.rows()), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
    EXPECT_EQ(dataset.rows().parent_path(), folderOf(dataset) / "versions" / fileSha256Hex(dataset.rows()));
    EXPECT_TRUE(fs::exists(dataset.rows().parent_path() / "changes.json"));
    EXPECT_EQ(readFile(dataset.original()), rows_);
    const KeptDataset opened = KeptDataset::open(dataset.id());
    EXPECT_EQ(opened.rows(), dataset.rows());
    EXPECT_EQ(opened.steps(), (std::vector<std::string>{"blanks", "copies"}));
}

TEST_F(Kept, AVersionTellsHowItCameAbout) {
    KeptDataset dataset = KeptDataset::keep(folder_ / "rows.jsonl");
    ASSERT_FALSE(keptVersionOf(dataset.rows()));
    const ImportSettings settings{.format = "text", .columns = {{"text", "text"}}, .group = {}};
    ASSERT_FALSE(hasError(dataset.apply({"blanks", "copies"}, settings, {}, CancelToken()).problems));
    const std::optional<KeptVersion> version = keptVersionOf(dataset.rows());
    ASSERT_TRUE(version);
    EXPECT_EQ(version->dataset, dataset.id());
    EXPECT_EQ(version->settings.format, "text");
    EXPECT_EQ(version->settings.columns, settings.columns);
    EXPECT_FALSE(version->settings.group);
    EXPECT_EQ(version->read, 3);
    EXPECT_EQ(version->written, 2);
    ASSERT_EQ(version->steps.size(), 2u);
    EXPECT_EQ(version->steps[1].first, "copies");
    EXPECT_EQ(version->steps[1].second.leftOut, 1);
    EXPECT_FALSE(keptVersionOf(folder_ / "rows.jsonl"));
}

TEST_F(Kept, AnUndoneStepLeavesTheOldVersionForRunsThatPointToIt) {
    KeptDataset dataset = KeptDataset::keep(folder_ / "rows.jsonl");
    apply(dataset, {"blanks", "copies"});
    const fs::path old = dataset.rows();
    apply(dataset, {"blanks"});
    EXPECT_EQ(readFile(dataset.rows()), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"b\"}\n");
    EXPECT_TRUE(fs::exists(old));
    apply(dataset, {});
    EXPECT_EQ(dataset.rows(), dataset.original());
    apply(dataset, {"blanks", "copies"});
    EXPECT_EQ(dataset.rows(), old);
    size_t versions = 0;
    for (const auto& entry : fs::directory_iterator(folderOf(dataset) / "versions")) versions += entry.exists();
    EXPECT_EQ(versions, 2u);
}

TEST_F(Kept, AStepThatCannotBeTakenChangesNothing) {
    KeptDataset dataset = KeptDataset::keep(folder_ / "rows.jsonl");
    apply(dataset, {"blanks"});
    const fs::path before = dataset.rows();
    EXPECT_TRUE(hasError(apply(dataset, {"blanks", "overlong"}).problems));
    EXPECT_EQ(dataset.rows(), before);
    EXPECT_EQ(KeptDataset::open(dataset.id()).steps(), std::vector<std::string>{"blanks"});
}

TEST_F(Kept, BrokenOnesAreRefusedByNameAndNotListed) {
    const KeptDataset dataset = KeptDataset::keep(folder_ / "rows.jsonl");
    for (const char* broken : {"{", "[]", R"({"format":99,"name":"rows.jsonl"})", R"({"name":"../rows.jsonl"})", R"({"name":"rows.jsonl","version":"../x"})", R"({"name":"rows.jsonl","version":"abc"})"}) {
        std::ofstream(folderOf(dataset) / "steps.json") << broken;
        EXPECT_THROW(KeptDataset::open(dataset.id()), Error) << broken;
        EXPECT_TRUE(KeptDataset::all().empty()) << broken;
    }
    for (const char* id : {"", "..", "zz", "../datasets"}) EXPECT_THROW(KeptDataset::open(id), Error) << id;
}

}  // namespace
}  // namespace luthier
