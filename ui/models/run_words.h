// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "core/store/run_record.h"
#include "ui/models/shown_run.h"

namespace luthier::ui {

/// Where a run is, as the sentence above it needs to know.
enum class RunPhase { Idle, Preparing, Training, Paused, Stopping, Ended };

/// What is going on, in one sentence: "Learning well: loss fell from 2.1 to 1.3, about 4 minutes left".
QString sentenceOf(const ShownRun& run, RunPhase phase);
/// The end of a run out of its events; for a run without one: that it left unexpectedly.
QString endingOf(const RunCourse& course);
/// "about 4 minutes left", "3 to 6 minutes left"; empty when nothing can be told.
QString timeLeftWords(const ShownRun& run);
/// A state as a word: "running", "done early", "left unexpectedly".
QString stateWord(RunState state, const std::string& reason);
/// A loss with as many digits as people need.
QString lossWords(double loss);

/// What was asked in a sample: "user\nWhat?\nassistant" without the words by which templates name who speaks, where it is one question.
QString questionOf(const std::string& prompt);

/// Something a person should know while a run goes on, and what they can do about it.
struct Advice {
    enum class Kind { Memorising, Diverging, NotANumber, DiskLow };
    Kind kind;
    QString what, mend;
    bool offersStop = false;  ///< "stop and keep" helps
};
std::vector<Advice> adviceFor(const ShownRun& run, std::optional<uint64_t> freeDisk);

}  // namespace luthier::ui
