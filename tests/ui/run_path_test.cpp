// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <csignal>

#include "core/base/os.h"
#include "core/engine/machine.h"
#include "core/recipe/read.h"
#include "tests/support/sanitized.h"
#include "tests/support/workplace.h"
#include "ui/models/comparison.h"
#include "ui/models/export_card.h"
#include "ui/models/text.h"
#include "ui/models/tried_models.h"
#include "ui/runner/closing.h"
#include "ui/runner/errand.h"
#include "ui/runner/followed_run.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"

namespace luthier::ui {
namespace {

constexpr int kPatience = 120000 * luthier::testing::kTimesSlower;  // milliseconds, for a busy machine
constexpr int64_t kSteps = 12;

/// The window, whose runs train in processes of their own.
struct Opened {
    Studio studio{os::luthierHome()};
    RunHost& host = studio.runHost();
    MainWindow window{studio};

    Opened() {
        host.setPlace(TrainingPlace::Process);
        window.show();
    }
};

/// The real path: runs train, are watched, killed, followed, compared and exported.
class RunPathTest : public QObject {
    Q_OBJECT

    Recipe recipe(int64_t steps) const {
        RecipeRead read = readRecipeFile(place_.recipe());
        read.recipe.train.steps = steps;
        read.recipe.train.evalEvery = std::max<int64_t>(1, steps / 3);
        read.recipe.exports = {"peft"};
        return read.recipe;
    }

    static std::filesystem::path runFolder(const RunHost& host) { return os::luthierHome() / "runs" / pathOf(host.runId()); }

    static int64_t processOf(const std::filesystem::path& folder) { return std::stoll(readFile(folder / "run.lock").substr(std::string("process ").size())); }

    static bool trains(RunHost& host, int64_t steps = 2) {
        return QTest::qWaitFor([&] { return host.run().step() >= steps; }, kPatience);
    }
    static bool ends(RunHost& host) {
        return QTest::qWaitFor([&] { return host.phase() == RunPhase::Ended; }, kPatience);
    }

    /// Clicks a button of the message that comes up next.
    static void answerWith(const QString& button) {
        auto* timer = new QTimer(qApp);
        connect(timer, &QTimer::timeout, timer, [timer, button] {
            QWidget* box = QApplication::activeModalWidget();
            auto* found = box ? box->findChild<QPushButton*>(button) : nullptr;
            if (!found) return;
            timer->deleteLater();
            found->click();
        });
        timer->start(20);
    }

    /// From that many changing operations on, whatever the next children write below $LUTHIER_HOME meets a full disk; empty: no more.
    static void fillDiskAfter(const char* operations) {
        const bool on = *operations != 0;
        os::setEnvironment("LD_PRELOAD", on ? LUTHIER_BIN "/libwatched_disk.so" : "");
        os::setEnvironment("LUTHIER_DISK_ROOT", on ? textOf(os::luthierHome()) : "");
        os::setEnvironment("LUTHIER_DISK_FAIL", operations);
    }

