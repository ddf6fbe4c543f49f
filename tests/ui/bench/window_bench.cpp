// SPDX-License-Identifier: GPL-3.0-or-later
// What the window takes: start to first paint, the window thread's gaps while a run trains, 100 000 points, 10 000 runs, idle memory. Prints figures,
// judges nothing. Run it without a display with QT_QPA_PLATFORM=offscreen.
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <string_view>

#include "core/base/os.h"
#include "core/recipe/read.h"
#include "tests/core/store/run_folders.h"
#include "tests/support/workplace.h"
#include "ui/models/runs_model.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/run_plots.h"

namespace luthier::ui {
namespace {

double milliseconds(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

template <typename Signal, typename Sender>
void waitFor(Sender* sender, Signal signal) {
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    loop.exec();
}

constexpr const char* kShowOnly = "--show-only";
constexpr int kStarts = 7, kOpenings = 15;

double megabytes() { return static_cast<double>(os::processMemory().anonymous) / 1e6; }

/// The window alone, in a process of its own: says when it is painted, then what it holds, with the engine and without.
void showOnly() {
    Studio studio(os::luthierHome());
    Theme::instance().apply(studio.preferences().values().look);
    MainWindow window(studio);
    window.show();
    window.repaint();
    std::printf("painted\n");
    std::fflush(stdout);
    const double before = megabytes();
    waitFor(&studio.runHost().engine(), &EngineThread::opened);
    std::printf("%.1f %.1f\n", before, megabytes());
}

/// From the start of a process to the first paint.
void starts() {
    std::vector<double> times;
    QByteArray held;
    for (int i = 0; i < kStarts; ++i) {
        QProcess child;
        QElapsedTimer timer;
        timer.start();
        child.start(QApplication::applicationFilePath(), {QString::fromLatin1(kShowOnly)});
        while (!child.canReadLine() && child.waitForReadyRead(60000)) {
        }
        times.push_back(milliseconds(timer));
        child.waitForFinished(60000);
        held = child.readAllStandardOutput().split('\n').value(1);
    }
    std::ranges::sort(times);
    std::printf("start to first paint      %8.1f ms (median of %d), %.1f ms (longest)\n", times[kStarts / 2], kStarts, times.back());
    std::printf("memory of the idle window %s MB anonymous, without the engine and with it\n", held.constData());
}

void manyPoints() {
    ShownRun run;
    Started started;
    started.run = "bench";
    started.steps = 100000;
    run.on({started, 1});
    QElapsedTimer timer;
    timer.start();
    for (int64_t i = 1; i <= 100000; ++i) {
        StepDone step;
        step.step = i;
        step.loss = 3 + std::sin(static_cast<double>(i));
        step.learningRate = step.gradientNorm = step.tokensPerSecond = 1;
        step.seconds = static_cast<double>(i);
        run.on({step, static_cast<double>(i)});
    }
    std::printf("100 000 steps taken in    %8.1f ms\n", milliseconds(timer));
    RunPlots plots;
    plots.resize(1000, 600);
    plots.setRun(&run);
    plots.show();
    QApplication::processEvents();
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
        timer.restart();
        plots.refresh();
        plots.grab();
        times.push_back(milliseconds(timer));
    }
    std::ranges::sort(times);
    std::printf("five plots drawn anew     %8.1f ms (median), %.1f ms (longest)\n", times[10], times.back());
}

void manyRuns() {
    const testing::RunFolders folders;
    for (int i = 0; i < 10000; ++i) folders.make("20260101-" + std::to_string(100000 + i) + "-abcd", {.name = "run " + std::to_string(i), .heldOut = 0});
    RunHistory history(folders.home());
    QElapsedTimer timer;
    const auto open = [&] {
        timer.start();
        history.refresh();
        waitFor(&history, &RunHistory::changed);
        return milliseconds(timer);
    };
    std::printf("10 000 runs indexed first %8.1f ms\n", open());
    std::vector<double> shown, followed;
    for (int i = 0; i < kOpenings; ++i) {
        RunHistory opened(folders.home());
        timer.start();
        opened.refresh();
        waitFor(&opened, &RunHistory::changed);
        shown.push_back(milliseconds(timer));
        waitFor(&opened, &RunHistory::changed);
        followed.push_back(milliseconds(timer));
    }
    for (std::vector<double>* times : {&shown, &followed}) std::ranges::sort(*times);
    std::printf("10 000 runs: the list     %8.1f ms (median of %d), %.1f ms (longest)\n", shown[kOpenings / 2], kOpenings, shown.back());
    std::printf("… and all folders seen    %8.1f ms (median of %d), %.1f ms (longest)\n", followed[kOpenings / 2], kOpenings, followed.back());
    RunsModel model;
    timer.restart();
    model.setRuns(history.runs());
    std::printf("… put into the table      %8.1f ms\n", milliseconds(timer));
    timer.restart();
    model.setFilter({"run 77", RunFilter::State::All});
    std::printf("… searched                %8.1f ms\n", milliseconds(timer));
}

void gapsWhileTraining() {
    const testing::Workplace place;
    os::setEnvironment("LUTHIER_HOME", textOf(place.home()));
    Studio studio(place.home());
    MainWindow window(studio);
    window.show();
    RunHost& host = studio.runHost();
    host.setPlace(TrainingPlace::Window);
    Recipe recipe = readRecipeFile(place.recipe()).recipe;
    recipe.train.steps = 1500;
    std::vector<double> gaps;
    QElapsedTimer timer;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] {
        gaps.push_back(milliseconds(timer));
        timer.restart();
    });
    host.start(recipe);
    waitFor(&host, &RunHost::started);
    timer.start();
    tick.start(5);
    waitFor(&host, &RunHost::ended);
    std::ranges::sort(gaps);
    if (gaps.empty()) return;
    const double seconds = std::accumulate(gaps.begin(), gaps.end(), 0.0) / 1000;
    std::printf("gaps while training       %8.1f ms (99 %%), %.1f ms (longest), %zu looks by a timer of 5 ms in %.0f s, %d threads\n", gaps[gaps.size() * 99 / 100], gaps.back(),
                gaps.size(), seconds, studio.trainingThreads());
}

}  // namespace
}  // namespace luthier::ui

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const luthier::testing::Workplace place;
    if (argc == 1) luthier::os::setEnvironment("LUTHIER_HOME", luthier::textOf(place.home()));
    if (argc > 1 && std::string_view(argv[1]) == luthier::ui::kShowOnly) return luthier::ui::showOnly(), 0;
    luthier::ui::starts();
    luthier::ui::Theme::instance().apply(luthier::ui::Look::Light);
    luthier::ui::manyPoints();
    luthier::ui::manyRuns();
    luthier::ui::gapsWhileTraining();
}
