// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/curve_plot.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/models/shortened.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/custom_plot.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plot_dress.h"

namespace luthier::ui {
namespace {

constexpr double kMargin = 0.06;      // of the height, above and below the curves
constexpr double kEdge = 0.015;       // of the width, so that marks at the ends are whole
constexpr int kMarkRoom = 5;           // pixels, so that marks of a small plot are whole too
constexpr double kZoomStep = 0.8;
constexpr int kRing = 5;              // room for the ring around the one that has the keyboard
constexpr int kBestSize = 13, kBestWidth = 2;
constexpr std::array<qsizetype, 5> kNames{1000, 24, 18, 12, 8};  // characters a name in the legend may have: the most that there is room for

/// The part of a range's length that lies beyond it at each end: `usual`, in a small plot at least what marks take of so many pixels.
double marginOf(bool small, int pixels, double usual) { return small ? std::max(usual, kMarkRoom / std::max(1.0, pixels - 2.0 * kMarkRoom)) : usual; }

}  // namespace

CurvePlot::CurvePlot(const QString& title, std::function<QString(double)> number, QWidget* parent)
    : QWidget(parent), number_(std::move(number)), plot_(new QCustomPlot), heading_(label({}, "strong")), values_(label({}, "soft")) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kRing, kRing, kRing, kRing);
    rows->setSpacing(spacing(1));
    top_ = new QHBoxLayout;
    top_->addWidget(heading_);
    top_->addWidget(values_, 1);
    heading_->setWordWrap(false);
    values_->setWordWrap(false);
    values_->setTextFormat(Qt::RichText);
    values_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    values_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    rows->addLayout(top_);
    rows->addWidget(plot_, 1);
    plot_->setPlottingHint(QCP::phFastPolylines);  // without it lines wider than a pixel take hundreds of times as long
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->axisRect()->setRangeDrag(Qt::Horizontal);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal);
    plot_->setMinimumHeight(80);
    plot_->installEventFilter(this);
    plot_->setFocusPolicy(Qt::NoFocus);
    crosshair_ = new QCPItemLine(plot_);
    crosshair_->setVisible(false);
    bestMark_ = new QCPItemTracer(plot_);
    bestWords_ = new QCPItemText(plot_);
    bestMark_->setStyle(QCPItemTracer::tsCircle);
    bestMark_->setSize(kBestSize);
    for (QCPAbstractItem* part : {static_cast<QCPAbstractItem*>(bestMark_), static_cast<QCPAbstractItem*>(bestWords_)}) {
        part->setClipToAxisRect(false);  // whole at an edge too
        part->setLayer(QStringLiteral("overlay"));  // curves are added later, and would be drawn over it
    }
    bestWords_->position->setParentAnchor(bestMark_->position);
    bestWords_->position->setCoords(0, -kBestSize);
    setBest({});
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, [this] { dress(), draw(); });
    connect(plot_->xAxis, qOverload<const QCPRange&, const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        if (plot_->property("fitting").toBool()) return;
        closer_ = true;
        draw();
    });
    connect(plot_, &QCustomPlot::afterLayout, this, [this] {
        if (!compact_ || plot_->axisRect()->size() == fitted_) return;
        fitted_ = plot_->axisRect()->size();  // what marks take of it is another share
        draw();
    });
    setTitle(title);
    dress();
}

void CurvePlot::setTitle(const QString& title) {
    title_ = title;
    setAccessibleName(title);
    fitTitle();
}

void CurvePlot::setReading(const QString& words) {
    reading_ = words;
    dress();
}

void CurvePlot::setLines(std::vector<PlotLine> lines) {
    plot_->clearGraphs();
    graphs_.clear();
    lines_ = std::move(lines);
    for (size_t i = 0; i < lines_.size(); ++i) {
        graphs_.push_back(plot_->addGraph());
        dressGraph(*graphs_[i], lines_[i], colours());
    }
    closer_ = false;
    refresh();
}

void CurvePlot::setAxis(CurveAxis axis) {
    axis_ = axis;
    place_.reset();
    crosshair_->setVisible(false);
    closer_ = false;
    dress();
    refresh();
}

void CurvePlot::setLogarithmic(bool on) {
    logarithmic_ = on;
    plot_->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    refresh();
}

void CurvePlot::setCompact() {
    compact_ = true;
    plot_->setInteractions({});
    plot_->setMinimumHeight(48);
    heading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    top_->setDirection(QBoxLayout::TopToBottom);
    top_->setSpacing(0);
    values_->setAlignment(Qt::AlignLeft);
    setCursor(Qt::PointingHandCursor);
    dress();
}

