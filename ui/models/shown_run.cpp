// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/shown_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/file.h"

namespace luthier::ui {
namespace {

constexpr double kSmoothShare = 1.0 / 50;  // of a run's steps count for the smooth line, as in the reports
constexpr size_t kStepsToJudge = 5;        // before the time left can be told
constexpr size_t kRecent = 40;             // steps the present pace is judged by

/// As core/data/label_metrics.h calls them.
constexpr std::array kMetricNames{std::pair(Series::Accuracy, "accuracy"), std::pair(Series::F1, "f1_macro"), std::pair(Series::Majority, "majority"),
                                  std::pair(Series::MeanError, "mae")};

double secondsPerStep(const Curve& curve, size_t from, size_t to, double begun) {
    const double begin = from == 0 ? begun : curve[from - 1].seconds;
    return (curve[to - 1].seconds - begin) / static_cast<double>(to - from);
}

/// How much single steps differ in length, as a share of their mean.
double spread(const Curve& curve, size_t from, double mean) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = std::max<size_t>(from, 1); i < curve.size(); ++i, ++count) {
        const double off = curve[i].seconds - curve[i - 1].seconds - mean;
        sum += off * off;
    }
    return count < 2 || mean <= 0 ? 1 : std::sqrt(sum / static_cast<double>(count)) / mean;
}

}  // namespace

void ShownRun::on(const TimedEvent& event) {
    now_ = event.time;
    std::visit(
        [&](const auto& told) {
            if constexpr (requires { this->take(told); }) take(told);
        },
        event.event);
    course_.on(event);
}

void ShownRun::take(const Started& started) {
    comeIn();
    smooth_.setWindow(static_cast<double>(started.steps) * kSmoothShare);
}

/// A process begins to work on the run.
void ShownRun::comeIn() {
    cameIn_ = now_;
    pausedAt_.reset();
    rested_ = 0;
}

void ShownRun::take(const Paused&) { pausedAt_ = now_; }

void ShownRun::take(const Continued&) {
    if (pausedAt_) rested_ += std::max(0.0, now_ - *pausedAt_);
    pausedAt_.reset();
}

/// Of a step as it was told, without pauses.
double ShownRun::worked(double seconds) const {
    if (rested_ <= 0) return before_ + seconds;
    const double last = curve(Series::Loss).empty() ? 0 : curve(Series::Loss).back().seconds;
    return std::max(last, before_ + std::min(seconds, now_ - cameIn_ - rested_));
}

void ShownRun::take(const StepDone& step) {
    const double seconds = worked(step.seconds);
    const auto at = [&](double value) { return CurvePoint{static_cast<double>(step.step), seconds, value}; };
    put(Series::Loss, at(step.loss));
    put(Series::LearningRate, at(step.learningRate));
    put(Series::Speed, at(step.tokensPerSecond));
    put(Series::Memory, at(static_cast<double>(step.memory)));
    put(Series::GradientNorm, at(step.gradientNorm));
    smooth_.add(curve(Series::Loss).back());
    notFinite_ |= !std::isfinite(step.loss);
    if (step.epoch > 0) epochSteps_ = static_cast<double>(step.step) / step.epoch;
}

void ShownRun::take(const EvalDone& eval) {
    putLook(Series::HeldOut, eval.step, eval.loss);
    takeMetrics(eval);
}

/// As the event is written: numbers by name, and tables beside them.
void ShownRun::takeMetrics(const EvalDone& eval) {
    const Json told = eventJson(eval, 0);
    const Json* metrics = told.find("metrics");
    if (!metrics || !metrics->isObject()) return;
    for (const auto& [series, name] : kMetricNames) {
        if (const Json* value = metrics->find(name); value && value->isNumber()) putLook(series, eval.step, value->asNumber());
    }
    if (Confusion confusion = confusionOf(*metrics); !confusion.empty() && (eval.best || confusion_.empty())) confusion_ = std::move(confusion);
}

/// A look at the held-out part; what was told of this step or later ones before is told anew.
void ShownRun::putLook(Series series, int64_t step, double value) {
    std::erase_if(curves_[static_cast<size_t>(series)], [&](const CurvePoint& point) { return point.step >= static_cast<double>(step); });
    put(series, {static_cast<double>(step), secondsAt(step), value});
}

