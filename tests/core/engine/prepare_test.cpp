// SPDX-License-Identifier: Apache-2.0
#include "core/engine/machine.h"
#include "core/engine/prepare.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "core/engine/environment.h"
#include "core/engine/estimate.h"
#include "core/engine/model_facts.h"
#include "core/engine/prompt.h"
#include "core/engine/resolve.h"
#include "core/model/checkpoint.h"
#include "tests/support/workplace.h"

namespace luthier {
namespace {

Recipe recipeOf(const testing::Workplace& place) {
    Recipe recipe;
    recipe.model.path = textOf(testing::dataFile("models/tiny-chat"));
    recipe.model.init = "random";
    recipe.data.train = {place.file("rows.jsonl")};
    return recipe;
}

bool says(const Problems& problems, Level level, const std::string& where, const std::string& words = "") {
    for (const Problem& problem : problems) {
        if (problem.level == level && problem.where.find(where) != std::string::npos && problem.what.find(words) != std::string::npos) return true;
    }
    return false;
}

TEST(Prepare, EveryRowBecomesASampleOfItsPart) {
    testing::Workplace place(100);
    Prepared prepared = prepare(recipeOf(place), place.path());
    ASSERT_FALSE(hasError(prepared.problems));
    EXPECT_EQ(prepared.rowsOf(Part::Train) + prepared.rowsOf(Part::Eval), 100);
    EXPECT_GE(prepared.rowsOf(Part::Eval), 20);
    std::set<uint64_t> training;
    for (const RowInfo& row : prepared.rows) {
        if (row.part == Part::Train) training.insert(row.group);
    }
    for (const RowInfo& row : prepared.rows) EXPECT_EQ(row.part == Part::Train, training.count(row.group) == 1);
    EXPECT_LT(prepared.labelsOf(Part::Train), prepared.tokensOf(Part::Train));
}

/// A copy of the tiny model whose config.json calls the ends tied and whose file holds two, equal or not.
void writeWithHead(const std::filesystem::path& folder, bool differs) {
    std::filesystem::copy(testing::dataFile("models/tiny-chat"), folder, std::filesystem::copy_options::recursive);
    std::vector<TensorShape> shapes = expectedTensors(readDecoderConfig(folder).config);
    shapes.push_back({"lm_head.weight", shapes.front().shape});
    const std::vector<float> zeros(static_cast<size_t>(shapes.front().shape[0] * shapes.front().shape[1])), ones(zeros.size(), 1.0f);
    std::vector<StoredTensor> stored;
    for (const TensorShape& tensor : shapes) {
        StoredTensor one{tensor.name, NumberFormat::Float32, tensor.shape, std::as_bytes(std::span(differs && &tensor == &shapes.back() ? ones : zeros))};
        one.bytes = one.bytes.first(static_cast<size_t>(one.elements()) * sizeof(float));
        stored.push_back(one);
    }
    writeSafetensors(folder / "model.safetensors", stored);
}

TEST(Prepare, AHeadBesideATiedEmbeddingCountsWhereItDiffers) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    recipe.model.init = "weights";
    std::vector<int64_t> counts;
    for (const bool differs : {false, true}) {
        recipe.model.path = place.file(differs ? "differs" : "equal");
        writeWithHead(pathOf(recipe.model.path), differs);
        const Prepared prepared = prepare(recipe, place.path());
        ASSERT_FALSE(hasError(prepared.problems)) << prepared.problems.front().what;
        counts.push_back(parameterCount(prepared.config));
        EXPECT_EQ(parameterCount(modelFacts(pathOf(recipe.model.path)).config), counts.back());
    }
    EXPECT_EQ(counts[1] - counts[0], 1024 * 64);
}

TEST(Prepare, FewRowsAreNotHeldOutAndThatIsSaid) {
    testing::Workplace place(30);
    Prepared prepared = prepare(recipeOf(place), place.path());
    EXPECT_TRUE(prepared.eval.empty());
    EXPECT_TRUE(says(prepared.problems, Level::Warning, "data.eval"));
}

TEST(Prepare, AnEvaluationFileMostlyInTrainingIsAnError) {
    testing::Workplace place(80);
    Recipe recipe = recipeOf(place);
    recipe.data.eval = {PartChoice::Kind::File, 0, place.file("eval.jsonl")};
    place.write("eval.jsonl", testing::chatRows(10));
    EXPECT_TRUE(says(prepare(recipe, place.path()).problems, Level::Error, "data.eval", "10 of 10"));
}

TEST(Prepare, AnEvaluationRowInTrainingIsLeftOut) {
    testing::Workplace place(80);
    Recipe recipe = recipeOf(place);
    recipe.data.eval = {PartChoice::Kind::File, 0, place.file("eval.jsonl")};
    std::string others;
    for (int i = 0; i < 5; i++) {
        others += R"({"messages":[{"role":"user","content":"Other )" + std::to_string(i) + R"("},{"role":"assistant","content":"Yes."}]})" + "\n";
    }
    place.write("eval.jsonl", testing::chatRows(1) + others);
    Prepared prepared = prepare(recipe, place.path());
    EXPECT_TRUE(says(prepared.problems, Level::Warning, "data.eval", "1 of 6"));
    EXPECT_EQ(prepared.rowsOf(Part::Eval), 5);
}

TEST(Prepare, EverythingMissingIsToldAtOnce) {
    testing::Workplace place(10);
    Recipe recipe = recipeOf(place);
    recipe.model.path = place.file("no-model");
    recipe.data.train = {place.file("no-rows.jsonl")};
    recipe.data.test = {PartChoice::Kind::File, 0, place.file("no-test.jsonl")};
    Problems problems = prepare(recipe, place.path()).problems;
    EXPECT_TRUE(says(problems, Level::Error, "model.path"));
    EXPECT_TRUE(says(problems, Level::Error, "data.train", "no-rows"));
    EXPECT_TRUE(says(problems, Level::Error, "data.test", "no-test"));
}

TEST(Prepare, RowsWithoutAnswersAreCountedOnce) {
    testing::Workplace place(70);
    std::string rows = testing::chatRows(70);
    for (int i = 0; i < 3; i++) rows += R"({"messages":[{"role":"user","content":"alone"}]})" "\n";
    place.write("rows.jsonl", rows);
    Prepared prepared = prepare(recipeOf(place), place.path());
    int told = 0;
    for (const Problem& problem : prepared.problems) told += problem.where.find("rows.jsonl") != std::string::npos;
    EXPECT_EQ(told, 1);
    EXPECT_EQ(prepared.rowsOf(Part::Train) + prepared.rowsOf(Part::Eval), 70);
}

TEST(Prepare, ARowThatIsSplitIsCountedWhereOnePieceOfItIsLearntToo) {
    testing::Workplace place(70);
    std::string question;
    for (int i = 0; i < 200; i++) question += "why ";
    place.write("rows.jsonl", testing::chatRows(70) + R"({"messages":[{"role":"user","content":")" + question + R"("},{"role":"assistant","content":"No."}]})" + "\n");
    Recipe recipe = recipeOf(place);
    recipe.data.overlong = "split";
    recipe.data.maxLength = 120;
    const Prepared prepared = prepare(recipe, place.path());
    EXPECT_EQ(prepared.store->size(), 71u);
    EXPECT_TRUE(says(prepared.problems, Level::Warning, "", "split into pieces"));
}

TEST(Prepare, NoSampleLeftIsAnError) {
    testing::Workplace place(5);
    Recipe recipe = recipeOf(place);
    recipe.data.maxLength = 3;
    EXPECT_TRUE(says(prepare(recipe, place.path()).problems, Level::Error, "data.train", "no sample"));
}

TEST(Prepare, MoreLengthThanTheModelCanIsAnError) {
    testing::Workplace place(5);
    Recipe recipe = recipeOf(place);
    recipe.data.maxLength = 4096;
    EXPECT_TRUE(says(prepare(recipe, place.path()).problems, Level::Error, "data.max_length", "512"));
}

TEST(Prepare, APromptIsWhatStandsBeforeTheAnswer) {
    testing::Workplace place(70);
    Prepared prepared = prepare(recipeOf(place), place.path());
    Prompt prompt = promptOf(*prepared.text, (*prepared.store)[prepared.train[0]]);
    EXPECT_NE(prompt.text.find("What is"), std::string::npos);
    EXPECT_EQ(prompt.text.find("It is"), std::string::npos);
    Prompt asked = promptOf(*prepared.text, std::string("What is 0 plus 0?"));
    EXPECT_NE(asked.text.find("What is 0 plus 0?"), std::string::npos);
}

TEST(Prepare, APromptOfAChatThatIsLearntWholeEndsWhereItsAnswerBegins) {
    testing::Workplace place(70);
    Recipe recipe = recipeOf(place);
    recipe.objective.kind = "text";
    const Prepared whole = prepare(recipe, place.path());
    for (size_t i = 0; i < 5; ++i) {
        const Sample sample = (*whole.store)[whole.train[i]];
        const Prompt prompt = promptOf(*whole.text, sample);
        EXPECT_EQ(sample.labelCount(), static_cast<int64_t>(sample.ids.size()) - 1);
        EXPECT_NE(prompt.text.find("What is"), std::string::npos);
        EXPECT_TRUE(prompt.text.ends_with(whole.text->tokenizer().decode(whole.text->tokenizer().encode(whole.text->answerHeader(), false), true)));
        EXPECT_EQ(prompt.text.find("It is"), std::string::npos);
    }
}

/// What machine.json would hold of a processor this fast, wide and narrow models alike.
Json measured(double float32, double bfloat16) {
    Json speeds = Json::object();
    for (const char* key : {"gflops", "small_gflops"}) {
        speeds["float32"][key] = float32;
        speeds["bfloat16"][key] = bfloat16;
    }
    return speeds;
}

/// What a run of the recipe works on.
Workload workOf(const Recipe& recipe, const Prepared& prepared) {
    Problems problems;
    return workloadOf(recipe, prepared, resolve(recipe, prepared, 2, measured(100, 100), problems), 0);
}

TEST(Resolve, PrecisionIsTheFastestThatWasMeasuredUnlessOneIsAskedFor) {
    testing::Workplace place(70);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    EXPECT_EQ(resolve(recipe, prepared, 2, measured(100, 200), problems).precision, "bfloat16");
    EXPECT_EQ(resolve(recipe, prepared, 2, measured(100, 105), problems).precision, "float32");
    EXPECT_EQ(resolve(recipe, prepared, 2, measured(100, 20), problems).precision, "float32");
    EXPECT_EQ(resolve(recipe, prepared, 2, Json(), problems).precision, "float32");
    recipe.model.precision = "bfloat16";
    EXPECT_EQ(resolve(recipe, prepared, 2, measured(100, 20), problems).precision, "bfloat16");
    EXPECT_TRUE(problems.empty());
}

TEST(Resolve, ANarrowModelIsJudgedByNarrowProducts) {
    Json speeds = measured(100, 200);
    speeds["bfloat16"]["small_gflops"] = 50.0;
    EXPECT_EQ(fastestPrecision(speeds, 192), "float32");
    EXPECT_EQ(fastestPrecision(speeds, 896), "bfloat16");
}

TEST(Resolve, SettlesEveryAuto) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    Resolved resolved = resolve(recipe, prepared, 2, measured(100, 100), problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(resolved.precision, "float32");
    EXPECT_DOUBLE_EQ(resolved.learningRate, 2e-4);
    EXPECT_EQ(resolved.steps, (static_cast<int64_t>(prepared.train.size()) + 7) / 8 * 3);
    EXPECT_GE(resolved.microBatchTokens, prepared.longest());
    EXPECT_GT(resolved.evalEvery, 0);
    EXPECT_EQ(Resolved::of(resolved.json()).json(), resolved.json());
}

TEST(Resolve, WholeModelsLearnMoreSlowly) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    recipe.method.kind = "full";
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    EXPECT_DOUBLE_EQ(resolve(recipe, prepared, 2, measured(100, 100), problems).learningRate, 2e-5);
}

