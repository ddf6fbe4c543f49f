// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <cmath>
#include <fstream>

#include "tests/support/temp_folder.h"
#include "ui/models/curve_table.h"
#include "ui/models/export_card.h"
#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/models/runs_model.h"
#include "ui/models/word_difference.h"
#include "ui/runner/event_tail.h"
#include "ui/runner/problems_line.h"
#include "ui/runner/run_host.h"

namespace luthier::ui {
namespace {

StepDone stepDone(int64_t step, double loss, double seconds) {
    StepDone done;
    done.step = step;
    done.loss = loss;
    done.seconds = seconds;
    done.epoch = static_cast<double>(step) / 10;
    return done;
}

Started startedWith(int64_t steps) {
    Started started;
    started.run = "20260101-000000-abcd";
    started.dir = "/nowhere";
    started.steps = steps;
    started.examplesTrain = 80;
    return started;
}

/// A run of `steps` steps, a second each, whose loss falls from 3.
ShownRun runOf(int64_t planned, int64_t steps, double fall = 0.1) {
    ShownRun run;
    run.on({startedWith(planned), 1000});
    for (int64_t step = 1; step <= steps; ++step) run.on({stepDone(step, 3 - fall * static_cast<double>(step), static_cast<double>(step)), 1000.0 + static_cast<double>(step)});
    return run;
}

Curve sawtooth(size_t points) {
    Curve curve;
    for (size_t i = 0; i < points; ++i) curve.push_back({static_cast<double>(i), static_cast<double>(i), i % 1000 == 500 ? 100.0 : std::sin(static_cast<double>(i))});
    return curve;
}

RunSummary summary(const std::string& id, const std::string& name, RunState state, double loss, double begun) {
    RunSummary run;
    run.id = id;
    run.name = name;
    run.state = state;
    run.reason = "done";
    run.baseLoss = 3;
    run.bestLoss = loss;
    run.begun = begun;
    return run;
}

class RunModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofManyPointsEveryPeakStaysVisible() {
        const Curve curve = sawtooth(100000);
        const std::vector<PlotPoint> points = visible(curve, {}, 0, 99999, 800);
        QVERIFY(points.size() <= 2 * 800 + 4);
        QCOMPARE(std::ranges::count_if(points, [](const PlotPoint& point) { return point.y == 100; }), 100);
        QVERIFY(std::ranges::is_sorted(points, {}, &PlotPoint::x));
    }

    void aLookCloserShowsThePointsThemselves() {
        const std::vector<PlotPoint> points = visible(sawtooth(100000), {}, 10, 12, 800);
        QCOMPARE(points.size(), size_t{5});  // and a neighbour on either side
        QCOMPARE(points.front().x, 9.0);
    }

    void lossesThatAreNoNumbersLeaveAGap() {
        Curve curve = sawtooth(5000);
        curve[2500].value = std::nan("");
        const std::vector<PlotPoint> points = visible(curve, {}, 0, 4999, 100);
        QCOMPARE(std::ranges::count_if(points, [](const PlotPoint& point) { return std::isnan(point.y); }), 1);
    }

    void theSmoothLineOfAConstantIsTheConstant() {
        SmoothCurve smooth(20);
        for (int i = 0; i < 50; ++i) smooth.add({static_cast<double>(i), 0, 2.5});
        for (const CurvePoint& point : smooth.points()) QVERIFY(std::abs(point.value - 2.5) < 1e-12);
    }

    void aResumeForgetsLaterStepsAndGoesOnInTime() {
        ShownRun run = runOf(100, 10);
        run.on({SampleText{8, "What?", "a", "b"}, 1010});
        run.on({Resumed{6}, 2000});
        QCOMPARE(run.curve(Series::Loss).size(), size_t{6});
        QVERIFY(run.answers()[0].now.empty());
        run.on({stepDone(7, 2, 1.5), 2002});
        QCOMPARE(run.curve(Series::Loss).back().seconds, 7.5);
        QCOMPARE(run.smoothLoss().size(), size_t{7});
    }

