// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyboard_keeper.h"

#include <QApplication>
#include <QEvent>
#include <QTimer>

namespace luthier::ui {

KeyboardKeeper::KeyboardKeeper(QWidget& part) : QObject(&part), part_(part) { connect(qApp, &QApplication::focusChanged, this, &KeyboardKeeper::follow); }

void KeyboardKeeper::follow(QWidget* before, QWidget* now) {
    const bool went = before && before->isVisible() && before->isEnabled();  // to where somebody wanted
    if (!before || went || now == &part_ || !part_.isVisible() || !part_.isAncestorOf(before)) return;
    lost_ = before;
    lost_->installEventFilter(this);
    part_.setFocus(Qt::OtherFocusReason);
}

bool KeyboardKeeper::eventFilter(QObject* watched, QEvent* event) {
    const bool comes = event->type() == QEvent::EnabledChange || event->type() == QEvent::Show;
    if (comes && watched == lost_) QTimer::singleShot(0, this, &KeyboardKeeper::giveBack);
    return QObject::eventFilter(watched, event);
}

void KeyboardKeeper::giveBack() {
    if (!lost_ || !lost_->isVisible() || !lost_->isEnabled()) return;
    lost_->removeEventFilter(this);
    if (part_.hasFocus()) lost_->setFocus(Qt::OtherFocusReason);
    lost_.clear();
}

}  // namespace luthier::ui