TEST(Resolve, BeginningsAreSharedUnlessEachSampleDropsItsOwn) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    const auto shares = [&] { return resolve(recipe, prepared, 2, measured(100, 100), problems).shareBeginnings; };
    EXPECT_TRUE(shares());
    recipe.method.dropout = 0.1;
    EXPECT_FALSE(shares());
    recipe.method.kind = "full";  // which has no use for it
    EXPECT_TRUE(shares());
    prepared.config.ropes.front().kind = RopeSettings::Kind::Dynamic;
    EXPECT_FALSE(shares());
}

TEST(Estimate, ASystemPromptCountsOnceAPack) {
    testing::Workplace place(0);
    std::string rows;
    for (int i = 0; i < 64; i++)
        rows += R"({"messages":[{"role":"system","content":"You are a patient teacher who never tires of sums and says nothing that was not asked for."},)"
                R"({"role":"user","content":"And )" + std::to_string(i) + R"(?"},{"role":"assistant","content":"More."}]})" + "\n";
    place.write("rows.jsonl", rows);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    Resolved resolved = resolve(recipe, prepared, 2, measured(100, 100), problems);
    const Workload shared = workloadOf(recipe, prepared, resolved, 1e11);
    resolved.shareBeginnings = false;
    const Workload whole = workloadOf(recipe, prepared, resolved, 1e11);
    EXPECT_LT(shared.rowsPerStep, 0.6 * whole.rowsPerStep);
    EXPECT_LT(shared.microBatchTokens, whole.microBatchTokens);
    EXPECT_LT(estimatedSeconds(prepared.config, shared), estimatedSeconds(prepared.config, whole));
}

