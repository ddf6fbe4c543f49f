// SPDX-License-Identifier: Apache-2.0
// The written contract (app/README.md) and the program name the same things: keys with their defaults, commands, events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "core/base/file.h"
#include "core/recipe/field.h"
#include "core/recipe/read.h"

namespace luthier::testing {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kRoot = pathOf(LUTHIER_SOURCE);

std::string contract() { return readFile(kRoot / "app/README.md"); }

/// The recipe that the contract shows, which is one.
std::string shownRecipe() {
    const std::string text = contract();
    const size_t begin = text.find("```yaml\n") + 8;
    return text.substr(begin, text.find("```", begin) - begin);
}

/// The line of a key in the shown recipe, or nothing.
std::string lineOf(const Field& field) {
    const size_t dot = field.key.find('.');
    const std::string section = dot == std::string::npos ? "" : "\n" + field.key.substr(0, dot) + ":\n", text = "\n" + shownRecipe();
    const size_t begin = text.find((section.empty() ? "\n" : "\n  ") + field.key.substr(section.empty() ? 0 : dot + 1) + ":", section.empty() ? 0 : text.find(section));
    return begin == std::string::npos ? "" : text.substr(begin + 1, text.find('\n', begin + 1) - begin - 1);
}

TEST(WrittenContract, ShowsARecipeThatIsOne) {
    const RecipeRead read = readRecipe(shownRecipe(), "/recipes");
    for (const Problem& problem : read.problems) ADD_FAILURE() << problem.where << ": " << problem.what;
    EXPECT_EQ(read.recipe.model.path, "/models/small");
    EXPECT_EQ(read.recipe.data.train, std::vector<std::string>{"/recipes/tickets.jsonl"});
}

TEST(WrittenContract, ShowsEveryDefault) {
    Recipe shown = readRecipe(shownRecipe(), "/recipes").recipe, least = readRecipe("model: {path: /m}\ndata: {train: [/d]}", "/").recipe;
    least.name = shown.name;
    least.model.path = shown.model.path;
    least.data.train = shown.data.train;
    least.data.columns = shown.data.columns;
    EXPECT_EQ(shown, least);
}

TEST(WrittenContract, ShowsEveryKeyThatTheProgramKnows) {
    for (const Field& field : recipeFields()) {
        if (field.key == "train.steps") continue;  // "or steps: 500", beside epochs
        EXPECT_NE(lineOf(field), "") << field.key;
    }
    EXPECT_THAT(shownRecipe(), HasSubstr("or  steps: 500"));
}

TEST(WrittenContract, NamesEveryWordOfAChoiceAndWhichComeLater) {
    for (const Field& field : recipeFields()) {
        if (field.type != Field::Type::Choice || field.key == "data.format" || field.key == "train.optimizer") continue;  // told elsewhere; one word
        for (const std::string& word : field.choices) EXPECT_THAT(lineOf(field), HasSubstr(word)) << field.key;
    }
}

TEST(WrittenContract, ListsEveryCommand) {
    const std::string text = contract(), list = readFile(kRoot / "app/cli/commands.def");
    const std::regex entry("LUTHIER_COMMAND\\(\"(\\w+)\"");
    size_t commands = 0;
    for (std::sregex_iterator at(list.begin(), list.end(), entry), end; at != end; ++at, ++commands) EXPECT_THAT(text, ::testing::ContainsRegex("\\| `" + (*at)[1].str() + "[ `]")) << (*at)[1];
    EXPECT_GE(commands, 14u);
}

}  // namespace
}  // namespace luthier::testing
