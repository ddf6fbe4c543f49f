// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/export/exporter.h"
#include "core/export/proof.h"
#include "core/export/weight_formats.h"
#include "core/train/learned_state.h"
#include "tests/support/torch_near.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::goldenFile;
using testing::TempFolder;

/// A base of a number format in a folder of its own, with the files that stand beside weights, and an adapter with numbers in it.
class Export : public ::testing::Test {
protected:
    void SetUp() override { makeBase(NumberFormat::Float32); }

    void makeBase(NumberFormat format) {
        fs::remove_all(base_);
        fs::create_directories(base_);
        Json config = Json::parse(readFile(goldenFile("tuning/base-llama") / "config.json"));
        config["dtype"] = format == NumberFormat::BFloat16 ? "bfloat16" : "float32";
        config["temperature"] = 0.5;
        writeFileAtomically(base_ / "config.json", config.dump());
        const Checkpoint weights = Checkpoint::openFolder(goldenFile("tuning/base-llama"));
        std::vector<at::Tensor> alive;
        std::vector<StoredTensor> stored;
        for (const auto& [name, tensor] : weights.tensors()) {
            const bool norm = name.ends_with("norm.weight");
            alive.push_back(roundedTo(norm ? NumberFormat::Float32 : format, tensorOf(tensor)));
            stored.push_back(storedOf(name, alive.back()));
        }
        writeSafetensors(base_ / "model.safetensors", stored);
        writeFileAtomically(base_ / "tokenizer.json", "{\"made\": \"for the test\"} \n");
        writeFileAtomically(base_ / "chat_template.jinja", "{{ messages }}");
        writeFileAtomically(base_ / "notes.txt", "stays here");
        decoder_ = decoderOf(base_);
    }

    void tune(const std::vector<std::string>& targets = {"q_proj", "down_proj"}, const std::string& kind = "lora") {
        MethodSettings settings;
        settings.kind = kind;
        settings.rank = 4;
        settings.targets = {"", targets};
        method_ = makeTuningMethod(settings);
        ASSERT_FALSE(hasError(method_->attach(*decoder_, 42)));
        state_.emplace(method_->learnables());
        const at::NoGradGuard noGrad;
        at::manual_seed(3);
        for (const Learnable& learnable : method_->learnables()) learnable.tensor->add_(at::randn_like(*learnable.tensor), 0.02);
    }

    ExportSource source() {
        ExportSource source;
        source.baseFolder = base_;
        source.decoder = decoder_.get();
        source.method = method_.get();
        source.proofBatches = {packed({{{5, 9, 17, 3}, {-100, 9, 17, 3}}, {{8, 8, 30}, {8, 8, 30}}}),
                               packed({{{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}}})};
        return source;
    }

    Json write(const std::string& format) { return exportFormat(format)->write(source(), out_); }
    at::Tensor answers(Decoder& decoder) { return logitsOf(decoder, tokens_); }

    TempFolder folder_;
    fs::path base_ = folder_ / "base", out_ = folder_ / "out";
    at::Tensor tokens_ = at::tensor({4, 8, 15, 16, 23}, at::kLong);
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<TuningMethod> method_;
    std::optional<LearnedState> state_;
};

TEST_F(Export, PeftFolderAnswersAsTheTunedModel) {
    tune();
    const Json proof = write("peft");
    const auto base = decoderOf(base_);
    Problems problems;
    ASSERT_TRUE(openAdapter(out_, *base, problems));
    EXPECT_TRUE(at::equal(answers(*base), answers(*decoder_)));
    EXPECT_EQ(proof.integerOr("rows", 0), 3);
    EXPECT_EQ(proof.numberOr("loss_tuned", -1), proof.numberOr("loss_exported", -2));
    EXPECT_LE(proof.numberOr("largest_difference", 1), proof.numberOr("tolerance", 0));
    EXPECT_GT(proof.integerOr("bytes", 0), 1000);
    EXPECT_EQ(proof.find("files")->dump(), R"(["adapter_config.json","adapter_model.safetensors"])");
    EXPECT_EQ(Json::parse(readFile(out_ / kProofFile)), proof);
}