    void aPauseIsNoTimeSpent() {
        ShownRun run = runOf(100, 10);
        const double before = run.timeLeft()->likely;
        run.on({Paused{}, 1010});
        run.on({Continued{}, 1110});
        for (int64_t step = 11; step <= 20; ++step) run.on({stepDone(step, 1, static_cast<double>(step) + 100), 1100.0 + static_cast<double>(step)});
        QCOMPARE(run.secondsTrained(), 20.0);
        QCOMPARE(run.course().seconds, 20.0);
        QVERIFY(run.timeLeft()->likely < before);
        QVERIFY(run.timeLeft()->high < 2 * before);
    }

    void timeLeftIsToldWhenSomeStepsAreDone() {
        QVERIFY(!runOf(100, 3).timeLeft());
        const std::optional<TimeLeft> left = runOf(100, 40).timeLeft();
        QVERIFY(left);
        QVERIFY(std::abs(left->likely - 60) < 1);
        QVERIFY(left->low <= left->likely && left->likely <= left->high);
        QVERIFY(!runOf(40, 40).timeLeft());
    }

    void aSentenceSaysHowItLearns() {
        QVERIFY(sentenceOf(runOf(100, 20), RunPhase::Training).contains("Learning well"));
        QVERIFY(sentenceOf(runOf(40, 20, 0.0), RunPhase::Training).contains("Hardly learning"));
        QVERIFY(sentenceOf(ShownRun(), RunPhase::Preparing).contains("Getting ready"));
    }

    void theSentenceSaysThatItLooksAtTheHeldOutRowsWhileItDoes() {
        Started started = startedWith(12);
        started.examplesEval = 20;
        ShownRun run;
        run.setEvalEvery(10);
        const auto sentenceAfter = [&](const RunEvent& event) {
            run.on({event, 1000});
            return sentenceOf(run, RunPhase::Training);
        };
        QVERIFY(sentenceAfter(started).contains("before it learns"));
        QVERIFY(!sentenceAfter(EvalDone{0, 3, 20, 20, {}, true}).contains("Looking"));
        for (int64_t step = 1; step < 10; ++step) QVERIFY(!sentenceAfter(stepDone(step, 3 - 0.1 * static_cast<double>(step), 1)).contains("Looking"));
        QVERIFY(sentenceAfter(stepDone(10, 2, 10)).contains("it has become, on examples it never saw"));
        QVERIFY(sentenceAfter(EvalDone{10, 2, 7.4, 20, {}, true}).contains("Learning well"));
        QVERIFY(sentenceAfter(stepDone(11, 2, 11)).contains("Learning well"));
        QVERIFY(sentenceAfter(stepDone(12, 2, 12)).contains("it has become, on examples it never saw"));
        QVERIFY(sentenceAfter(EvalDone{12, 2, 7.4, 20, {}, true}).contains("being written"));
    }

    void whereNothingIsHeldOutNobodySaysThatItLooks() {
        QVERIFY(sentenceOf(runOf(100, 0), RunPhase::Training).contains("has begun"));
        QVERIFY(sentenceOf(runOf(100, 100), RunPhase::Training).contains("being written"));
    }

    void whatIsKeptOfARunThatCameToNoEndIsSaidAsItIs() {
        const auto ended = [](ShownRun run, const std::string& reason) {
            if (!reason.empty()) run.on({Finished{reason, 0, 0, false, "", {}}, 1100});
            return sentenceOf(run, RunPhase::Ended);
        };
        ShownRun saved = runOf(100, 20);
        saved.on({Saved{10, "step-10"}, 1020});
        QVERIFY(ended(runOf(100, 20), "stopped").contains("What was learnt is kept"));
        QVERIFY(ended(runOf(100, 0), "stopped").contains("nothing was learnt"));
        QVERIFY(ended(saved, "").contains("up to the last saved state is kept"));
        QVERIFY(ended(runOf(100, 20), "").contains("before anything was saved"));
        QVERIFY(!sentenceOf(runOf(100, 0), RunPhase::Stopping).contains("learnt"));
    }

