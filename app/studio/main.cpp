// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

#include "core/base/os.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Luthier"));
    QApplication::setApplicationVersion(QStringLiteral(LUTHIER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("luthier-studio"));
    luthier::os::ignoreBrokenPipes();

    luthier::ui::Studio studio(luthier::os::luthierHome());
    luthier::ui::useLanguage(studio.preferences().values().language);
    luthier::ui::Theme::instance().apply(studio.preferences().values().look);
    luthier::ui::MainWindow window(studio);
    window.show();
    return QApplication::exec();
}
