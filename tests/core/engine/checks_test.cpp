// SPDX-License-Identifier: Apache-2.0
#include "core/engine/checks.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "core/recipe/read.h"
#include "tests/support/workplace.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::Workplace;

/// 80 different rows with a licence beside them, and the tiny chat model from random weights: nothing is to be said about it.
class Planted {
public:
    Planted() {
        place.write("LICENSE", "CC0");
        recipe.model.path = textOf(testing::dataFile("models/tiny-chat"));
        recipe.model.init = "random";
        recipe.data.train = {place.file("rows.jsonl")};
    }

    void rows(int count) { place.write("rows.jsonl", testing::chatRows(count)); }
    static std::string row(const std::string& question, const std::string& answer) {
        return R"({"messages":[{"role":"user","content":")" + question + R"("},{"role":"assistant","content":")" + answer + "\"}]}\n";
    }
    /// The model in a folder of its own, to be changed; with a file of weights that nobody opens.
    fs::path ownModel(const std::string& name = "tiny-chat") {
        const fs::path folder = place.path() / "model";
        fs::copy(testing::dataFile("models/" + name), folder);
        place.write("model/model.safetensors", "");
        recipe.model.path = textOf(folder);
        recipe.model.init = "weights";
        return folder;
    }
    /// A shape that no machine holds.
    void hugeModel() {
        const fs::path config = ownModel() / "config.json";
        Json json = Json::parse(readFile(config));
        json["hidden_size"] = int64_t{16384};
        json["intermediate_size"] = int64_t{65536};
        json["num_hidden_layers"] = int64_t{4000};
        writeFileAtomically(config, json.dump());
        recipe.model.init = "random";
        recipe.method.kind = "full";
    }

    /// What every check finds, by its name; "reading" for what is told while the rows are read.
    std::map<std::string, Problems> found() const {
        const Prepared prepared = prepare(recipe, place.path());
        std::map<std::string, Problems> all{{"reading", prepared.problems}};
        EXPECT_TRUE(prepared.store && prepared.text);
        if (!prepared.store || prepared.train.empty()) return all;
        Problems problems;
        const Resolved resolved = resolve(recipe, prepared, 1, Json(), problems);
        const Workload work = workloadOf(recipe, prepared, resolved, 1e11);
        const Promise promise{estimatedMemory(prepared.config, work), estimatedSeconds(prepared.config, work)};
        for (const Check& check : checks()) all[check.name] = check.look({recipe, prepared, resolved, work, promise});
        return all;
    }

    Workplace place{80};
    Recipe recipe;
};

/// What plants the trouble that a check is for.
const std::map<std::string, void (*)(Planted&)> kTroubles{
    {"few_rows", [](Planted& p) { p.rows(10); }},
    {"held_out", [](Planted& p) { p.recipe.data.eval = {PartChoice::Kind::None, 0, ""}; }},
    {"copies", [](Planted& p) { p.place.write("rows.jsonl", testing::chatRows(80) + testing::chatRows(40)); }},
    {"leaks", [](Planted& p) {
         p.place.write("eval.jsonl", Planted::row("What is 1 plus 0?", "Surely 1.") + Planted::row("What is left?", "Nothing.") + Planted::row("And now?", "More."));
         p.recipe.data.eval = {PartChoice::Kind::File, 0, p.place.file("eval.jsonl")};
     }},
    {"answers", [](Planted& p) {
         std::string rows;
         for (int i = 0; i < 80; i++) rows += Planted::row("What is " + std::to_string(i) + "?", i % 4 ? "I cannot say." : "It is " + std::to_string(i));
         p.place.write("rows.jsonl", rows);
     }},
    {"stop_token", [](Planted& p) { p.place.write("open.jinja", "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}");
                                    p.recipe.model.chatTemplate = p.place.file("open.jinja"); }},
    {"chat_template", [](Planted& p) { p.ownModel("tiny-base"); }},
    {"cut_text", [](Planted& p) {
         p.recipe.data.maxLength = 24;
         p.recipe.data.overlong = "truncate";
     }},
    {"rate", [](Planted& p) { p.recipe.train.learningRate = 0.5; }},
    {"full_tuning", [](Planted& p) {
         p.ownModel();
         p.recipe.method.kind = "full";
     }},
    {"passes", [](Planted& p) {
         p.ownModel();
         p.recipe.train.epochs = 20;
     }},
    {"licence", [](Planted& p) { fs::remove(p.place.path() / "LICENSE"); }},
    {"memory", [](Planted& p) { p.hugeModel(); }},
    {"disk", [](Planted& p) { p.hugeModel(); }},
};

class EveryCheck : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryCheck, FindsItsTroubleAndNothingInACleanRun) {
    const auto trouble = kTroubles.find(GetParam());
    ASSERT_NE(trouble, kTroubles.end()) << "plant a recipe for this check";
    Planted clean, planted;
    EXPECT_TRUE(clean.found()[GetParam()].empty());
    trouble->second(planted);
    const Problems problems = planted.found()[GetParam()];
    ASSERT_FALSE(problems.empty());
    for (const Problem& problem : problems) {
        EXPECT_EQ(problem.level, Level::Warning);
        for (const std::string* part : {&problem.where, &problem.what, &problem.mend}) EXPECT_FALSE(part->empty());
    }
}

/// A fix is what --set takes, and it mends.
TEST_P(EveryCheck, IsContentWithItsOwnFix) {
    Planted planted;
    kTroubles.at(GetParam())(planted);
    const Problems found = planted.found()[GetParam()];
    for (const Problem& problem : found) {
        if (!problem.fix || GetParam() == "memory") continue;  // less memory than too much may still be too much
        planted.place.write("fixed.yaml", recipeYaml(planted.recipe));
        const RecipeRead fixed = readRecipeFile(planted.place.file("fixed.yaml"), {problem.fix->key + "=" + problem.fix->value});
        ASSERT_TRUE(fixed.problems.empty()) << fixed.problems[0].what;
        planted.recipe = fixed.recipe;
        EXPECT_TRUE(planted.found()[GetParam()].empty()) << problem.fix->key << "=" << problem.fix->value;
    }
}

std::vector<std::string> namesOfChecks() {
    std::vector<std::string> names;
    for (const Check& check : checks()) names.push_back(check.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Checks, EveryCheck, ::testing::ValuesIn(namesOfChecks()), [](const auto& info) { return info.param; });

TEST(Checks, SayNothingAboutACleanRun) {
    for (const auto& [name, problems] : Planted().found()) EXPECT_TRUE(problems.empty()) << name << ": " << problems[0].what;
}

TEST(Checks, EmptyAnswersAreCounted) {
    Planted planted;
    planted.place.write("rows.jsonl", testing::chatRows(70) + Planted::row("Well?", " ") + Planted::row("And?", "\\n"));
    auto found = planted.found();
    const auto empty = [](const Problems& problems) {
        return std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return p.what.find("empty") != std::string::npos || p.what.find("no answer") != std::string::npos; });
    };
    EXPECT_TRUE(empty(found["answers"]) || empty(found["reading"]));
}

TEST(Checks, RowsWithoutALearntTokenAreToldWhileReading) {
    Planted planted;
    planted.recipe.data.maxLength = 4;
    planted.recipe.data.overlong = "truncate";
    EXPECT_TRUE(hasError(planted.found()["reading"]));
}

}  // namespace
}  // namespace luthier
