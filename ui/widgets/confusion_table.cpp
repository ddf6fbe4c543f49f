// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confusion_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kField = 64, kLine = 30;  // pixels at 100 %
constexpr int kFitting = 8;             // labels whose columns share the width
constexpr int kHeadRoom = 6, kTallestHead = 120;
constexpr size_t kMistakesTold = 2;
constexpr double kDarkest = 0.75;       // alpha of a field that holds its whole row

/// Text on a field of this share stays legible: over the middle of the scale it changes sides.
QColor blend(const QColor& below, const QColor& above, double share) {
    const auto part = [&](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return QColor(part(below.red(), above.red()), part(below.green(), above.green()), part(below.blue(), above.blue()));
}

/// Fields keep their own colour below the style sheet's items, which have none.
class Tinted : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (!(option.state & QStyle::State_Selected)) painter->fillRect(option.rect, index.data(Qt::BackgroundRole).value<QBrush>());
        QStyledItemDelegate::paint(painter, option, index);
    }
};

}  // namespace

/// Labels that are wider than their columns stand upright.
class LabelHeader : public QHeaderView {
public:
    LabelHeader() : QHeaderView(Qt::Horizontal) { setSectionsClickable(true); }
    void setUpright(bool upright, int length) {
        upright_ = upright;
        const int height = std::min(length, kTallestHead) + 2 * kHeadRoom;
        setMinimumHeight(upright ? height : 0);
        setMaximumHeight(upright ? height : QWIDGETSIZE_MAX);
        Q_EMIT geometriesChanged();
        viewport()->update();
    }
    int shownHeight() const { return upright_ ? minimumHeight() : sizeHint().height(); }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (upright_) option->text.clear();
    }
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        painter->save();
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();  // styles leave a clip behind that hides what is drawn after them
        if (!upright_) return;
        const int length = rect.height() - 2 * kHeadRoom;
        painter->save();
        painter->translate(rect.left(), rect.bottom() - kHeadRoom);
        painter->rotate(-90);
        painter->setPen(colours().textSoft);
        painter->drawText(QRect(0, 0, length, rect.width()), Qt::AlignLeft | Qt::AlignVCenter,
                          fontMetrics().elidedText(model()->headerData(section, Qt::Horizontal).toString(), Qt::ElideRight, length));
        painter->restore();
    }

private:
    bool upright_ = false;
};

ConfusionTable::ConfusionTable(QWidget* parent) : QWidget(parent), summary_(label({}, "soft")), table_(new QTableWidget), heads_(new LabelHeader) {
    table_->setHorizontalHeader(heads_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing(3), spacing(3), spacing(2), spacing(3));
    rows->setSpacing(spacing(1));
    rows->addWidget(label(tr("What it takes for what"), "heading"));
    rows->addWidget(summary_);
    rows->addWidget(table_, 100);  // before the stretch below it
    rows->addWidget(label(tr("Rows: the right label. Columns: what was answered. On examples it never saw."), "small"));
    rows->addStretch(1);
    table_->setObjectName(QStringLiteral("confusionTable"));
    table_->setAccessibleName(tr("What it takes for what"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->setDefaultSectionSize(kLine);
    table_->horizontalHeader()->setDefaultSectionSize(kField);
    table_->horizontalHeader()->setMinimumSectionSize(kField / 2);
    table_->setStyleSheet(QStringLiteral("QTableView::item { padding: 0; } QHeaderView::section:horizontal { padding: 4px 1px; }"));  // fields may be narrow
    table_->setItemDelegate(new Tinted(table_));
    connect(heads_, &QHeaderView::sectionResized, this, [this] { turnHeads(); }, Qt::QueuedConnection);  // while it tells of a new width, it may still hold the old one
    connect(&Theme::instance(), &Theme::changed, this, &ConfusionTable::fill);
}

void ConfusionTable::show(const Confusion& confusion) {
    if (confusion == shown_) return;
    shown_ = confusion;
    fill();
}

void ConfusionTable::turnHeads() {
    int longest = 0, narrowest = QWIDGETSIZE_MAX;
    for (int column = 0; column < table_->columnCount(); ++column) {
        longest = std::max(longest, heads_->fontMetrics().horizontalAdvance(table_->horizontalHeaderItem(column)->text()));
        narrowest = std::min(narrowest, table_->columnWidth(column));
    }
    heads_->setUpright(longest + 4 > narrowest, longest);
    table_->setMinimumHeight(heads_->shownHeight() + 2 * kLine);
    table_->setMaximumHeight(heads_->shownHeight() + kLine * table_->rowCount() + 2 * table_->frameWidth() + 4);
}

void ConfusionTable::fill() {
    const auto size = static_cast<int>(shown_.counts.size());
    QStringList names;
    for (const std::string& name : shown_.labels) names << qText(name);
    table_->setRowCount(size);
    table_->setColumnCount(size);
    table_->setHorizontalHeaderLabels(names);
    for (int column = 0; column < size; ++column) table_->horizontalHeaderItem(column)->setToolTip(names[column]);
    table_->horizontalHeader()->setSectionResizeMode(size <= kFitting ? QHeaderView::Stretch : QHeaderView::Interactive);
    table_->setVerticalHeaderLabels(names);
    for (int right = 0; right < size; ++right) {
        const double all = std::max<double>(1, static_cast<double>(shown_.rowsOf(static_cast<size_t>(right))));
        for (int answered = 0; answered < size; ++answered) {
            const int64_t count = shown_.counts[static_cast<size_t>(right)][static_cast<size_t>(answered)];
            auto* field = new QTableWidgetItem(QLocale().toString(static_cast<qlonglong>(count)));
            const ThemeColours& theme = colours();
            const double share = static_cast<double>(count) / all;
            field->setTextAlignment(Qt::AlignCenter);
            field->setBackground(blend(theme.surface, right == answered ? theme.goodSoft : theme.badSoft, share > 0 ? kDarkest * share + 1 - kDarkest : 0));
            field->setForeground(theme.text);
            field->setToolTip(tr("%1 of %2 with the label “%3” were answered “%4”").arg(field->text(), QLocale().toString(static_cast<qlonglong>(all)), names[right], names[answered]));
            table_->setItem(right, answered, field);
        }
    }
    turnHeads();
    QStringList told;
    for (const Mistake& mistake : mistakesOf(shown_, kMistakesTold)) {
        told << tr("%n times “%1” was answered where “%2” is right.", nullptr, static_cast<int>(mistake.count)).arg(names[static_cast<int>(mistake.answered)], names[static_cast<int>(mistake.right)]);
    }
    summary_->setText(told.isEmpty() ? tr("Every answer was right.") : told.join(' '));
}

}  // namespace luthier::ui
