// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_plots.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/models/label_counts.h"
#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/shell/icon.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/labels.h"

namespace luthier::ui {
namespace {

constexpr int kSmallHeight = 108;

}  // namespace

RunPlots::RunPlots(QWidget* parent) : QWidget(parent), large_(new CurvePlot({}, lossWords)), axis_(new ComboBox), logarithmic_(new QCheckBox(tr("&Logarithmic"))) {
    large_->setObjectName(QStringLiteral("largePlot"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing(3), spacing(3), spacing(3), spacing(3));
    rows->setSpacing(spacing(2));
    rows->addWidget(makeBar());
    rows->addWidget(large_, 1);
    auto* strip = new QHBoxLayout;
    strip->setSpacing(spacing(1));
    for (size_t i = 0; i < small_.size(); ++i) {
        small_[i] = new CurvePlot({}, lossWords);
        small_[i]->setCompact();
        small_[i]->setFixedHeight(kSmallHeight);
        strip->addWidget(small_[i], 1);
        connect(small_[i], &CurvePlot::clicked, this, [this, i] { choose(i); });
    }
    rows->addLayout(strip);
}

QWidget* RunPlots::makeBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label(tr("Curves"), "heading"), 1);
    axis_->addItem(tr("over steps"), static_cast<int>(CurveAxis::Step));
    axis_->addItem(tr("over time"), static_cast<int>(CurveAxis::Seconds));
    axis_->setAccessibleName(tr("What the curves lie along"));
    for (QWidget* widget : {static_cast<QWidget*>(logarithmic_), static_cast<QWidget*>(axis_), static_cast<QWidget*>(plotMenu(*large_))}) row->addWidget(widget);
    connect(axis_, &QComboBox::currentIndexChanged, this, [this] { large_->setAxis(static_cast<CurveAxis>(axis_->currentData().toInt())); });
    connect(logarithmic_, &QCheckBox::toggled, large_, &CurvePlot::setLogarithmic);
    return bar;
}

QString RunPlots::titleOf(Topic topic) const {
    switch (topic) {
        case Quality: return run_->answersNumbers() ? tr("How far it is off") : tr("How often it is right");
        case LearningRate: return tr("Learning rate");
        case Speed: return tr("Speed");
        case Memory: return tr("Memory");
        case GradientNorm: return tr("Gradient norm");
        default: return tr("Loss");
    }
}

QString RunPlots::number(Topic topic, double value) {
    switch (topic) {
        case Quality: return labelNumberWords(value);
        case LearningRate: return preciseWords(value);
        case Speed: return tr("%1 tokens/s").arg(countWords(static_cast<int64_t>(value)));
        case Memory: return sizeWords(static_cast<int64_t>(value));
        case GradientNorm: return preciseWords(value);
        default: return lossWords(value);
    }
}

void RunPlots::put(CurvePlot& plot, Topic topic, bool small) {
    plot.setTitle(topic != Quality || !small ? titleOf(topic) : run_->answersNumbers() ? tr("Off by", "title of a small curve") : tr("Right", "title of a small curve"));
    plot.setReading(topic == Loss || (topic == Quality && run_->answersNumbers()) ? tr("lower is better") : topic == Quality ? tr("higher is better") : QString());
    const bool percent = topic == Quality && !run_->answersNumbers();
    plot.setNumber([topic, percent](double value) { return percent ? percentWords(value) : number(topic, value); });
    std::vector<PlotLine> lines;
    const auto one = [&](Series series, const QString& name, int colour) { lines.push_back({name, &run_->curve(series), PlotLine::Look::Strong, colour}); };
    switch (topic) {
        case Quality: addQuality(lines); break;
        case LearningRate: one(Series::LearningRate, tr("rate"), 2); break;
        case Speed: one(Series::Speed, tr("speed"), 3); break;
        case Memory: one(Series::Memory, tr("memory"), 4); break;
        case GradientNorm: one(Series::GradientNorm, tr("norm"), 5); break;
        default:
            if (!small) lines.push_back({tr("each step"), &run_->curve(Series::Loss), PlotLine::Look::Faint, 0});
            lines.push_back({tr("smoothed"), &run_->smoothLoss(), PlotLine::Look::Strong, 0});
            lines.push_back({tr("never seen"), &run_->curve(Series::HeldOut), PlotLine::Look::Marked, 1});
    }
    plot.setLines(std::move(lines));
    showBest();
}

void RunPlots::addQuality(std::vector<PlotLine>& lines) const {
    const std::pair<Series, QString> known[] = {{Series::Accuracy, tr("right")}, {Series::F1, tr("F1, each class alike")}, {Series::MeanError, tr("off by, on average")},
                                                {Series::Majority, tr("the most frequent class always")}};
    int index = 0;
    for (const auto& [series, name] : known) {
        const Curve& curve = run_->curve(series);
        if (!curve.empty()) lines.push_back({name, &curve, series == Series::Majority ? PlotLine::Look::Strong : PlotLine::Look::Marked, index, series == Series::Majority ? 2 : 0});
        ++index;
    }
}

void RunPlots::showBest() {
    if (run_) large_->setBest(order_[0] == Loss ? run_->best() : std::nullopt);
}

void RunPlots::arrange() {
    if (!run_) return;
    quality_ = run_->hasQuality();
    if (!quality_ && order_[0] == Quality) std::swap(order_[0], *std::ranges::find(order_, Loss));
    put(*large_, order_[0], false);
    for (size_t i = 0; i < small_.size(); ++i) {
        put(*small_[i], order_[i + 1], true);
        small_[i]->setVisible(order_[i + 1] != Quality || quality_);
    }
}

void RunPlots::choose(size_t small) {
    std::swap(order_[0], order_[small + 1]);
    arrange();
}

void RunPlots::setRun(const ShownRun* run) {
    run_ = run;
    arrange();
}

void RunPlots::refresh() {
    if (run_ && run_->hasQuality() != quality_) return arrange();
    showBest();
    large_->refresh();
    for (CurvePlot* plot : small_) plot->refresh();
}

}  // namespace luthier::ui
