// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/placeholder.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {

Placeholder::Placeholder(QWidget* parent)
    : QWidget(parent), icon_(new IconLabel(QStringLiteral("info"), 40, Tone::Soft)), title_(label({}, "heading")), words_(label({}, "soft")),
      action_(new QPushButton), busy_(new QProgressBar) {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(spacing(2));
    title_->setAlignment(Qt::AlignCenter);
    words_->setAlignment(Qt::AlignCenter);
    words_->setMinimumWidth(200);
    words_->setMaximumWidth(520);
    action_->setObjectName(QStringLiteral("placeholderButton"));
    action_->setProperty("role", "main");
    busy_->setRange(0, 0);
    busy_->setFixedWidth(220);
    column->addStretch(1);
    column->addWidget(icon_, 0, Qt::AlignCenter);
    column->addWidget(title_);
    column->addWidget(words_, 0, Qt::AlignHCenter);
    column->addSpacing(spacing(2));
    column->addWidget(busy_, 0, Qt::AlignCenter);
    column->addWidget(action_, 0, Qt::AlignCenter);
    column->addStretch(2);
    connect(action_, &QPushButton::clicked, this, [this] {
        if (way_.page.isEmpty()) Q_EMIT actionTaken();
        else Q_EMIT wanted(way_.page, way_.with);
    });
    busy_->hide();
}

void Placeholder::showEmpty(const QString& icon, const QString& title, const QString& words, const WayOut& way) {
    icon_->set(icon, Tone::Soft);
    show(title, words, way);
}

void Placeholder::showError(const QString& title, const QString& words, const WayOut& way) {
    icon_->set(QStringLiteral("warn"), Tone::Bad);
    show(title, words, way);
}

void Placeholder::showBusy(const QString& title, const QString& words) {
    show(title, words, {});
    icon_->hide();
    busy_->setAccessibleName(title);
    busy_->show();
}

void Placeholder::show(const QString& title, const QString& words, const WayOut& way) {
    way_ = way;
    icon_->show();
    busy_->hide();
    title_->setText(title);
    words_->setText(words);
    words_->setVisible(!words.isEmpty());
    if (!words.isEmpty()) {  // a wrapped label beside centred ones would else be as narrow as its longest word
        const int width = qMin(520, qMax(200, words_->fontMetrics().horizontalAdvance(words) + spacing(2)));
        words_->setFixedSize(width, words_->heightForWidth(width));
    }
    action_->setText(way.words);
    action_->setVisible(!way.words.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(words);
}

}  // namespace luthier::ui
