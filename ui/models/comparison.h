// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <vector>

#include "ui/models/shown_run.h"

namespace luthier::ui {

/// Runs side by side, in words: what the page of comparisons shows. A value, computed off the window's thread; the first run is the baseline.
struct Comparison {
    struct Run {
        QString id, name;
        ShownRun shown;
    };
    struct Row {
        QString label, key;  ///< for people; as the recipe has it
        QStringList values;  ///< one of each run
        QStringList exact;   ///< of settings: as the recipe has them
        bool differs = false;
        int best = -1;       ///< of numbers: which is the best, when one alone is
    };
    /// A run beside the baseline, on the examples that neither learnt from.
    struct Verdict {
        enum class Kind { Better, Worse, NotDistinguishable, NotComparable } kind = Kind::NotComparable;
        QString words;
    };
    struct Answers {
        QString prompt;
        QStringList texts;  ///< what each run kept answering; empty where it was not asked
    };

    std::vector<Run> runs;
    std::vector<Row> settings, numbers;
    std::vector<Verdict> verdicts;  ///< one for each run but the first
    std::vector<Answers> answers;   ///< of prompts that two runs or more were asked
    bool sameData = true;           ///< they learnt from the same examples
};
/// Throws Error when a folder cannot be read at all.
Comparison comparisonOf(const std::vector<std::filesystem::path>& folders);

}  // namespace luthier::ui
