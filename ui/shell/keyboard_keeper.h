// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace luthier::ui {

/// Keeps the keyboard of a part of the window from wandering: where the control that has it can no longer be used, Qt hands it to the next one there is,
/// whatever that does. Here it waits at the part itself and goes back to the control when that can be used again.
class KeyboardKeeper : public QObject {
public:
    explicit KeyboardKeeper(QWidget& part);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* before, QWidget* now);
    void giveBack();

    QWidget& part_;
    QPointer<QWidget> lost_;  ///< had the keyboard
};

}  // namespace luthier::ui
