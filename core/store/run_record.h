// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/interval.h"
#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/data/label_scheme.h"
#include "core/recipe/recipe.h"
#include "core/store/run_course.h"
#include "core/store/run_events.h"

namespace luthier {

/// What people say about a run: notes.json. Members of newer versions are kept.
struct RunNotes {
    std::string name, notes;
    std::vector<std::string> tags;
    Json ratings = Json::object();
    Json whole = Json::object();  ///< the file as it was read

    int64_t stars() const;        ///< ratings.stars, 1 to 5; 0 = none
    void setStars(int64_t stars);
};
/// Throws Error when it cannot be read, JsonError when it is not JSON.
RunNotes readNotes(const std::filesystem::path& runFolder);
void writeNotes(const std::filesystem::path& runFolder, const RunNotes& notes);  ///< throws Error

enum class RunState { Running, Paused, Finished, Stopped, Failed, Crashed, Broken };
std::string wordOf(RunState state);  ///< "running", "paused", …
constexpr bool isAtWork(RunState state) { return state == RunState::Running || state == RunState::Paused; }
/// From what was told (the reason of its end, whether it paused last, whether it began) and whether its process still holds run.lock.
RunState stateOf(const std::filesystem::path& runFolder, const std::string& reason, bool paused, bool began);

/// A held-out row at one step.
struct HeldOutRow {
    std::string row, group;  ///< fingerprint of its content; what is resampled together
    double lossSum = 0;
    int64_t count = 0;
    std::optional<bool> right = {};  ///< of a row with labels: whether they were all answered
};

/// A setting whose value is not the default.
struct ChangedSetting {
    std::string key;
    Json value, standard;
};

/// Everything a run folder says. What is missing or broken in it is told in `problems`; the rest is there.
struct RunRecord {
    std::filesystem::path folder;
    std::string id;
    RunState state = RunState::Broken;
    RunNotes notes;
    std::optional<Recipe> recipe;
    Json environment;
    RunCourse course;
    std::vector<TimedEvent> events;
    std::map<int64_t, std::vector<HeldOutRow>> heldOut;  ///< by step; each row once
    Json test;                                           ///< evaluation of the test part, as report.json has it; null when there is none
    Problems problems;

    std::string name() const;  ///< that of the notes, else of the recipe
    const Json& resolved() const;
    std::string lossUnit() const;   ///< "nats per token", of labelled rows "nats per row" or "squared distance"
    LabelScheme labels() const;     ///< what it tells apart; none where tokens are learnt
    const Json* metricsAt(int64_t step) const;  ///< of the last look at a step, tables included; null pointer without
    void on(const TimedEvent& event);
};

/// Never throws for what the folder holds.
RunRecord readRunRecord(const std::filesystem::path& folder);
/// The same without what grows: no events, no losses of rows, no state.
RunRecord readRunSettings(const std::filesystem::path& folder);

std::vector<ChangedSetting> changedSettings(const Recipe& recipe);

/// What the run gained on the rows held out: the base model (a) beside the state it keeps (b). Nothing when there are too few rows.
std::optional<Interval> gainOf(const RunRecord& run);
/// The same of the share of rows answered right; nothing where rows have no labels.
std::optional<Interval> accuracyGainOf(const RunRecord& run);
/// Rows as hits: 1 or 0 of 1, to be paired as losses are. Those that say nothing of it are left out.
std::vector<HeldOutRow> hitsOf(const std::vector<HeldOutRow>& rows);
/// The rows of the state the run keeps; null pointer when they are not there.
const std::vector<HeldOutRow>* keptRows(const RunRecord& run);

/// The same rows of two evaluations, by group; rows only one side has are left out.
struct PairedRows {
    std::vector<PairedGroup> groups;
    int64_t rows = 0, onlyA = 0, onlyB = 0;
    int64_t cutDifferently = 0;  ///< rows whose numbers of labels differ: other tokenizers or templates
};
PairedRows pairedRows(const std::vector<HeldOutRow>& a, const std::vector<HeldOutRow>& b);

}  // namespace luthier
