// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/xray_view.h"

#include <QPainter>

#include <algorithm>

#include "ui/shell/theme.h"

namespace luthier::ui {
namespace {

constexpr size_t kShown = 1500;  // chips
constexpr int kAcross = 3, kDown = 6, kInside = 5;

/// Blanks and line ends can be seen.
QString shown(const QString& text) {
    QString visible = text;
    visible.replace(QLatin1Char(' '), QChar(0x00b7)).replace(QLatin1Char('\n'), QChar(0x21b5)).replace(QLatin1Char('\t'), QChar(0x2192));
    return visible.isEmpty() ? QString(QChar(0x25cc)) : visible;
}

}  // namespace

XRayView::XRayView(QWidget* parent) : QWidget(parent) {
    setFont(codeFont());
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void XRayView::show(const XRay& row) {
    row_ = row;
    texts_.clear();
    QString read;
    for (size_t i = 0; i < std::min(row.tokens.size(), kShown); ++i) {
        texts_.push_back(shown(row.tokens[i].text));
        read += row.tokens[i].text;
    }
    setAccessibleName(tr("What the model sees: %n tokens", nullptr, static_cast<int>(row.tokens.size())));
    setAccessibleDescription(read);
    setMinimumHeight(heightForWidth(width()));
    updateGeometry();
    update();
}

std::vector<XRayView::Chip> XRayView::chipsIn(int width, int* height) const {
    const QFontMetrics metrics(font());
    const int chipHeight = metrics.height() + 6;
    std::vector<Chip> chips;
    int x = 0, y = 0;
    for (size_t i = 0; i < texts_.size(); ++i) {
        const bool cut = row_.tokens[i].beyond && (i == 0 || !row_.tokens[i - 1].beyond);
        const int wide = std::min(metrics.horizontalAdvance(texts_[i]) + 2 * kInside, std::max(width, 1));
        if (cut || (x > 0 && x + wide > width)) {
            x = 0;
            y += chipHeight + kDown + (cut ? chipHeight : 0);  // room for the words at the cut
        }
        chips.push_back({QRect(x, y, wide, chipHeight), i});
        x += wide + kAcross;
        if (row_.tokens[i].text.contains(QLatin1Char('\n'))) {
            x = 0;
            y += chipHeight + kDown;
        }
    }
    *height = y + chipHeight;
    return chips;
}

int XRayView::heightForWidth(int width) const {
    int height = 0;
    chipsIn(width, &height);
    return height + 2;
}

void XRayView::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(width())); }

void XRayView::paintChip(QPainter& painter, const Chip& chip) const {
    const XRayToken& token = row_.tokens[chip.token];
    const ThemeColours& c = colours();
    const bool learnt = token.learnt && !token.beyond;
    painter.setPen(token.special ? QPen(c.outline, 1, Qt::DashLine) : QPen(Qt::NoPen));
    painter.setBrush(learnt ? c.accentSoft : c.sunken);
    painter.drawRoundedRect(QRectF(chip.place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (learnt) painter.fillRect(QRect(chip.place.left() + 3, chip.place.bottom() - 2, chip.place.width() - 6, 2), c.accent);
    QFont written = font();
    written.setStrikeOut(token.beyond);
    painter.setFont(written);
    painter.setPen(token.beyond ? c.textSoft : c.text);
    painter.drawText(chip.place, Qt::AlignCenter, QFontMetrics(written).elidedText(texts_[chip.token], Qt::ElideRight, chip.place.width() - kInside));
}

void XRayView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int height = 0;
    for (const Chip& chip : chipsIn(width(), &height)) {
        const XRayToken& token = row_.tokens[chip.token];
        if (token.beyond && (chip.token == 0 || !row_.tokens[chip.token - 1].beyond)) {
            const QRect line(0, chip.place.top() - chip.place.height() - 2, width(), chip.place.height());
            painter.setFont(font());
            painter.setPen(colours().bad);
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, tr("✂ longer than %n tokens from here", nullptr, static_cast<int>(row_.longest)));
        }
        if (chip.place.intersects(event->rect().adjusted(0, -chip.place.height(), 0, chip.place.height()))) paintChip(painter, chip);
    }
}

}  // namespace luthier::ui