    void aRunOverLabelsSaysHowOftenItIsRight() {
        ShownRun run = runOf(100, 30);
        run.on({EvalDone{0, 1.6, 5, 50, Json::parse(R"({"accuracy": 0.2, "majority": 0.24})"), true}, 1000});
        run.on({EvalDone{30, 0.5, 2, 50, Json::parse(R"({"accuracy": 0.8, "majority": 0.24})"), true}, 1030});
        QVERIFY(sentenceOf(run, RunPhase::Training).contains("80 % are right; at the start it was 20 %"));
        run.on({Finished{"done", 30, 0.5, true, "", {}}, 1031});
        QVERIFY(sentenceOf(run, RunPhase::Ended).contains("80 % are right, at the start it was 20 %; best at step 30."));
        QVERIFY(sentenceOf(run, RunPhase::Ended).contains("would be right in 24 %"));
        QVERIFY(run.hasQuality() && !run.answersNumbers());
    }

    void aRunOverNumbersSaysHowFarItIsOff() {
        ShownRun run = runOf(100, 30);
        run.on({EvalDone{0, 9, 5, 50, Json::parse(R"({"mae": 2.5, "r2": null})"), true}, 1000});
        run.on({EvalDone{30, 1, 2, 50, Json::parse(R"({"mae": 0.75, "r2": 0.9})"), true}, 1030});
        QVERIFY(sentenceOf(run, RunPhase::Training).contains("off by 0.75 on average; at the start by 2.5"));
        QVERIFY(run.answersNumbers());
        QCOMPARE(run.curve(Series::MeanError).size(), size_t{2});
    }

    void memorisingIsSeen() {
        ShownRun run = runOf(100, 30);
        for (const auto& [step, loss] : std::vector<std::pair<int64_t, double>>{{0, 3.0}, {10, 2.0}, {20, 2.2}, {30, 2.4}}) run.on({EvalDone{step, loss, 1, 10, {}, step == 10}, 1030});
        const std::vector<Advice> advice = adviceFor(run, {});
        QCOMPARE(advice.size(), size_t{1});
        QVERIFY(advice[0].kind == Advice::Kind::Memorising && advice[0].offersStop);
        QVERIFY(advice[0].what.contains("10"));
    }

    void divergingAndABrokenLossAreSeen() {
        ShownRun run = runOf(200, 20);
        for (int64_t step = 21; step <= 60; ++step) run.on({stepDone(step, 6, static_cast<double>(step)), 1100});
        QVERIFY(adviceFor(run, {}).at(0).kind == Advice::Kind::Diverging);
        run.on({stepDone(61, std::nan(""), 61), 1100});
        QVERIFY(adviceFor(run, {}).at(0).kind == Advice::Kind::NotANumber);
    }

    void whatIsTakenForWhatIsReadFromAWholeTableOnly() {
        const Json metrics = Json::parse(R"({"accuracy": 0.7, "classes": [{"label": "cat"}, {"label": "dog"}], "confusion": [[4, 1], [2, 3]]})");
        const Confusion confusion = confusionOf(metrics);
        QCOMPARE(confusion.labels, (std::vector<std::string>{"cat", "dog"}));
        QCOMPARE(confusion.rowsOf(0), int64_t{5});
        const std::vector<Mistake> mistakes = mistakesOf(confusion, 1);
        QCOMPARE(mistakes.size(), size_t{1});
        QCOMPARE(mistakes[0].right, size_t{1});
        QCOMPARE(mistakes[0].count, int64_t{2});
        for (const char* torn : {R"({"classes": [{"label": "cat"}], "confusion": [[4, 1], [2, 3]]})", R"({"classes": [{"label": "a"}, {"label": "b"}], "confusion": [[4], [2, 3]]})",
                                 R"({"accuracy": 1})", "null"}) {
            QVERIFY2(confusionOf(Json::parse(torn)).empty(), torn);
        }
    }

