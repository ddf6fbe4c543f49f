// SPDX-License-Identifier: Apache-2.0
// Models with a head for labels beside Transformers 5.23.0 (tests/golden/classifiers/make_classifier_golden.py), and laws that need no reference.
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/hash.h"
#include "core/model/decoder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

using testing::answersOf;
using testing::ClassifierCase;

class Classifier : public ::testing::TestWithParam<std::string> {
protected:
    Classifier() : golden_(GetParam()) {}

    /// The case's folder, its config.json naming these classes.
    void writeNaming(const Json& architectures, const std::filesystem::path& folder) const {
        golden_.write(folder);
        Json settings = *golden_.json.find("config");
        settings["architectures"] = architectures;
        writeFileAtomically(folder / "config.json", settings.dump());
    }

    ClassifierCase golden_;
};

void makeLearn(Decoder& decoder) {
    for (NamedTensor& parameter : decoder.parameters()) parameter.tensor->requires_grad_();
}

TEST_P(Classifier, LabelsAndProblemTypeAreTheCheckpoints) {
    EXPECT_TRUE(golden_.config.task.own);
    EXPECT_EQ(golden_.config.task.classes, 3);
    EXPECT_EQ(golden_.config.task.labels, (std::vector<std::string>{"calm", "sad", "glad"}));
    EXPECT_EQ(golden_.config.task.problemType, "single_label_classification");
}

TEST_P(Classifier, TensorsAreThoseThatTransformersSaves) {
    std::map<std::string, std::vector<int64_t>> wanted, found;
    for (const auto& [name, shape] : golden_.json.find("tensors")->asObject())
        for (const Json& size : shape.asArray()) wanted[name].push_back(size.asInteger());
    for (const TensorShape& tensor : expectedTensors(golden_.config)) found[publishedName(golden_.config, tensor.name)] = tensor.shape;
    EXPECT_EQ(found, wanted);
}

TEST_P(Classifier, AnswersAreTheReferences) {
    const auto decoder = golden_.decoder();
    const at::NoGradGuard noGrad;
    testing::expectAnswers(answersOf(*decoder, golden_.batch()), golden_.table("logits"));
}

TEST_P(Classifier, WrittenAndLoadedItGivesTheSameBits) {
    testing::TempFolder folder;
    golden_.write(folder.path());
    const ConfigRead read = readDecoderConfig(folder.path());
    Problems problems;
    const auto loaded = Decoder::load(read.config, Checkpoint::openFolder(folder.path()), problems);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(problems.empty());
    const at::NoGradGuard noGrad;
    EXPECT_TRUE(at::equal(answersOf(*loaded, golden_.batch()), answersOf(*golden_.decoder(), golden_.batch())));
}

// Tolerance: the loss 2e-6, each gradient 1e-4 of its norm, by its norm and four products.
TEST_P(Classifier, LossAndGradientsAreTheReferences) {
    const auto decoder = golden_.decoder();
    makeLearn(*decoder);
    const at::Tensor loss = testing::lossOf(*decoder, golden_.batch());
    const double wanted = golden_.json.numberOr("loss_sum", 0);
    EXPECT_NEAR(loss.item<double>(), wanted, 2e-6 * wanted);
    loss.backward();
    const Json& gradients = *golden_.json.find("gradients");
    EXPECT_EQ(gradients.size(), decoder->parameters().size());
    for (NamedTensor& parameter : decoder->parameters()) {
        const std::string name = publishedName(golden_.config, parameter.name);
        const Json* told = gradients.find(name);
        ASSERT_TRUE(told) << parameter.name;
        const at::Tensor gradient = testing::gradientOf(*parameter.tensor).to(at::kDouble);
        const double norm = told->asArray()[0].asNumber();
        EXPECT_NEAR(gradient.norm().item<double>(), norm, 1e-4 * norm + 1e-6) << parameter.name;
        for (int k = 0; k < 4; ++k) {
            const at::Tensor direction = testing::familyValues(name + "#" + std::to_string(k), gradient.sizes()).to(at::kDouble);
            EXPECT_NEAR((gradient * direction).sum().item<double>(), told->asArray()[static_cast<size_t>(k) + 1].asNumber(), 1e-4 * norm + 1e-6)
                << parameter.name << " product " << k;
        }
    }
}

