// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/file.h"
#include "core/recipe/field.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TempFolder;

const std::string kLeast = "model: {path: /m}\ndata: {train: [/d.jsonl]}\n";

std::string wrong(const RecipeRead& read) {
    std::string text;
    for (const Problem& problem : read.problems) text += problem.where + ": " + problem.what + " -> " + problem.mend + "\n";
    return text;
}

Recipe good(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
    const RecipeRead read = readRecipe(yaml, "/base", overrides);
    EXPECT_EQ(wrong(read), "");
    return read.recipe;
}

Recipe set(const std::string& pair) { return good(kLeast, {pair}); }

/// The one problem of a value that is wrong; its where must be the key.
Problem refused(const std::string& key, const std::string& value) {
    const RecipeRead read = readRecipe(kLeast, "/base", {key + "=" + value});
    EXPECT_EQ(read.problems.size(), 1u) << key << "=" << value << "\n" << wrong(read);
    if (read.problems.empty()) return {};
    EXPECT_EQ(read.problems[0].where, key);
    EXPECT_FALSE(read.problems[0].mend.empty());
    return read.problems[0];
}

TEST(Recipe, EveryDefaultIsTheContracts) {
    const Recipe recipe = good(R"(
luthier: 1
name: support-replies
model:
  path: ../models/small
  init: weights
  precision: auto
  store: auto
  template: auto
data:
  train: [tickets.jsonl]
  format: auto
  columns: {}
  clean: []
  eval: auto
  test: 0
  group: null
  grouping: exact
  split_seed: 0
  shuffle: true
  max_length: auto
  overlong: auto
objective:
  kind: sft
  learn: assistant
  beta: 0.1
method:
  kind: lora
  rank: 16
  alpha: 32
  dropout: 0.0
  rslora: false
  targets: all-linear
  modules_to_save: []
  layers: 2
  init_from: null
train:
  epochs: 3
  batch_size: 8
  learning_rate: auto
  schedule: cosine
  warmup: 0.03
  optimizer: adamw
  beta1: 0.9
  beta2: 0.999
  eps: 1.0e-8
  weight_decay: 0.0
  clip: 1.0
  seed: 42
  recompute: auto
  model_dropout: false
  eval_every: auto
  save_every: auto
  early_stop: 3
  on_divergence: stop
export: [peft]
)");
    EXPECT_EQ(recipe.model.path, "/models/small");
    EXPECT_THAT(recipe.data.train, ElementsAre("/base/tickets.jsonl"));
    Recipe least = good("name: support-replies\nmodel: {path: ../models/small}\ndata: {train: [tickets.jsonl]}");
    EXPECT_EQ(recipe, least);
    Recipe fresh;
    fresh.name = least.name, fresh.model.path = least.model.path, fresh.data.train = least.data.train;
    EXPECT_EQ(least, fresh);
}

TEST(Recipe, TextThatIsWrittenReadsBackEqual) {
    EXPECT_EQ(good(recipeYaml(good(kLeast))), good(kLeast));
    Recipe recipe = good(kLeast, {"name=a: \"b\" # é \\ 😀", "data.columns={prompt: question 1, completion: '2'}", "data.eval=/e.jsonl", "data.test=0.1",
                                  "data.group=true", "data.max_length=77", "method.targets=[q_proj, v_proj]", "train.steps=12", "train.learning_rate=1e-7",
                                  "train.save_every=2.5min", "train.eval_every=5", "method.init_from=/a b", "export=[merged, peft]", "train.warmup=100",
                                  "train.eps=1e-12", "train.epochs=0.5", "method.alpha=1e300", "train.seed=9223372036854775807"});
    recipe.data.train = {"/with, comma", "/no", "/1", "/line\nbreak\t\x7F\u2028\u0085"};
    EXPECT_EQ(good(recipeYaml(recipe)), recipe);
    recipe.name = "null";
    recipe.method.targets = {".*\\.(q|v)_proj$", {}};
    recipe.data.eval = {PartChoice::Kind::None, 0, ""};
    EXPECT_EQ(good(recipeYaml(recipe)), recipe);
}

