// SPDX-License-Identifier: Apache-2.0
#include "core/train/snapshot.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

/// Two tensors that learn, filled with numbers that differ from step to step.
struct Learning {
    at::Tensor a = at::zeros({3, 4}), b = at::zeros({5});
    LearnedState state{{{"model.a", &a, true}, {"model.b", &b, false}}};

    void fill(double value) {
        at::NoGradGuard noGradient;
        state.weights.fill_(value);
        state.mean.fill_(value + 0.25);
        state.variance.fill_(value + 0.5);
    }
};

Progress at(int64_t step) {
    Progress progress;
    progress.step = step;
    progress.evaluations = {{0, 10.125, 4, true}, {step, 1.0 / 3, 4, true}};
    progress.looked = step;
    progress.withoutGain = 1;
    progress.before = {"an answer \xE2\x9C\x93"};
    progress.watch = {12.5, 5, 2};
    return progress;
}

TEST(Snapshot, GivesBackEveryBit) {
    testing::TempFolder folder;
    Learning learning;
    learning.fill(1.0 / 7);
    Snapshots snapshots(folder.path());
    snapshots.save(learning.state, at(4), {});
    at::Tensor weights = learning.state.weights.clone(), mean = learning.state.mean.clone(), variance = learning.state.variance.clone();
    learning.fill(0);
    snapshots.load(4, learning.state, true);
    EXPECT_TRUE(learning.a.equal(at::full({3, 4}, 1.0 / 7)));
    EXPECT_TRUE(learning.state.view(learning.state.mean, learning.state.slots()[0]).equal(at::full({3, 4}, 1.0 / 7 + 0.25)));
    EXPECT_TRUE(learning.state.view(learning.state.variance, learning.state.slots()[1]).equal(at::full({5}, 1.0 / 7 + 0.5)));
}

TEST(Snapshot, GivesBackTheProgress) {
    testing::TempFolder folder;
    Learning learning;
    Snapshots snapshots(folder.path());
    Progress progress = at(4);
    snapshots.save(learning.state, progress, {{4, "row", "group", 0.1, 3}});
    Problems problems;
    std::optional<Progress> found = snapshots.newest(problems);
    ASSERT_TRUE(found);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(found->json(), progress.json());
    EXPECT_EQ(snapshots.heldOut(4), "{\"step\":4,\"row\":\"row\",\"group\":\"group\",\"loss_sum\":0.1,\"count\":3}\n");
}

TEST(Snapshot, TheLastTwoAndTheBestAreKept) {
    testing::TempFolder folder;
    Learning learning;
    Snapshots snapshots(folder.path());
    Progress progress;
    for (int64_t step : {10, 20, 30, 40, 50}) {
        progress.step = step;
        if (step == 20) progress.evaluations.push_back({step, 1, 1, true});
        snapshots.save(learning.state, progress, {});
    }
    EXPECT_EQ(snapshots.steps(), (std::vector<int64_t>{20, 40, 50}));
}

void damage(const std::filesystem::path& file, size_t at) {
    std::string bytes = readFile(file);
    ASSERT_LT(at, bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    std::ofstream(file, std::ios::binary) << bytes;
}

TEST(Snapshot, AFlippedBitSendsBackToTheOneBefore) {
    for (const char* name : {"tensors.safetensors", "state.json", "SHA256SUMS"}) {
        testing::TempFolder folder;
        Learning learning;
        Snapshots snapshots(folder.path());
        snapshots.save(learning.state, at(1), {});
        snapshots.save(learning.state, at(2), {});
        std::filesystem::path file = snapshots.folderOf(2) / name;
        damage(file, std::filesystem::file_size(file) - 3);
        Problems problems;
        std::optional<Progress> found = snapshots.newest(problems);
        ASSERT_TRUE(found) << name;
        EXPECT_EQ(found->step, 1) << name;
        ASSERT_EQ(problems.size(), 1u) << name;
        EXPECT_EQ(problems[0].level, Level::Warning);
    }
}

TEST(Snapshot, ATruncatedOrMissingFileSendsBackToTheOneBefore) {
    testing::TempFolder folder;
    Learning learning;
    Snapshots snapshots(folder.path());
    for (int64_t step : {1, 2, 3}) {
        Progress progress = at(step);
        progress.evaluations = {{1, 1, 1, true}};
        snapshots.save(learning.state, progress, {});
    }
    std::filesystem::resize_file(snapshots.folderOf(3) / "tensors.safetensors", 100);
    std::filesystem::remove(snapshots.folderOf(2) / "state.json");
    Problems problems;
    std::optional<Progress> found = snapshots.newest(problems);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->step, 1);
    EXPECT_EQ(problems.size(), 2u);
}