/// Everything learns, and every map that may carry an adapter has one that drops.
std::unique_ptr<Decoder> learner(const ClassifierCase& golden) {
    auto decoder = golden.decoder();
    for (Linear* map : decoder->linears()) {
        map->lowRank = std::make_shared<LowRank>();
        map->lowRank->a = testing::familyValues(map->path + ".a", {3, map->matrix().size(1)}, 0.2).requires_grad_();
        map->lowRank->b = testing::familyValues(map->path + ".b", {map->matrix().size(0), 3}, 0.2).requires_grad_();
        map->lowRank->dropout = 0.25;
        map->lowRank->key = nameHash(map->path);
    }
    makeLearn(*decoder);
    return decoder;
}

std::vector<at::Tensor> gradientsOf(Decoder& decoder, std::vector<Batch> batches) {
    std::vector<at::Tensor> learning;
    for (NamedTensor& parameter : decoder.parameters()) learning.push_back(*parameter.tensor);
    for (Linear* map : decoder.linears()) learning.insert(learning.end(), {map->lowRank->a, map->lowRank->b});
    for (const at::Tensor& tensor : learning) tensor.mutable_grad().reset();
    for (Batch& batch : batches) {
        batch.training = true;
        batch.seed = 42;
        batch.step = 3;
        testing::lossOf(decoder, batch).backward();
    }
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& tensor : learning) gradients.push_back(testing::gradientOf(tensor));
    return gradients;
}

TEST_P(Classifier, PackedEqualsOneAtATime) {
    const auto decoder = learner(golden_);
    std::vector<Batch> alone;
    for (size_t s = 0; s < golden_.samples.size(); ++s) alone.push_back(golden_.batch({s}));
    const auto wanted = gradientsOf(*decoder, alone), found = gradientsOf(*decoder, {golden_.batch()});
    double largest = 0;
    for (const at::Tensor& gradient : wanted) largest = std::max(largest, gradient.abs().max().item<double>());
    for (size_t i = 0; i < wanted.size(); ++i) {  // a key's bias moves all scores of a query alike: its gradient is rounding alone
        const double size = std::max(wanted[i].abs().max().item<double>(), 3e-3 * largest);
        EXPECT_LE((found[i] - wanted[i]).abs().max().item<double>(), 2e-5 * size) << i;
    }
}

TEST_P(Classifier, RecomputeChangesNoBit) {
    const auto decoder = learner(golden_);
    const auto kept = gradientsOf(*decoder, {golden_.batch()});
    decoder->recompute = Recompute::Layers;
    const auto again = gradientsOf(*decoder, {golden_.batch()});
    for (size_t i = 0; i < kept.size(); ++i) EXPECT_TRUE(at::equal(kept[i], again[i])) << i;
}

/// Whatever part learns alone, its gradient is the one it has when everything learns.
TEST_P(Classifier, AnyPartLearningAloneGetsTheSameGradient) {
    const Batch batch = golden_.batch();
    const auto all = golden_.decoder(), one = golden_.decoder();
    makeLearn(*all);
    testing::lossOf(*all, batch).backward();
    const auto wanted = all->parameters(), alone = one->parameters();
    for (size_t i = 0; i < wanted.size(); ++i) {
        alone[i].tensor->requires_grad_();
        testing::lossOf(*one, batch).backward();
        const double size = testing::gradientOf(*wanted[i].tensor).abs().max().item<double>() + 1e-2;
        EXPECT_LE((testing::gradientOf(*alone[i].tensor) - testing::gradientOf(*wanted[i].tensor)).abs().max().item<double>(), 1e-6 * size) << alone[i].name;
        alone[i].tensor->requires_grad_(false);
    }
}

