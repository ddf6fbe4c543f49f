// SPDX-License-Identifier: Apache-2.0
#include "core/engine/checks.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include "core/base/os.h"
#include "core/data/cleaning/kept_dataset.h"
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
    {"labels", [](Planted& p) {
         std::string rows;
         for (int i = 0; i < 110; i++) rows += R"({"text": "What is )" + std::to_string(i) + R"(?", "label": )" + std::to_string(i % 11) + "}\n";
         p.place.write("rows.jsonl", rows);
         p.recipe.objective.kind = "classify";
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

TEST(MemoryCheck, NamesOnlyWhatHelps) {
    Planted planted;
    planted.hugeModel();
    planted.recipe.method.kind = "lora";
    planted.recipe.train.recompute = "none";
    const Problems found = planted.found()["memory"];
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].fix) << "the weights alone are too many";
    EXPECT_EQ(found[0].mend.find("max_length"), std::string::npos) << found[0].mend;
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

TEST(Checks, OfSeveralRecipesAtATimeDoNotDisturbEachOther) {
    Planted planted;
    planted.rows(80);
    std::vector<CheckResult> results(4);
    std::vector<std::thread> together;
    for (CheckResult& result : results) together.emplace_back([&] { result = check(planted.recipe, 1, Unmeasured::Leave); });
    for (std::thread& each : together) each.join();
    for (const CheckResult& result : results) EXPECT_FALSE(hasError(result.problems)) << result.problems.front().what;
}

TEST(Checks, SayNothingAboutACleanRun) {
    for (const auto& [name, problems] : Planted().found()) EXPECT_TRUE(problems.empty()) << name << ": " << problems[0].what;
}

TEST(Checks, FindTheLicenceOfCleanedRowsBesideTheFileTheyCameFrom) {
    Planted planted;
    os::setEnvironment("LUTHIER_HOME", planted.place.file("home"));
    KeptDataset dataset = KeptDataset::keep(planted.place.file("rows.jsonl"));
    ASSERT_FALSE(hasError(dataset.apply({"blanks"}, {}, {}, CancelToken()).problems));
    for (const fs::path& rows : {dataset.rows(), dataset.original()}) {
        planted.recipe.data.train = {textOf(rows)};
        EXPECT_TRUE(planted.found()["licence"].empty());
    }
    fs::remove(planted.place.path() / "LICENSE");
    const Problems problems = planted.found()["licence"];
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_NE(problems[0].what.find('"' + textOf(planted.place.path()) + '"'), std::string::npos) << problems[0].what;
}

TEST(Checks, TakeAHigherRateForANarrowModel) {
    Planted planted;
    planted.recipe.train.learningRate = 3e-3;
    planted.ownModel();
    EXPECT_TRUE(planted.found()["rate"].empty());
    planted.recipe.train.learningRate = 1e-2;
    EXPECT_EQ(planted.found()["rate"].size(), 1u);
}

// ---- where answers end --------------------------------------------------------------------------------------------------

/// The token that ends an answer in each style of tests/golden/text/templates; empty: the style closes no last answer.
const std::map<std::string, std::string> kEnds{
    {"alpaca_style", ""}, {"qwen2_style", ""}, {"chatml", "<|im_end|>"}, {"chatml_generation", "<|im_end|>"}, {"cohere2_style", "<|END_OF_TURN_TOKEN|>"},
    {"commandr_style", "<|END_OF_TURN_TOKEN|>"}, {"crlf_style", "</s>"}, {"deepseek_style", "<\uFF5Cend\u2581of\u2581sentence\uFF5C>"}, {"falcon_style", "</s>"},
    {"functionary_style", "<|stop|>"}, {"gemma3_style", "<end_of_turn>"}, {"gemma_style", "<end_of_turn>"}, {"granite_style", "<|end_of_text|>"}, {"hermes_style", "<|im_end|>"},
    {"llama2_style", "</s>"}, {"llama31_style", "<|eot_id|>"}, {"llama32_style", "<|eot_id|>"}, {"llama3_style", "<|eot_id|>"}, {"macros_style", "<|return|>"},
    {"mistral_style", "</s>"}, {"olmo2_style", "</s>"}, {"phi3_style", "<|end|>"}, {"phi4_mini_style", "<|end|>"}, {"qwen25_style", "<|im_end|>"}, {"qwen3_style", "<|im_end|>"},
    {"smollm2_style", "<|im_end|>"}, {"smollm3_style", "<|im_end|>"}, {"starcoder2_style", "</s>"}, {"vicuna_style", "</s>"}, {"zephyr_style", "</s>"}};

/// A model with this template whose generation stops on `end`, told by its tokenizer or by generation_config.json alone.
void stopsOn(Planted& planted, const std::string& style, const std::string& end, bool byGeneration) {
    const fs::path folder = planted.ownModel();
    Json settings = Json::parse(readFile(folder / "tokenizer_config.json")), config = Json::parse(readFile(folder / "config.json"));
    settings["bos_token"] = "<s>";
    settings["eos_token"] = byGeneration ? "</s>" : end;
    settings["extra_special_tokens"] = Json(Json::Array{end});
    config["eos_token_id"] = nullptr;
    writeFileAtomically(folder / "tokenizer_config.json", settings.dump());
    writeFileAtomically(folder / "config.json", config.dump());
    const int32_t id = TextModel::load(folder).tokenizer().idOf(end).value();
    writeFileAtomically(folder / "generation_config.json", Json(Json::Object{{"eos_token_id", Json(Json::Array{byGeneration ? int64_t{id} : int64_t{0}})}}).dump());
    planted.recipe.model.chatTemplate = textOf(fs::path(LUTHIER_SOURCE) / "tests/golden/text/templates" / (style + ".jinja"));
}

class EveryTemplate : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryTemplate, TeachesToStopWhereGenerationStopsOnItsEndAndOnlyThere) {
    const auto known = kEnds.find(GetParam());
    ASSERT_NE(known, kEnds.end()) << "say which token ends an answer in this style";
    const std::string& end = known->second;
    for (const bool byGeneration : {false, true}) {
        Planted right;
        stopsOn(right, GetParam(), end.empty() ? "<|im_end|>" : end, byGeneration);
        EXPECT_EQ(right.found()["stop_token"].size(), end.empty() ? 1 : 0) << end;
    }
    Planted other;
    stopsOn(other, GetParam(), "<|another|>", false);
    const bool writesWhatTheModelSays = readFile(other.recipe.model.chatTemplate).find("eos_token") != std::string::npos;
    EXPECT_EQ(other.found()["stop_token"].size(), writesWhatTheModelSays ? 0 : 1);
}

