// SPDX-License-Identifier: Apache-2.0
// Laws that need no reference, over every family and method: packs of any size give one course, with beginnings shared or not, a course continued is the one uninterrupted, layers computed
// twice give the same bits. (Merged is base + adapter: tests/core/tuning/family_adapter_test.cpp; exported is trained: tests/core/export/family_table_test.cpp.)
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"
#include "tests/support/torch_curve.h"

namespace luthier {
namespace {

using testing::ClassifierCase;
using testing::FamilyCase;
using testing::GoldenCase;

constexpr int64_t kSteps = 4, kOneByOne = 1, kTogether = 4096;
constexpr size_t kAlike = 20;  // words that samples begin with
constexpr int64_t kSeed = 11;

/// The golden cases' tiny models as a course of training sees them, those that write and those that answer alike.
struct Subject {
    std::string name;
    bool answers = false;
};

class FamilyLaws : public ::testing::TestWithParam<std::tuple<Subject, std::string>> {
protected:
    FamilyLaws() : store_(folder_ / "samples") {
        const Subject& subject = std::get<0>(GetParam());
        if (subject.answers) golden_ = std::make_shared<ClassifierCase>(subject.name);
        else golden_ = std::make_shared<FamilyCase>(subject.name);
        for (size_t s = 0; s < golden_->samples.size(); ++s) {
            Sample sample;
            for (int64_t id : golden_->samples[s].tokens) sample.ids.push_back(static_cast<int32_t>(id));
            for (int64_t label : golden_->samples[s].labels) sample.learnt.push_back(label != kNotLearnt);
            if (subject.answers) sample.target = {static_cast<float>(s % golden_->config.task.labels.size())};
            add(sample);
        }
    }

    void add(const Sample& sample) {
        part_.indices.push_back(static_cast<uint32_t>(store_.size()));
        store_.add(sample, part_.indices.back());
    }

    /// Samples that begin with the same words, and go on as the golden ones do.
    void addSamplesThatBeginAlike() {
        const std::vector<int64_t>& first = golden_->samples[0].tokens;
        part_.indices.clear();
        for (size_t s = 0; s < golden_->samples.size(); ++s) {
            Sample sample;
            for (size_t i = 0; i < kAlike + s; ++i) sample.ids.push_back(static_cast<int32_t>(first[i % first.size()]));
            sample.learnt.assign(sample.ids.size(), false);
            for (size_t i = 0; i < std::min<size_t>(golden_->samples[s].tokens.size(), 6); ++i) {
                sample.ids.push_back(static_cast<int32_t>(golden_->samples[s].tokens[i]));
                sample.learnt.push_back(i % 3 != 1);
            }
            add(sample);
        }
    }

    /// A model with its method, and how far it has come.
    struct Course {
        std::unique_ptr<Decoder> decoder;
        std::unique_ptr<TuningMethod> method;
        std::unique_ptr<Objective> objective;
        std::unique_ptr<LearnedState> state;
        std::vector<StepResult> steps;
    };

    Course begun(double dropout = 0.25) const {
        MethodSettings settings;
        settings.kind = std::get<1>(GetParam());
        settings.layers = 1;
        settings.rank = 2;
        settings.dropout = dropout;
        Course course{golden_->decoder(), makeTuningMethod(settings), objective(), nullptr, {}};
        EXPECT_FALSE(hasError(course.method->attach(*course.decoder, 5)));
        course.state = std::make_unique<LearnedState>(course.method->learnables());
        return course;
    }

    void train(Course& course, int64_t microBatchTokens, int64_t from = 1, int64_t to = kSteps, int64_t seed = kSeed) {
        if (!part_.store) store_.finish();
        part_.store = &store_;
        TrainerSettings settings;
        settings.learningRate = 1e-3;
        settings.steps = kSteps;
        settings.weightDecay = 0.01;
        Batcher batcher(part_, {3, microBatchTokens, true, seed, {}, shares_});
        EXPECT_EQ(batcher.packs(1).front().beginnings.empty(), !shares_);
        Trainer trainer(*course.decoder, *course.objective, *course.state, batcher, settings);
        for (int64_t step = from; step <= to; ++step) course.steps.push_back(trainer.step(step, [] {}));
    }

    Course trained(int64_t microBatchTokens) {
        Course course = begun();
        train(course, microBatchTokens);
        return course;
    }