/// Along a direction in which all weights move, the loss changes as its gradient says.
TEST_P(Classifier, GradientIsTheDifferenceOfLosses) {
    if (golden_.config.plans.front().mlp.experts.count > 0) GTEST_SKIP() << "the loss jumps where another expert is chosen";
    constexpr double kStep = 1e-4;  // small: a relu has a kink
    const Batch batch = golden_.batch();
    const auto decoder = golden_.decoder(), before = golden_.decoder(), after = golden_.decoder();
    for (Decoder* each : {decoder.get(), before.get(), after.get()})  // away from a kink that a unit of modernbert_mean's relu sits on
        for (NamedTensor& parameter : each->parameters()) parameter.tensor->add_(testing::familyValues(parameter.name + "#place", parameter.tensor->sizes(), 0.02));
    makeLearn(*decoder);
    testing::lossOf(*decoder, batch).backward();
    const auto here = decoder->parameters(), less = before->parameters(), more = after->parameters();
    double told = 0, size = 0;
    for (size_t i = 0; i < here.size(); ++i) {
        const at::Tensor gradient = testing::gradientOf(*here[i].tensor), direction = testing::familyValues(here[i].name + "#way", gradient.sizes());
        told += (gradient.to(at::kDouble) * direction).sum().item<double>();
        size += gradient.to(at::kDouble).square().sum().item<double>();
        less[i].tensor->sub_(direction, kStep);
        more[i].tensor->add_(direction, kStep);
    }
    const at::NoGradGuard noGrad;
    const double found = (testing::lossOf(*after, batch).item<double>() - testing::lossOf(*before, batch).item<double>()) / (2 * kStep);
    EXPECT_NEAR(found, told, 1e-2 * std::sqrt(size));
}

std::unique_ptr<Decoder> withNewHead(const std::filesystem::path& folder, Problems& problems, bool fresh = false) {
    TaskHead head;
    head.classes = 64;
    head.fresh = fresh;
    head.problemType = "single_label_classification";
    head.seed = 7;
    for (int64_t id = 0; id < head.classes; ++id) head.labels.push_back("LABEL_" + std::to_string(id));
    const ConfigRead read = readDecoderConfig(folder, head);
    problems = read.problems;
    return hasError(problems) ? nullptr : Decoder::load(read.config, Checkpoint::openFolder(folder), problems);
}

/// What is drawn is what Transformers calls missing, spread as Transformers draws it; the rest is the file's.
TEST_P(Classifier, ABaseModelGetsTheHeadThatTransformersDraws) {
    testing::TempFolder folder;
    golden_.writeBase(folder.path());
    Problems problems;
    const auto loaded = withNewHead(folder.path(), problems);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(problems.empty());
    size_t drawn = 0;
    for (NamedTensor& parameter : loaded->parameters()) {
        const std::string name = publishedName(loaded->config, parameter.name);
        const Json* told = golden_.missing().find(name);
        if (!told) {
            EXPECT_TRUE(at::equal(*parameter.tensor, testing::familyWeight(name, parameter.tensor->sizes()))) << name;
            continue;
        }
        ++drawn;
        const double spread = told->asArray()[1].asNumber();
        EXPECT_NEAR(parameter.tensor->to(at::kDouble).std(false).item<double>(), spread, 0.1 * spread) << name;
    }
    EXPECT_EQ(drawn, golden_.missing().size());
}

/// As from_pretrained does with ignore_mismatched_sizes: the last map alone is new, and nothing of the file is called surplus.
TEST_P(Classifier, AnOwnHeadForOtherLabelsIsReplacedWithoutAWord) {
    testing::TempFolder folder;
    golden_.write(folder.path());
    Problems problems;
    const auto loaded = withNewHead(folder.path(), problems, true);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(problems.empty()) << problems.front().what;
    EXPECT_TRUE(loaded->config.task.drawn.empty());
    for (NamedTensor& parameter : loaded->parameters()) {
        const std::string name = publishedName(loaded->config, parameter.name);
        if (parameter.name.starts_with(loaded->config.head + ".")) EXPECT_EQ(parameter.tensor->size(0), 64) << name;
        else EXPECT_TRUE(at::equal(*parameter.tensor, testing::familyWeight(name, parameter.tensor->sizes()))) << name;
    }
}

