// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class RunsPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(RunsPage)
public:
    explicit RunsPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Runs"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo runsPage() {
    return {QStringLiteral("runs"), RunsPage::tr("R&uns"), QStringLiteral("runs"), [](Studio& studio) -> Page* { return new RunsPage(studio); }};
}

}  // namespace luthier::ui
