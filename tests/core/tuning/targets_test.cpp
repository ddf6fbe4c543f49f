// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/targets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

DecoderConfig smallConfig() {
    return readDecoderConfig(Json::parse(R"({"model_type":"llama","vocab_size":40,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,
        "num_attention_heads":4,"num_key_value_heads":2,"tie_word_embeddings":true})"))
        .config;
}

std::vector<std::string> listed(const std::vector<std::string>& names, Problems& problems) {
    return targetModules({"", names}, smallConfig(), problems);
}
std::vector<std::string> worded(const std::string& word, Problems& problems) { return targetModules({word, {}}, smallConfig(), problems); }

TEST(Targets, AllLinearIsEveryLinearMapButTheHead) {
    Problems problems;
    const auto modules = worded("all-linear", problems);
    EXPECT_THAT(modules, SizeIs(14));
    EXPECT_THAT(modules, Not(Contains("lm_head")));
    EXPECT_THAT(problems, IsEmpty());
}

TEST(Targets, AttentionIsQueryKeyValueOutput) {
    Problems problems;
    EXPECT_THAT(worded("attention", problems),
                ElementsAre("model.layers.0.self_attn.q_proj", "model.layers.0.self_attn.k_proj", "model.layers.0.self_attn.v_proj",
                            "model.layers.0.self_attn.o_proj", "model.layers.1.self_attn.q_proj", "model.layers.1.self_attn.k_proj",
                            "model.layers.1.self_attn.v_proj", "model.layers.1.self_attn.o_proj"));
}

TEST(Targets, ListMatchesByEqualNameOrSuffixAfterADot) {
    Problems problems;
    EXPECT_THAT(listed({"q_proj"}, problems), SizeIs(2));
    EXPECT_THAT(listed({"layers.1.mlp.up_proj", "model.layers.0.self_attn.v_proj"}, problems),
                ElementsAre("model.layers.0.self_attn.v_proj", "model.layers.1.mlp.up_proj"));
    EXPECT_THAT(listed({"embed_tokens", "lm_head"}, problems), ElementsAre("model.embed_tokens", "lm_head"));
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_THAT(listed({"proj"}, problems), IsEmpty()) << "a part of a name is no suffix";
    EXPECT_TRUE(hasError(problems));
}

TEST(Targets, OneStringIsARegularExpressionForWholePaths) {
    Problems problems;
    EXPECT_THAT(worded(R"(.*\.(q|v)_proj)", problems), SizeIs(4));
    EXPECT_THAT(worded(R"(model\.layers\.(?P<n>1)\.mlp\.(?!gate).*_proj)", problems),
                ElementsAre("model.layers.1.mlp.up_proj", "model.layers.1.mlp.down_proj"));
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_THAT(worded("q_proj", problems), IsEmpty());
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_THAT(problems[0].what, HasSubstr("in full"));
    EXPECT_THAT(problems[0].mend, HasSubstr("a list such as"));
}

TEST(Targets, BrokenOrEndlessExpressionIsAProblem) {
    Problems problems;
    worded("(", problems);
    worded("(([a-z0-9._]+)+)+!", problems);
    ASSERT_THAT(problems, SizeIs(2));
    EXPECT_THAT(problems[0].what, HasSubstr("no regular expression"));
    EXPECT_THAT(problems[1].what, HasSubstr("no regular expression"));
}

TEST(Targets, NameOfNothingTellsWhatCouldBeMeant) {
    Problems problems;
    EXPECT_THAT(listed({"q_prj"}, problems), IsEmpty());
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_TRUE(hasError(problems));
    EXPECT_EQ(problems[0].where, "method.targets");
    EXPECT_THAT(problems[0].mend, HasSubstr("Did you mean q_proj?"));
    EXPECT_THAT(problems[0].mend, HasSubstr("embed_tokens, q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, lm_head"));
}

TEST(Targets, NameOfNothingBesideAGoodOneIsAWarning) {
    Problems problems;
    EXPECT_THAT(listed({"q_proj", "nonsense"}, problems), SizeIs(2));
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_EQ(problems[0].level, Level::Warning);
}

