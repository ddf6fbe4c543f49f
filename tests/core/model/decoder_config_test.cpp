// SPDX-License-Identifier: Apache-2.0
#include "core/model/decoder_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TempFolder;

const char* const kLlama = R"({"model_type":"llama","vocab_size":96,"hidden_size":32,"intermediate_size":48,"num_hidden_layers":2,
    "num_attention_heads":4,"num_key_value_heads":2,"hidden_act":"silu","rms_norm_eps":1e-05,"max_position_embeddings":128,
    "tie_word_embeddings":true,"bos_token_id":1,"eos_token_id":2,"torch_dtype":"bfloat16","rope_theta":100000.0,"rope_scaling":null})";

ConfigRead readText(const std::string& text) {
    const TempFolder folder;
    writeFileAtomically(folder / "config.json", text);
    return readDecoderConfig(folder.path());
}

/// kLlama with one member set anew.
ConfigRead readWith(const std::string& key, const std::string& value) {
    Json json = Json::parse(kLlama);
    json[key] = Json::parse(value);
    Json::Style python;
    python.nullForNonFinite = false;
    return readText(json.dump(python));
}

/// "where what" of the only problem.
std::string faultWith(const std::string& key, const std::string& value) {
    const ConfigRead read = readWith(key, value);
    if (read.problems.size() != 1) return std::to_string(read.problems.size()) + " problems";
    EXPECT_FALSE(read.problems[0].mend.empty());
    return read.problems[0].where + " " + read.problems[0].what;
}

TEST(DecoderConfig, LlamaIsRead) {
    const auto [config, problems] = readText(kLlama);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(config.modelType, "llama");
    EXPECT_EQ(config.vocabulary, 96);
    EXPECT_EQ(config.hidden, 32);
    EXPECT_EQ(config.layers, 2);
    EXPECT_EQ(config.kvHeads, 2);
    EXPECT_EQ(config.headSize, 8);
    EXPECT_EQ(config.finalNorm.eps, 1e-5);
    EXPECT_EQ(config.ropes.at(0).theta, 100000);
    EXPECT_EQ(config.weightFormat, "bfloat16");
    EXPECT_TRUE(config.tied);
    EXPECT_FALSE(config.plans.at(0).attention.q.bias);
    EXPECT_THAT(config.eosIds, ElementsAre(2));
    EXPECT_EQ(config.source.integerOr("bos_token_id", 0), 1);
}

/// Transformers cuts what it draws at two deviations where the key is missing, at three where it is null.
TEST(DecoderConfig, ANullCutoffOfModernBertIsThree) {
    const auto cutoff = [](const char* more) {
        TaskHead head;
        head.classes = 2;
        return readDecoderConfig(Json::parse(std::string(R"({"model_type":"modernbert")") + more + "}"), head).config.initial.cutoff;
    };
    EXPECT_EQ(cutoff(""), 2);
    EXPECT_EQ(cutoff(R"(,"initializer_cutoff_factor":null)"), 3);
    EXPECT_EQ(cutoff(R"(,"initializer_cutoff_factor":1.5)"), 1.5);
}

TEST(DecoderConfig, MissingAndNullKeysHaveTheFamilysDefaults) {
    const auto [config, problems] = readText(R"({"model_type":"llama","num_key_value_heads":null,"head_dim":null})");
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(config.hidden, 4096);
    EXPECT_EQ(config.kvHeads, 32);
    EXPECT_EQ(config.headSize, 128);
    EXPECT_EQ(config.maxPositions, 2048);
    EXPECT_EQ(config.ropes.at(0).theta, 10000);
    EXPECT_FALSE(config.tied);
}

TEST(DecoderConfig, MissingKeyValueHeadsOfLlamaAreAsManyAsHeads) {
    Json json = Json::parse(kLlama);
    std::erase_if(json.asObject(), [](const Json::Member& member) { return member.first == "num_key_value_heads"; });
    EXPECT_EQ(readText(json.dump()).config.kvHeads, 4);
}

TEST(DecoderConfig, Qwen2HasBiasesOnQueryKeyValue) {
    const auto [config, problems] = readText(R"({"model_type":"qwen2","hidden_size":64,"num_attention_heads":4,"num_key_value_heads":2,
        "use_sliding_window":false,"sliding_window":32768,"max_window_layers":21,"eos_token_id":[7,9],"num_hidden_layers":1,"layer_types":["full_attention"]})");
    EXPECT_TRUE(problems.empty());
    EXPECT_TRUE(config.plans.at(0).attention.q.bias);
    EXPECT_FALSE(config.plans.at(0).attention.o.bias);
    EXPECT_FALSE(config.plans.at(0).mlp.up.bias);
    EXPECT_THAT(config.eosIds, ElementsAre(7, 9));
}