TEST_F(Export, PeftOfEmbeddingAndHeadAnswersAsTheTunedModel) {
    tune({"embed_tokens", "lm_head", "q_proj"});
    write("peft");
    const auto base = decoderOf(base_);
    Problems problems;
    ASSERT_TRUE(openAdapter(out_, *base, problems));
    expectNear(answers(*base), answers(*decoder_), 1e-6);
}

TEST_F(Export, ProofLeavesTheTunedModelAsItWas) {
    tune();
    const at::Tensor before = answers(*decoder_);
    write("peft");
    fs::remove_all(out_);
    write("merged");
    EXPECT_TRUE(at::equal(answers(*decoder_), before));
    for (const Learnable& learnable : method_->learnables()) EXPECT_TRUE(learnable.tensor->defined());
}

TEST_F(Export, MergedFolderAnswersAsTheTunedModel) {
    tune();
    const Json proof = write("merged");
    const auto merged = decoderOf(out_);
    expectNear(answers(*merged), answers(*decoder_), 1e-5);
    EXPECT_TRUE(merged->tied());
    EXPECT_LE(proof.numberOr("largest_difference", 1), 1e-4);
    EXPECT_EQ(proof.stringOr("rounded_to", ""), "F32");
}

TEST_F(Export, MergedWeightsAreRoundedOnceToTheBasesFormat) {
    makeBase(NumberFormat::BFloat16);
    tune();
    const Json proof = write("merged");
    EXPECT_EQ(proof.stringOr("rounded_to", ""), "BF16");
    const Checkpoint written = Checkpoint::openFolder(out_), base = Checkpoint::openFolder(base_);
    ASSERT_EQ(written.tensors().size(), base.tensors().size());
    for (const auto& [name, tensor] : base.tensors()) EXPECT_EQ(written.find(name)->format, tensor.format) << name;
    const Linear& q = decoder_->layers[0].attention.q;
    const at::Tensor wanted = (q.weight + at::mm(q.lowRank->b, q.lowRank->a) * q.lowRank->scale).to(at::kBFloat16);
    EXPECT_TRUE(at::equal(tensorOf(*written.find("model.layers.0.self_attn.q_proj.weight")), wanted));
    const std::string kept = "model.layers.0.self_attn.k_proj.weight";
    EXPECT_TRUE(at::equal(tensorOf(*written.find(kept)), tensorOf(*base.find(kept)))) << "what did not learn stays to the bit";
}

TEST_F(Export, StepsBelowHalfAUnitOfTheBasesFormatAreToldAsRoundingAndTheProofHolds) {
    makeBase(NumberFormat::BFloat16);
    tune({}, "full");
    const at::NoGradGuard noGradient;
    for (const Learnable& learnable : method_->learnables()) learnable.tensor->copy_(learnable.tensor->to(at::kBFloat16).to(at::kFloat).mul_(1 + 0.45 / 256));
    const RowLosses before = rowLosses(*decoder_, source().proofBatches);
    const Json proof = write("merged");
    EXPECT_EQ(proof.stringOr("rounded_to", ""), "BF16");
    EXPECT_GT(proof.numberOr("rounding", 0), 100 * kExactTolerance) << "all steps are lost";
    EXPECT_LE(proof.numberOr("largest_difference", 1), kExactTolerance);
    EXPECT_EQ(proof.numberOr("tolerance", 0), kExactTolerance);
    EXPECT_EQ(proof.numberOr("loss_tuned", 0), before.sum / static_cast<double>(before.count));
    EXPECT_NE(proof.numberOr("loss_exported", 0), proof.numberOr("loss_tuned", 0));
}

TEST(LossByRounding, IsWarnedOfWhereItIsMoreThanNoise) {
    EXPECT_FALSE(lossByRounding(Json(Json::Object{{"rows", int64_t{4}}, {"loss_tuned", 2.0}})));
    EXPECT_FALSE(lossByRounding(Json(Json::Object{{"loss_tuned", 2.0}, {"rounding", 0.02}})));
    const auto loss = lossByRounding(Json(Json::Object{{"loss_tuned", 2.0}, {"rounding", 0.35}}));
    ASSERT_TRUE(loss);
    EXPECT_EQ(loss->level, Level::Warning);
    EXPECT_EQ(loss->where, "export");
    EXPECT_THAT(loss->what, HasSubstr("by up to 0.35 nats a token"));
    EXPECT_THAT(lossByRounding(Json(Json::Object{{"loss_tuned", Json()}, {"rounding", 0.5}}))->what, HasSubstr("an answer by up to 0.5 of its size"));
}

