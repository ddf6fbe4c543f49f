// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/train/learned_state.h"
#include "core/tuning/method.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/targets.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

using testing::goldenFile;

std::unique_ptr<TuningMethod> attached(const std::string& kind, Decoder& decoder, int64_t layers = 1) {
    MethodSettings settings;
    settings.kind = kind;
    settings.layers = layers;
    auto method = makeTuningMethod(settings);
    EXPECT_TRUE(method->attach(decoder, 42).empty());
    return method;
}

TEST(FullTuning, EveryWeightLearnsOnce) {
    const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
    const auto method = attached("full", *decoder);
    int64_t count = 0;
    for (const Learnable& learnable : method->learnables()) count += learnable.tensor->numel();
    EXPECT_EQ(count, parameterCount(decoder->config));
    EXPECT_FALSE(method->hasAdapter());
}

TEST(FullTuning, TiedHeadFollowsTheEmbedding) {
    const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
    const auto method = attached("full", *decoder);
    EXPECT_TRUE(decoder->tied());
    const at::Tensor before = decoder->head.weight.clone();
    LearnedState state(method->learnables());
    state.weights.add_(1);
    EXPECT_TRUE(at::equal(decoder->embedding.weight, before + 1));
    EXPECT_TRUE(at::equal(decoder->head.weight, before + 1));
}

TEST(FullTuning, LearningLeavesTheMappedFileAlone) {
    const std::string before = readFile(goldenFile("tuning/base-qwen2") / "model.safetensors");
    const auto decoder = decoderOf(goldenFile("tuning/base-qwen2"));
    const auto method = attached("full", *decoder);
    LearnedState(method->learnables()).weights.add_(1);
    EXPECT_EQ(readFile(goldenFile("tuning/base-qwen2") / "model.safetensors"), before);
}

TEST(FullTuning, CannotAnswerAsTheBase) {
    const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
    const auto method = attached("full", *decoder);
    EXPECT_THROW(method->setEnabled(false), Error);
    EXPECT_NO_THROW(method->setEnabled(true));
}

TEST(FreezeTuning, OnlyTheLastLayersLearn) {
    const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
    const auto method = attached("freeze", *decoder);
    int64_t count = 0;
    for (const Learnable& learnable : method->learnables()) {
        EXPECT_TRUE(learnable.name.starts_with("model.layers.1.")) << learnable.name;
        EXPECT_EQ(learnable.decays, !learnable.name.ends_with("norm.weight")) << learnable.name;
        count += learnable.tensor->numel();
    }
    MethodSettings settings;
    settings.kind = "freeze";
    settings.layers = 1;
    EXPECT_EQ(count, methodFacts(settings.kind)->learning(settings, decoder->config).numbers);
}

TEST(FreezeTuning, MoreLayersThanTheModelHasIsAProblem) {
    const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
    MethodSettings settings;
    settings.kind = "freeze";
    settings.layers = 3;
    EXPECT_TRUE(hasError(makeTuningMethod(settings)->attach(*decoder, 1)));
}

TEST(TuningMethods, EveryKindOfTheListIsMade) {
    for (const TuningMethodKind& kind : tuningMethodKinds()) {
        MethodSettings settings;
        settings.kind = kind.kind;
        settings.rank = 4;
        const auto decoder = decoderOf(goldenFile("tuning/base-llama"));
        const auto method = makeTuningMethod(settings);
        ASSERT_TRUE(method) << kind.kind;
        EXPECT_FALSE(hasError(method->attach(*decoder, 1))) << kind.kind;
        EXPECT_FALSE(method->learnables().empty()) << kind.kind;
    }
}

}  // namespace
}  // namespace luthier
