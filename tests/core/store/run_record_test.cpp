// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/store/chart.h"
#include "core/store/figures.h"
#include "core/store/model_card.h"
#include "core/store/run_comparison.h"
#include "core/store/run_report.h"
#include "tests/core/store/run_folders.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RunFolders;

const Json& at(const Json& json, const char* name) {
    static const Json nothing;
    const Json* found = json.find(name);
    return found ? *found : nothing;
}

TEST(RunRecord, GainIsThatOfTheStateItKeeps) {
    RunFolders folders;
    const RunRecord run = readRunRecord(folders.make("a", {.base = 3, .best = 2}));
    const auto gain = gainOf(run);
    ASSERT_TRUE(gain);
    EXPECT_EQ(gain->groups, 10);
    EXPECT_NEAR(gain->difference, -1 + 0.019, 1e-9);  // 20 rows: 7 x 0, 7 x 0.02, 6 x 0.04 more
    EXPECT_TRUE(gain->distinguishable());
}

TEST(RunRecord, WhereNothingBeatTheBaseTheLastStateIsMeant) {
    RunFolders folders;
    const RunRecord run = readRunRecord(folders.make("a", {.base = 2, .best = 2.5}));
    EXPECT_EQ(run.course.best()->step, 0);
    EXPECT_EQ(run.course.kept()->step, 4);
    EXPECT_GT(gainOf(run)->low, 0);
}

TEST(RunRecord, TheCourseIsTheSameToldAtOnceOrInParts) {
    RunFolders folders;
    const RunRecord run = readRunRecord(folders.make("a", {.end = "failed", .steps = 7}));
    RunCourse whole, parts;
    for (const TimedEvent& event : run.events) {
        whole.on(event);
        parts.on(event);
        parts = RunCourse::of(Json::parse(parts.json().dump()));
    }
    EXPECT_EQ(parts.json(), whole.json());
    EXPECT_EQ(whole.failure->what, "the disk burns");
    EXPECT_EQ(whole.peakMemory, 7000000);
}

TEST(RunRecord, TellsWhatIsWrongAndKeepsTheRest) {
    RunFolders folders;
    const fs::path folder = folders.make("a");
    RunFolders::write(folder / "environment.json", "{broken");
    RunFolders::append(folder / "held-out.jsonl", "{\"step\":0,\"row\n");
    RunFolders::append(folder / "events.jsonl", "{\"event\":\"ev");
    const RunRecord run = readRunRecord(folder);
    EXPECT_EQ(run.state, RunState::Finished);
    ASSERT_EQ(run.problems.size(), 2u);
    EXPECT_TRUE(gainOf(run));
}

TEST(RunRecord, CountsLinesInWordsThatAgree) {
    RunFolders folders;
    const fs::path folder = folders.make("a");
    for (const char* words : {"1 line cannot be read", "2 lines cannot be read"}) {
        RunFolders::append(folder / "held-out.jsonl", "{broken\n");
        const Problems problems = readRunRecord(folder).problems;
        ASSERT_EQ(problems.size(), 1u);
        EXPECT_EQ(problems.front().what, words);
    }
}

TEST(RunReport, HoldsEverythingAboutTheRun) {
    RunFolders folders;
    Recipe recipe;
    recipe.method.rank = 4;
    const Json report = reportJson(readRunRecord(folders.make("a", {.recipe = recipe})));
    EXPECT_EQ(report.stringOr("run", ""), "a");
    EXPECT_EQ(report.stringOr("state", ""), "finished");
    EXPECT_EQ(at(report, "base").numberOr("loss", 0), 3);
    EXPECT_EQ(at(report, "best").numberOr("loss", 0), 2);
    EXPECT_TRUE(at(report, "gain").boolOr("distinguishable", false));
    EXPECT_EQ(at(report, "gain").integerOr("resamples", 0), 10000);
    EXPECT_EQ(at(report, "artifacts").size(), 1u);
    EXPECT_EQ(at(report, "samples").size(), 1u);
    std::vector<std::string> changed;
    for (const Json& setting : at(report, "settings").asArray()) {
        if (setting.boolOr("changed", false)) changed.push_back(setting.stringOr("key", ""));
    }
    EXPECT_EQ(changed, (std::vector<std::string>{"name", "model.path", "data.train", "method.rank"}));
}