TEST(Recipe, WrittenTextHoldsEveryKeyInTheContractsOrder) {
    const std::string text = recipeYaml(good(kLeast));
    size_t at = 0;
    for (const char* key : {"luthier:", "name:", "model:", "  path:", "  init:", "  precision:", "  store:", "  template:", "data:", "  train:", "  format:", "  columns:",
                            "  clean:", "  eval:", "  test:", "  group:", "  grouping:", "  split_seed:", "  shuffle:", "  max_length:", "  overlong:", "objective:", "  kind:",
                            "  learn:", "  beta:", "method:", "  kind:", "  rank:", "  alpha:", "  dropout:", "  rslora:", "  targets:", "  modules_to_save:", "  layers:", "  modules:",
                            "  init_from:", "train:", "  epochs:", "  steps:", "  batch_size:", "  learning_rate:", "  schedule:", "  warmup:", "  optimizer:", "  beta1:",
                            "  beta2:", "  eps:", "  weight_decay:", "  clip:", "  seed:", "  recompute:", "  model_dropout:", "  eval_every:", "  save_every:",
                            "  early_stop:", "export:"}) {
        const size_t found = text.find(std::string("\n") + key, at == 0 ? 0 : at);
        ASSERT_TRUE(at == 0 || found != std::string::npos) << key;
        at = at == 0 ? 1 : found + 1;
    }
}

TEST(Recipe, UnknownKeyNamesTheNearest) {
    const auto mendOf = [](const std::string& yaml) { return wrong(readRecipe(kLeast + yaml, "/", {})); };
    EXPECT_THAT(mendOf("train: {lerning_rate: 1}"), HasSubstr("train.lerning_rate: unknown key; the nearest known one is train.learning_rate (line 3) -> write train.learning_rate"));
    EXPECT_THAT(mendOf("learning_rate: 1"), HasSubstr("nearest known one is train.learning_rate "));
    EXPECT_THAT(mendOf("methods: {kind: lora}"), HasSubstr("nearest known one is method "));
    EXPECT_THAT(mendOf("exports: [peft]"), HasSubstr("nearest known one is export "));
    EXPECT_THAT(mendOf("method: {learning_rate: 1}"), HasSubstr("nearest known one is train.learning_rate "));
    EXPECT_THAT(mendOf("train: {batch: 1}"), HasSubstr("nearest known one is train.batch_size "));
    EXPECT_THAT(wrong(readRecipe(kLeast, "/", {"trian.seed=1"})), HasSubstr("trian.seed: unknown key; the nearest known one is train.seed (--set)"));
}

TEST(Recipe, EveryProblemIsToldAtOnce) {
    const RecipeRead read = readRecipe("model: {init: x}\ntrain: {seed: x, epochs: 0, foo: 1}\nmethod: {rank: 0}\n", "/", {"train.clip=-1"});
    std::vector<std::string> places;
    for (const Problem& problem : read.problems) places.push_back(problem.where);
    EXPECT_THAT(places, ElementsAre("model.init", "train.seed", "train.epochs", "train.foo", "method.rank", "train.clip", "model.path", "data.train"));
}

TEST(Recipe, EveryWrongElementOfAListIsTold) {
    const RecipeRead read = readRecipe("model: {path: starter}\ndata:\n  train: [t.jsonl]\n  clean:\n    - copies\n    - copys\n    - foo\nexport: [gguf, merged, pdf]\n", "/", {});
    ASSERT_EQ(read.problems.size(), 4u);
    EXPECT_THAT(read.problems[0].what, HasSubstr("\"copys\"; did you mean copies? (line 6)"));
    EXPECT_THAT(read.problems[1].what, HasSubstr("\"foo\" (line 7)"));
    EXPECT_THAT(read.problems[2].what, HasSubstr("\"gguf\" comes later"));
    EXPECT_THAT(read.problems[3].what, HasSubstr("\"pdf\""));
}

TEST(Recipe, WhatComesLaterIsRefusedByName) {
    for (const auto& [key, word] : std::vector<std::pair<std::string, std::string>>{
             {"method.kind", "dora"}, {"method.kind", "prefix"}, {"model.store", "int8"}, {"model.store", "nf4"}, {"objective.kind", "dpo"}, {"objective.kind", "reward"},
             {"data.grouping", "near"}, {"export", "[gguf]"}, {"train.optimizer", "lion"}, {"data.format", "preference"}}) {
        const Problem problem = refused(key, word);
        EXPECT_THAT(problem.what, HasSubstr("comes later")) << key;
        EXPECT_THAT(problem.what, HasSubstr("supported now")) << key;
    }
}

