// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/base/problem.h"
#include "ui/widgets/message_kind.h"

class QHBoxLayout;
class QPushButton;

namespace luthier::ui {

/// A message on the page: an icon, a bold line, what to do about it, and buttons. Its kind is told by icon and words, not by colour alone.
class Notice : public QFrame {
    Q_OBJECT
public:
    using Kind = MessageKind;

    Notice(Kind kind, const QString& title, const QString& words = {}, QWidget* parent = nullptr);
    explicit Notice(const Problem& problem, QWidget* parent = nullptr);

    QPushButton* addButton(const QString& text, const char* objectName);

private:
    QHBoxLayout* row_;
};

}  // namespace luthier::ui