TEST(Snapshot, OfAnotherModelIsRefusedByName) {
    testing::TempFolder folder;
    Learning learning;
    Snapshots snapshots(folder.path());
    snapshots.save(learning.state, at(1), {});
    at::Tensor other = at::zeros({2, 2});
    LearnedState state({{"model.a", &other, true}});
    try {
        snapshots.load(1, state, true);
        FAIL() << "a snapshot of another shape was taken";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("model.a"), std::string::npos);
    }
}

TEST(Snapshot, NothingIsLeftOfOneThatCannotBeWritten) {
    testing::TempFolder folder;
    std::filesystem::path blocked = folder / "snapshots";
    std::ofstream(blocked) << "a file where the folder should be";
    Learning learning;
    Snapshots snapshots(blocked);
    EXPECT_ANY_THROW(snapshots.save(learning.state, at(1), {}));
    EXPECT_EQ(readFile(blocked), "a file where the folder should be");
}

TEST(LearnedState, TensorsBecomeViewsAndKeepTheirIdentity) {
    at::Tensor tied = at::randn({4, 3}), head = tied, bias = at::randn({7});
    at::Tensor before = tied.clone();
    LearnedState state({{"bias", &bias, false}, {"tied", &tied, true}});
    EXPECT_TRUE(head.is_same(tied));
    EXPECT_TRUE(tied.equal(before));
    state.weights.fill_(2);
    EXPECT_TRUE(head.equal(at::full({4, 3}, 2.0)));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(bias.data_ptr()) % 64, 0u);
}

TEST(LearnedState, BackwardFillsTheFlatGradient) {
    at::Tensor a = at::ones({2, 2}), b = at::ones({3});
    LearnedState state({{"a", &a, true}, {"b", &b, true}});
    ((a.sum() * 2) + (b.sum() * 3)).backward();
    a.sum().backward();
    EXPECT_TRUE(state.view(state.gradients, state.slots()[0]).equal(at::full({2, 2}, 3.0)));
    EXPECT_TRUE(state.view(state.gradients, state.slots()[1]).equal(at::full({3}, 3.0)));
    state.zeroGradients();
    EXPECT_EQ(a.grad().sum().item<float>(), 0);
}

TEST(LearnedState, OnlyWhatDecaysDecays) {
    at::Tensor weight = at::ones({2}), norm = at::ones({2});
    LearnedState state({{"norm", &norm, false}, {"weight", &weight, true}});
    AdamWSettings settings;
    settings.learningRate = 0.1;
    settings.weightDecay = 0.5;
    state.update(settings);
    EXPECT_FLOAT_EQ(weight[0].item<float>(), 0.95f);
    EXPECT_FLOAT_EQ(norm[0].item<float>(), 1.0f);
}

TEST(LearnedState, SeesWeightsThatAreNotNumbers) {
    at::Tensor a = at::ones({2});
    LearnedState state({{"a", &a, true}});
    EXPECT_TRUE(state.finite());
    state.weights[1].fill_(std::numeric_limits<float>::quiet_NaN());
    EXPECT_FALSE(state.finite());
}

}  // namespace
}  // namespace luthier
