// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPainter>
#include <QTextDocument>

#include <algorithm>

#include "ui/shell/theme.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/custom_plot.h"

namespace luthier::ui {

QPixmap CurvePlot::picture(QSize size, double scale) {
    draw();
    const int edge = spacing(3), title = heading_->fontMetrics().horizontalAdvance(title_) + 2 * edge;
    QTextDocument words;
    words.setDefaultFont(values_->font());
    words.setHtml(QStringLiteral("<div align=\"right\" style=\"color:%1\">%2</div>").arg(colours().text.name(), legend()));
    words.setTextWidth(size.width() - title - edge);  // many lines wrap beside the title
    const int head = std::max(2 * heading_->fontMetrics().height() + edge, static_cast<int>(words.size().height()));
    QPixmap whole(size * scale);
    whole.setDevicePixelRatio(scale);
    whole.fill(colours().surface);
    QPainter painter(&whole);
    painter.drawPixmap(QRect(0, head, size.width(), size.height() - head), plot_->toPixmap(size.width(), size.height() - head, scale));
    painter.setFont(heading_->font());
    painter.setPen(colours().text);
    painter.drawText(QRect(edge, 0, size.width(), head), Qt::AlignVCenter, title_);
    painter.translate(title, (head - words.size().height()) / 2);
    words.drawContents(&painter);
    return whole;
}

}  // namespace luthier::ui