TEST(Recipe, NewerFormatIsRefusedWithASentence) {
    EXPECT_THAT(refused("luthier", "2").what, HasSubstr("a newer Luthier wrote"));
    refused("luthier", "0");
    refused("luthier", "x");
}

TEST(Recipe, WrongValuesAreRefused) {
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"model.path", ""}, {"model.path", "null"}, {"model.init", "rnd"}, {"data.train", "[]"}, {"data.train", "{a: b}"}, {"data.train", "[[a]]"},
             {"data.columns", "[a]"}, {"data.columns.prompt", "null"}, {"data.columns", "{a: [b]}"}, {"data.eval", "1.5"}, {"data.eval", "-0.1"}, {"data.eval", "null"}, {"data.test", "auto"},
             {"data.test", "1"}, {"data.shuffle", "1"}, {"data.shuffle", "yes"}, {"data.max_length", "1"}, {"data.max_length", "1.5"}, {"data.split_seed", "-1"},
             {"objective.beta", "0"}, {"method.rank", "0"}, {"method.rank", "1.5"}, {"method.rank", "'16'"}, {"method.alpha", "0"}, {"method.dropout", "1"},
             {"method.dropout", "-0.1"}, {"method.targets", "[]"}, {"method.targets", "''"}, {"method.targets", "{a: b}"}, {"method.modules_to_save", "{a: b}"},
             {"method.layers", "0"}, {"train.epochs", "0"}, {"train.epochs", ".nan"}, {"train.epochs", "inf"}, {"train.steps", "0"}, {"train.batch_size", "0"},
             {"train.batch_size", "99999999999999999999"}, {"train.learning_rate", "-1"}, {"train.learning_rate", "fast"}, {"train.schedule", "cos"},
             {"train.warmup", "-1"}, {"train.warmup", "1.5"}, {"train.beta1", "1"}, {"train.beta2", "-1"}, {"train.eps", "-1"}, {"train.clip", "auto"},
             {"train.seed", "-1"}, {"train.eval_every", "0"}, {"train.save_every", "0"}, {"train.save_every", "10 min"}, {"train.save_every", "0min"},
             {"train.save_every", "10minutes"}, {"train.early_stop", "-1"}, {"export", "{a: b}"}, {"export", "[peft, peft]"}, {"train", "3"}}) {
        refused(key, value);
    }
}

TEST(Recipe, WordsOfAChoiceThatAreNearAreNamed) { EXPECT_THAT(refused("method.kind", "lroa").what, HasSubstr("did you mean lora?")); }

TEST(Recipe, ValuesHaveTheirForms) {
    EXPECT_EQ(set("data.eval=auto").data.eval.kind, PartChoice::Kind::Auto);
    EXPECT_EQ(set("data.eval=0").data.eval.kind, PartChoice::Kind::None);
    EXPECT_EQ(set("data.eval=0.2").data.eval.share, 0.2);
    EXPECT_EQ(set("data.eval=/held.jsonl").data.eval.file, "/held.jsonl");
    EXPECT_EQ(set("train.save_every=10min").train.saveEvery->minutes, 10);
    EXPECT_EQ(set("train.save_every=10").train.saveEvery->steps, 10);
    EXPECT_FALSE(set("train.save_every=auto").train.saveEvery);
    EXPECT_EQ(set("train.learning_rate=2e-4").train.learningRate, 2e-4);
    EXPECT_EQ(set("train.steps=1e3").train.steps, 1000);
    EXPECT_FALSE(set("train.steps=null").train.steps);
    EXPECT_EQ(set("method.targets=attention").method.targets, (Targets{"attention", {}}));
    EXPECT_EQ(set("method.targets=[q_proj,k_proj]").method.targets, (Targets{"", {"q_proj", "k_proj"}}));
    EXPECT_EQ(set("method.targets=.*_proj").method.targets.word, ".*_proj");
    EXPECT_EQ(set("data.group=123").data.group, "123");
    EXPECT_FALSE(set("data.group=null").data.group);
    EXPECT_EQ(set("data.columns={prompt: question}").data.columns.at("prompt"), "question");
    EXPECT_THAT(good(kLeast, {"data.columns={prompt: question}", "data.columns.completion=a: b # c", "data.columns.tools='1'"}).data.columns,
                ElementsAre(std::pair("completion", "a: b # c"), std::pair("prompt", "question"), std::pair("tools", "1")));
    EXPECT_EQ(set("name=").name, "");
    EXPECT_EQ(set("name=2024").name, "2024");
    EXPECT_THAT(set("export=[merged]").exports, ElementsAre("merged"));
    EXPECT_THAT(set("export=merged").exports, ElementsAre("merged"));
    EXPECT_THAT(set("export=[]").exports, IsEmpty());
}

