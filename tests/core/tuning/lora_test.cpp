// SPDX-License-Identifier: Apache-2.0
// Golden values: tests/golden/tuning/make_lora_golden.py (PEFT 0.21.2, Transformers 5.23.0); tolerances 2e-5 and, for gradients, 1e-4.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/base/error.h"
#include "core/objective/objective.h"
#include "core/tuning/method.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/targets.h"
#include "tests/support/torch_near.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::goldenFile;
using testing::TempFolder;

constexpr double kTolerance = 2e-5, kGradientTolerance = 1e-4;

fs::path caseFolder(const std::string& name) { return goldenFile("tuning/" + name); }

Json adapterConfig(const fs::path& folder) { return Json::parse(readFile(folder / "adapter_config.json")); }

std::unique_ptr<Decoder> baseOf(const std::string& name) {
    return decoderOf(caseFolder(adapterConfig(caseFolder(name)).stringOr("base_model_name_or_path", "")));
}

class PeftAdapter : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        decoder_ = baseOf(GetParam());
        method_ = openAdapter(caseFolder(GetParam()), *decoder_, problems_);
        for (const Problem& problem : problems_) ADD_FAILURE() << problem.where << " " << problem.what;
        ASSERT_TRUE(method_);
    }
    at::Tensor expected(const std::string& name) { return tensorIn(expected_, name); }
    at::Tensor tokens() { return expected("tokens"); }

    Problems problems_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<TuningMethod> method_;
    Checkpoint expected_ = Checkpoint::openFile(caseFolder(GetParam()) / "expected.safetensors");
};

TEST_P(PeftAdapter, AnswersAsPeft) { expectNear(logitsOf(*decoder_, tokens()), expected("logits"), kTolerance); }

TEST_P(PeftAdapter, LearnsAsPeft) {
    for (const Learnable& learnable : method_->learnables()) learnable.tensor->set_requires_grad(true);
    const LossSum loss = makeObjective(ObjectiveSettings{"text", "all", 0.1})->evaluate(*decoder_, textBatch(tokens()));
    EXPECT_EQ(loss.count, 11);
    EXPECT_NEAR(loss.sum.item<double>(), expected("loss").item<double>(), kTolerance * expected("loss").item<double>());
    loss.sum.backward();
    size_t compared = 0;
    for (const auto& [name, stored] : expected_.tensors()) compared += name.starts_with("grad.");
    EXPECT_EQ(method_->learnables().size(), compared);
    for (const Learnable& learnable : method_->learnables()) {
        ASSERT_TRUE(expected_.find("grad." + learnable.name)) << learnable.name;
        expectNear(learnable.tensor->grad(), expected("grad." + learnable.name), kGradientTolerance, learnable.name);
    }
}

TEST_P(PeftAdapter, IsSavedAsPeftSavesIt) {
    const TempFolder out;
    method_->saveAdapter(out.path(), adapterConfig(caseFolder(GetParam())).stringOr("base_model_name_or_path", ""));
    const Json ours = adapterConfig(out.path()), theirs = adapterConfig(caseFolder(GetParam()));
    EXPECT_EQ(ours, theirs);
    EXPECT_EQ(readFile(out / "adapter_config.json"), readFile(caseFolder(GetParam()) / "adapter_config.json"));
    EXPECT_EQ(readFile(out / "adapter_model.safetensors"), readFile(caseFolder(GetParam()) / "adapter_model.safetensors"));
}

TEST_P(PeftAdapter, MergedModelGivesTheSameLogits) {
    method_->merge(*decoder_);
    for (Linear* linear : decoder_->linears()) EXPECT_FALSE(linear->lowRank);
    EXPECT_FALSE(decoder_->head.lowRank || decoder_->embedding.lowRank);
    const at::Tensor logits = logitsOf(*decoder_, tokens());
    expectNear(logits, expected("logits"), kTolerance);
    if (expected_.find("merged_logits")) expectNear(logits, expected("merged_logits"), kTolerance);
}

TEST_P(PeftAdapter, TurnedOffAnswersAsTheBase) {
    const at::Tensor base = logitsOf(*baseOf(GetParam()), tokens());
    method_->setEnabled(false);
    expectNear(logitsOf(*decoder_, tokens()), base, 1e-6);
    method_->setEnabled(true);
    expectNear(logitsOf(*decoder_, tokens()), expected("logits"), kTolerance);
}

TEST_P(PeftAdapter, TurnedOffIsSavedAllTheSame) {
    const TempFolder out;
    method_->setEnabled(false);
    method_->saveAdapter(out.path(), "");
    EXPECT_EQ(readFile(out / "adapter_model.safetensors"), readFile(caseFolder(GetParam()) / "adapter_model.safetensors"));
}