TEST(RunReport, NothingOfDataOrModelIsTakenForMarkup) {
    RunFolders folders;
    const std::string hostile = "</title><script>alert(1)</script>\"'><img src=x onerror=y>\xE2\x80\xAE\x1B[31m";
    const fs::path folder = folders.make("a", {.name = hostile});
    RunFolders::append(folder / "events.jsonl", RunFolders::line(SampleText{4, hostile, "</pre>" + hostile, hostile}, 1) + RunFolders::line(Warned{hostile, hostile, hostile}, 2));
    const RunRecord run = readRunRecord(folder);
    const std::string page = reportPage(run, reportJson(run));
    for (const char* markup : {"<script", "<img", "\x1B", "\xE2\x80\xAE", "</pre></title>", "'><"}) EXPECT_THAT(page, Not(HasSubstr(markup)));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST(RunReport, NeedsNothingBesideIt) {
    RunFolders folders;
    const RunRecord run = readRunRecord(folders.make("a", {.steps = 3000}));
    const std::string page = reportPage(run, reportJson(run));
    for (const char* outside : {"http://", "https://", "src=", "href=", "<script", "@import", "url("}) EXPECT_THAT(page, Not(HasSubstr(outside)));
    EXPECT_THAT(page, HasSubstr("prefers-color-scheme:dark"));
    EXPECT_EQ(page.find("nan"), std::string::npos);
    EXPECT_LT(page.size(), 200000u);
}

TEST(RunReport, IsMadeOfWhateverTheFolderHolds) {
    RunFolders folders;
    fs::create_directories(folders.runs() / "empty");
    const fs::path broken = folders.make("broken");
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json", "held-out.jsonl"}) RunFolders::write(broken / name, "\xFF[");
    RunFolders::write(folders.make("odd") / "environment.json", R"({"data":[],"resolved":7,"model":"x","machine":[],"versions":1})");
    RunFolders::write(folders.make("odder") / "report.json", R"({"test":{"loss":"x"}})");
    for (const char* id : {"empty", "broken", "odd", "odder"}) {
        const fs::path folder = folders.runs() / id;
        writeReports(readRunRecord(folder));
        EXPECT_EQ(Json::parse(readFile(folder / "report.json")).stringOr("run", ""), id);
        EXPECT_THAT(readFile(folder / "report.html"), HasSubstr("</html>"));
    }
}

TEST(RunReport, KeepsTheTestLossWhenItIsMadeAgain) {
    RunFolders folders;
    const fs::path folder = folders.make("a");
    RunFolders::write(folder / "report.json", R"({"test":{"loss":1.25,"count":9}})");
    writeReports(readRunRecord(folder));
    writeReports(readRunRecord(folder));
    EXPECT_EQ(at(Json::parse(readFile(folder / "report.json")), "test").numberOr("loss", 0), 1.25);
}

TEST(RunReport, SaysHowToGoOnAfterACrash) {
    RunFolders folders;
    const RunRecord run = readRunRecord(folders.make("20260101-000000-aaaa", {.end = ""}));
    EXPECT_EQ(adviceFor(run), "stopped unexpectedly; continue with `luthier resume 20260101-000000-aaaa` (from step 4)");
    EXPECT_THAT(reportPage(run, reportJson(run)), HasSubstr("stopped unexpectedly"));
}

TEST(RunReport, OpensRunsOfEveryPublishedFormat) {
    const std::vector<std::filesystem::path> published = testing::keptRuns();
    ASSERT_FALSE(published.empty());
    for (const std::filesystem::path& kept : published) {
        const RunRecord run = readRunRecord(kept);
        EXPECT_TRUE(run.problems.empty()) << run.problems[0].what;
        EXPECT_TRUE(gainOf(run)) << kept;
        EXPECT_THAT(reportPage(run, reportJson(run)), HasSubstr("polyline"));
    }
}

TEST(Comparison, NamesOnlySettingsThatDiffer) {
    RunFolders folders;
    Recipe other;
    other.train.learningRate = 0.001;
    other.method.rank = 4;
    const Json compared = compareRuns({readRunRecord(folders.make("a")), readRunRecord(folders.make("b", {.name = "another", .recipe = other}))});
    std::vector<std::string> keys;
    for (const Json& setting : at(compared, "settings").asArray()) keys.push_back(setting.stringOr("key", ""));
    EXPECT_EQ(keys, (std::vector<std::string>{"method.rank", "train.learning_rate"}));
    EXPECT_EQ(at(at(compared, "settings").asArray()[0], "values").dump(), "[16,4]");
}

const Json& onlyInterval(const Json& compared) { return at(compared, "intervals").asArray().at(0); }

TEST(Comparison, MarksTheBestAndGivesTheInterval) {
    RunFolders folders;
    const Json compared = compareRuns({readRunRecord(folders.make("a", {.best = 2})), readRunRecord(folders.make("b", {.best = 1.5}))});
    const Json& loss = at(compared, "numbers").asArray().at(1);
    EXPECT_EQ(loss.stringOr("key", ""), "loss");
    EXPECT_EQ(loss.integerOr("best", -1), 1);
    const Json& interval = onlyInterval(compared);
    EXPECT_TRUE(interval.boolOr("comparable", false));
    EXPECT_EQ(interval.integerOr("rows", 0), 20);
    EXPECT_NEAR(interval.numberOr("difference", 0), -0.5, 1e-9);
    EXPECT_TRUE(interval.boolOr("distinguishable", false));
}

TEST(Comparison, EqualRunsAreNotDistinguishable) {
    RunFolders folders;
    const Json compared = compareRuns({readRunRecord(folders.make("a")), readRunRecord(folders.make("b"))});
    EXPECT_FALSE(onlyInterval(compared).boolOr("distinguishable", true));
    EXPECT_THAT(onlyInterval(compared).stringOr("words", ""), HasSubstr("not distinguishable"));
    EXPECT_TRUE(at(at(compared, "numbers").asArray().at(1), "best").isNull());
}

TEST(Comparison, ARunWithoutStepsIsNotTheFastest) {
    RunFolders folders;
    const Json compared = compareRuns({readRunRecord(folders.make("a", {.steps = 0})), readRunRecord(folders.make("b"))});
    const auto& numbers = at(compared, "numbers").asArray();
    const auto seconds = std::ranges::find_if(numbers, [](const Json& number) { return number.stringOr("key", "") == "seconds"; });
    ASSERT_NE(seconds, numbers.end());
    EXPECT_TRUE(at(*seconds, "values").asArray()[0].isNull());
    EXPECT_TRUE(at(*seconds, "values").asArray()[1].isNumber());
    EXPECT_TRUE(at(*seconds, "best").isNull());
}

TEST(Comparison, OfPartlyTheSameRowsIsSaidWithCounts) {
    RunFolders folders;
    const Json interval = onlyInterval(compareRuns({readRunRecord(folders.make("a", {.heldOut = 20})), readRunRecord(folders.make("b", {.best = 1, .heldOut = 12}))}));
    EXPECT_TRUE(interval.boolOr("comparable", false));
    EXPECT_EQ(interval.integerOr("rows", 0), 12);
    EXPECT_EQ(interval.integerOr("only_a", 0), 8);
    EXPECT_THAT(interval.stringOr("words", ""), HasSubstr("8 rows only by the first, 0 only by the second"));
}

TEST(Comparison, OfDifferentRowsIsRefusedInWords) {
    RunFolders folders;
    const fs::path other = folders.make("b", {.heldOut = 0});
    const RunRecord first = readRunRecord(folders.make("a"));
    EXPECT_THAT(onlyInterval(compareRuns({first, readRunRecord(other)})).stringOr("words", ""), HasSubstr("b has no losses of held-out rows"));
    std::string rows;
    for (int i = 100; i < 120; ++i) rows += RunFolders::heldOutLine(0, i, 3) + RunFolders::heldOutLine(4, i, 2);
    RunFolders::write(other / "held-out.jsonl", rows);
    const Json interval = onlyInterval(compareRuns({first, readRunRecord(other)}));
    EXPECT_FALSE(interval.boolOr("comparable", true));
    EXPECT_THAT(interval.stringOr("words", ""), HasSubstr("not one is the same"));
}

TEST(Comparison, OfOtherTokensIsRefusedInWords) {
    RunFolders folders;
    const fs::path other = folders.make("b");
    std::string rows = readFile(other / "held-out.jsonl");
    for (size_t place; (place = rows.find("\"count\":10")) != std::string::npos;) rows.replace(place, 10, "\"count\":11");
    RunFolders::write(other / "held-out.jsonl", rows);
    const Json interval = onlyInterval(compareRuns({readRunRecord(folders.make("a")), readRunRecord(other)}));
    EXPECT_FALSE(interval.boolOr("comparable", true));
    EXPECT_THAT(interval.stringOr("words", ""), HasSubstr("other numbers of tokens"));
}

TEST(ModelCard, NamesBaseLicenceAndFigures) {
    RunFolders folders;
    const fs::path base = folders.home() / "models--ada--small/snapshots/1234";
    fs::create_directories(base);
    RunFolders::write(base / "README.md", "---\nlanguage: en\nlicense: apache-2.0\n---\n# small\nlicense: other\n");
    RunRecord run = readRunRecord(folders.make("a"));
    run.recipe->model.path = textOf(base);
    const std::string card = modelCard(run, "peft");
    EXPECT_TRUE(card.starts_with("---\nbase_model: ada/small\nlibrary_name: peft\npipeline_tag: text-generation\nlicense: apache-2.0\ntags:\n- luthier\n- sft\n- lora\n")) << card;
    for (const char* fact : {"| loss | 3.0000 | 2.0000 |", "`bb`", "60 rows to learn from", "AutoPeftModelForCausalLM"}) EXPECT_THAT(card, HasSubstr(fact));
    EXPECT_THAT(card, Not(HasSubstr("/data/rows.jsonl")));
    EXPECT_THAT(card, Not(HasSubstr("What?")));
}

TEST(ModelCard, ALicenceIsThatOfTheGgufFileElseOfTheCardBesideIt) {
    RunFolders folders;
    const fs::path says = folders.home() / "says/a.gguf", saysNothing = folders.home() / "says-nothing/a.gguf";
    for (const auto& [file, golden] : {std::pair{says, "gguf/llama_mixed.gguf"}, std::pair{saysNothing, "gguf/blocks.gguf"}}) {
        fs::create_directories(file.parent_path());
        fs::copy_file(testing::goldenFile(golden), file);
    }
    const std::string own = licenceOf(says);
    EXPECT_FALSE(own.empty());
    EXPECT_EQ(licenceOf(saysNothing), "");
    for (const fs::path& file : {says, saysNothing}) RunFolders::write(file.parent_path() / "README.md", "---\nlicense: of-the-card\n---\n");
    EXPECT_EQ(licenceOf(says), own);
    EXPECT_EQ(licenceOf(saysNothing), "of-the-card");
    EXPECT_EQ(licenceOf(saysNothing.parent_path()), "of-the-card");
}

TEST(ModelCard, OfRandomWeightsNamesNoBase) {
    RunFolders folders;
    Recipe recipe;
    recipe.model.init = "random";
    const std::string card = modelCard(readRunRecord(folders.make("a", {.recipe = recipe})), "transformers");
    EXPECT_THAT(card, Not(HasSubstr("base_model")));
    EXPECT_THAT(card, HasSubstr("library_name: transformers"));
    EXPECT_THAT(card, HasSubstr("knows nothing of the world"));
}

TEST(ModelCard, ANameStaysAName) {
    RunFolders folders;
    RunRecord run = readRunRecord(folders.make("a", {.name = "x\n---\nlicense: mit\n# [a](b) <i>"}));
    run.recipe->model.path = "/models/odd: name\n#";
    const std::string card = modelCard(run, "peft");
    EXPECT_THAT(card, HasSubstr("base_model: \"odd: name #\"\n"));
    EXPECT_THAT(card, HasSubstr("# x --- license: mit \\# \\[a\\](b) \\<i\\>\n"));
}

TEST(Chart, DrawsOnlyNumbers) {
    const double none = std::nan("");
    const std::string svg = chartSvg({"x", {{"a", "raw", {{1, none}, {2, 1}, {3, INFINITY}, {4, 2}}}}});
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
    EXPECT_EQ(chartSvg({"x", {{"a", "raw", {{1, none}}}}}), "");
    for (const std::vector<ChartPoint>& points : {std::vector<ChartPoint>{{0, 5}}, {{0, 0}, {1, 0}}, {{0, 1e17}, {1, 1e17 + 16}}, {{0, -1e300}, {1, 1e300}}, {{0, 1e-300}}}) {
        EXPECT_THAT(chartSvg({"x", {{"a", "raw", points}}}), HasSubstr("polyline"));
    }
}

TEST(Chart, OfVeryManyPointsKeepsThePeaks) {
    std::vector<ChartPoint> points;
    for (int i = 0; i < 100000; ++i) points.push_back({static_cast<double>(i), i == 51234 ? 50.0 : 1.0});
    const std::string svg = chartSvg({"x", {{"a", "raw", points}}});
    EXPECT_LT(svg.size(), 40000u);
    EXPECT_THAT(svg, HasSubstr("390.0,"));  // 58 + 51234 / 99999 * 648: the peak stands in its place
}

TEST(Chart, SmoothingIsFreeOfThePullOfItsStart) {
    std::vector<ChartPoint> flat(500, ChartPoint{0, 3});
    EXPECT_NEAR(smoothed(flat).front().y, 3, 1e-12);
    EXPECT_NEAR(smoothed(flat).back().y, 3, 1e-12);
}

TEST(Figures, AreAsPeopleReadThem) {
    EXPECT_EQ(countInWords(1234567), "1 234 567");
    EXPECT_EQ(countInWords(-1234), "-1 234");
    EXPECT_EQ(countInWords(999), "999");
    EXPECT_EQ(bytesInWords(1400000000), "1.4 GB");
    EXPECT_EQ(secondsInWords(7500), "2 h 05 min");
    EXPECT_EQ(dateInWords(1700000000), "2023-11-14 22:13 UTC");
    EXPECT_EQ(dateInWords(0), "-");
    EXPECT_EQ(harmlessLine("a\x1B[2J\nb\xE2\x80\xAE"), "a\xEF\xBF\xBD[2J b\xEF\xBF\xBD");
}

}  // namespace
}  // namespace luthier
