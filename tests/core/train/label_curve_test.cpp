// SPDX-License-Identifier: Apache-2.0
// Answers, and ten steps of full and LoRA tuning, of a tiny Llama with a head for labels against Transformers 5.23.0 and PEFT 0.21.2 (tests/golden/train/make_label_golden.py).
// Tolerance 1e-4, relative.
#include <gtest/gtest.h>

#include "core/train/evaluator.h"
#include "core/tuning/peft_config.h"
#include "tests/support/torch_curve.h"
#include "tests/support/torch_tiny.h"

namespace luthier {
namespace {

using testing::goldenFile;
using Kind = LabelScheme::Kind;

struct Way {
    const char* labels;
    const char* method;
};

class LabelCurve : public ::testing::TestWithParam<Way> {
protected:
    LabelCurve() : golden_(Json::parse(readFile(goldenFile("train/label_curves.json")))), store_(folder_ / "samples") {
        for (const Json& row : golden_.find("samples")->asArray()) {
            Sample sample;
            for (const Json& id : row.find("ids")->asArray()) sample.ids.push_back(static_cast<int32_t>(id.asInteger()));
            sample.learnt.resize(sample.ids.size());
            const Json& target = *row.find(GetParam().labels);
            for (const Json& value : target.isArray() ? target.asArray() : Json::Array{target}) sample.target.push_back(static_cast<float>(value.asNumber()));
            store_.add(sample, static_cast<uint32_t>(part_.indices.size()));
            part_.indices.push_back(static_cast<uint32_t>(part_.indices.size()));
        }
        store_.finish();
        part_.store = &store_;
        MethodSettings settings;
        settings.kind = GetParam().method;
        if (settings.kind == "lora") settings.initFrom = textOf(modelFolder()) + "-lora";
        method_ = makeTuningMethod(settings);
        EXPECT_FALSE(hasError(method_->attach(*decoder_, 1)));
    }

    std::filesystem::path modelFolder() const { return goldenFile(std::string("train/labels/") + GetParam().labels); }
    const Json& curve() const { return *golden_.find(GetParam().labels)->find(GetParam().method); }

    std::unique_ptr<Objective> objective() const {
        const std::string labels = GetParam().labels;
        ObjectiveSettings settings;
        settings.kind = labels == "number" ? "regress" : "classify";
        if (labels == "number") return makeObjective(settings, {Kind::Number, {}});
        return makeObjective(settings, {labels == "one" ? Kind::One : Kind::Several, {"ant", "bee", "cat", "dog"}});
    }

    void expectGolden(int64_t microBatchTokens) {
        const auto results = testing::trainedAs(golden_, GetParam().method, *decoder_, *method_, *objective(), part_, microBatchTokens);
        testing::expectCurve(curve(), golden_.numberOr("tolerance", 0), results);
    }

    Json golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
    std::unique_ptr<Decoder> decoder_ = decoderOf(goldenFile(std::string("train/labels/") + GetParam().labels));
    std::unique_ptr<TuningMethod> method_;
};

TEST_P(LabelCurve, AnswersAreTheReferences) {
    std::vector<Sample> samples;
    for (uint32_t i = 0; i < part_.size(); ++i) samples.push_back(store_[i]);
    const std::vector<SampleScore> scores = scoreBatch(*decoder_, *objective(), batchOf(samples));
    for (size_t i = 0; i < scores.size(); ++i) {
        const Json::Array& wanted = curve().find("answers")->asArray()[i].asArray();
        ASSERT_EQ(scores[i].answer.size(), wanted.size());
        for (size_t c = 0; c < wanted.size(); ++c) EXPECT_NEAR(scores[i].answer[c], wanted[c].asNumber(), 2e-5) << i;
    }
}

TEST_P(LabelCurve, OfOnePackAStepIsTheReferences) { expectGolden(4096); }

TEST_P(LabelCurve, OfOneSampleAtATimeIsTheReferences) { expectGolden(1); }

TEST_P(LabelCurve, AnEvaluationIsTheMeanOverItsRows) {
    const auto learnt = objective();
    const Evaluation packed = evaluate(*decoder_, *learnt, part_, {4096}, [] {}), apart = evaluate(*decoder_, *learnt, part_, {1}, [] {});
    ASSERT_EQ(packed.count, 18);
    ASSERT_EQ(packed.rows.size(), 18u);
    EXPECT_NEAR(packed.lossSum, apart.lossSum, 1e-5 * packed.lossSum);
    double sum = 0, right = 0;
    for (const RowLoss& row : packed.rows) {
        sum += row.lossSum;
        right += row.right.value_or(false);
        EXPECT_EQ(row.count, 1);
        EXPECT_EQ(row.right.has_value(), GetParam().labels != std::string("number"));
    }
    EXPECT_NEAR(sum, packed.lossSum, 1e-9);
    if (learnt->labels().kind == Kind::Number) {
        EXPECT_NEAR(packed.metrics.numberOr("mse", -9), packed.loss(), 1e-6 * packed.loss());
    } else {
        EXPECT_NEAR(packed.metrics.numberOr("accuracy", -9), right / 18, 1e-12);
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, LabelCurve,
                         ::testing::Values(Way{"one", "full"}, Way{"one", "lora"}, Way{"several", "full"}, Way{"several", "lora"}, Way{"number", "full"}, Way{"number", "lora"}),
                         [](const auto& info) { return std::string(info.param.labels) + "_" + info.param.method; });

TEST(LabelHead, IsReadFromTheCheckpoint) {
    const DecoderConfig config = readDecoderConfig(goldenFile("train/labels/one")).config;
    EXPECT_EQ(config.task.labels, (std::vector<std::string>{"ant", "bee", "cat", "dog"}));
    EXPECT_EQ(config.task.problemType, "single_label_classification");
    EXPECT_TRUE(config.task.own);
}

TEST(LabelHead, OfAnAdapterHasItsWidthFromTheFile) {
    EXPECT_EQ(adapterHead(goldenFile("train/labels/several-lora")).classes, 4);
    EXPECT_EQ(adapterHead(goldenFile("train/labels/number-lora")).classes, 1);
    EXPECT_EQ(adapterHead(goldenFile("tuning/all-linear")).classes, 0);
}

TEST(LabelHead, ANewOneIsDrawnFromTheSeedAndTheRestIsTheCheckpoints) {
    TaskHead head{3, {"a", "b", "c"}, "single_label_classification", 5};
    const auto made = [&] {
        ConfigRead read = readDecoderConfig(goldenFile("tuning/base-llama"), head);
        Problems problems;
        auto decoder = Decoder::load(read.config, Checkpoint::openFolder(goldenFile("tuning/base-llama")), problems);
        EXPECT_TRUE(problems.empty());
        return decoder;
    };
    const auto one = made(), same = made();
    head.seed = 6;
    const auto other = made();
    EXPECT_TRUE(at::equal(one->head.weight, same->head.weight));
    EXPECT_FALSE(at::equal(one->head.weight, other->head.weight));
    EXPECT_EQ(one->head.weight.sizes(), (at::IntArrayRef{3, 16}));
    EXPECT_TRUE(at::equal(one->embedding.weight, other->embedding.weight));
}

}  // namespace
}  // namespace luthier