    void howOftenItIsRightIsACurveOfItsOwn() {
        ShownRun run = runOf(100, 10);
        QVERIFY(!run.hasQuality());
        for (const char* line : {R"({"event":"eval","time":1,"step":0,"loss":1,"perplexity":2,"count":9,"metrics":{"accuracy":0.5,"majority":0.5,"f1_macro":0.3},"best":true})",
                                 R"({"event":"eval","time":2,"step":10,"loss":0.5,"perplexity":2,"count":9,"metrics":{"accuracy":0.75,"majority":0.5,"f1_macro":0.7},"best":true})"}) {
            run.on({*eventOf(Json::parse(line)), 1});
        }
        QVERIFY(run.hasQuality());
        QCOMPARE(run.curve(Series::Accuracy).back().value, 0.75);
        QCOMPARE(run.curve(Series::F1).size(), size_t{2});
        run.on({Resumed{5}, 2000});
        QCOMPARE(run.curve(Series::Accuracy).size(), size_t{1});
        QCOMPARE(run.best(), std::optional<CurvePoint>());
    }

    void aQuestionIsShownWithoutTheWordsOfItsTemplate() {
        QCOMPARE(questionOf("user\nWhat?\nReally?\nassistant\n"), QString("What?\nReally?"));
        QCOMPARE(questionOf("User:\nWhat?\n\nReally?\n\nAssistant:\n"), QString("What?\n\nReally?"));
        QCOMPARE(questionOf("system\nBe kind.\nuser\nWhat?\nassistant"), QString("What?"));
        QCOMPARE(questionOf("user\nA\nassistant\nB\nuser\nC\nassistant"), QString("user\nA\nassistant\nB\nuser\nC\nassistant"));
        QCOMPARE(questionOf("Once upon"), QString("Once upon"));
    }

    void smallAndLargeNumbersAreWrittenForPeople() {
        QLocale::setDefault(QLocale::English);
        QCOMPARE(preciseWords(0.002), QString("0.002"));
        QCOMPARE(preciseWords(2.2249), QString("2.22"));
        QCOMPARE(preciseWords(9.78e-7), QString::fromUtf8("9.78 · 10⁻⁷"));
        QCOMPARE(preciseWords(0), QString("0"));
    }

    void aFullDiskIsSeenAndAGoodRunHasNoAdvice() {
        QVERIFY(adviceFor(runOf(100, 20), uint64_t{100} << 30).empty());
        QVERIFY(adviceFor(runOf(100, 20), uint64_t{1} << 20).at(0).kind == Advice::Kind::DiskLow);
    }

    void smallPromisesTrainInTheWindow() {
        QVERIFY(placeFor(1000, 4000) == TrainingPlace::Window);
        QVERIFY(placeFor(3000, 4000) == TrainingPlace::Process);
        QVERIFY(placeFor(0, 4000) == TrainingPlace::Process);
    }

    void theTableBehindAPlotHoldsEveryStep() {
        const ShownRun run = runOf(100, 5);
        const Curve heldOut{{0, 0, 3}, {5, 5, 2}};
        CurveTable table({{"loss, \"raw\"", &run.curve(Series::Loss)}, {"held out", &heldOut}});
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table.rowCount(), 6);
        QCOMPARE(table.columnCount(), 4);
        const QList<QByteArray> lines = table.csv().split('\n');
        QCOMPARE(lines[0], QByteArray("step,seconds,\"loss, \"\"raw\"\"\",\"held out\""));
        QCOMPARE(lines[1], QByteArray("0,0,,3"));
        QCOMPARE(lines[6], QByteArray("5,5,2.5,2"));
    }

