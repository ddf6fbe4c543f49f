// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "core/base/os.h"
#include "core/engine/engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

namespace {

/// Answered before Qt looks for a display.
bool asksForVersion(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view word) { return word == "--version" || word == "-v"; });
}

void readArguments(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The window of Luthier. What it trains lies in $LUTHIER_HOME; the command line is `luthier`."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);
}

}  // namespace

int main(int argc, char** argv) {
    if (asksForVersion(argc, argv)) {
        std::puts("luthier-studio " LUTHIER_VERSION);
        return 0;
    }
    if (luthier::letWaitingThreadsSleep()) luthier::os::beginAnew(argv);  // Qt may bring OpenMP's runtime along
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Luthier"));
    QApplication::setApplicationVersion(QStringLiteral(LUTHIER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("luthier-studio"));
    readArguments(application);
    luthier::os::ignoreBrokenPipes();

    luthier::ui::Studio studio(luthier::os::luthierHome());
    luthier::ui::useLanguage(studio.preferences().values().language);
    luthier::ui::Theme::instance().apply(studio.preferences().values().look);
    luthier::ui::MainWindow window(studio);
    window.show();
    return QApplication::exec();
}
