// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/shell/icon.h"
#include "ui/shell/theme.h"

namespace luthier::ui {
namespace {

QWidget* programName() {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(spacing(2), 0, 0, spacing(3));
    row->setSpacing(spacing(2));
    auto* mark = new QLabel;
    mark->setPixmap(QIcon(QStringLiteral(":/icons/luthier.svg")).pixmap(QSize(26, 26)));
    auto* name = new QLabel(QStringLiteral("Luthier"));
    setRole(name, "heading");
    row->addWidget(mark);
    row->addWidget(name, 1);
    return whole;
}

QString plain(QString title) { return title.remove(QLatin1Char('&')); }

}  // namespace

Rail::Rail(const std::vector<PageInfo>& pages, QWidget* parent) : QFrame(parent), name_(programName()) {
    setProperty("role", "rail");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing(2), spacing(4), spacing(2), spacing(3));
    column->setSpacing(spacing(1));
    column->addWidget(name_);
    auto* group = new QButtonGroup(this);
    int number = 0;
    bool apart = false;
    for (const PageInfo& page : pages) {
        if (page.atEnd && !std::exchange(apart, true)) column->addStretch();
        QToolButton* button = buttonFor(page, ++number);
        group->addButton(button);
        column->addWidget(button);
    }
    if (!apart) column->addStretch();
}

QToolButton* Rail::buttonFor(const PageInfo& page, int number) {
    auto* button = new QToolButton;
    button->setObjectName(page.name + QStringLiteral("RailButton"));
    button->setProperty("role", "rail");
    button->setText(page.title);
    button->setIcon(icon(page.icon, Tone::Soft));
    button->setIconSize(QSize(20, 20));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(plain(page.title));
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(plain(page.title)).arg(number));
    connect(button, &QToolButton::clicked, this, [this, name = page.name] { Q_EMIT chosen(name); });
    buttons_.insert(page.name, button);
    titles_.insert(page.name, page.title);
    return button;
}

void Rail::show(const QString& page) {
    if (QToolButton* button = buttons_.value(page)) button->setChecked(true);
}

void Rail::tell(const QString& page, const QString& words) {
    QToolButton* button = buttons_.value(page);
    if (!button || button->accessibleDescription() == words) return;
    button->setText(words.isEmpty() ? titles_[page] : withWords(titles_[page], words));
    button->setAccessibleDescription(words);
}

QString Rail::withWords(const QString& title, const QString& words) { return tr("%1 · %2", "a page, what goes on there").arg(title, words); }

void Rail::makeRoom(const QString& page, const QString& words) {
    QToolButton* button = buttons_.value(page);
    if (!button) return;
    button->ensurePolished();
    const QString shown = button->text();
    button->setText(withWords(titles_[page], words));
    room_[page] = button->sizeHint().width();
    button->setText(shown);
    button->setMinimumWidth(narrow_ ? 0 : room_[page]);
}

void Rail::setNarrow(bool narrow) {
    if (narrow == std::exchange(narrow_, narrow)) return;
    for (QToolButton* button : std::as_const(buttons_)) button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    for (auto room = room_.cbegin(); room != room_.cend(); ++room) buttons_[room.key()]->setMinimumWidth(narrow ? 0 : room.value());
    name_->setVisible(!narrow);
}

}  // namespace luthier::ui
