// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class RunPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(RunPage)
public:
    explicit RunPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Run"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo runPage() {
    return {QStringLiteral("run"), RunPage::tr("&Run"), QStringLiteral("run"), [](Studio& studio) -> Page* { return new RunPage(studio); }};
}

}  // namespace luthier::ui