    std::filesystem::path finishedRun() const {
        for (const std::filesystem::path& folder : place_.runs()) {
            if (os::markOf(folder / "adapter/adapter_config.json")) return folder;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { os::setEnvironment("LUTHIER_HOME", textOf(place_.home())); }

    void closingDoesNotWaitForTheComputerToBeMeasured() {
        {
            RunHost host;
            host.setThreads(1);
            QSignalSpy opened(&host.engine(), &EngineThread::opened);
            host.wake();
            QVERIFY(opened.wait(kPatience));
        }
        QVERIFY(!knownSpeeds(1));
    }

    void theEngineThreadMeasuresTheComputerOnceAndSaysSo() {
        QVERIFY(!knownSpeeds(1));
        QCOMPARE(check(recipe(kSteps), 1, Unmeasured::Leave).promise.seconds, 0.0);
        QVERIFY(!knownSpeeds(1));
        RunHost host;
        host.setThreads(1);
        QSignalSpy known(&host, &RunHost::speedsKnown);
        host.wake();
        QVERIFY(known.wait(kPatience));
        QVERIFY(knownSpeeds(1));
        QVERIFY(check(recipe(kSteps), 1, Unmeasured::Leave).promise.seconds > 0);
        host.setThreads(1);
        QVERIFY(!known.wait(100));
        // What follows need not measure for other numbers of threads.
        const Json measured = Json::parse(readFile(os::luthierHome() / "machine.json")).find("measured")->asArray().front();
        rememberSpeeds(*measured.find("speeds"), os::usableCores(), measured.stringOr("library", ""));
    }

    void aRunOnTheThreadIsShownWhileItTrains() {
        RunHost host;
        host.setPlace(TrainingPlace::Window);
        host.setThreads(1);
        const QSignalSpy changes(&host, &RunHost::changed), started(&host, &RunHost::started);
        host.start(recipe(kSteps), "on the thread");
        QVERIFY(host.isBusy());
        QVERIFY(ends(host));
        QVERIFY2(host.end().kind == RunEnd::Kind::Done, host.end().problems.empty() ? "" : host.end().problems[0].what.c_str());
        QCOMPARE(host.run().curve(Series::Loss).size(), static_cast<size_t>(kSteps));
        QCOMPARE(started.size(), 1);
        QVERIFY(changes.size() >= 1);
        QVERIFY(host.run().curve(Series::HeldOut).size() >= 2);
        QCOMPARE(host.run().evalEvery(), kSteps / 3);
    }

    void aRunInAChildIsShownAsWell() {
        RunHost host;
        host.setPlace(TrainingPlace::Process);
        host.start(recipe(kSteps), "in a child");
        QVERIFY(ends(host));
        QVERIFY2(host.end().kind == RunEnd::Kind::Done, host.end().problems.empty() ? "" : host.end().problems[0].what.c_str());
        QCOMPARE(host.run().curve(Series::Loss).size(), static_cast<size_t>(kSteps));
    }

    void badDataIsRefusedWithEveryProblem() {
        RunHost host;
        host.setPlace(TrainingPlace::Process);
        Recipe bad = recipe(kSteps);
        bad.data.train = {place_.file("missing.jsonl")};
        const QSignalSpy refused(&host, &RunHost::refused);
        host.start(bad);
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Refused);
        QCOMPARE(refused.size(), 1);
        QVERIFY(host.end().problems.at(0).what.size() > 10);
        QVERIFY(host.runId().isEmpty());
    }

    void aKilledChildIsToldInWordsAndGoesOnLater() {
        RunHost host;
        host.setPlace(TrainingPlace::Process);
        host.start(recipe(100000), "killed");
        QVERIFY(trains(host));
        host.save();
        QVERIFY(QTest::qWaitFor([&] { return host.run().course().snapshot > 0; }, kPatience));
        const int64_t saved = host.run().course().snapshot;
        const std::filesystem::path folder = runFolder(host);
        QCOMPARE(::kill(static_cast<pid_t>(processOf(folder)), SIGKILL), 0);
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Crashed);
        QVERIFY(host.end().problems.at(0).what.size() > 20);
        host.resume(folder);
        QVERIFY(QTest::qWaitFor([&] { return host.phase() == RunPhase::Training && host.run().step() > saved; }, kPatience));
        host.pause();
        QVERIFY(QTest::qWaitFor([&] { return host.phase() == RunPhase::Paused; }, kPatience));
        host.proceed();
        host.stop();
        QVERIFY(host.phase() == RunPhase::Stopping);
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Stopped);
    }

    void aDetachedRunIsFoundAgainAndFollowed() {
        std::filesystem::path folder;
        {
            RunHost first;
            first.setPlace(TrainingPlace::Process);
            first.start(recipe(100000), "detached");
            QVERIFY(trains(first));
            folder = runFolder(first);
            first.detach();
        }
        QCOMPARE(runsInUse(os::luthierHome() / "runs"), std::vector{folder});
        RunHost second;
        QVERIFY(second.attachToRunning());
        QVERIFY(second.isFollowed());
        QVERIFY(trains(second, 4));
        QVERIFY(!second.can(Ask::Pause));
        second.stop();
        QVERIFY(ends(second));
        QVERIFY(second.end().kind == RunEnd::Kind::Stopped);
        QVERIFY(runsInUse(os::luthierHome() / "runs").empty());
    }

    void closingTheWindowAsksWhatBecomesOfTheRun() {
        Opened opened;
        auto& [studio, host, window] = opened;
        host.start(recipe(100000), "closed");
        QVERIFY(trains(host));
        answerWith("cancelCloseButton");
        QVERIFY(!window.close());
        QVERIFY(host.isBusy());
        answerWith("stopAndKeepButton");
        QVERIFY(!window.close());
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Stopped);
        QVERIFY(askBeforeClosing(host, &window) == Closing::Close);
    }

