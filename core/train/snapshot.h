// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/train/learned_state.h"
#include "core/train/trainer.h"

namespace luthier {

/// One evaluation of the held-out part.
struct PastEvaluation {
    int64_t step = 0;
    double lossSum = 0;
    int64_t count = 0;
    bool best = false;  ///< better than all before it

    double loss() const { return count == 0 ? 0 : lossSum / static_cast<double>(count); }
};

/// Where a run is: everything beside the learnt tensors that decides what comes next. Order, rates and dropout follow from the step alone.
struct Progress {
    int64_t step = 0;
    std::vector<PastEvaluation> evaluations;
    int64_t looked = -1;              ///< last step whose evaluation and sample answers are done
    int64_t withoutGain = 0;          ///< evaluations since the best one
    std::vector<std::string> before;  ///< the base's answers to the sample prompts
    LossWatch watch;
    double rateFactor = 1;            ///< of the learning rate: halved by each restart after divergence
    double seconds = 0;               ///< spent so far
    int64_t eventBytes = 0;           ///< length of events.jsonl when this was true

    const PastEvaluation* best() const;
    const PastEvaluation* at(int64_t step) const;
    Json json() const;
    static Progress of(const Json& json);
};

/// A line of held-out.jsonl: one row of the held-out part at one step.
struct HeldOutLine {
    int64_t step = 0;
    std::string row, group;  ///< fingerprint of the content; what is resampled together
    double lossSum = 0;
    int64_t count = 0;
    std::optional<bool> right = {};  ///< of a row with labels: whether they were all answered

    std::string text() const;  ///< as it stands in the file
};

/// snapshots/step-N/ of a run folder. Format 1: tensors.safetensors ("weights/NAME", "mean/NAME", "variance/NAME", float32), state.json
/// (Progress), held-out.jsonl (rows of the evaluation at that step, if there was one), SHA256SUMS (as sha256sum reads it). A folder appears whole or
/// not at all, is checked when read, and the last two and the best are kept.
class Snapshots {
public:
    explicit Snapshots(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Writes one, then removes those no longer needed. Returns its folder. Throws Error; earlier ones stay as they are.
    std::filesystem::path save(const LearnedState& state, const Progress& progress, const std::vector<HeldOutLine>& rows);

    /// The newest one that is whole. Damaged ones are told in `problems` and passed over.
    std::optional<Progress> newest(Problems& problems) const;
    /// Puts the tensors of step `step` into the state. `all`: mean and variance too. Throws Error when it is
    /// damaged or does not fit.
    void load(int64_t step, LearnedState& state, bool all) const;
    /// held-out.jsonl of the snapshot of `step`, whole lines; empty when there is none.
    std::string heldOut(int64_t step) const;
    void forgetAfter(int64_t step) const;  ///< removes later ones (damaged, or of a future that will be trained again)
    std::vector<int64_t> steps() const;    ///< of all snapshots, ascending
    std::filesystem::path folderOf(int64_t step) const;

private:
    void keepOnly(const Progress& progress) const;
    void remove(int64_t step) const;
    std::filesystem::path folder_;
};

}  // namespace luthier
