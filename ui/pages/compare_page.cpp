// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class ComparePage : public Page {
    Q_DECLARE_TR_FUNCTIONS(ComparePage)
public:
    explicit ComparePage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Compare"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo comparePage() {
    return {QStringLiteral("compare"), ComparePage::tr("&Compare"), QStringLiteral("compare"), [](Studio& studio) -> Page* { return new ComparePage(studio); }};
}

}  // namespace luthier::ui