    void aRunThatIsToGoOnIsWatchedByTheNextWindow() {
        QString run;
        {
            Studio studio(os::luthierHome());
            studio.runHost().setPlace(TrainingPlace::Process);
            MainWindow window(studio);
            window.show();
            studio.runHost().start(recipe(100000), "goes on");
            QVERIFY(trains(studio.runHost()));
            run = studio.runHost().runId();
            answerWith("keepOnButton");
            QVERIFY(window.close());
        }
        Studio studio(os::luthierHome());
        MainWindow window(studio);
        window.show();  // its first paint looks for runs that are at work
        RunHost& host = studio.runHost();
        QVERIFY(QTest::qWaitFor([&] { return host.runId() == run; }, kPatience));
        QCOMPARE(window.page(), QString("run"));
        host.stop();
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Stopped);
    }

    void aFullDiskEndsTheRunInWordsAndItGoesOnWhenThereIsRoom() {
        if (!luthier::testing::kCanPreload) QSKIP("the sanitizer's own library must come first");
        RunHost host;
        host.setPlace(TrainingPlace::Process);
        fillDiskAfter("150");
        host.start(recipe(100000), "disk full");
        QVERIFY(ends(host));
        fillDiskAfter("");
        QVERIFY(host.end().kind == RunEnd::Kind::Failed);
        QVERIFY(!host.runId().isEmpty());
        const bool told = host.run().course().reason == "limit" || !host.end().problems.at(0).what.empty();
        QVERIFY(told);
        host.resume(runFolder(host));
        QVERIFY(QTest::qWaitFor([&] { return host.phase() == RunPhase::Training; }, kPatience));
        host.stop();
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Stopped);
    }

    void aRunWhoseFolderVanishedEndsAndIsForgotten() {
        Opened opened;
        auto& [studio, host, window] = opened;
        host.start(recipe(100000), "vanished");
        QVERIFY(trains(host));
        const QString id = host.runId();
        std::filesystem::remove_all(runFolder(host));
        host.stop();
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Stopped || !host.end().problems.at(0).what.empty());
        std::filesystem::remove_all(os::luthierHome() / "runs" / pathOf(id));  // what its end still wrote
        QVERIFY(QTest::qWaitFor([&] {
            studio.history().refresh();
            QTest::qWait(50);
            return studio.history().isKnown() && !studio.history().find(id);
        }, kPatience));
        Studio other(os::luthierHome());
        MainWindow later(other);
        later.go("run", {id});
        auto* words = later.pageWidget()->findChild<Placeholder*>();
        QVERIFY(QTest::qWaitFor([&] { return words->accessibleName() == "This run cannot be opened"; }, kPatience));
    }

    void theWindowShowsLivePointsThenTheHistory() {
        Opened opened;
        auto& [studio, host, window] = opened;
        window.go("run");
        const QSignalSpy titles(&window, &QWidget::windowTitleChanged);
        host.start(recipe(kSteps), "in the window");
        QVERIFY(ends(host));
        QVERIFY2(std::ranges::any_of(titles, [](const QList<QVariant>& told) { return told.front().toString().contains('%'); }), "how far it is stands in the taskbar");
        QCOMPARE(window.windowTitle(), QString("Luthier"));
        QCOMPARE(window.page(), QString("run"));
        auto* plot = window.pageWidget()->findChild<CurvePlot*>("largePlot");
        QVERIFY(plot);
        QVERIFY(plot->drawnPoints() >= kSteps);
        window.go("runs");
        auto* table = window.pageWidget()->findChild<QTableView*>("runsTable");
        QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() >= 3; }, kPatience));
        QVERIFY(studio.history().find(host.runId()));
    }

    void whatIsTriedAndExportedNextIsWhatWasJustLearnt() {
        Opened opened;
        auto& [studio, host, window] = opened;
        const auto chosen = [&](const char* page, const char* box) {
            window.go(page);
            return window.pageWidget()->findChild<QComboBox*>(QString::fromLatin1(box));
        };
        for (const auto& [page, box] : {std::pair{"try_it", "tryRunBox"}, std::pair{"export", "exportRunBox"}}) {
            QVERIFY(QTest::qWaitFor([&, page = page, box = box] { return !chosen(page, box)->currentText().isEmpty(); }, kPatience));
        }
        window.go("home");
        host.start(recipe(kSteps), "just learnt");
        QVERIFY(ends(host));
        for (const auto& [page, box] : {std::pair{"try_it", "tryRunBox"}, std::pair{"export", "exportRunBox"}}) {
            QVERIFY(QTest::qWaitFor([&, page = page, box = box] { return chosen(page, box)->currentText() == "just learnt"; }, kPatience));
        }
    }

    void notesAreKeptAndRunsComeBackFromTheTrash() {
        RunHistory history(os::luthierHome());
        history.refresh();
        QVERIFY(QTest::qWaitFor([&] { return !history.runs().empty(); }, kPatience));
        const RunSummary run = history.runs().front();
        const size_t all = history.runs().size();
        history.annotate(run.folder, [](RunNotes& notes) {
            notes.name = "another name";
            notes.tags = {"good"};
            notes.setStars(4);
        });
        QVERIFY(QTest::qWaitFor([&] { return history.runs().front().name == "another name"; }, kPatience));
        QCOMPARE(history.runs().front().stars, int64_t{4});
        QCOMPARE(readNotes(run.folder).tags, std::vector<std::string>{"good"});
        history.remove({run.folder});
        QVERIFY(QTest::qWaitFor([&] { return history.runs().size() == all - 1; }, kPatience));
        QVERIFY(!std::filesystem::exists(run.folder));
        QVERIFY(QTest::qWaitFor([&] { return history.removed() == 1; }, kPatience));
        history.restore();
        QVERIFY(QTest::qWaitFor([&] { return history.runs().size() == all; }, kPatience));
        QVERIFY(std::filesystem::exists(run.folder / "recipe.yaml"));
    }

    void twoRunsOnTheSameDataAreCompared() {
        std::vector<std::filesystem::path> done;
        for (const std::filesystem::path& folder : place_.runs()) {
            if (os::markOf(folder / "adapter")) done.push_back(folder);
        }
        QVERIFY(done.size() >= 2);
        const Comparison comparison = comparisonOf({done[0], done[1]});
        QVERIFY(comparison.sameData);
        QCOMPARE(comparison.verdicts.size(), size_t{1});
        QVERIFY(!comparison.verdicts[0].words.isEmpty());
        QVERIFY(std::ranges::none_of(comparison.settings, [](const Comparison::Row& row) { return row.differs && row.key == "train.seed"; }));
        QVERIFY(!comparison.answers.empty());
        const TriedModels models = triedModelsOf(done[0]);
        QVERIFY(!models.model.empty() && !models.adapter.empty());
    }

    void aRunIsExportedAndItsModelAnswers() {
        RunHost host;
        host.setPlace(TrainingPlace::Process);
        ErrandRunner errand(host);
        QByteArray output;
        std::optional<RunEnd> end;
        connect(&errand, &ErrandRunner::told, this, [&](const QByteArray& piece) { output += piece; });
        connect(&errand, &ErrandRunner::done, this, [&](const RunEnd& told) { end = told; });
        const std::filesystem::path run = place_.runs().front(), out = place_.path() / "taken along";
        errand.start(exportErrand({textOf(run), "merged", out}));
        QVERIFY(QTest::qWaitFor([&] { return end.has_value(); }, kPatience));
        QVERIFY2(end->kind == RunEnd::Kind::Done, end->problems.empty() ? "" : end->problems[0].what.c_str());
        QVERIFY(std::filesystem::exists(out / "config.json"));
        QVERIFY(proofWords(Json::parse(output.trimmed().toStdString())).contains("proved"));
        end.reset();
        output.clear();
        GenerateRequest request;
        request.model.model = textOf(out);
        request.prompt = "- What is 2 plus 3?";
        request.maxNewTokens = 4;
        errand.start(generateErrand(request));
        QVERIFY(QTest::qWaitFor([&] { return end.has_value(); }, kPatience));
        QVERIFY(end->kind == RunEnd::Kind::Done);
        end.reset();
        errand.start(exportErrand({textOf(run), "merged", place_.path()}));  // a folder with other things in it
        QVERIFY(QTest::qWaitFor([&] { return end.has_value(); }, kPatience));
        QVERIFY(end->kind == RunEnd::Kind::Refused);
        QVERIFY(!end->problems.empty());
    }

    void theSameQuestionIsAnsweredByBothAndTheVerdictIsKept() {
        const std::filesystem::path run = finishedRun();
        QVERIFY(!run.empty());
        Studio studio(os::luthierHome());
        studio.runHost().setPlace(TrainingPlace::Process);
        MainWindow window(studio);
        window.show();
        window.go("try_it", {qPath(run.filename())});
        const auto find = [&](const char* name) { return window.pageWidget()->findChild<QPlainTextEdit*>(name); };
        auto* example = window.pageWidget()->findChild<QPushButton*>("exampleQuestionButton");
        QVERIFY(QTest::qWaitFor([&] { return example->isVisible(); }, kPatience));
        example->click();
        QVERIFY(find("questionEdit")->toPlainText().contains("plus"));
        window.pageWidget()->findChild<QPushButton*>("askButton")->click();
        auto* better = window.pageWidget()->findChild<QPushButton*>("rightBetterButton");
        QVERIFY(QTest::qWaitFor([&] { return better->isEnabled(); }, kPatience));
        QVERIFY(!find("tunedAnswerEdit")->toPlainText().isEmpty());
        better->click();
        QVERIFY(QTest::qWaitFor([&] {
            const RunNotes notes = readNotes(run);
            const Json* answers = notes.ratings.find("answers");
            return answers && answers->asArray().size() == 1 && answers->asArray()[0].stringOr("better", "") == "now";
        }, kPatience));
    }

    void aRunThatWasStoppedIsTriedAsFarAsItCame() {
        Opened opened;
        auto& [studio, host, window] = opened;
        host.start(recipe(100000), "stopped");
        QVERIFY(trains(host));
        const std::filesystem::path run = runFolder(host);
        host.stop();
        QVERIFY(ends(host));
        const TriedModels before = triedModelsOf(run);
        QVERIFY(before.model.empty() && !before.missing.empty());
        window.pageWidget()->findChild<QPushButton*>("tryRunButton")->click();
        QCOMPARE(window.page(), QString("try_it"));
        auto* question = window.pageWidget()->findChild<QPlainTextEdit*>("questionEdit");
        QVERIFY(QTest::qWaitFor([&] { return question->isVisible(); }, kPatience));
        const TriedModels written = triedModelsOf(run);
        QVERIFY(written.soFar && written.missing.empty());
        QVERIFY(os::markOf(luthier::pathOf(written.adapter) / "adapter_config.json"));
        QVERIFY2(!os::markOf(run / "adapter"), "the run stays as it is");
        question->setPlainText(QStringLiteral("What is 2 plus 3?"));
        auto* ask = window.pageWidget()->findChild<QPushButton*>("askButton");
        ask->click();
        QVERIFY(QTest::qWaitFor([&] { return ask->isEnabled(); }, kPatience));
        for (const auto* notice : window.pageWidget()->findChildren<Notice*>()) QVERIFY2(!notice->isVisible(), qPrintable(notice->accessibleName()));
    }

    void theExportPageWritesProvesAndOffersTheFolder() {
        const std::filesystem::path run = finishedRun(), out = place_.path() / "documents";
        Studio studio(os::luthierHome());
        PreferenceValues values;
        values.exportFolder = qPath(out);
        values.training = TrainingPlace::Process;
        studio.preferences().set(values);
        MainWindow window(studio);
        window.show();
        window.go("export", {qPath(run.filename())});
        const auto find = [&](const char* name) { return window.pageWidget()->findChild<QPushButton*>(name); };
        QVERIFY(QTest::qWaitFor([&] { return find("exportButton_peft") && find("exportButton_peft")->isEnabled(); }, kPatience));
        QTimer accepting;
        connect(&accepting, &QTimer::timeout, this, [] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) QMetaObject::invokeMethod(dialog, "accept");
        });
        accepting.start(50);
        find("exportButton_peft")->click();
        QCOMPARE(window.focusWidget(), find("stopExportButton_peft"));
        QVERIFY2(!window.pageWidget()->findChild<QWidget*>("exportRunBox")->isEnabled(), "what is written stays the run that is shown");
        QVERIFY(QTest::qWaitFor([&] { return find("openExportButton_peft")->isVisible(); }, kPatience));
        QCOMPARE(window.focusWidget(), find("openExportButton_peft"));
        QVERIFY(std::distance(std::filesystem::directory_iterator(out), {}) == 1);
        QVERIFY(os::markOf(std::filesystem::directory_iterator(out)->path() / "adapter_model.safetensors"));
    }

    /// Last, for the end of the run asks the whole program to quit.
    void aRunOnTheThreadGoesOnBehindAHiddenWindow() {
        Studio studio(os::luthierHome());
        RunHost& host = studio.runHost();
        host.setPlace(TrainingPlace::Window);
        host.setThreads(1);
        MainWindow window(studio);
        window.show();
        host.start(recipe(100), "hidden");
        QVERIFY(trains(host));
        answerWith("keepOnButton");
        QVERIFY(!window.close());
        QVERIFY(window.isHidden());
        QVERIFY(ends(host));
        QVERIFY(host.end().kind == RunEnd::Kind::Done);
    }

private:
    testing::Workplace place_;
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::RunPathTest)
#include "run_path_test.moc"
