// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include <QPainter>

#include "ui/shell/theme.h"

namespace luthier::ui {

QLabel* label(const QString& text, const char* role) {
    auto* made = new QLabel(text);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    if (*role) made->setProperty("role", QString::fromLatin1(role));
    return made;
}

IconLabel::IconLabel(const QString& name, int size, Tone tone, QWidget* parent) : QWidget(parent), name_(name), size_(size), tone_(tone) {
    setFixedSize(size, size);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconLabel::set(const QString& name, Tone tone) {
    name_ = name;
    tone_ = tone;
    update();
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.drawPixmap(0, 0, iconPixmap(name_, size_, tone_, devicePixelRatioF()));
}

}  // namespace luthier::ui