std::vector<std::string> templateStyles() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(LUTHIER_SOURCE) / "tests/golden/text/templates")) names.push_back(textOf(entry.path().stem()));
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Checks, EveryTemplate, ::testing::ValuesIn(templateStyles()), [](const auto& info) { return info.param; });

TEST(Checks, SamplesThatDoNotTeachToStopAreCounted) {
    Planted planted;
    planted.place.write("half.jinja", "{% for m in messages %}{{ m.role }}: {{ m.content }}{% if m.role == 'assistant' and '7' not in m.content %}{{ eos_token }}{% endif %}\n{% endfor %}"
                                      "{% if add_generation_prompt %}assistant: {% endif %}");
    planted.recipe.model.chatTemplate = planted.place.file("half.jinja");
    const Problems problems = planted.found()["stop_token"];
    ASSERT_EQ(problems.size(), 1);
    EXPECT_NE(problems[0].what.find(" of "), std::string::npos) << problems[0].what;
}

TEST(Checks, AModelThatNamesNoEndIsTold) {
    Planted planted;
    const fs::path folder = planted.ownModel();
    Json settings = Json::parse(readFile(folder / "tokenizer_config.json")), config = Json::parse(readFile(folder / "config.json"));
    settings["eos_token"] = nullptr;
    config["eos_token_id"] = nullptr;
    writeFileAtomically(folder / "tokenizer_config.json", settings.dump());
    writeFileAtomically(folder / "config.json", config.dump());
    fs::remove(folder / "generation_config.json");
    const Problems problems = planted.found()["stop_token"];
    ASSERT_EQ(problems.size(), 1);
    EXPECT_EQ(problems[0].where, "model.path");
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

TEST(Checks, LongRowsAreToldToRaiseTheLimitOnlyWhereTheModelReadsMore) {
    const auto mendWith = [](std::optional<int64_t> limit) {
        Planted planted;
        planted.place.write("rows.jsonl", testing::chatRows(70) + Planted::row("Long?", std::string(9000, 'x')));
        planted.recipe.data.maxLength = limit;
        const Problems problems = planted.found()["reading"];
        const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem& p) { return p.what.find("longer than") != std::string::npos; });
        return found == problems.end() ? "" : found->mend;
    };
    EXPECT_EQ(mendWith(std::nullopt), "shorten the row, or choose data.overlong: truncate or split");
    EXPECT_EQ(mendWith(64), "raise data.max_length, or choose data.overlong: truncate or split");
}

TEST(Checks, RowsWithoutALearntTokenAreToldWhileReading) {
    Planted planted;
    planted.recipe.data.maxLength = 4;
    planted.recipe.data.overlong = "truncate";
    EXPECT_TRUE(hasError(planted.found()["reading"]));
}

}  // namespace
}  // namespace luthier