TEST_F(Export, AdapterBesideADrawnBaseOf16BitsIsProvedAgainstTheRoundedBase) {
    makeBase(NumberFormat::BFloat16);
    tune();
    at::Tensor& drawn = decoder_->layers[0].attention.q.weight;
    drawn = drawn + 1e-4;  // off the grid of 16 bits
    ExportSource drawnBase = source();
    drawnBase.randomInit = true;
    const Json proof = exportFormat("peft")->write(drawnBase, out_);
    EXPECT_LE(proof.numberOr("largest_difference", 1), kExactTolerance);
    EXPECT_GT(proof.numberOr("rounding", 0), 0);
}

TEST_F(Export, UntiedHeadIsWrittenAndSaidSo) {
    tune({"lm_head"});
    write("merged");
    EXPECT_FALSE(Json::parse(readFile(out_ / "config.json")).boolOr("tie_word_embeddings", true));
    EXPECT_TRUE(Checkpoint::openFolder(out_).find("lm_head.weight"));
    expectNear(answers(*decoderOf(out_)), answers(*decoder_), 1e-5);
}

/// config.json calls the ends tied; what is read, and so what is proved and written, are the two that the file holds.
TEST_F(Export, ABaseWithAHeadOfItsOwnKeepsIt) {
    const at::Tensor head = decoder_->embedding.weight + 0.05;
    const Checkpoint weights = Checkpoint::openFolder(base_);
    std::vector<StoredTensor> stored{storedOf("lm_head.weight", head)};
    std::vector<at::Tensor> alive;
    for (const auto& [name, tensor] : weights.tensors()) {
        alive.push_back(tensorOf(tensor).clone());
        stored.push_back(storedOf(name, alive.back()));
    }
    writeSafetensors(base_ / "model.safetensors", stored);
    decoder_ = decoderOf(base_);
    tune();
    const Json adapter = write("peft");
    EXPECT_LE(adapter.numberOr("largest_difference", 1), kExactTolerance);
    fs::remove_all(out_);
    write("merged");
    EXPECT_TRUE(at::equal(tensorOf(*Checkpoint::openFolder(out_).find("lm_head.weight")), head));
    EXPECT_FALSE(Json::parse(readFile(out_ / "config.json")).boolOr("tie_word_embeddings", true));
}

TEST_F(Export, TiedHeadIsStoredOnce) {
    tune();
    write("merged");
    EXPECT_TRUE(Json::parse(readFile(out_ / "config.json")).boolOr("tie_word_embeddings", false));
    EXPECT_FALSE(Checkpoint::openFolder(out_).find("lm_head.weight"));
}

TEST_F(Export, FullTuningIsWrittenAsTheModelItIs) {
    tune({}, "full");
    write("merged");
    EXPECT_TRUE(at::equal(answers(*decoderOf(out_)), answers(*decoder_)));
}

TEST_F(Export, FullTuningHasNoAdapterToExport) {
    tune({}, "full");
    EXPECT_THROW(write("peft"), Error);
    EXPECT_FALSE(fs::exists(out_));
}

TEST_F(Export, ModelFolderHoldsEverythingBesideTheWeights) {
    tune();
    write("merged");
    EXPECT_EQ(readFile(out_ / "tokenizer.json"), readFile(base_ / "tokenizer.json"));
    EXPECT_EQ(readFile(out_ / "chat_template.jinja"), readFile(base_ / "chat_template.jinja"));
    EXPECT_FALSE(fs::exists(out_ / "notes.txt"));
    const Json generation = Json::parse(readFile(out_ / "generation_config.json"));
    EXPECT_EQ(generation.integerOr("eos_token_id", 0), 2);
    EXPECT_EQ(generation.numberOr("temperature", 0), 0.5);
    const Json config = Json::parse(readFile(out_ / "config.json"));
    EXPECT_FALSE(config.find("temperature"));
    for (const char* key :
         {"architectures", "model_type", "tie_word_embeddings", "num_key_value_heads", "head_dim", "vocab_size", "rms_norm_eps",
          "rope_theta", "rope_parameters", "rope_scaling", "dtype", "torch_dtype", "hidden_act", "eos_token_id"}) {
        EXPECT_TRUE(config.find(key)) << key;
    }
    EXPECT_TRUE(config.find("rope_scaling")->isNull());
    EXPECT_EQ(config.find("rope_parameters")->numberOr("rope_theta", 0), config.numberOr("rope_theta", 1));
}

