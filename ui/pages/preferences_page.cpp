// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class PreferencesPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(PreferencesPage)
public:
    explicit PreferencesPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Preferences"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo preferencesPage() {
    return {QStringLiteral("preferences"), PreferencesPage::tr("&Preferences"), QStringLiteral("preferences"), [](Studio& studio) -> Page* { return new PreferencesPage(studio); }, true};
}

}  // namespace luthier::ui