bool ShownRun::hasQuality() const {
    return std::ranges::any_of(kMetricNames, [&](const auto& metric) { return !curve(metric.first).empty(); });
}

void ShownRun::take(const SampleText& sample) {
    auto found = std::ranges::find(answers_, sample.prompt, &ShownAnswer::prompt);
    if (found == answers_.end()) found = answers_.insert(found, ShownAnswer{sample.prompt, sample.before, {}});
    std::erase_if(found->now, [&](const ShownAnswer::Now& now) { return now.step >= sample.step; });
    found->now.push_back({sample.step, sample.now});
}

void ShownRun::take(const Resumed& resumed) {
    const auto later = [&](const auto& point) { return point.step > static_cast<double>(resumed.step); };
    for (Curve& curve : curves_) std::erase_if(curve, later);
    for (ShownAnswer& answer : answers_) std::erase_if(answer.now, [&](const ShownAnswer::Now& now) { return now.step > resumed.step; });
    const Curve& loss = curve(Series::Loss);
    smooth_.follow(loss);
    comeIn();
    before_ = loss.empty() ? 0 : loss.back().seconds;
    begunAt_ = loss.size();
    notFinite_ = std::ranges::any_of(loss, [](const CurvePoint& point) { return !std::isfinite(point.value); });
}

double ShownRun::secondsAt(int64_t step) const {
    const CurvePoint* point = nearest(curve(Series::Loss), {}, static_cast<double>(step));
    return point && step > 0 ? point->seconds : 0;
}

std::filesystem::path ShownRun::folder() const { return course_.started ? pathOf(course_.started->dir) : std::filesystem::path(); }

double ShownRun::share() const { return steps() > 0 ? std::clamp(static_cast<double>(step()) / static_cast<double>(steps()), 0.0, 1.0) : 0; }

bool ShownRun::isLooking() const {
    if (!course_.started || course_.started->examplesEval == 0) return false;
    const bool due = step() == 0 || step() == steps() || (evalEvery_ > 0 && step() % evalEvery_ == 0);
    return due && std::ranges::find(course_.looks, step(), &Look::step) == course_.looks.end();
}

std::optional<CurvePoint> ShownRun::best() const {
    const Look* best = course_.best();
    if (!best || best->step == 0) return {};
    const Curve& looks = curve(Series::HeldOut);
    const auto found = std::ranges::find(looks, static_cast<double>(best->step), &CurvePoint::step);
    return found == looks.end() ? std::nullopt : std::optional(*found);
}

double ShownRun::secondsTrained() const { return curve(Series::Loss).empty() ? 0 : curve(Series::Loss).back().seconds; }

double ShownRun::examplesPerStep() const {
    if (!course_.started || epochSteps_ <= 0 || course_.started->examplesTrain <= 0) return 1;
    return static_cast<double>(course_.started->examplesTrain) / epochSteps_;
}

std::optional<TimeLeft> ShownRun::timeLeft() const {
    const Curve& loss = curve(Series::Loss);
    const size_t steps = loss.size() - begunAt_;
    const double left = static_cast<double>(this->steps() - step());
    if (steps < kStepsToJudge || left <= 0 || !course_.reason.empty()) return {};
    const size_t recent = std::max(begunAt_, loss.size() - std::min(loss.size(), kRecent));
    const double whole = secondsPerStep(loss, begunAt_, loss.size(), before_), now = secondsPerStep(loss, recent, loss.size(), before_);
    // Looks at the held-out part are in the whole pace, the computer's present mood is in the recent one.
    const double likely = (whole + now) / 2;
    const double doubt = std::abs(whole - now) / 2 + 2 * likely * spread(loss, recent, now) / std::sqrt(std::min(static_cast<double>(loss.size() - recent), left));
    return TimeLeft{left * std::max(likely - doubt, likely / 3), left * likely, left * std::min(likely + doubt, likely * 3)};
}

ShownRun shownRunOf(const std::filesystem::path& folder) {
    ShownRun run;
    forEachEventOf(folder, [&](TimedEvent&& event) { run.on(event); });
    return run;
}

}  // namespace luthier::ui