TEST_F(Export, LargeModelIsWrittenInShards) {
    tune();
    fs::create_directory(out_);
    const std::vector<std::string> files = writeModelFolder(*decoder_, method_.get(), base_, out_, 6000);
    EXPECT_THAT(files, Contains("model.safetensors.index.json"));
    EXPECT_THAT(files, Contains("model-00001-of-00004.safetensors"));
    expectNear(answers(*decoderOf(out_)), answers(*decoder_), 1e-5);
}

TEST_F(Export, RandomBaseIsWrittenInTheFormatOfItsConfig) {
    fs::remove(base_ / "model.safetensors");
    DecoderConfig config = decoder_->config;
    config.weightFormat = "bfloat16";
    decoder_ = Decoder::random(config, 5);
    tune();
    ExportSource random = source();
    random.randomInit = true;
    exportFormat("merged")->write(random, out_);
    EXPECT_EQ(Checkpoint::openFolder(out_).find("model.embed_tokens.weight")->format, NumberFormat::BFloat16);
    fs::remove_all(out_);
    fs::create_directory(out_);
    writeModelFolder(*decoder_, nullptr, base_, out_);
    const auto alone = decoderOf(out_);
    method_->setEnabled(false);
    expectNear(answers(*alone), answers(*decoder_), 0.05);
}

TEST_F(Export, AdapterOfARandomBaseIsWrittenWithItsBase) {
    fs::remove(base_ / "model.safetensors");
    decoder_ = Decoder::random(decoder_->config, 5);
    tune({"q_proj", "lm_head"});
    ExportSource random = source();
    random.randomInit = true;
    exportFormat("peft")->write(random, out_);
    const std::string said = Json::parse(readFile(out_ / "adapter_config.json")).stringOr("base_model_name_or_path", "");
    EXPECT_EQ(pathOf(said), fs::absolute(out_ / "base"));
    const auto base = decoderOf(said);
    EXPECT_TRUE(base->tied());
    Problems problems;
    ASSERT_TRUE(openAdapter(out_, *base, problems));
    expectNear(answers(*base), answers(*decoder_), 1e-6);
}

TEST_F(Export, EarlierExportIsReplaced) {
    tune();
    write("peft");
    writeFileAtomically(out_ / "old.txt", "x");
    write("merged");
    EXPECT_FALSE(fs::exists(out_ / "old.txt"));
    EXPECT_FALSE(fs::exists(out_ / "adapter_config.json"));
}

TEST_F(Export, FolderOfSomebodyElseIsRefused) {
    tune();
    fs::create_directory(out_);
    writeFileAtomically(out_ / "thesis.txt", "years of work");
    EXPECT_EQ(checkExportTarget(out_).size(), 1u);
    for (const ExportFormat& format : exportFormats()) EXPECT_THROW(format.write(source(), out_), Error) << format.name;
    EXPECT_EQ(readFile(out_ / "thesis.txt"), "years of work");
    EXPECT_EQ(checkExportTarget(out_ / "thesis.txt").size(), 1u);
    fs::remove(out_ / "thesis.txt");
    EXPECT_TRUE(checkExportTarget(out_).empty());
}

TEST_F(Export, ModelThatAnswersNothingFiniteIsRefusedAndLeavesNothing) {
    tune();
    state_->weights.fill_(std::nanf(""));
    for (const ExportFormat& format : exportFormats()) {
        EXPECT_THROW(format.write(source(), out_), Error) << format.name;
        EXPECT_FALSE(fs::exists(out_)) << format.name;
    }
    size_t left = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++left;
    EXPECT_EQ(left, 1u) << "only the base";
}

TEST(Proof, RowThatDiffersTooMuchThrows) {
    RowLosses tuned, exported;
    tuned.means = {1, 2};
    exported.means = {1, 2.5};
    EXPECT_THROW(proofOf(tuned, exported, 0.4, "x"), Error);
    EXPECT_EQ(proofOf(tuned, exported, 0.6, "x").numberOr("largest_difference", 0), 0.5);
}

}  // namespace
}  // namespace luthier