INSTANTIATE_TEST_SUITE_P(Golden, PeftAdapter,
                         ::testing::Values("all-linear", "rslora", "regex", "patterns", "embedding", "head", "saved", "qwen2"),
                         [](const auto& info) {
                             std::string name = info.param;
                             std::erase(name, '-');
                             return name;
                         });

MethodSettings loraSettings(const std::vector<std::string>& targets = {}) {
    MethodSettings settings;
    settings.rank = 4;
    settings.alpha = 8;
    if (!targets.empty()) settings.targets = {"", targets};
    return settings;
}

std::map<std::string, at::Tensor> startOf(const MethodSettings& settings, uint64_t seed) {
    const auto decoder = decoderOf(caseFolder("base-llama"));
    const auto method = makeTuningMethod(settings);
    EXPECT_TRUE(method->attach(*decoder, seed).empty());
    std::map<std::string, at::Tensor> result;
    for (const Learnable& learnable : method->learnables()) result[learnable.name] = learnable.tensor->clone();
    return result;
}

TEST(Lora, BeginsAsTheBaseModel) {
    const auto decoder = decoderOf(caseFolder("base-llama"));
    const at::Tensor tokens = at::tensor({5, 6, 7, 8}, at::kLong), before = logitsOf(*decoder, tokens);
    const auto method = makeTuningMethod(loraSettings({"q_proj", "embed_tokens", "lm_head"}));
    ASSERT_TRUE(method->attach(*decoder, 42).empty());
    EXPECT_TRUE(at::equal(logitsOf(*decoder, tokens), before));
    EXPECT_FALSE(decoder->tied());
    EXPECT_FALSE(decoder->config.tied);
}

TEST(Lora, StartDependsOnSeedAndModuleOnly) {
    const auto once = startOf(loraSettings(), 42), again = startOf(loraSettings({"q_proj"}), 42), other = startOf(loraSettings(), 43);
    const std::string a = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                      second = "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight";
    EXPECT_TRUE(at::equal(once.at(a), again.at(a)));
    EXPECT_FALSE(at::equal(once.at(a), other.at(a)));
    EXPECT_FALSE(at::equal(once.at(a), once.at(second)));
}

// PEFT: kaiming_uniform(a=sqrt(5)) is uniform in ±1/sqrt(in), variance 1/(3 in); an embedding's B is standard normal.
TEST(Lora, StartIsDistributedAsPefts) {
    MethodSettings settings = loraSettings({"down_proj", "embed_tokens"});
    settings.rank = 16;
    const auto start = startOf(settings, 7);
    const at::Tensor a = start.at("base_model.model.model.layers.0.mlp.down_proj.lora_A.weight");  // (16, 24)
    EXPECT_LE(a.abs().max().item<double>(), 1 / std::sqrt(24.0));
    EXPECT_NEAR(a.square().mean().item<double>(), 1.0 / (3 * 24), 0.1 / 24);
    EXPECT_NEAR(a.mean().item<double>(), 0, 0.03);
    EXPECT_EQ(start.at("base_model.model.model.layers.0.mlp.down_proj.lora_B.weight").abs().max().item<double>(), 0);
    const at::Tensor b = start.at("base_model.model.model.embed_tokens.lora_embedding_B");  // (16, 16)
    EXPECT_NEAR(b.square().mean().item<double>(), 1, 0.3);
    EXPECT_EQ(start.at("base_model.model.model.embed_tokens.lora_embedding_A").abs().max().item<double>(), 0);
}

TEST(Lora, LearnsAsManyNumbersAsPromised) {
    MethodSettings settings = loraSettings({"q_proj", "lm_head"});
    settings.modulesToSave = {"embed_tokens", "norm"};
    int64_t count = 0;
    for (const auto& [name, tensor] : startOf(settings, 1)) count += tensor.numel();
    EXPECT_EQ(count, methodFacts(settings.kind)->learning(settings, readDecoderConfig(caseFolder("base-llama")).config).numbers);
}

TEST(Lora, NormsThatLearnDoNotDecay) {
    const auto decoder = decoderOf(caseFolder("base-qwen2"));
    MethodSettings settings = loraSettings({"q_proj"});
    settings.modulesToSave = {"norm", "k_proj"};
    const auto method = makeTuningMethod(settings);
    ASSERT_TRUE(method->attach(*decoder, 1).empty());
    for (const Learnable& learnable : method->learnables()) {
        const bool exempt = learnable.name.ends_with("norm.weight") || learnable.name.ends_with(".bias");
        EXPECT_EQ(learnable.decays, !exempt) << learnable.name;
    }
}