    const DecoderConfig& config() const { return golden_->config; }
    bool shares_ = false;  ///< beginnings, in packs

private:
    std::unique_ptr<Objective> objective() const {
        if (!std::get<0>(GetParam()).answers) return makeObjective({});
        ObjectiveSettings settings;
        settings.kind = "classify";
        return makeObjective(settings, {LabelScheme::Kind::One, golden_->config.task.labels});
    }

    std::shared_ptr<GoldenCase> golden_;
    testing::TempFolder folder_;
    SampleStore store_;
    SamplePart part_;
};

// Tolerance: the loss 1e-5, the gradient's norm 1e-4, relative.
TEST_P(FamilyLaws, PacksOfAnySizeGiveOneCourse) {
    const Course apart = trained(kOneByOne), together = trained(kTogether);
    for (size_t step = 0; step < apart.steps.size(); ++step) {
        EXPECT_EQ(apart.steps[step].labels, together.steps[step].labels);
        EXPECT_NEAR(apart.steps[step].loss, together.steps[step].loss, 1e-5 * apart.steps[step].loss) << "step " << step + 1;
        EXPECT_NEAR(apart.steps[step].gradientNorm, together.steps[step].gradientNorm, 1e-4 * apart.steps[step].gradientNorm) << "step " << step + 1;
    }
}

// Tolerance: the loss 1e-5, the gradient's norm 1e-4, relative.
TEST_P(FamilyLaws, SharedBeginningsGiveTheCourseOfWholeSamples) {
    if (!canShareBeginnings(config())) GTEST_SKIP() << "beginnings are not alike in this family";
    addSamplesThatBeginAlike();
    Course whole = begun(0), shared = begun(0);
    train(whole, kTogether);
    shares_ = true;
    train(shared, kTogether);
    for (size_t step = 0; step < whole.steps.size(); ++step) {
        EXPECT_EQ(whole.steps[step].labels, shared.steps[step].labels);
        EXPECT_EQ(whole.steps[step].tokens, shared.steps[step].tokens);
        EXPECT_NEAR(whole.steps[step].loss, shared.steps[step].loss, 1e-5 * whole.steps[step].loss) << "step " << step + 1;
        EXPECT_NEAR(whole.steps[step].gradientNorm, shared.steps[step].gradientNorm, 1e-4 * whole.steps[step].gradientNorm) << "step " << step + 1;
    }
}

TEST_P(FamilyLaws, TheSameSeedGivesTheSameCourseToTheBitAndAnotherDoesNot) {
    const Course one = trained(kTogether), again = trained(kTogether);
    EXPECT_TRUE(one.state->weights.equal(again.state->weights));
    Course other = begun();
    train(other, kTogether, 1, kSteps, kSeed + 1);
    EXPECT_FALSE(one.state->weights.equal(other.state->weights));
}

TEST_P(FamilyLaws, ContinuedIsUninterruptedToTheBit) {
    const Course whole = trained(kTogether);
    Course first = begun(), second = begun();
    train(first, kTogether, 1, 2);
    second.state->weights.copy_(first.state->weights);
    second.state->mean.copy_(first.state->mean);
    second.state->variance.copy_(first.state->variance);
    train(second, kTogether, 3, kSteps);
    EXPECT_TRUE(whole.state->weights.equal(second.state->weights));
}

TEST_P(FamilyLaws, RecomputedIsTheSameToTheBit) {
    const Course kept = trained(kTogether);
    Course again = begun();
    again.decoder->recompute = Recompute::Layers;
    train(again, kTogether);
    EXPECT_TRUE(kept.state->weights.equal(again.state->weights));
}

/// The first golden case of every family.
std::vector<Subject> subjects() {
    std::vector<Subject> chosen;
    std::set<std::string> seen;
    for (const std::string& name : testing::familyCases())
        if (seen.insert(FamilyCase(name).config.modelType).second) chosen.push_back({name, false});
    for (const std::string& name : testing::classifierCases())
        if (seen.insert("answers " + ClassifierCase(name).config.modelType).second) chosen.push_back({name, true});
    return chosen;
}

INSTANTIATE_TEST_SUITE_P(Golden, FamilyLaws, ::testing::Combine(::testing::ValuesIn(subjects()), ::testing::Values("full", "freeze", "lora")), [](const auto& info) {
    const Subject& subject = std::get<0>(info.param);
    return subject.name + (subject.answers ? "_answers_" : "_") + std::get<1>(info.param);
});

}  // namespace
}  // namespace luthier