TEST(DecoderConfig, LlamaBiasesFollowTheirSwitches) {
    EXPECT_TRUE(readWith("attention_bias", "true").config.plans.at(0).attention.o.bias);
    EXPECT_TRUE(readWith("attention_bias", "true").config.plans.at(0).attention.q.bias);
    EXPECT_TRUE(readWith("mlp_bias", "true").config.plans.at(0).mlp.up.bias);
}

TEST(DecoderConfig, BothSpellingsOfRopeAreRead) {
    const char* const llama3 =
        R"({"rope_type":"llama3","rope_theta":500000.0,"factor":32.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":8192})";
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        const auto [config, problems] = readWith(key, llama3);
        EXPECT_TRUE(problems.empty());
        EXPECT_EQ(config.ropes.at(0).kind, RopeSettings::Kind::Llama3);
        EXPECT_EQ(config.ropes.at(0).theta, 500000);
        EXPECT_EQ(config.ropes.at(0).factor, 32);
        EXPECT_EQ(config.ropes.at(0).originalMaxPositions, 8192);
    }
    EXPECT_EQ(readWith("rope_parameters", R"({"rope_type":"default","rope_theta":7.0})").config.ropes.at(0).theta, 7);
    EXPECT_EQ(readWith("rope_parameters", R"({"type":"default"})").config.ropes.at(0).theta, 100000);
}

TEST(DecoderConfig, WhatWouldChangeNumbersIsRefusedByName) {
    EXPECT_THAT(faultWith("rope_scaling", R"({"type":"proportional","factor":2.0})"), HasSubstr("rope_scaling.rope_type is \"proportional\""));
    EXPECT_THAT(faultWith("rope_parameters", R"({"rope_type":"yarn2","factor":2.0})"), HasSubstr("rope_parameters.rope_type is \"yarn2\""));
    EXPECT_THAT(faultWith("rope_parameters", R"({"rope_type":"linear"})"), HasSubstr("rope_parameters.factor is missing"));
    EXPECT_THAT(faultWith("rope_parameters", R"({"rope_type":"longrope","short_factor":[1.0]})"), HasSubstr("2 problems"));
    EXPECT_THAT(faultWith("rope_parameters", R"({"rope_type":"default","partial_rotary_factor":0.1})"), HasSubstr("partial_rotary_factor"));
    EXPECT_THAT(faultWith("partial_rotary_factor", "0.5"), HasSubstr("partial_rotary_factor"));
    EXPECT_THAT(faultWith("hidden_act", "\"xielu\""), HasSubstr("hidden_act is \"xielu\"; supported are silu"));
    EXPECT_THAT(faultWith("layer_types", R"(["sliding_attention"])"), HasSubstr("sliding_attention"));
    EXPECT_THAT(faultWith("quantization_config", R"({"quant_method":"gptq"})"), HasSubstr("quantization_config"));
    EXPECT_THAT(faultWith("pretraining_tp", "2"), HasSubstr("pretraining_tp is 2"));
    EXPECT_THAT(faultWith("rope_interleaved", "true"), HasSubstr("rope_interleaved"));
    EXPECT_THAT(faultWith("final_logit_softcapping", "30.0"), HasSubstr("final_logit_softcapping"));
    EXPECT_THAT(faultWith("dtype", "\"float8_e4m3fn\""), HasSubstr("float8_e4m3fn"));
    EXPECT_THAT(faultWith("is_causal", "0"), HasSubstr("is_causal is 0: attention to later tokens"));
    EXPECT_THAT(faultWith("compression_config", R"({"format":"int-quantized"})"), HasSubstr("quantized"));
    EXPECT_THAT(faultWith("per_layer_config", R"({"0":{"intermediate_size":20}})"), HasSubstr("per_layer_config"));
    EXPECT_THAT(faultWith("rope_parameters", R"({"full_attention":{"rope_theta":7.0}})"), HasSubstr("rope_parameters.full_attention is {"));
    const ConfigRead heads = readText(R"({"model_type":"gpt_neox","hidden_size":64,"num_attention_heads":4,"num_hidden_layers":1,"head_dim":8})");
    ASSERT_EQ(heads.problems.size(), 1u);
    EXPECT_THAT(heads.problems[0].where, HasSubstr("head_dim"));
    const ConfigRead window =
        readText(R"({"model_type":"qwen2","num_hidden_layers":2,"layer_types":["full_attention","linear_attention"]})");
    ASSERT_EQ(window.problems.size(), 1u);
    EXPECT_THAT(window.problems[0].what, HasSubstr("linear_attention"));
}