TEST(Recipe, PathsOfTheFileAreRelativeToItAndThoseOfSetToTheWorkingDirectory) {
    TempFolder folder;
    std::filesystem::create_directories(folder / "recipes");
    std::ofstream(folder / "recipes" / "mine.yaml") << "model: {path: ../m, template: t.jinja}\ndata: {train: [a.jsonl, /b.jsonl], eval: e.jsonl, test: ./t.jsonl}\nmethod: {init_from: p}\n";
    const RecipeRead read = readRecipeFile((folder / "recipes" / "mine.yaml").string(), {"data.eval=held.jsonl"});
    EXPECT_EQ(wrong(read), "");
    const std::string here = folder.path().string();
    EXPECT_EQ(read.recipe.model.path, here + "/m");
    EXPECT_EQ(read.recipe.model.chatTemplate, here + "/recipes/t.jinja");
    EXPECT_THAT(read.recipe.data.train, ElementsAre(here + "/recipes/a.jsonl", "/b.jsonl"));
    EXPECT_EQ(read.recipe.data.test.file, here + "/recipes/t.jsonl");
    EXPECT_EQ(read.recipe.method.initFrom, here + "/recipes/p");
    EXPECT_EQ(read.recipe.data.eval.file, (std::filesystem::current_path() / "held.jsonl").string());
    EXPECT_EQ(read.recipe.name, "mine");
    EXPECT_THAT(set("data.train=[a,b]").data.train, ElementsAre((std::filesystem::current_path() / "a").string(), (std::filesystem::current_path() / "b").string()));
}

TEST(Recipe, WordsThatAreNoPathsStay) {
    EXPECT_EQ(set("model.path=starter").model.path, "starter");
    EXPECT_EQ(set("model.template=plain").model.chatTemplate, "plain");
    EXPECT_EQ(set("model.template=auto").model.chatTemplate, "auto");
}

TEST(Recipe, SetTakesNamesAndPathsAsTheyStand) {
    EXPECT_EQ(set("name=a: b # c").name, "a: b # c");
    EXPECT_EQ(set("name=\"quoted\"").name, "quoted");
    EXPECT_EQ(set("model.path=/with: colon #1").model.path, "/with: colon #1");
    EXPECT_EQ(good(kLeast, {"train={steps: 5, seed: 7}"}).train.seed, 7);
    EXPECT_THAT(refused("train.seed", ", ").what, HasSubstr("more text"));
    EXPECT_THAT(refused("train.seed", "[1] 2").what, HasSubstr("more text"));
    for (const char* pair : {"x", "=3", ""}) EXPECT_EQ(readRecipe(kLeast, "/", {pair}).problems.at(0).where, "--set");
}

TEST(Recipe, BrokenYamlIsAProblemWithItsLine) {
    for (const auto& [yaml, where] : std::vector<std::pair<std::string, std::string>>{
             {"a: [1,\n", "recipe:2"}, {"a: b\n c: d: e\n", "recipe:2"}, {"model: {path: \"x\n", "recipe:"}, {"- a\n- b\n", "recipe:1"}, {"word", "recipe:1"},
             {"a: 1\n---\nb: 2\n", "recipe:"}, {"a: \xFF\n", "recipe:1"}, {"a: 1\nb: \xED\xA0\x80\n", "recipe:2"}, {std::string("a: \0\n", 5), "recipe:1"},
             {"[a, b]: c\n", "recipe:1"}, {"a: *none\n", "recipe:1"}, {"a: \t- x\n%", "recipe:"}}) {
        const RecipeRead read = readRecipe(yaml, "/", {});
        ASSERT_FALSE(read.problems.empty()) << yaml;
        EXPECT_THAT(read.problems[0].where, ::testing::StartsWith(where)) << yaml << wrong(read);
    }
}

