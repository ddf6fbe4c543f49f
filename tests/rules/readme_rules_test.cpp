// SPDX-License-Identifier: Apache-2.0
// What the README and the starter recipes promise is there.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

const std::filesystem::path kRoot = pathOf(LUTHIER_SOURCE);

std::vector<std::string> found(const std::string& text, const char* pattern) {
    const std::regex expression(pattern);
    std::vector<std::string> all;
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) all.push_back((*at)[1].str());
    return all;
}

std::string readme() { return readFile(kRoot / "README.md"); }

std::vector<std::filesystem::path> starterRecipes() {
    std::vector<std::filesystem::path> all;
    for (const auto& entry : std::filesystem::directory_iterator(kRoot / "resources" / "recipes")) all.push_back(entry.path());
    return all;
}

TEST(Readme, EveryCommandItShowsExists) {
    const std::vector<std::string> listed = found(readFile(kRoot / "app/cli/commands.def"), R"re(LUTHIER_COMMAND\("(\w+)")re");
    const std::set<std::string> known(listed.begin(), listed.end());
    const std::vector<std::string> shown = found(readme(), R"(\n    luthier (\w+))");
    EXPECT_GE(shown.size(), 4u);
    for (const std::string& command : shown) EXPECT_TRUE(known.count(command)) << "README shows luthier " << command;
}

TEST(Readme, EveryLinkLeadsToAFile) {
    const std::vector<std::string> links = found(readme(), R"(\]\(([^)#]+)\))");
    EXPECT_GE(links.size(), 5u);
    for (const std::string& link : links) EXPECT_TRUE(std::filesystem::exists(kRoot / pathOf(link))) << link;
}

TEST(Readme, EveryFolderOfTheMapExists) {
    const std::vector<std::string> folders = found(readme(), R"(\n    ([a-z]+(?:/[a-z]+)*/)  )");
    EXPECT_GE(folders.size(), 10u);
    for (const std::string& folder : folders) EXPECT_TRUE(std::filesystem::is_directory(kRoot / pathOf(folder))) << folder;
}

TEST(Readme, EveryListOfPlugsExists) {
    for (const std::string& list : found(readme(), R"(`((?:core|app)/[\w/]+\.def)`)")) {
        EXPECT_TRUE(std::filesystem::exists(kRoot / pathOf(list))) << list;
    }
}

TEST(StarterRecipes, AreValid) {
    const auto recipes = starterRecipes();
    EXPECT_GE(recipes.size(), 5u);
    for (const auto& file : recipes) {
        const RecipeRead read = readRecipeFile(textOf(file));
        for (const Problem& problem : read.problems) ADD_FAILURE() << file << ": " << problem.where << ": " << problem.what;
        EXPECT_EQ(read.recipe.name, textOf(file.stem())) << file;
    }
}

TEST(StarterRecipes, NameSampleDataThatIsThere) {
    for (const auto& file : starterRecipes()) {
        for (const std::string& data : readRecipeFile(textOf(file)).recipe.data.train) {
            EXPECT_TRUE(std::filesystem::exists(pathOf(data))) << file << ": " << data;
        }
    }
}

TEST(StarterRecipes, TheDemonstrationTunesTheStarterModel) {
    EXPECT_EQ(readRecipeFile(textOf(kRoot / "resources/recipes/first-run.yaml")).recipe.model.path, "starter");
}

}  // namespace
}  // namespace luthier