TEST(DecoderConfig, NeutralSwitchesAreAccepted) {
    EXPECT_TRUE(readWith("pretraining_tp", "1").problems.empty());
    EXPECT_TRUE(readWith("partial_rotary_factor", "1").problems.empty());
    EXPECT_TRUE(readWith("rope_interleaved", "false").problems.empty());
    EXPECT_TRUE(readWith("quantization_config", "null").problems.empty());
    EXPECT_TRUE(readWith("transformers_version", "\"4.46\"").problems.empty());
    EXPECT_TRUE(readWith("is_causal", "true").problems.empty());
    EXPECT_TRUE(readText(R"({"model_type":"bert","is_causal":false,"head_dim":64})").problems.empty());
    EXPECT_THAT(readText(R"({"model_type":"bert","is_causal":true})").problems.at(0).what, HasSubstr("earlier tokens alone"));
}

TEST(DecoderConfig, ADecoderThatSeesBothWaysIsAnEncoder) {
    const auto [config, problems] = readWith("is_causal", "false");
    EXPECT_TRUE(problems.empty());
    EXPECT_TRUE(config.isEncoder());
    EXPECT_FALSE(config.tied);
    for (const LayerPlan& layer : config.plans) EXPECT_FALSE(layer.attention.causal);
    EXPECT_FALSE(readWith("is_causal", "true").config.isEncoder());
}

TEST(DecoderConfig, AWindowToBothSidesHasItsSizeOnEach) {
    const std::string sizes = R"("vocab_size":96,"hidden_size":32,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"sliding_window":8)";
    EXPECT_EQ(readText(R"({"model_type":"mistral","is_causal":false,)" + sizes + "}").config.plans.at(0).attention.window, 9);
    EXPECT_EQ(readText(R"({"model_type":"gemma3_text","use_bidirectional_attention":true,)" + sizes + "}").config.plans.at(0).attention.window, 5);
}

/// What Transformers computes of it depends on which of its two ways of attention runs.
TEST(DecoderConfig, SeeingBothWaysIsRefusedWhereTransformersDisagreesWithItself) {
    for (const char* text : {R"({"model_type":"stablelm","is_causal":false})", R"({"model_type":"llama","is_causal":null})", R"({"model_type":"gemma","use_bidirectional_attention":true})",
                             R"({"model_type":"gemma2","use_bidirectional_attention":true})"}) {
        const ConfigRead read = readText(text);
        ASSERT_EQ(read.problems.size(), 1u) << text;
        EXPECT_THAT(read.problems[0].what, HasSubstr("attention to later tokens cannot be run"));
    }
}

TEST(DecoderConfig, OtherFamiliesAreToldWhatIsSupported) {
    for (const char* type : {"mamba", "deepseek_v3", "t5"}) {
        const std::string fault = faultWith("model_type", std::string("\"") + type + "\"");
        EXPECT_THAT(fault, HasSubstr(type));
        EXPECT_THAT(fault, HasSubstr("llama (Llama 2 and 3, TinyLlama, SmolLM); qwen2 (Qwen2, Qwen2.5)"));
    }
    EXPECT_THAT(faultWith("model_type", "null"), HasSubstr("is missing"));
}

/// config.json of a family with small sizes and these members.
DecoderConfig familyWith(const std::string& type, const std::string& members) {
    const ConfigRead read = readText(R"({"model_type":")" + type + R"(","vocab_size":96,"hidden_size":32,"intermediate_size":48,"num_hidden_layers":2,
        "num_attention_heads":4,"num_key_value_heads":2)" + members + "}");
    for (const Problem& problem : read.problems) ADD_FAILURE() << problem.where << " " << problem.what;
    return read.config;
}