TEST(Recipe, EmptyTextMissesWhatIsNeeded) {
    for (const char* yaml : {"", "\n# nothing\n", "null", "{}", "model:\ndata:\n"}) {
        const RecipeRead read = readRecipe(yaml, "/", {});
        ASSERT_EQ(read.problems.size(), 2u) << yaml << wrong(read);
        EXPECT_EQ(read.problems[0].where, "model.path");
        EXPECT_EQ(read.problems[1].where, "data.train");
    }
}

TEST(Recipe, RepeatedKeysAreProblems) {
    EXPECT_THAT(wrong(readRecipe(kLeast + "name: a\nname: b\n", "/")), HasSubstr("name: the key stands there twice (line 4)"));
    EXPECT_THAT(wrong(readRecipe(kLeast + "train:\n  seed: 1\n  seed: 2\n", "/")), HasSubstr("train.seed: the key stands there twice"));
    EXPECT_THAT(wrong(readRecipe(kLeast + "train: {}\ntrain: {}\n", "/")), HasSubstr("train: the key stands there twice"));
    EXPECT_THAT(wrong(readRecipe(kLeast, "/", {"data.columns={a: b, a: c}"})), HasSubstr("data.columns: a name stands there twice"));
}

TEST(Recipe, DeepAndEndlessYamlIsRefused) {
    for (const std::string& yaml : {std::string(100, '[') + std::string(100, ']'), std::string(100000, '['), std::string(100000, '{'),
                                    std::string("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                                "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n"),
                                    std::string("a: &a\n  b: *a\n")}) {
        EXPECT_FALSE(readRecipe(yaml, "/").problems.empty());
    }
}

TEST(Recipe, AliasesStandForWhatTheyName) {
    EXPECT_EQ(good("model: {path: &p /m}\nname: *p\ndata: {train: [/d.jsonl]}\ntrain: &t {seed: 7}").train.seed, 7);
    EXPECT_EQ(good("model: {path: &p /m}\nname: *p\ndata: {train: [/d.jsonl]}").name, "/m");
}

TEST(Recipe, FilesThatCannotBeReadAreProblems) {
    TempFolder folder;
    EXPECT_EQ(readRecipeFile((folder / "none.yaml").string()).problems.at(0).where, (folder / "none.yaml").string());
    EXPECT_EQ(readRecipeFile(folder.path().string()).problems.size(), 1u);
    std::ofstream(folder / "broken.yaml") << "a: [\n";
    EXPECT_THAT(readRecipeFile((folder / "broken.yaml").string()).problems.at(0).where, HasSubstr("broken.yaml:"));
}

TEST(Recipe, StarterRecipesAreGood) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(LUTHIER_SOURCE) / "resources/recipes")) {
        EXPECT_EQ(wrong(readRecipeFile(entry.path().string())), "") << entry.path();
    }
}

TEST(Fields, EveryOneIsDescribedAndTakesItsOwnValue) {
    const Recipe defaults = good(kLeast);
    for (const Field& field : recipeFields()) {
        EXPECT_FALSE(field.label.empty() || field.help.empty() || allowedIn(field).empty()) << field.key;
        EXPECT_EQ(fieldOf(field.key), &field);
        Recipe changed = defaults;
        EXPECT_EQ(field.put(changed, field.value(defaults)), std::nullopt) << field.key;
        EXPECT_EQ(changed, defaults) << field.key;
        EXPECT_NE(field.put(changed, Json::parse("[{}]")), std::nullopt) << field.key;
    }
    EXPECT_EQ(fieldOf("none"), nullptr);
    EXPECT_THAT(recipeHelp(), HasSubstr("batch_size: 8"));
}

}  // namespace
}  // namespace luthier
