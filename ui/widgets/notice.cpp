// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/problem_words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

Notice::Notice(QWidget* parent) : QFrame(parent), row_(new QHBoxLayout(this)), icon_(new IconLabel(QStringLiteral("info"), 20)), title_(label({}, "strong")), words_(label({})) {
    row_->setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2));
    row_->setSpacing(spacing(3));
    row_->addWidget(icon_, 0, Qt::AlignTop);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(title_);
    lines->addWidget(words_);
    row_->addLayout(lines, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

Notice::Notice(Kind kind, const QString& title, const QString& words, QWidget* parent) : Notice(parent) { say(kind, title, words); }

Notice::Notice(const Problem& problem, QWidget* parent)
    : Notice(problem.level == Level::Error ? Kind::Bad : Kind::Warn, whatOf(problem), mendOf(problem), parent) {}

void Notice::say(Kind kind, const QString& title, const QString& words, const QString& action) {
    const MessageLook look = lookOf(kind);
    setRole(this, look.role);
    icon_->set(QString::fromLatin1(look.icon), look.tone);
    title_->setText(title);
    words_->setText(words);
    words_->setVisible(!words.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(words);
    if (!action_ && !action.isEmpty()) {
        action_ = addButton(action, "noticeButton");
        connect(action_, &QPushButton::clicked, this, &Notice::actionTaken);
    }
    if (!action_) return;
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
}

QPushButton* Notice::addButton(const QString& text, const char* objectName) {
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(objectName));
    row_->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

}  // namespace luthier::ui
