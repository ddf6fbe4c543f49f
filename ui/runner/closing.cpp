// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/closing.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include "ui/runner/run_host.h"

namespace luthier::ui {
namespace {

struct ClosingWords {
    Q_DECLARE_TR_FUNCTIONS(Closing)
};

QPushButton* add(QMessageBox& box, const char* name, const QString& text, QMessageBox::ButtonRole role) {
    QPushButton* button = box.addButton(text, role);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

}  // namespace

Closing askBeforeClosing(RunHost& host, QWidget* window) {
    if (!host.isBusy() || host.isFollowed()) return Closing::Close;
    if (host.phase() == RunPhase::Stopping) return Closing::Stop;
    QMessageBox box(QMessageBox::Question, ClosingWords::tr("A run is going on"), ClosingWords::tr("A run is going on. What shall become of it?"), QMessageBox::NoButton, window);
    box.setObjectName(QStringLiteral("closingBox"));
    box.setInformativeText(ClosingWords::tr("It can go on without this window; open Luthier again to watch it. Or it stops now, and what was learnt is kept."));
    const QPushButton* goOn = add(box, "keepOnButton", ClosingWords::tr("&Keep on training"), QMessageBox::AcceptRole);
    const QPushButton* stop = add(box, "stopAndKeepButton", ClosingWords::tr("&Stop and keep"), QMessageBox::DestructiveRole);
    box.setEscapeButton(add(box, "cancelCloseButton", ClosingWords::tr("&Cancel"), QMessageBox::RejectRole));
    box.exec();
    if (!host.isBusy()) return box.clickedButton() == goOn || box.clickedButton() == stop ? Closing::Close : Closing::Stay;
    if (box.clickedButton() == stop) {
        host.stop();
        return host.isBusy() ? Closing::Stop : Closing::Close;
    }
    if (box.clickedButton() != goOn) return Closing::Stay;
    if (!host.can(Ask::Detach)) return Closing::Hide;
    host.detach();
    return Closing::Close;
}

}  // namespace luthier::ui
