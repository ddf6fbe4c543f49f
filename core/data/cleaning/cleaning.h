// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/data/cleaning/cleaner.h"
#include "core/data/importer.h"
#include "core/events/cancel_token.h"

namespace luthier {

/// Cleaners in order, as one: a row that one leaves out is not seen by those after it.
class Cleaning {
public:
    /// The steps must be without problems (problemsOfSteps); the knowledge outlives this.
    Cleaning(const std::vector<std::string>& steps, const CleaningKnowledge& knowledge);
    /// False when the row is left out.
    bool clean(Example& row);

    struct Count {
        int64_t changed = 0, leftOut = 0;
    };
    struct Step {
        const CleanerKind* kind;
        std::unique_ptr<Cleaner> cleaner;
        Count count;
    };
    const std::vector<Step>& steps() const { return steps_; }
    bool takesIncomplete() const;

private:
    std::vector<Step> steps_;
};

/// Names that are no cleaner's, and cleaners for which something must be handed in that is not there.
Problems problemsOfSteps(const std::vector<std::string>& steps, const CleaningKnowledge& knowledge, const std::string& where);

/// A row that a cleaner found; `after` is empty when it is left out.
struct FoundRow {
    std::string where, before, after;
    bool leftOut = false;
};
/// What one cleaner would do to a file, applied alone.
struct Finding {
    const CleanerKind* cleaner = nullptr;
    int64_t changed = 0, leftOut = 0;
    std::vector<FoundRow> rows;  ///< the first ones
    Json json() const;
};
/// What a file holds and what is wrong with it. Findings come in the order of cleanerKinds(), only those that found something.
struct Inspection {
    Problems problems;  ///< rows that cannot be read
    int64_t rows = 0, chats = 0, pairs = 0, texts = 0;
    int64_t shortest = 0, longest = 0;  ///< characters of a row
    double mean = 0;
    std::vector<Finding> findings;
    std::vector<const CleanerKind*> unable;  ///< cleaners that could not look: see CleanerKind::lacking
    Json json() const;
};
/// Throws Stopped when asked to.
Inspection inspectData(const std::string& file, const ImportSettings& settings, const CleaningKnowledge& knowledge, const CancelToken& cancel, size_t shown = 5);

/// A cleaned copy, written as JSON lines; the file itself is never touched.
struct CleanedFile {
    Problems problems;  ///< with an error nothing was written
    int64_t read = 0, written = 0;
    std::vector<std::pair<std::string, Cleaning::Count>> steps;
    Json json() const;
};
CleanedFile cleanData(const std::string& file, const ImportSettings& settings, const std::vector<std::string>& steps, const CleaningKnowledge& knowledge,
                      const std::filesystem::path& out, const CancelToken& cancel);

/// The questions of a file of held-out rows, for CleaningKnowledge, as the steps that repair rows leave them.
void addHeldOut(const std::string& file, const ImportSettings& settings, const std::vector<std::string>& steps, CleaningKnowledge& knowledge, Problems& problems);
/// A row as one line that importFile reads as the same row; `group` names the column of its group.
std::string rowLine(const Example& row, const std::string& group);

}  // namespace luthier
