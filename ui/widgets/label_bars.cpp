// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/label_bars.h"

#include <QGridLayout>
#include <QPainter>

#include <algorithm>

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kThick = 12, kLeastWide = 80;
constexpr int kNameWide = 200;  // of a label's name, at most

/// A bar that is filled to a share of its width; a sliver stays visible of what is more than nothing.
class Bar : public QWidget {
public:
    Bar(double share, bool chosen) : share_(std::clamp(share, 0.0, 1.0)), chosen_(chosen) {
        setMinimumSize(kLeastWide, kThick);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {2 * kLeastWide, kThick}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const ThemeColours& c = colours();
        const QRectF whole = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(c.border, 1));
        painter.setBrush(c.sunken);
        painter.drawRoundedRect(whole, 3, 3);
        if (share_ <= 0) return;
        painter.setPen(Qt::NoPen);
        painter.setBrush(chosen_ ? c.accent : c.outline);
        painter.drawRoundedRect(QRectF(whole.topLeft(), QSizeF(std::max(3.0, share_ * whole.width()), whole.height())), 3, 3);
    }

private:
    double share_;
    bool chosen_;
};

}  // namespace

LabelBars::LabelBars(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spacing(3));
    grid_->setVerticalSpacing(spacing(1));
    grid_->setColumnStretch(2, 1);
}

void LabelBars::show(const std::vector<LabelBar>& bars, size_t most) {
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList told;
    const size_t shown = std::min(most, bars.size());
    for (size_t i = 0; i < shown; ++i) {
        const LabelBar& bar = bars[i];
        const int row = static_cast<int>(i);
        const char* role = bar.chosen ? "strong" : "";
        if (bar.chosen) grid_->addWidget(new IconLabel(QStringLiteral("chevron-right"), 16, Tone::Accent), row, 0);
        QLabel* name = label({}, role);
        name->setWordWrap(false);
        name->setText(name->fontMetrics().elidedText(bar.name, Qt::ElideMiddle, kNameWide));
        name->setToolTip(bar.name);
        QLabel* words = label(bar.words, role);
        words->setWordWrap(false);
        words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid_->addWidget(name, row, 1);
        grid_->addWidget(new Bar(bar.share, bar.chosen), row, 2, Qt::AlignVCenter);
        grid_->addWidget(words, row, 3);
        told << bar.name + QStringLiteral(": ") + bar.words;
    }
    if (bars.size() > shown) grid_->addWidget(label(tr("… and %n more labels", nullptr, static_cast<int>(bars.size() - shown)), "soft"), static_cast<int>(shown), 1, 1, 3);
    setAccessibleDescription(told.join(QStringLiteral(", ")));
}

}  // namespace luthier::ui