TEST(DecoderConfig, OlderSpellingsOfRopeAreReadInEveryFamily) {
    const DecoderConfig neox = familyWith("gpt_neox", R"(,"rotary_pct":0.5,"rotary_emb_base":50000)");
    EXPECT_EQ(neox.ropes.at(0).partial, 0.5);
    EXPECT_EQ(neox.ropes.at(0).theta, 50000);
    const DecoderConfig phi3 = familyWith("phi3", R"(,"max_position_embeddings":64,"original_max_position_embeddings":16,
        "rope_scaling":{"type":"su","short_factor":[1,1,1,1],"long_factor":[2,2,2,2]})");
    EXPECT_EQ(phi3.ropes.at(0).kind, RopeSettings::Kind::LongRope);
    EXPECT_EQ(phi3.ropes.at(0).originalMaxPositions, 16);
    EXPECT_NEAR(phi3.ropes.at(0).attentionFactor, std::sqrt(1.5), 1e-12);  // sqrt(1 + ln 4 / ln 16)
    const DecoderConfig gemma3 = familyWith("gemma3_text", R"(,"head_dim":8,"rope_theta":2e6,"rope_local_base_freq":300,"rope_scaling":{"rope_type":"linear","factor":8},
        "sliding_window_pattern":2)");
    EXPECT_EQ(gemma3.ropes.at(0).factor, 8);
    EXPECT_EQ(gemma3.ropes.at(0).theta, 2e6);
    EXPECT_EQ(gemma3.ropes.at(1).theta, 300);
    EXPECT_EQ(gemma3.plans.at(0).attention.rope, 1);
    EXPECT_EQ(gemma3.plans.at(1).attention.rope, 0);
    EXPECT_EQ(gemma3.plans.at(1).attention.window, 0);
    EXPECT_EQ(familyWith("stablelm", "").ropes.at(0).partial, 0.25);
}

TEST(DecoderConfig, AWindowIsTheFamilysUnlessItIsNull) {
    EXPECT_EQ(familyWith("mistral", "").plans.at(0).attention.window, 4096);
    EXPECT_EQ(familyWith("mistral", R"(,"sliding_window":null)").plans.at(0).attention.window, 0);
    EXPECT_EQ(familyWith("phi3", "").plans.at(0).attention.window, 0);
    EXPECT_EQ(familyWith("qwen2", R"(,"sliding_window":8)").plans.at(0).attention.window, 0);
    EXPECT_EQ(familyWith("qwen2", R"(,"sliding_window":8,"use_sliding_window":true,"max_window_layers":1)").plans.at(1).attention.window, 8);
}

TEST(DecoderConfig, LayerNormFamiliesKnowTheirEps) {
    EXPECT_EQ(familyWith("starcoder2", R"(,"norm_epsilon":0.25)").plans.at(0).preMlp.eps, 0.25);
    EXPECT_EQ(familyWith("cohere", R"(,"layer_norm_eps":0.25)").finalNorm.eps, 0.25);
    EXPECT_EQ(familyWith("falcon", R"(,"layer_norm_epsilon":0.25)").finalNorm.eps, 0.25);
}

TEST(DecoderConfig, MoreLabelsThanAnyModelHasAreRefused) {
    const ConfigRead read = readText(R"({"model_type":"bert","architectures":["BertForSequenceClassification"],"num_labels":1000000000000000})");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].where, HasSubstr("id2label"));
}

TEST(DecoderConfig, RobertaAndXlmRobertaHaveTheirOwnUsualVocabularies) {
    EXPECT_EQ(readText(R"({"model_type":"roberta"})").config.vocabulary, 50265);
    EXPECT_EQ(readText(R"({"model_type":"xlm-roberta"})").config.vocabulary, 30522);
}

TEST(DecoderConfig, ImpossibleSizesAreRefused) {
    EXPECT_THAT(faultWith("vocab_size", "0"), HasSubstr("from 1 to"));
    EXPECT_THAT(faultWith("vocab_size", "-5"), HasSubstr("from 1 to"));
    EXPECT_THAT(faultWith("num_hidden_layers", "1000000000000"), HasSubstr("num_hidden_layers"));
    EXPECT_THAT(faultWith("intermediate_size", "\"big\""), HasSubstr("found \"big\""));
    EXPECT_THAT(faultWith("hidden_size", "34"), HasSubstr("should divide hidden_size"));
    EXPECT_THAT(faultWith("num_key_value_heads", "3"), HasSubstr("should divide num_attention_heads"));
    EXPECT_THAT(faultWith("head_dim", "7"), HasSubstr("even"));
    EXPECT_THAT(faultWith("rms_norm_eps", "NaN"), HasSubstr("rms_norm_eps"));
    EXPECT_THAT(faultWith("tie_word_embeddings", "\"yes\""), HasSubstr("true or false"));
    EXPECT_THAT(faultWith("eos_token_id", "\"</s>\""), HasSubstr("token id"));
    EXPECT_THAT(faultWith("rope_scaling", "[1]"), HasSubstr("should be an object"));
}

