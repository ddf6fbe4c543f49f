// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/base/problem.h"
#include "ui/widgets/message_kind.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace luthier::ui {

class IconLabel;

/// A message on the page: an icon, a bold line, what to do about it, and buttons. Its kind is told by icon and words, not by colour alone.
class Notice : public QFrame {
    Q_OBJECT
public:
    using Kind = MessageKind;

    /// Says nothing yet: for a place where something may have to be said.
    explicit Notice(QWidget* parent = nullptr);
    Notice(Kind kind, const QString& title, const QString& words = {}, QWidget* parent = nullptr);
    explicit Notice(const Problem& problem, QWidget* parent = nullptr);

    /// Says something else from now on; `action` names the one thing that can be done about it.
    void say(Kind kind, const QString& title, const QString& words = {}, const QString& action = {});
    QPushButton* addButton(const QString& text, const char* objectName);

Q_SIGNALS:
    void actionTaken();

private:
    QHBoxLayout* row_;
    IconLabel* icon_;
    QLabel *title_, *words_;
    QPushButton* action_ = nullptr;  ///< made when it is first needed
};

}  // namespace luthier::ui
