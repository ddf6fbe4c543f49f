// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class ExportPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(ExportPage)
public:
    explicit ExportPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Export"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo exportsPage() {
    return {QStringLiteral("export"), ExportPage::tr("&Export"), QStringLiteral("export"), [](Studio& studio) -> Page* { return new ExportPage(studio); }};
}

}  // namespace luthier::ui