TEST(Lora, LearningLeavesTheMappedFileAlone) {
    const std::string before = readFile(caseFolder("base-llama") / "model.safetensors");
    const auto decoder = decoderOf(caseFolder("base-llama"));
    MethodSettings settings = loraSettings({"q_proj"});
    settings.modulesToSave = {"k_proj", "norm"};
    const auto method = makeTuningMethod(settings);
    ASSERT_TRUE(method->attach(*decoder, 1).empty());
    for (const Learnable& learnable : method->learnables()) learnable.tensor->add_(1);
    EXPECT_EQ(readFile(caseFolder("base-llama") / "model.safetensors"), before);
}

TEST(Lora, StartsFromAnEarlierAdapterAndSaysWhatItKeeps) {
    const auto decoder = decoderOf(caseFolder("base-llama"));
    MethodSettings settings = loraSettings();
    settings.rank = 16;
    settings.initFrom = caseFolder("rslora").string();
    const auto method = makeTuningMethod(settings);
    const Problems problems = method->attach(*decoder, 42);
    EXPECT_FALSE(hasError(problems));
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].where, "method.rank");
    EXPECT_THAT(problems[0].what, HasSubstr("has 4, which is kept"));
    EXPECT_EQ(problems[1].where, "method.rslora");
    const Checkpoint expected = Checkpoint::openFile(caseFolder("rslora") / "expected.safetensors");
    expectNear(logitsOf(*decoder, tensorIn(expected, "tokens")), tensorIn(expected, "logits"), kTolerance);
    EXPECT_EQ(methodFacts(settings.kind)->learning(settings, decoder->config).numbers, 2 * 4 * (16 + 16) + 2 * 4 * (8 + 16));
}

TEST(Lora, WordsAreSavedAsTheModulesTheyStandFor) {
    const auto decoder = decoderOf(caseFolder("base-llama"));
    MethodSettings settings = loraSettings();
    settings.targets = {"attention", {}};
    const auto method = makeTuningMethod(settings);
    ASSERT_TRUE(method->attach(*decoder, 1).empty());
    const TempFolder out;
    method->saveAdapter(out.path(), "base");
    EXPECT_EQ(adapterConfig(out.path()).find("target_modules")->dump(), R"(["q_proj","k_proj","v_proj","o_proj"])");
    EXPECT_EQ(adapterConfig(out.path()).find("base_model_name_or_path")->asString(), "base");
}

/// Opens the all-linear adapter after its configuration or file was changed; gives the problems in one text.
class ChangedAdapter : public ::testing::Test {
protected:
    void SetUp() override {
        fs::copy(caseFolder("rslora"), folder_.path(), fs::copy_options::overwrite_existing | fs::copy_options::recursive);
        config_ = adapterConfig(folder_.path());
        const Checkpoint file = Checkpoint::openFile(caseFolder("rslora") / "adapter_model.safetensors");
        for (const auto& [name, stored] : file.tensors()) tensors_[name] = tensorOf(stored).clone();
    }
    std::string fault() {
        writeFileAtomically(folder_ / "adapter_config.json", config_.dump());
        std::vector<StoredTensor> stored;
        for (const auto& [name, tensor] : tensors_) stored.push_back(storedOf(name, tensor));
        writeSafetensors(folder_ / "adapter_model.safetensors", stored);
        return opened();
    }
    std::string opened() {
        const auto decoder = decoderOf(caseFolder("base-llama"));
        Problems problems;
        const auto method = openAdapter(folder_.path(), *decoder, problems);
        EXPECT_EQ(method == nullptr, hasError(problems));
        std::string text;
        for (const Problem& problem : problems) text += problem.where + " " + problem.what + "\n";
        return text;
    }
    const std::string a_ = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight";
    TempFolder folder_;
    Json config_;
    std::map<std::string, at::Tensor> tensors_;
};

TEST_F(ChangedAdapter, UnchangedOpens) { EXPECT_EQ(fault(), ""); }