/// As AutoModelForSequenceClassification, which loads these weights without a new tensor, whatever class config.json names.
TEST_P(Classifier, AStoredHeadIsTakenWhereNoClassIsNamedAndThatIsSaid) {
    for (const Json& names : {Json(), Json(Json::Array{Json("SomeModel")})}) {
        testing::TempFolder folder;
        writeNaming(names, folder.path());
        TaskHead asked;
        asked.classes = 3;
        for (const TaskHead& head : {TaskHead(), asked}) {
            const ConfigRead read = readDecoderConfig(folder.path(), head);
            if (head.classes == 0 && read.config.tied) continue;  // it could write
            ASSERT_EQ(read.problems.size(), 1U);
            EXPECT_EQ(read.problems.front().level, Level::Warning);
            EXPECT_NE(read.problems.front().what.find("the weights hold its head"), std::string::npos);
            Problems problems;
            const auto loaded = Decoder::load(read.config, Checkpoint::openFolder(folder.path()), problems);
            ASSERT_TRUE(loaded);
            EXPECT_TRUE(problems.empty());
            EXPECT_TRUE(loaded->config.task.own);
            const at::NoGradGuard noGrad;
            EXPECT_TRUE(at::equal(answersOf(*loaded, golden_.batch()), answersOf(*golden_.decoder(), golden_.batch())));
        }
    }
}

TEST_P(Classifier, AHeadOfANamedClassOrANewOneAskedForIsNotTaken) {
    testing::TempFolder folder;
    TaskHead asked;
    asked.classes = 3;
    writeNaming(Json(Json::Array{Json("SomeForCausalLM")}), folder.path());
    EXPECT_FALSE(readDecoderConfig(folder.path(), asked).config.task.own);
    writeNaming(Json(), folder.path());
    asked.fresh = true;
    EXPECT_FALSE(readDecoderConfig(folder.path(), asked).config.task.own);
}

TEST_P(Classifier, ABaseModelAskedForNoLabelsIsReadWithoutThem) {
    testing::TempFolder folder;
    golden_.writeBase(folder.path());
    const ConfigRead read = readDecoderConfig(folder.path());
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.config.task.classes, 0);
    EXPECT_EQ(read.config.isEncoder(), read.config.head.empty());
    EXPECT_EQ(golden_.config.isEncoder(), read.config.isEncoder());
}

TEST_P(Classifier, ABaseModelIsTheSameUnderNamesSeenInTheWild) {
    testing::TempFolder folder;
    const std::string base = golden_.config.base + ".";
    Problems problems;
    golden_.writeBase(folder.path(), [&](const std::string& name) { return name.starts_with(base) ? name.substr(base.size()) : name; });
    const auto bare = withNewHead(folder.path(), problems);
    ASSERT_TRUE(bare);
    EXPECT_TRUE(problems.empty());
    golden_.writeBase(folder.path(), [&](std::string name) {
        for (const auto& [now, once] : {std::pair("LayerNorm.weight", "LayerNorm.gamma"), std::pair("LayerNorm.bias", "LayerNorm.beta")})
            if (name.ends_with(now)) name = name.substr(0, name.size() - std::string(now).size()) + once;
        return name;
    });
    const auto old = withNewHead(folder.path(), problems);
    ASSERT_TRUE(old);
    EXPECT_TRUE(problems.empty());
    const at::NoGradGuard noGrad;
    const at::Tensor wanted = golden_.decoder()->hidden(golden_.batch());
    EXPECT_TRUE(at::equal(bare->hidden(golden_.batch()), wanted));
    EXPECT_TRUE(at::equal(old->hidden(golden_.batch()), wanted));
}

INSTANTIATE_TEST_SUITE_P(Golden, Classifier, ::testing::ValuesIn(testing::classifierCases()), testing::caseName);

}  // namespace
}  // namespace luthier
