// SPDX-License-Identifier: GPL-3.0-or-later
// window_pictures HOME OUT [WIDTHxHEIGHT [DATA [RUN]]]: a PNG of every page and of what a click or two on it show, in light and dark, English and German, of a $LUTHIER_HOME
// with runs in it. RUN: id of the one that is shown, else the newest. QT_SCALE_FACTOR=2 gives 200 %. To be looked at; judges nothing.
#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTabWidget>

#include <functional>
#include <vector>

#include "core/base/os.h"
#include "ui/models/data_preview.h"
#include "ui/models/starters.h"
#include "ui/models/text.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

constexpr int kSettle = 1200;  // milliseconds for what a page reads
constexpr int kPatience = 60000;

void settle() {
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < kSettle;) QApplication::processEvents(QEventLoop::AllEvents, 50);
}

QStringList finishedRuns(Studio& studio) {
    QStringList ids;
    for (const RunSummary& run : studio.history().runs()) {
        if (run.state == RunState::Finished && ids.size() < 3) ids << qText(run.id);
    }
    return ids;
}

/// A run that is half prepared: the sample that comes along, or rows of one's own.
void prepareRun(Studio& studio, const QString& data) {
    if (const auto sample = sampleRecipe()) studio.draft().restart(*sample);
    if (data.isEmpty()) return;
    studio.draft().change([&](Recipe& recipe) {
        recipe.data.train = {stdText(data)};
        recipe.data.eval = {};
        recipe.objective.kind = objectiveSuiting(dataPreview(recipe, [] { return false; }), recipe.objective.kind);
    });
}

void scrollTo(QWidget& page, const char* name) {
    auto* widget = page.findChild<QWidget*>(QString::fromLatin1(name));
    for (auto* area : page.findChildren<QScrollArea*>()) {
        if (widget && area->isAncestorOf(widget)) area->ensureWidgetVisible(widget, 0, 10000);
    }
}

/// Clicks the first button below `name` that has such a name; false when there is none.
bool clickBelow(QWidget& page, const char* name, const char* button) {
    auto* below = page.findChild<QWidget*>(QString::fromLatin1(name));
    const auto found = below ? below->findChildren<QAbstractButton*>(QRegularExpression(QString::fromLatin1(button))) : QList<QAbstractButton*>();
    if (found.isEmpty()) return false;
    found.front()->click();
    return true;
}

/// What else a page can look like, and what is done to see it; false when it has nothing of the kind.
struct CloserLook {
    QString page, name;
    std::function<bool(QWidget&)> action;
};
std::vector<CloserLook> closerLooks() {
    const auto click = [](QWidget& page, const char* name) {
        auto* button = page.findChild<QAbstractButton*>(QString::fromLatin1(name));
        if (button) button->click();
        return button != nullptr;
    };
    const auto tab = [](QWidget& page, const char* name, int at) {
        auto* tabs = page.findChild<QTabWidget*>(QString::fromLatin1(name));
        if (!tabs || !tabs->isTabVisible(at)) return false;
        tabs->setCurrentIndex(at);
        return true;
    };
    return {
        {QStringLiteral("wizard_model"), QStringLiteral("wizard_model_get"), [=](QWidget& page) { return click(page, "getModelButton"); }},
        {QStringLiteral("wizard_data"), QStringLiteral("wizard_data_below"),
         [](QWidget& page) {
             settle();
             scrollTo(page, "cleaningPanel");
             return true;
         }},
        {QStringLiteral("wizard_data"), QStringLiteral("wizard_data_found"),
         [](QWidget& page) {
             const bool found = clickBelow(page, "cleaningPanel", "^show_");
             settle();
             scrollTo(page, "cleaningPanel");
             return found;
         }},
        {QStringLiteral("wizard_data"), QStringLiteral("wizard_data_applied"),
         [](QWidget& page) {
             const bool found = clickBelow(page, "cleaningPanel", "^apply_") && clickBelow(page, "cleaningPanel", "^show_");
             settle();
             clickBelow(page, "cleaningPanel", "^ignore_");
             settle();
             scrollTo(page, "cleaningPanel");
             return found;
         }},
        {QStringLiteral("wizard_data"), QStringLiteral("wizard_data_xray"),
         [=](QWidget& page) {
             const bool there = tab(page, "exampleTabs", 1);
             settle();
             scrollTo(page, "exampleTabs");
             return there;
         }},
        {QStringLiteral("wizard_settings"), QStringLiteral("wizard_settings_all"), [=](QWidget& page) { return click(page, "allSettingsButton"); }},
        {QStringLiteral("run"), QStringLiteral("run_mix_ups"), [=](QWidget& page) { return tab(page, "runSideTabs", 1); }},
        {QStringLiteral("compare"), QStringLiteral("compare_numbers"), [=](QWidget& page) { return tab(page, "compareTabs", 1); }},
        {QStringLiteral("compare"), QStringLiteral("compare_settings"), [=](QWidget& page) { return tab(page, "compareTabs", 2); }},
        {QStringLiteral("compare"), QStringLiteral("compare_answers"), [=](QWidget& page) { return tab(page, "compareTabs", 3); }},
        {QStringLiteral("try_it"), QStringLiteral("try_it_asked"),
         [=](QWidget& page) {
             click(page, "exampleQuestionButton");
             click(page, "askButton");
             const auto* ask = page.findChild<QAbstractButton*>(QStringLiteral("askButton"));
             QElapsedTimer timer;
             timer.start();
             do settle();
             while (ask && !ask->isEnabled() && timer.elapsed() < kPatience);
             return ask != nullptr;
         }},
    };
}