TEST(Estimate, ARunWithoutEndIsEstimatedInTime) {
    testing::Workplace place(70);
    Recipe recipe = recipeOf(place);
    recipe.train.steps = std::numeric_limits<int64_t>::max();
    const Prepared prepared = prepare(recipe, place.path());
    const Workload endless = workOf(recipe, prepared);
    recipe.train.steps = 1000;
    const Workload known = workOf(recipe, prepared);
    EXPECT_GE(endless.microBatchTokens, known.microBatchTokens);
    EXPECT_EQ(endless.rowsPerStep, known.rowsPerStep);
}

TEST(Estimate, TheHeadTakesMemoryForWhatIsLearnt) {
    testing::Workplace place(0);
    std::string rows;
    for (int i = 0; i < 64; i++)
        rows += R"({"prompt":")" + std::to_string(i) + R"( is a long question of which nothing is learnt, however much is asked in it.","completion":"Yes."})" "\n";
    place.write("rows.jsonl", rows);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    const Workload work = workOf(recipe, prepared);
    EXPECT_GT(work.microBatchLabels, 0);
    EXPECT_LT(work.microBatchLabels, work.microBatchTokens / 3);
    prepared.config.vocabulary = 100'000;
    Workload all = work;
    all.microBatchLabels = work.microBatchTokens;
    EXPECT_GT(estimatedMemory(prepared.config, all) - estimatedMemory(prepared.config, work), 4 * 100'000 * std::min<int64_t>(100, work.microBatchTokens / 2));
}

TEST(Estimate, AnEvaluationWorksOnMoreAtOnceThanSmallStepsDo) {
    testing::Workplace place(200);
    Recipe recipe = recipeOf(place);
    recipe.train.batchSize = 1;
    Prepared prepared = prepare(recipe, place.path());
    Workload work = workOf(recipe, prepared);
    EXPECT_GT(work.evalTokens, 4 * work.microBatchTokens);
    EXPECT_GT(work.evalLabels, work.microBatchLabels);
    prepared.config.vocabulary = 100'000;
    const int64_t promised = estimatedMemory(prepared.config, work);
    work.evalTokens = work.evalLabels = 0;
    EXPECT_GT(promised, estimatedMemory(prepared.config, work) + 10'000'000);
}

TEST(Estimate, WhatIsRoundedForAProductLiesBesideIt) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    recipe.method.kind = "full";
    Prepared prepared = prepare(recipe, place.path());
    Workload work = workOf(recipe, prepared);
    work.learning.largest = 100'000'000;
    const int64_t wide = estimatedMemory(prepared.config, work);
    work.narrowProducts = true;
    EXPECT_GT(estimatedMemory(prepared.config, work) - wide, 2 * work.learning.largest);
    work.narrowProducts = false;
    work.roundedProducts = true;
    EXPECT_GT(estimatedMemory(prepared.config, work) - wide, 4 * work.microBatchTokens * prepared.config.hidden);
}