TEST_F(ChangedAdapter, UnsupportedSettingsAreRefusedByName) {
    const std::vector<std::pair<const char*, const char*>> settings{{"use_dora", "true"},
                                                                    {"bias", "\"all\""},
                                                                    {"lora_bias", "true"},
                                                                    {"peft_type", "\"IA3\""},
                                                                    {"task_type", "\"QUESTION_ANS\""},
                                                                    {"target_parameters", "[\"x\"]"},
                                                                    {"trainable_token_indices", "[1]"},
                                                                    {"layer_replication", "[[0,1]]"},
                                                                    {"init_lora_weights", "\"pissa\""},
                                                                    {"use_qalora", "true"},
                                                                    {"alora_invocation_tokens", "[1]"}};
    for (const auto& [key, value] : settings) {
        const Json before = config_;
        config_[key] = Json::parse(value);
        EXPECT_THAT(fault(), HasSubstr(std::string("adapter_config.json: ") + key)) << key;
        config_ = before;
    }
}

TEST_F(ChangedAdapter, BrokenSettingsAreProblems) {
    const std::vector<std::pair<const char*, const char*>> settings{{"r", "0"},
                                                                    {"r", "\"four\""},
                                                                    {"lora_alpha", "-1"},
                                                                    {"target_modules", "5"},
                                                                    {"modules_to_save", "\"x\""},
                                                                    {"rank_pattern", "{\"a\":0}"},
                                                                    {"alpha_pattern", "[1]"}};
    for (const auto& [key, value] : settings) {
        const Json before = config_;
        config_[key] = Json::parse(value);
        EXPECT_THAT(fault(), HasSubstr(std::string("adapter_config.json: ") + key)) << key << value;
        config_ = before;
    }
}

TEST_F(ChangedAdapter, NeutralAndUnknownSettingsAreAccepted) {
    config_["task_type"] = nullptr;
    config_["some_future_key"] = 5;
    config_["loftq_config"] = Json::object();
    config_["init_lora_weights"] = "gaussian";
    EXPECT_EQ(fault(), "");
}

TEST_F(ChangedAdapter, WhichTargetsHaveNoAdapterIsKeptWhenItIsSavedAgain) {
    const std::vector<std::pair<const char*, const char*>> settings{{"layers_to_transform", "[0,1]"}, {"layers_pattern", "\"layers\""}, {"exclude_modules", "[\"lm_head\"]"}};
    for (const auto& [key, value] : settings) config_[key] = Json::parse(value);
    ASSERT_EQ(fault(), "");
    const auto decoder = decoderOf(caseFolder("base-llama"));
    Problems problems;
    const TempFolder out;
    openAdapter(folder_.path(), *decoder, problems)->saveAdapter(out.path(), "base");
    for (const auto& [key, value] : settings) EXPECT_EQ(*adapterConfig(out.path()).find(key), Json::parse(value)) << key;
}

TEST_F(ChangedAdapter, RankThatTheFileDoesNotHaveIsAProblem) {
    config_["r"] = 5;
    EXPECT_THAT(fault(), HasSubstr("should have the shape (5, 16), found (4, 16)"));
}

TEST_F(ChangedAdapter, MissingHalfOfAPairIsNamed) {
    tensors_.erase(a_);
    EXPECT_THAT(fault(), HasSubstr(a_ + " is missing"));
}

TEST_F(ChangedAdapter, SurplusTensorIsNamed) {
    tensors_["base_model.model.model.layers.7.self_attn.q_proj.lora_A.weight"] = at::zeros({4, 16});
    EXPECT_THAT(fault(), HasSubstr("layers.7.self_attn.q_proj.lora_A.weight has no place"));
}

TEST_F(ChangedAdapter, NumbersThatAreNotFiniteAreNamed) {
    tensors_[a_][1][2] = std::nanf("");
    EXPECT_THAT(fault(), HasSubstr(a_ + " holds numbers that are not finite"));
}

TEST_F(ChangedAdapter, HalfPrecisionFilesOpen) {
    for (auto& [name, tensor] : tensors_) tensor = tensor.to(at::kBFloat16);
    EXPECT_EQ(fault(), "");
}

TEST_F(ChangedAdapter, MissingOrBrokenFilesAreProblems) {
    fs::remove(folder_ / "adapter_model.safetensors");
    EXPECT_THAT(opened(), HasSubstr("adapter_model.safetensors is missing"));
    writeFileAtomically(folder_ / "adapter_config.json", "{");
    EXPECT_THAT(opened(), HasSubstr("not JSON"));
    fs::remove(folder_ / "adapter_config.json");
    EXPECT_THAT(opened(), HasSubstr("adapter_config.json is missing"));
}

TEST_F(ChangedAdapter, TornFileThrows) {
    const std::string bytes = readFile(folder_ / "adapter_model.safetensors");
    writeFileAtomically(folder_ / "adapter_model.safetensors", bytes.substr(0, bytes.size() - 5));
    EXPECT_THROW(opened(), Error);
}

}  // namespace
}  // namespace luthier