void CurvePlot::dress() {
    const ThemeColours& theme = colours();
    plot_->setBackground(Qt::transparent);
    plot_->setBackground(QBrush(theme.surface));
    dressAxis(plot_->xAxis, theme, false);
    dressAxis(plot_->yAxis, theme, true);
    QFont small = font();
    small.setPointSizeF(TypeScale::kSmall);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
    }
    const auto steps = [](double value) { return countWords(static_cast<int64_t>(std::llround(value))); };
    const bool clock = axis_ == CurveAxis::Seconds;
    plot_->xAxis->setTicker(plainTicker(clock ? std::function<QString(double)>(clockWords) : steps, !clock));
    plot_->yAxis->setTicker(plainTicker([this](double value) { return number_(value); }));
    plot_->xAxis->setTickLabels(!compact_);
    plot_->yAxis->setTickLabels(!compact_);  // the latest value stands above
    plot_->xAxis->setLabel(compact_ ? QString() : axis_ == CurveAxis::Step ? tr("step") : axis_ == CurveAxis::Seconds ? tr("time of training") : tr("examples seen"));
    plot_->yAxis->setLabel(compact_ ? QString() : reading_);
    if (compact_) plot_->yAxis->ticker()->setTickCount(2);
    crosshair_->setPen(QPen(theme.textSoft, 1, Qt::DashLine));
    bestMark_->setPen(QPen(theme.good, kBestWidth));
    bestWords_->setColor(theme.good);
    bestWords_->setBrush(theme.surface);  // a curve may run behind them
    bestWords_->setFont(small);
    for (size_t i = 0; i < lines_.size(); ++i) dressGraph(*graphs_[i], lines_[i], theme);
}

void CurvePlot::setBest(const std::optional<CurvePoint>& best) {
    best_ = best;
    pointAtBest();
}