TEST(Targets, ModulesThatAreNoLinearMapsAreRefused) {
    for (const char* name : {"input_layernorm", "mlp", "self_attn", "model"}) {
        Problems problems;
        EXPECT_THAT(listed({name, "q_proj"}, problems), IsEmpty()) << name;
        ASSERT_THAT(problems, SizeIs(1)) << name;
        EXPECT_THAT(problems[0].what, HasSubstr("no linear map"));
    }
}

TEST(ModulesToSave, NameMeansTheModulesThatEndSoAndAllInside) {
    Problems problems;
    EXPECT_THAT(modulesToSave({"lm_head", "embed_tokens"}, smallConfig(), problems), ElementsAre("model.embed_tokens", "lm_head"));
    EXPECT_THAT(modulesToSave({"norm"}, smallConfig(), problems), SizeIs(5)) << "as PEFT: every path that ends in norm";
    EXPECT_THAT(modulesToSave({"layers.0.mlp"}, smallConfig(), problems),
                ElementsAre("model.layers.0.mlp.gate_proj", "model.layers.0.mlp.up_proj", "model.layers.0.mlp.down_proj"));
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_THAT(modulesToSave({"classifier"}, smallConfig(), problems), IsEmpty());
    EXPECT_THAT(problems, SizeIs(1));
}

MethodSettings lora(const std::vector<std::string>& targets, const std::vector<std::string>& saved) {
    MethodSettings settings;
    settings.targets = {"", targets};
    settings.modulesToSave = saved;
    settings.rank = 4;
    return settings;
}

TEST(LoraTargets, SavedModulesGetNoAdapter) {
    Problems problems;
    const LoraTargets found = loraTargets(lora({"q_proj", "k_proj"}, {"k_proj"}), smallConfig(), problems);
    EXPECT_THAT(found.adapted, Each(EndsWith("q_proj")));
    EXPECT_THAT(found.saved, Each(EndsWith("k_proj")));
    EXPECT_FALSE(found.untie);
}

TEST(LoraTargets, HeadOrEmbeddingUntie) {
    Problems problems;
    EXPECT_TRUE(loraTargets(lora({"lm_head"}, {}), smallConfig(), problems).untie);
    EXPECT_TRUE(loraTargets(lora({"embed_tokens"}, {}), smallConfig(), problems).untie);
    EXPECT_TRUE(loraTargets(lora({"q_proj"}, {"lm_head"}), smallConfig(), problems).untie);
}

TEST(LearningParameters, AreCountedByMethod) {
    MethodSettings settings = lora({"q_proj", "lm_head"}, {"embed_tokens", "norm"});
    EXPECT_EQ(methodFacts(settings.kind)->learning(settings, smallConfig()).numbers, 2 * 4 * (16 + 16) + 4 * (40 + 16) + 40 * 16 + 5 * 16);
    settings.kind = "full";
    EXPECT_EQ(methodFacts(settings.kind)->learning(settings, smallConfig()).numbers, parameterCount(smallConfig()));
    settings.kind = "freeze";
    settings.layers = 1;
    EXPECT_EQ(methodFacts(settings.kind)->learning(settings, smallConfig()).numbers, 2 * 16 * 16 + 2 * 8 * 16 + 3 * 24 * 16 + 2 * 16);
}

TEST(MethodFacts, EveryMethodHasALearningRateAndAReason) {
    for (const MethodFacts& facts : methodFacts()) {
        EXPECT_GT(facts.learningRate, 0) << facts.kind;
        EXPECT_FALSE(facts.why.empty()) << facts.kind;
        EXPECT_EQ(methodFacts(facts.kind), &facts);
    }
    EXPECT_EQ(methodFacts("dora"), nullptr);
}

TEST(MethodFacts, ImpossibleSettingsAreProblems) {
    MethodSettings settings;
    settings.rank = 17;
    EXPECT_THAT(methodFacts("lora")->check(settings, smallConfig()), SizeIs(1));
    settings.layers = 3;
    EXPECT_THAT(methodFacts("freeze")->check(settings, smallConfig()), SizeIs(1));
    settings.initFrom = "/nowhere/adapter";
    EXPECT_THAT(methodFacts("lora")->check(settings, smallConfig()).at(0).what, HasSubstr("missing"));
}

}  // namespace
}  // namespace luthier
