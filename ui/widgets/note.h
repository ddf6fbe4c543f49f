// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/widgets/message_kind.h"

class QLabel;
class QPushButton;

namespace luthier::ui {

class IconLabel;

/// A few words on a coloured ground, with at most one thing to do about them.
class Note : public QFrame {
    Q_OBJECT
public:
    using Kind = MessageKind;
    explicit Note(QWidget* parent = nullptr);
    void say(Kind kind, const QString& what, const QString& mend = {}, const QString& action = {});
    QString words() const;

Q_SIGNALS:
    void actionTaken();

private:
    IconLabel* icon_;
    QLabel *what_, *mend_;
    QPushButton* action_;
};

}  // namespace luthier::ui