    void runsAreFoundByEveryWord() {
        RunsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<RunSummary> runs{summary("a", "Support replies", RunState::Finished, 2, 10), summary("b", "Recipes", RunState::Stopped, 1, 20)};
        runs[1].tags = {"kitchen"};
        runs[1].notes = "too salty";
        model.setRuns(runs);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.run(0).id, std::string("b"));  // newest first
        model.setFilter({"KITCHEN salty", RunFilter::State::All});
        QCOMPARE(model.rowCount(), 1);
        model.setFilter({"", RunFilter::State::Done});
        QCOMPARE(model.run(0).id, std::string("a"));
        model.setFilter({});
        model.sort(RunsModel::Name, Qt::DescendingOrder);
        QCOMPARE(model.run(0).id, std::string("a"));
        model.sort(RunsModel::Loss, Qt::AscendingOrder);
        QCOMPARE(model.run(0).id, std::string("b"));
    }

    void runsComeGoAndChangeWhereTheyStand() {
        RunsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<RunSummary> runs;
        for (int i = 0; i < 8; ++i) runs.push_back(summary(std::string(1, static_cast<char>('a' + i)), "run", RunState::Finished, 2, 100 - i));
        model.setRuns({runs[1], runs[2], runs[4], runs[5]});
        const QPersistentModelIndex chosen = model.index(2, 0);  // e
        const QSignalSpy anew(&model, &QAbstractItemModel::modelReset);
        runs[4].name = "renamed";
        model.setRuns({runs[0], runs[1], runs[3], runs[4], runs[6], runs[7]});
        QCOMPARE(anew.count(), 0);
        QCOMPARE(model.rowCount(), 6);
        for (int row = 0; row < 6; ++row) QCOMPARE(model.run(row).id, runs[static_cast<size_t>(std::array{0, 1, 3, 4, 6, 7}[static_cast<size_t>(row)])].id);
        QCOMPARE(chosen.row(), 3);
        QCOMPARE(chosen.data().toString(), QString("renamed"));
        std::vector<RunSummary> turned{runs[1], runs[0]};
        std::swap(turned[0].begun, turned[1].begun);
        model.setRuns(turned);
        QCOMPARE(anew.count(), 1);
        QCOMPARE(model.run(0).id, std::string("b"));
        model.setRuns({});
        QCOMPARE(model.rowCount(), 0);
    }

    void wordsThatDifferAreMarked() {
        const WordDifference difference = wordDifference("It is a red house", "It is a blue house");
        QCOMPARE(difference.a, (std::vector<WordPart>{{"It is a ", false}, {"red ", true}, {"house", false}}));
        QCOMPARE(difference.b, (std::vector<WordPart>{{"It is a ", false}, {"blue ", true}, {"house", false}}));
        QVERIFY(richText({{"<b>", true}}, "#fff").contains("&lt;b&gt;"));
        QVERIFY(wordDifference("", "").a.empty());
    }

    void eventsAreReadOnAsTheyAreWritten() {
        const testing::TempFolder folder;
        const std::filesystem::path file = folder / "events.jsonl";
        EventTail tail(file);
        QVERIFY(tail.more().empty());
        const std::string line = eventJson(Resumed{3}, 1).dump();
        std::ofstream(file) << line << "\n" << line.substr(0, 10);
        QCOMPARE(tail.more().size(), size_t{1});
        QVERIFY(tail.more().empty());
        std::ofstream(file, std::ios::app) << line.substr(10) << "\n";
        QCOMPARE(tail.more().size(), size_t{1});
    }

    void problemsOfAChildAreReadFromItsLine() {
        const Problems problems = problemsIn(R"([{"level":"error","where":"data.train","what":"empty","mend":"fill it"}])");
        QCOMPARE(problems, (Problems{{Level::Error, "data.train", "empty", "fill it"}}));
        QVERIFY(problemsIn("[torn").empty());
        QVERIFY(problemsIn("{}").empty());
    }

    void anExportTakesANameThatIsFree() {
        const testing::TempFolder folder;
        const ExportCard card = exportCards().front();
        const std::filesystem::path first = freeTarget(folder.path(), "../my: run", card);
        QCOMPARE(first.parent_path(), folder.path());
        std::filesystem::create_directory(first);
        QVERIFY(freeTarget(folder.path(), "../my: run", card) != first);
    }
};

}  // namespace
}  // namespace luthier::ui

QTEST_GUILESS_MAIN(luthier::ui::RunModelsTest)
#include "run_models_test.moc"
