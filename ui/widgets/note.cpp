// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/note.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

Note::Note(QWidget* parent) : QFrame(parent), icon_(new IconLabel(QStringLiteral("info"), 20)), what_(label({}, "strong")), mend_(label({})), action_(new QPushButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2));
    row->setSpacing(spacing(3));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(what_);
    words->addWidget(mend_);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(action_, 0, Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    action_->setObjectName(QStringLiteral("noteButton"));
    connect(action_, &QPushButton::clicked, this, &Note::actionTaken);
}

void Note::say(Kind kind, const QString& what, const QString& mend, const QString& action) {
    const MessageLook look = lookOf(kind);
    setRole(this, look.role);
    icon_->set(QString::fromLatin1(look.icon), look.tone);
    what_->setText(what);
    mend_->setText(mend);
    mend_->setVisible(!mend.isEmpty());
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(words());
}

QString Note::words() const { return mend_->text().isEmpty() ? what_->text() : what_->text() + ' ' + mend_->text(); }

}  // namespace luthier::ui
