// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class WizardPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(WizardPage)
public:
    explicit WizardPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("New run"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo wizardPage() {
    return {QStringLiteral("wizard"), WizardPage::tr("&New run"), QStringLiteral("wizard"), [](Studio& studio) -> Page* { return new WizardPage(studio); }};
}

}  // namespace luthier::ui