TEST(Resolve, WhatIsNotPartOfThisVersionIsRefusedByName) {
    testing::Workplace place(70);
    Recipe recipe = recipeOf(place);
    recipe.model.store = "nf4";
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    resolve(recipe, prepared, 2, measured(100, 100), problems);
    EXPECT_TRUE(says(problems, Level::Error, "model.store", "nf4"));
}

TEST(Estimate, RecomputationAndSmallerPacksNeedLessMemory) {
    testing::Workplace place(100);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    Resolved resolved = resolve(recipe, prepared, 2, measured(100, 100), problems);
    Workload work = workloadOf(recipe, prepared, resolved, 1e11);
    int64_t plain = estimatedMemory(prepared.config, work);
    Workload smaller = work;
    smaller.microBatchTokens /= 2;
    EXPECT_LT(estimatedMemory(prepared.config, smaller), plain);
    Workload again = work;
    again.recompute = true;
    EXPECT_GT(estimatedSeconds(prepared.config, again), estimatedSeconds(prepared.config, work));
}

TEST(Environment, ChangedDataIsSeen) {
    testing::Workplace place(80);
    Recipe recipe = recipeOf(place);
    Prepared prepared = prepare(recipe, place.path());
    Problems problems;
    Resolved resolved = resolve(recipe, prepared, 2, measured(100, 100), problems);
    Json environment = environmentOf(recipe, prepared, resolved, Json::object());
    EXPECT_TRUE(changedModel(environment, recipe, prepared.modelFolder).empty());
    EXPECT_TRUE(changedData(environment, prepared).empty());
    EXPECT_EQ(differenceOf(environment, Json::object(), 2), "");
    EXPECT_NE(differenceOf(environment, Json::object(), 3), "");
    place.write("rows.jsonl", testing::chatRows(81));
    EXPECT_TRUE(hasError(changedData(environment, prepare(recipe, place.path()))));
}

}  // namespace
}  // namespace luthier
