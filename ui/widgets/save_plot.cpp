// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/base/file.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/shell/icon.h"
#include "ui/widgets/ask_file.h"
#include "ui/widgets/curve_plot.h"

namespace luthier::ui {
namespace {

struct SavePlot {
    Q_DECLARE_TR_FUNCTIONS(SavePlot)
};

constexpr QSize kPicture(1200, 600);
constexpr double kPictureScale = 2;

void tellNotSaved(CurvePlot& plot, const QString& file, const QString& why) {
    QMessageBox::warning(plot.window(), SavePlot::tr("Not saved"), SavePlot::tr("%1 could not be written: %2").arg(file, why));
}

}  // namespace

void savePicture(CurvePlot& plot) {
    const QString file = askNewFile(plot.window(), SavePlot::tr("Save image"), plot.accessibleName() + ".png", SavePlot::tr("Images (*.png)"));
    if (file.isEmpty()) return;
    if (!plot.picture(kPicture, kPictureScale).save(file, "PNG")) tellNotSaved(plot, file, SavePlot::tr("the folder is not writable or the disk is full."));
}

void saveNumbers(CurvePlot& plot) {
    const QString file = askNewFile(plot.window(), SavePlot::tr("Save numbers"), plot.accessibleName() + ".csv", SavePlot::tr("Tables (*.csv)"));
    if (file.isEmpty()) return;
    try {
        writeFileAtomically(pathOf(file), CurveTable(plot.curves()).csv().toStdString());
    } catch (const Error& fault) {
        tellNotSaved(plot, file, translatedCore(fault.what()));
    }
}

QToolButton* plotMenu(CurvePlot& plot) {
    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("plotMenuButton"));
    more->setProperty("role", "outlined");
    more->setIcon(icon(QStringLiteral("more")));
    more->setAccessibleName(SavePlot::tr("Save the curve or show it as a table"));
    more->setToolTip(more->accessibleName());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(more);
    menu->addAction(icon(QStringLiteral("image")), SavePlot::tr("Save &image…"), &plot, [&plot] { savePicture(plot); });
    menu->addAction(icon(QStringLiteral("save")), SavePlot::tr("Save &numbers (CSV)…"), &plot, [&plot] { saveNumbers(plot); });
    menu->addAction(icon(QStringLiteral("table")), SavePlot::tr("Show as &table"), &plot, [&plot] { showAsTable(plot); });
    more->setMenu(menu);
    return more;
}

void showAsTable(CurvePlot& plot) {
    auto* dialog = new QDialog(plot.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(plot.accessibleName());
    auto* rows = new QVBoxLayout(dialog);
    auto* table = new QTableView;
    table->setAccessibleName(SavePlot::tr("Numbers of %1").arg(plot.accessibleName()));
    table->verticalHeader()->hide();
    table->setModel(new CurveTable(plot.curves(), dialog));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    rows->addWidget(table);
    rows->addWidget(buttons);
    dialog->resize(640, 520);
    dialog->show();
}

}  // namespace luthier::ui
