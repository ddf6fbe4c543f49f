// SPDX-License-Identifier: Apache-2.0
// What an earlier version wrote is opened by this one: tests/data/compat/<format>/, never changed once published.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "core/base/file.h"
#include "core/recipe/read.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {
namespace {

/// A kept run, put down in a folder of its own with its model and rows, all paths renewed.
class Kept {
public:
    explicit Kept(const std::string& format) {
        constexpr auto everything = std::filesystem::copy_options::recursive;
        std::filesystem::copy(dataFile("compat/" + format), folder_.path() / "kept", everything);
        std::filesystem::copy(dataFile("models/tiny-chat"), folder_.path() / "kept" / "model", everything);
        for (const char* file : {"recipe.yaml", "environment.json"}) renew(run() / file);
    }
    std::filesystem::path path() const { return folder_.path() / "kept"; }
    std::filesystem::path run() const { return path() / "run"; }

private:
    void renew(const std::filesystem::path& file) const {
        const std::string old = "/tmp/luthier-kept";
        std::string text = readFile(file);
        for (size_t at = 0; (at = text.find(old, at)) != std::string::npos;) text.replace(at, old.size(), textOf(path()));
        writeFileAtomically(file, text);
    }
    TempFolder folder_;
};

TEST(Compat, ARecipeOfFormatOneIsRead) {
    const Kept kept("1");
    const RecipeRead read = readRecipeFile(textOf(kept.path() / "recipe.yaml"));
    for (const Problem& problem : read.problems) ADD_FAILURE() << problem.where << ": " << problem.what;
    EXPECT_EQ(read.recipe.name, "kept");
    EXPECT_EQ(read.recipe.method.rank, 2);
}

TEST(Compat, ARunFolderAndSnapshotOfFormatOneAreContinuedToTheEnd) {
    const Kept kept("1");
    const Ran ran = runLuthier({"resume", textOf(kept.run()), "--events", "jsonl"}, kept.path());
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const std::vector<Json> resumed = eventsIn(ran.output, "resumed"), steps = eventsIn(ran.output, "step"), ends = eventsIn(ran.output, "finished");
    ASSERT_EQ(resumed.size(), 1u);
    EXPECT_EQ(resumed[0].integerOr("step", -1), 4);
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(steps.back().integerOr("step", -1), 8);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(kept.run() / "adapter" / "adapter_model.safetensors"));
}

}  // namespace
}  // namespace luthier::testing
