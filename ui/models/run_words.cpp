// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

#include "core/store/figures.h"
#include "core/train/run_folder.h"
#include "ui/models/label_counts.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"

namespace luthier::ui {
namespace {

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

constexpr size_t kFirstSteps = 5;      // before anything is said about learning
constexpr double kLearningWell = 0.05, kNotLearning = 0.01;  // share of the loss that is gone
constexpr double kTimeToLearn = 0.2;   // of a run, before "slowly" is said
constexpr uint64_t kDiskAtLeast = 2'000'000'000;
constexpr size_t kLooksOfMemorising = 2;
constexpr double kMemorisingMargin = 1.01, kDivergingFactor = 1.3, kDivergingMargin = 0.3;
constexpr std::ptrdiff_t kDivergingSteps = 10;

/// A number of a look at rows with labels; nothing of other rows.
std::optional<double> measured(const Look* look, const char* metric) {
    const Json* value = look && look->metrics.isObject() ? look->metrics.find(metric) : nullptr;
    return value && value->isNumber() ? std::optional(value->asNumber()) : std::nullopt;
}

/// How labels are learnt, in the same places as a loss; nothing of other rows.
std::optional<QString> labelProgress(const RunCourse& course) {
    const Look *base = course.base(), *kept = course.kept();
    if (!base || !kept || kept->step == 0) return {};
    if (const auto before = measured(base, "accuracy"), now = measured(kept, "accuracy"); before && now)
        return RunWords::tr("Learning: on examples it never saw, %1 are right; at the start it was %2").arg(percentWords(*now), percentWords(*before));
    if (const auto before = measured(base, "mae"), now = measured(kept, "mae"); before && now)
        return RunWords::tr("Learning: on examples it never saw, it is off by %1 on average; at the start by %2").arg(labelNumberWords(*now), labelNumberWords(*before));
    return {};
}

QString progress(const ShownRun& run) {
    if (const auto labels = labelProgress(run.course())) return *labels;
    const Curve& loss = run.smoothLoss();
    if (loss.size() < kFirstSteps) return RunWords::tr("Learning has begun.");
    const double from = loss.front().value, to = loss.back().value, gone = (from - to) / std::max(from, 1e-9);
    if (gone >= kLearningWell) return RunWords::tr("Learning well: loss fell from %1 to %2").arg(lossWords(from), lossWords(to));
    if (gone >= kNotLearning || run.share() < kTimeToLearn) return RunWords::tr("Learning: loss is %1, it was %2 at the start").arg(lossWords(to), lossWords(from));
    return RunWords::tr("Hardly learning: loss is still %1").arg(lossWords(to));
}

QString training(const ShownRun& run) {
    if (run.isLooking()) return run.step() == 0 ? RunWords::tr("Looking how good the model is before it learns…") : RunWords::tr("Looking how good it has become, on examples it never saw…");
    if (run.steps() > 0 && run.step() == run.steps()) return RunWords::tr("It has learnt. The result is being written and proved…");
    const QString words = progress(run), left = timeLeftWords(run);
    if (words.endsWith('.')) return words;
    return left.isEmpty() ? words + '.' : RunWords::tr("%1, %2.", "how it learns, time left").arg(words, left);
}

QString gained(const RunCourse& course) {
    const Look *base = course.base(), *best = course.best();
    if (!base || !best) return RunWords::tr("There were no examples set aside to measure with, so look at its answers.");
    if (best->step == 0) return RunWords::tr("On examples it never saw, nothing was better than the model as it was.");
    const QString step = QLocale().toString(static_cast<qlonglong>(best->step));
    if (const auto before = measured(base, "accuracy"), now = measured(best, "accuracy"); before && now) {
        const QString words = RunWords::tr("On examples it never saw, %1 are right, at the start it was %2; best at step %3.").arg(percentWords(*now), percentWords(*before), step);
        const auto majority = measured(best, "majority");
        return majority ? words + QLatin1Char(' ') + RunWords::tr("Always answering the most frequent label would be right in %1.").arg(percentWords(*majority)) : words;
    }
    if (const auto before = measured(base, "mae"), now = measured(best, "mae"); before && now)
        return RunWords::tr("On examples it never saw, it is off by %1 on average, at the start by %2; best at step %3.").arg(labelNumberWords(*now), labelNumberWords(*before), step);
    return RunWords::tr("On examples it never saw, loss fell from %1 to %2; best at step %3.")
        .arg(lossWords(base->loss), lossWords(best->loss), step);
}

QString failureOf(const RunCourse& course) {
    return RunWords::tr("It failed: %1").arg(course.failure ? translatedCore(course.failure->what) : RunWords::tr("nobody knows why."));
}

/// What `step` of `steps` a run got to.
QString stepOf(const RunCourse& course) {
    const QLocale locale;
    const qlonglong steps = course.started ? course.started->steps : 0;
    return RunWords::tr("step %1 of %2").arg(locale.toString(static_cast<qlonglong>(course.step)), locale.toString(steps));
}

std::optional<Advice> memorising(const ShownRun& run) {
    const std::vector<Look>& looks = run.course().looks;
    const auto best = std::ranges::min_element(looks, {}, &Look::loss);
    if (best == looks.end() || looks.end() - best <= static_cast<std::ptrdiff_t>(kLooksOfMemorising)) return {};
    const bool rises = std::all_of(best + 1, looks.end(), [&](const Look& look) { return look.loss > best->loss; });
    if (!rises || looks.back().loss < kMemorisingMargin * best->loss || best->step == 0) return {};
    return Advice{Advice::Kind::Memorising,
                  RunWords::tr("It may be memorising: on examples it never saw it was best at step %1 and has become worse since.").arg(QLocale().toString(static_cast<qlonglong>(best->step))),
                  RunWords::tr("The best point is kept whatever you do. You can stop now and use it."), true};
}

std::optional<Advice> diverging(const ShownRun& run) {
    if (run.diverged()) {
        return Advice{Advice::Kind::NotANumber, RunWords::tr("The loss is no number any more: the run has broken down."),
                      RunWords::tr("Stop, and train again with half the learning strength."), true};
    }
    const Curve& loss = run.smoothLoss();
    const auto least = std::ranges::min_element(loss, {}, &CurvePoint::value);
    if (least == loss.end() || loss.end() - least <= kDivergingSteps) return {};
    if (loss.back().value < kDivergingFactor * least->value + kDivergingMargin) return {};
    return Advice{Advice::Kind::Diverging, RunWords::tr("It is getting worse: loss rose from %1 to %2.").arg(lossWords(least->value), lossWords(loss.back().value)),
                  RunWords::tr("Stop, and train again with half the learning strength."), true};
}

std::optional<Advice> diskLow(const ShownRun& run, std::optional<uint64_t> freeDisk) {
    if (!freeDisk || !run.course().started) return {};
    const auto saving = static_cast<uint64_t>(2 * snapshotBytes(run.course().started->parametersLearning));
    if (*freeDisk >= std::max(kDiskAtLeast, saving)) return {};
    return Advice{Advice::Kind::DiskLow, RunWords::tr("The disk is nearly full: %1 left.").arg(sizeWords(static_cast<int64_t>(*freeDisk))),
                  RunWords::tr("Free some space soon, or saving will fail and the run stops."), false};
}

}  // namespace

QString lossWords(double loss) {
    if (!std::isfinite(loss)) return RunWords::tr("no number");
    return QLocale().toString(loss, 'f', loss == 0 ? 0 : loss < 0.1 ? 3 : 2);
}

QString timeLeftWords(const ShownRun& run) {
    const std::optional<TimeLeft> left = run.timeLeft();
    if (!left) return {};
    const QString low = shortDuration(left->low), high = shortDuration(left->high);
    if (low == high || left->high < 1.3 * left->low || left->high < 60) return RunWords::tr("%1 left", "a duration").arg(durationWords(left->likely));
    return RunWords::tr("%1 left (%2 to %3)", "a duration, its bounds").arg(durationWords(left->likely), low, high);
}

QString endingOf(const RunCourse& course) {
    if (course.reason == "done") return RunWords::tr("Done. %1").arg(gained(course));
    if (course.reason == "early_stop") return RunWords::tr("Done early, as nothing was gained any more. %1").arg(gained(course));
    if (course.reason == "stopped" && course.step == 0) return RunWords::tr("Stopped before its first step: nothing was learnt yet. It can begin again.");
    if (course.reason == "stopped") return RunWords::tr("Stopped at %1. What was learnt is kept, and it can go on from there.").arg(stepOf(course));
    if (course.reason == "limit") return RunWords::tr("Stopped at %1, because disk or memory ran out. It can go on when there is room.").arg(stepOf(course));
    if (course.reason == "failed") return failureOf(course);
    if (course.snapshot <= 0) return RunWords::tr("It ended unexpectedly at %1, before anything was saved. It can begin again.").arg(stepOf(course));
    return RunWords::tr("It ended unexpectedly at %1. Everything up to the last saved state is kept, and it can go on from there.").arg(stepOf(course));
}

QString sentenceOf(const ShownRun& run, RunPhase phase) {
    switch (phase) {
        case RunPhase::Idle: return {};
        case RunPhase::Preparing: return RunWords::tr("Getting ready: reading the examples and the model…");
        case RunPhase::Training: return training(run);
        case RunPhase::Paused: return RunWords::tr("Paused after %1.").arg(stepOf(run.course()));
        case RunPhase::Stopping: return run.step() == 0 ? RunWords::tr("Stopping…") : RunWords::tr("Stopping after this step; what was learnt is being kept…");
        case RunPhase::Ended: return endingOf(run.course());
    }
    return {};
}

QString stateWord(RunState state, const std::string& reason) {
    switch (state) {
        case RunState::Running: return RunWords::tr("running");
        case RunState::Paused: return RunWords::tr("paused");
        case RunState::Finished: return reason == "early_stop" ? RunWords::tr("done early") : RunWords::tr("done");
        case RunState::Stopped: return RunWords::tr("stopped");
        case RunState::Failed: return RunWords::tr("failed");
        case RunState::Crashed: return RunWords::tr("ended unexpectedly");
        case RunState::Broken: break;
    }
    return RunWords::tr("cannot be read");
}

QString questionOf(const std::string& prompt) {
    // Lines of role words, as usual templates leave them without their special tokens, and as the plain template writes them.
    static const QStringList asks{QStringLiteral("user"), QStringLiteral("User:")}, answers{QStringLiteral("assistant"), QStringLiteral("model"), QStringLiteral("Assistant:")};
    const QString text = qText(harmless(prompt)).trimmed();
    const QStringList lines = text.split('\n');
    const auto isAsk = [](const QString& line) { return asks.contains(line); };
    const auto asked = std::ranges::find_if(lines, isAsk);
    if (!answers.contains(lines.back()) || std::ranges::count_if(lines, isAsk) != 1) return text;
    const qsizetype first = asked - lines.begin() + 1;
    return lines.mid(first, lines.size() - first - 1).join('\n').trimmed();
}

std::vector<Advice> adviceFor(const ShownRun& run, std::optional<uint64_t> freeDisk) {
    std::vector<Advice> found;
    for (std::optional<Advice> advice : {diverging(run), memorising(run), diskLow(run, freeDisk)}) {
        if (advice) found.push_back(*advice);
    }
    return found;
}

}  // namespace luthier::ui
