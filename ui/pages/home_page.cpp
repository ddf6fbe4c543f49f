// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class HomePage : public Page {
    Q_DECLARE_TR_FUNCTIONS(HomePage)
public:
    explicit HomePage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Home"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo homePage() {
    return {QStringLiteral("home"), HomePage::tr("&Home"), QStringLiteral("home"), [](Studio& studio) -> Page* { return new HomePage(studio); }};
}

}  // namespace luthier::ui