/// The words stand on the side where there is room. Where one looks closer at another part there is nothing to mark.
void CurvePlot::pointAtBest() {
    const bool known = best_ && !lines_.empty();
    const double x = known ? along(lines_.front()).of(*best_) : 0;
    const bool seen = known && plot_->xAxis->range().contains(x);
    bestMark_->setVisible(seen);
    bestWords_->setVisible(seen);
    if (!seen) return;
    bestMark_->position->setCoords(x, best_->value);
    const bool early = x < plot_->xAxis->range().center();
    bestWords_->setPositionAlignment((early ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    bestWords_->setText(tr("best: %1", "a loss").arg(number_(best_->value)));
}

void CurvePlot::refresh() {
    summarise();
    if (isVisible()) draw();
}

void CurvePlot::fitAcross() {
    if (closer_) return;
    double most = 0;
    for (const PlotLine& line : lines_) {
        if (!line.curve->empty()) most = std::max(most, along(line).of(line.curve->back()));
    }
    plot_->setProperty("fitting", true);
    if (most <= 0) most = 1;
    const double edge = marginOf(compact_, plot_->axisRect()->width(), kEdge);
    plot_->xAxis->setRange(-edge * most, (1 + edge) * most);
    plot_->setProperty("fitting", false);
}

void CurvePlot::fitUp(double least, double most) {
    if (!(least <= most)) return plot_->yAxis->setRange(0, 1);
    const double margin = marginOf(compact_, plot_->axisRect()->height(), kMargin);
    if (logarithmic_) {
        const double factor = std::pow(std::max(most / least, 1.2), margin);
        return plot_->yAxis->setRange(least / factor, most * factor);
    }
    const double length = most > least ? most - least : std::max(std::abs(most), 1e-9) * 0.1;
    plot_->yAxis->setRange(least - margin * length, most + margin * length);
}

void CurvePlot::draw() {
    fitAcross();
    const QCPRange across = plot_->xAxis->range();
    const int columns = std::max(50, plot_->axisRect()->width());
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < lines_.size(); ++i) {
        QVector<double> xs, ys;
        for (const PlotPoint& point : visible(*lines_[i].curve, along(lines_[i]), across.lower, across.upper, columns)) {
            const bool drawn = std::isfinite(point.y) && (!logarithmic_ || point.y > 0);
            xs.push_back(point.x);
            ys.push_back(drawn ? point.y : std::nan(""));
            if (!drawn) continue;
            least = std::min(least, point.y);
            most = std::max(most, point.y);
        }
        graphs_[i]->setData(xs, ys, true);
    }
    fitUp(least, most);
    pointAtBest();
    if (place_) pointAt(*place_);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::lookAll() {
    closer_ = false;
    draw();
}

void CurvePlot::zoom(double factor) { plot_->xAxis->scaleRange(factor, place_.value_or(plot_->xAxis->range().center())); }

QString CurvePlot::placeWords(const PlotLine& line, const CurvePoint& point) const {
    if (axis_ == CurveAxis::Seconds) return clockWords(point.seconds);
    if (axis_ == CurveAxis::Examples) return tr("%Ln examples", nullptr, static_cast<int>(std::llround(along(line).of(point))));
    return tr("step %1").arg(QLocale().toString(static_cast<qlonglong>(point.step)));
}

/// The place is that of the first line's point; a line that has none there says where its nearest one is.
QString CurvePlot::readOut(double x) const {
    QStringList words;
    QString place;
    for (const PlotLine& line : lines_) {
        const CurvePoint* point = nearest(*line.curve, along(line), x);
        if (!point) continue;
        const QString own = placeWords(line, *point);
        if (words.isEmpty()) words << (place = own).toHtmlEscaped();
        words << valueOf(line, point->value) + (own == place ? QString() : QStringLiteral(" (%1)").arg(own.toHtmlEscaped()));
    }
    return words.join(QStringLiteral(" &nbsp; "));
}

QString CurvePlot::valueOf(const PlotLine& line, double value) const {
    return legendOf(line, tr("%1 %2", "name of a line, its value").arg(shortened(line.name, longestName_), number_(value)), colours());
}

/// `words` with names as long as there is room for beside the title.
void CurvePlot::say(const std::function<QString()>& words) {
    const int room = width() - 2 * kRing - heading_->sizeHint().width() - top_->spacing();
    for (const qsizetype most : kNames) {
        longestName_ = most;
        values_->setText(words());
        if (values_->sizeHint().width() <= room) return;
    }
}

void CurvePlot::pointAt(double x) {
    if (compact_ || lines_.empty()) return;
    place_ = x;
    const QCPRange up = plot_->yAxis->range();
    crosshair_->start->setCoords(x, up.lower);
    crosshair_->end->setCoords(x, up.upper);
    crosshair_->setVisible(true);
    say([&] { return readOut(x); });
}

void CurvePlot::moveCrosshair(int steps) {
    if (lines_.empty() || lines_[0].curve->empty()) return;
    const Curve& curve = *lines_[0].curve;
    const AlongAxis way = along(lines_[0]);
    const auto last = static_cast<std::ptrdiff_t>(curve.size()) - 1;
    std::ptrdiff_t at = last;
    if (place_) at = std::clamp<std::ptrdiff_t>(nearest(curve, way, *place_) - curve.data() + steps, 0, last);
    pointAt(way.of(curve[static_cast<size_t>(at)]));
    plot_->replot(QCustomPlot::rpQueuedReplot);
    setAccessibleDescription(QTextDocumentFragment::fromHtml(values_->text()).toPlainText());
}

QString CurvePlot::legend() const {
    QStringList lines;
    for (const PlotLine& line : lines_) {
        if (!line.curve->empty()) lines << valueOf(line, line.curve->back().value);
    }
    return lines.join(QStringLiteral(" &nbsp; "));
}

void CurvePlot::summarise() {
    QStringList words, last;
    for (const PlotLine& line : lines_) {
        if (line.curve->empty()) continue;
        last << number_(line.curve->back().value);
        words << tr("%1 %2", "name of a line, its value").arg(line.name, last.back());
    }
    if (compact_) values_->setText(last.value(0));
    else if (!place_) say([this] { return legend(); });
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

std::vector<NamedCurve> CurvePlot::curves() const {
    std::vector<NamedCurve> named;
    for (const PlotLine& line : lines_) named.push_back({line.name, line.curve});
    return named;
}

QStringList CurvePlot::marksAcross() const { return plot_->xAxis->tickVectorLabels().toList(); }

int CurvePlot::drawnPoints() const {
    int points = 0;
    for (const QCPGraph* graph : graphs_) points += graph->dataCount();
    return points;
}

void CurvePlot::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours().accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
}

void CurvePlot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void CurvePlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
    constexpr int kFar = 20;
    const int far = event->modifiers() & Qt::ControlModifier ? kFar : 1;
    switch (event->key()) {
        case Qt::Key_Left: return moveCrosshair(-far);
        case Qt::Key_Right: return moveCrosshair(far);
        case Qt::Key_Plus: return zoom(kZoomStep);
        case Qt::Key_Minus: return zoom(1 / kZoomStep);
        case Qt::Key_0: return lookAll();
        case Qt::Key_Return:
        case Qt::Key_Space: return Q_EMIT clicked();
        default: QWidget::keyPressEvent(event);
    }
}

void CurvePlot::mouseReleaseEvent(QMouseEvent* event) {
    if (compact_) Q_EMIT clicked();
    QWidget::mouseReleaseEvent(event);
}

void CurvePlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    draw();
}

/// Where there is little room the rest of a title is its tool tip.
void CurvePlot::fitTitle() {
    heading_->ensurePolished();
    heading_->setText(compact_ ? heading_->fontMetrics().elidedText(title_, Qt::ElideRight, width() - 2 * kRing) : title_);
    heading_->setToolTip(heading_->text() == title_ ? QString() : title_);
}

void CurvePlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (compact_) fitTitle();
    else if (place_) pointAt(*place_);
    else summarise();
    if (isVisible()) draw();
}

bool CurvePlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseMove:
            pointAt(plot_->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x()));
            plot_->replot(QCustomPlot::rpQueuedReplot);
            break;
        case QEvent::Leave:
            place_.reset();
            crosshair_->setVisible(false);
            summarise();
            plot_->replot(QCustomPlot::rpQueuedReplot);
            break;
        case QEvent::MouseButtonDblClick: lookAll(); break;
        case QEvent::MouseButtonRelease:
            if (compact_) Q_EMIT clicked();
            break;
        default: break;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace luthier::ui