TEST(DecoderConfig, EveryFaultIsToldAtOnce) {
    const auto [config, problems] = readText(R"({"model_type":"llama","vocab_size":0,"hidden_act":"crelu","head_dim":3})");
    EXPECT_EQ(problems.size(), 3u);
}

TEST(DecoderConfig, BrokenOrMissingFileIsAProblem) {
    EXPECT_THAT(readText("{").problems.at(0).what, HasSubstr("not JSON"));
    EXPECT_THAT(readText("[]").problems.at(0).what, HasSubstr("JSON object"));
    EXPECT_THAT(readText(std::string(100000, '[')).problems.at(0).what, HasSubstr("not JSON"));
    const TempFolder empty;
    EXPECT_THAT(readDecoderConfig(empty.path()).problems.at(0).what, HasSubstr("missing"));
}

TEST(DecoderConfig, ExpectedTensorsAreThePublishedNamesInOrder) {
    DecoderConfig config = readWith("attention_bias", "true").config;
    config.plans.resize(1);
    std::vector<std::string> names;
    for (const TensorShape& tensor : expectedTensors(config)) names.push_back(tensor.name);
    EXPECT_THAT(
        names,
        ElementsAre("model.embed_tokens.weight", "model.layers.0.self_attn.q_proj.weight", "model.layers.0.self_attn.q_proj.bias",
                    "model.layers.0.self_attn.k_proj.weight", "model.layers.0.self_attn.k_proj.bias",
                    "model.layers.0.self_attn.v_proj.weight", "model.layers.0.self_attn.v_proj.bias",
                    "model.layers.0.self_attn.o_proj.weight", "model.layers.0.self_attn.o_proj.bias", "model.layers.0.mlp.gate_proj.weight",
                    "model.layers.0.mlp.up_proj.weight", "model.layers.0.mlp.down_proj.weight", "model.layers.0.input_layernorm.weight",
                    "model.layers.0.post_attention_layernorm.weight", "model.norm.weight"));
    config.tied = false;
    EXPECT_EQ(expectedTensors(config).back().name, "lm_head.weight");
    EXPECT_EQ(linearModules(config).size(), 7u);
}

// SmolLM2-135M: 30 layers, width 576, 9 heads, 3 key/value heads, 1536 wide inside, vocabulary 49152, tied: 134 515 008 parameters.
TEST(DecoderConfig, ParametersOfSmolLm2AreCounted) {
    const auto [config, problems] =
        readText(R"({"model_type":"llama","vocab_size":49152,"hidden_size":576,"intermediate_size":1536,"num_hidden_layers":30,
        "num_attention_heads":9,"num_key_value_heads":3,"tie_word_embeddings":true,"rope_interleaved":false,"is_llama_config":true})");
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(parameterCount(config), 134'515'008);
}

// Transformers 5.23.0, LlamaRotaryEmbedding.inv_freq with head size 16, theta 500000 (llama3: factor 32, 1, 4, 8192); tolerance 2 ulp of
// float32.
TEST(RopeSettings, FrequenciesAreTheReferences) {
    RopeSettings rope;
    rope.theta = 500000;
    const std::vector<double> plain{
        1, 0.193922758, 0.0376060307, 0.00729266508, 0.00141421345, 0.000274248188, 5.31829573e-05, 1.03133852e-05};
    const std::vector<double> llama3{
        1, 0.193922758, 0.0376060307, 0.00729266508, 0.000429556705, 8.57025589e-06, 1.66196742e-06, 3.22293289e-07};
    const std::vector<double> ours = rope.inverseFrequencies(16);
    ASSERT_EQ(ours.size(), plain.size());
    for (size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(ours[i], plain[i], plain[i] * 2.4e-7) << i;
    rope.kind = RopeSettings::Kind::Llama3;
    rope.factor = 32;
    const std::vector<double> stretched = rope.inverseFrequencies(16);
    for (size_t i = 0; i < llama3.size(); ++i) EXPECT_NEAR(stretched[i], llama3[i], llama3[i] * 2.4e-7) << i;
}

}  // namespace
}  // namespace luthier