void pictures(const std::filesystem::path& home, const QStringList& arguments, QSize size, Look look, const QString& language) {
    const QString out = arguments[2];
    Studio studio(home);
    prepareRun(studio, arguments.value(4));
    useLanguage(language);
    Theme::instance().apply(look);
    MainWindow window(studio);
    window.resize(size);
    window.show();
    QElapsedTimer timer;
    timer.start();
    do settle();  // promises hold a time once it is known how fast this computer is
    while (!studio.runHost().engine().isOpen() && timer.elapsed() < kPatience);
    QStringList runs = finishedRuns(studio);
    if (!arguments.value(5).isEmpty()) runs.removeAll(arguments[5]), runs.prepend(arguments[5]);
    const std::vector<CloserLook> closer = closerLooks();
    for (const PageInfo& page : pages()) {
        const bool one = page.name == "run" || page.name == "try_it" || page.name == "export" || page.name == "runs";
        window.go(page.name, page.name == "compare" ? runs : one ? runs.mid(0, 1) : QStringList());
        const auto picture = [&](const QString& name) {
            settle();
            window.grab().save(QStringLiteral("%1/%2-%3-%4.png").arg(out, name, look == Look::Dark ? "dark" : "light", language));
        };
        const auto pictures = [&](const QString& name) {
            picture(name);
            for (const CloserLook& each : closer) {
                if (each.page != name) continue;
                if (each.action(*window.pageWidget())) picture(each.name);
            }
        };
        if (page.name != "wizard") pictures(page.name);
        else for (const StepInfo& step : steps()) {
            window.pageWidget()->findChild<QAbstractButton*>(step.name + "StepButton")->click();
            pictures("wizard_" + step.name);
        }
    }
}

}  // namespace
}  // namespace luthier::ui

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) qFatal("usage: window_pictures HOME OUT [WIDTHxHEIGHT [DATA [RUN]]]");
    const std::filesystem::path home = luthier::ui::pathOf(arguments[1]);
    luthier::os::setEnvironment("LUTHIER_HOME", luthier::textOf(home));
    QDir().mkpath(arguments[2]);
    const QStringList parts = arguments.value(3, QStringLiteral("1180x780")).split('x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    for (const auto look : {luthier::ui::Look::Light, luthier::ui::Look::Dark}) {
        for (const char* language : {"en", "de"}) luthier::ui::pictures(home, arguments, size, look, QString::fromLatin1(language));
    }
}
