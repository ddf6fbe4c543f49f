// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/problem_words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

Notice::Notice(Kind kind, const QString& title, const QString& words, QWidget* parent) : QFrame(parent), row_(new QHBoxLayout(this)) {
    const MessageLook look = lookOf(kind);
    setProperty("role", QString::fromLatin1(look.role));
    setAccessibleName(title);
    setAccessibleDescription(words);
    row_->setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2));
    row_->setSpacing(spacing(3));
    row_->addWidget(new IconLabel(QString::fromLatin1(look.icon), 20, look.tone), 0, Qt::AlignTop);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(label(title, "strong"));
    if (!words.isEmpty()) lines->addWidget(label(words));
    row_->addLayout(lines, 1);
}

Notice::Notice(const Problem& problem, QWidget* parent)
    : Notice(problem.level == Level::Error ? Kind::Bad : Kind::Warn, whatOf(problem), mendOf(problem), parent) {}

QPushButton* Notice::addButton(const QString& text, const char* objectName) {
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(objectName));
    row_->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

}  // namespace luthier::ui
