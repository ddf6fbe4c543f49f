// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/widgets/column.h"

namespace luthier::ui {
namespace {

class TryItPage : public Page {
    Q_DECLARE_TR_FUNCTIONS(TryItPage)
public:
    explicit TryItPage(Studio& studio) : Page(studio) {
        Column* column = columnIn(this);
        column->addTitle(tr("Try it"));
        column->rows()->addStretch();
    }
};

}  // namespace

PageInfo tryItPage() {
    return {QStringLiteral("try_it"), TryItPage::tr("&Try it"), QStringLiteral("try_it"), [](Studio& studio) -> Page* { return new TryItPage(studio); }};
}

}  // namespace luthier::ui
