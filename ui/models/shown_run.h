// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/store/run_course.h"
#include "ui/models/confusion.h"
#include "ui/models/curve.h"

namespace luthier::ui {

enum class Series { Loss, HeldOut, LearningRate, Speed, Memory, GradientNorm, Accuracy, Majority, F1, MeanError };
constexpr size_t kSeriesCount = 10;

/// What a model answered to one prompt as it learnt.
struct ShownAnswer {
    std::string prompt, before;
    struct Now {
        int64_t step = 0;
        std::string text;
    };
    std::vector<Now> now;  ///< in the order of steps
};

/// Seconds that are left, and between which they lie with some confidence.
struct TimeLeft {
    double low = 0, likely = 0, high = 0;
};

/// What the window shows of a run, live or from its folder: told one event after the other. Knows no widgets.
class ShownRun {
public:
    void on(const TimedEvent& event);

    const RunCourse& course() const { return course_; }
    const Curve& curve(Series series) const { return curves_[static_cast<size_t>(series)]; }
    bool hasQuality() const;  ///< rows have labels, so that it can be told how often answers are right, or how far numbers are off
    bool answersNumbers() const { return !curve(Series::MeanError).empty(); }
    /// What the state that is kept so far takes for what; empty where rows have no labels.
    const Confusion& confusion() const { return confusion_; }
    const Curve& smoothLoss() const { return smooth_.points(); }
    const std::vector<ShownAnswer>& answers() const { return answers_; }
    std::filesystem::path folder() const;
    std::string id() const { return course_.started ? course_.started->run : std::string(); }

    int64_t steps() const { return course_.started ? course_.started->steps : 0; }
    int64_t step() const { return course_.step; }
    /// Steps from one look at the held-out rows to the next, as the run's folder has it; events do not tell.
    void setEvalEvery(int64_t steps) { evalEvery_ = steps; }
    int64_t evalEvery() const { return evalEvery_; }  ///< 0 when it is not known
    bool isLooking() const;               ///< at the held-out rows, after the step that was told last
    double share() const;                 ///< of the steps, 0 to 1
    double secondsTrained() const;        ///< of all processes that worked on it
    double examplesPerStep() const;       ///< 1 when it is not known
    /// The point of the held-out curve whose state the run keeps; nothing before it is better than the model as it was.
    std::optional<CurvePoint> best() const;
    bool diverged() const { return notFinite_; }  ///< a loss was no number
    /// Nothing before the first few steps, at the end, or when the number of steps is not known.
    std::optional<TimeLeft> timeLeft() const;

private:
    void take(const Started& started);
    void take(const StepDone& step);
    void take(const EvalDone& eval);
    void take(const SampleText& sample);
    void take(const Resumed& resumed);
    void take(const Paused& paused);
    void take(const Continued& continued);
    void comeIn();
    double worked(double seconds) const;
    void takeMetrics(const EvalDone& eval);
    void putLook(Series series, int64_t step, double value);
    void put(Series series, const CurvePoint& point) { curves_[static_cast<size_t>(series)].push_back(point); }
    double secondsAt(int64_t step) const;

    RunCourse course_;
    std::array<Curve, kSeriesCount> curves_;
    SmoothCurve smooth_;
    std::vector<ShownAnswer> answers_;
    Confusion confusion_;
    double before_ = 0;      ///< seconds of the processes before this one
    double now_ = 0, cameIn_ = 0;  ///< times of the last event and of the first of this process
    std::optional<double> pausedAt_;
    double rested_ = 0;      ///< seconds of pauses in this process
    size_t begunAt_ = 0;     ///< points of the loss curve that earlier processes left
    bool notFinite_ = false;
    int64_t evalEvery_ = 0;
    double epochSteps_ = 0;  ///< steps of an epoch, as the last step tells
};

/// What the events of a folder come to. Throws Error when they cannot be read.
ShownRun shownRunOf(const std::filesystem::path& folder);

}  // namespace luthier::ui
