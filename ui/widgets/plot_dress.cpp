// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_dress.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace luthier::ui {
namespace {

class PlainTicker : public QCPAxisTicker {
public:
    PlainTicker(std::function<QString(double)> words, bool whole) : words_(std::move(words)), whole_(whole) { setTickCount(5); }

protected:
    double getTickStep(const QCPRange& range) override {
        const double step = QCPAxisTicker::getTickStep(range);
        return whole_ ? std::max(1.0, std::ceil(step)) : step;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return words_(std::abs(tick) < 1e-12 ? 0 : tick); }

private:
    std::function<QString(double)> words_;
    bool whole_;
};

}  // namespace

QSharedPointer<QCPAxisTicker> plainTicker(std::function<QString(double)> words, bool whole) { return QSharedPointer<QCPAxisTicker>(new PlainTicker(std::move(words), whole)); }

QString clockWords(double seconds) {
    const auto whole = static_cast<int64_t>(std::llround(std::max(0.0, seconds)));
    const QString minutes = QStringLiteral("%1:%2").arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QLatin1Char('0')).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(minutes) : minutes;
}

void dressAxis(QCPAxis* axis, const ThemeColours& theme, bool grid) {
    axis->setBasePen(QPen(theme.border));
    axis->setTickPen(QPen(theme.border));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelColor(theme.textSoft);
    axis->setLabelColor(theme.textSoft);
    axis->grid()->setPen(grid ? QPen(theme.border, 1, Qt::SolidLine) : QPen(Qt::NoPen));
    axis->grid()->setZeroLinePen(Qt::NoPen);
    axis->grid()->setSubGridVisible(false);
    axis->setTickLength(0, 4);
}

}  // namespace luthier::ui
