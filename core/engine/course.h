// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/prepare.h"
#include "core/engine/prompt.h"
#include "core/engine/resolve.h"
#include "core/engine/tuned_model.h"
#include "core/events/cancel_token.h"
#include "core/train/batcher.h"
#include "core/train/evaluator.h"
#include "core/train/run_folder.h"
#include "core/train/snapshot.h"
#include "core/train/trainer.h"

namespace luthier {

/// What a run is made of, once everything is settled.
struct CourseParts {
    const Recipe& recipe;
    const Resolved& resolved;
    const Prepared& prepared;
    TunedModel& model;
    RunFolder& folder;
    RunLog& log;
};

/// A run from its first step, or its last snapshot, to its last: training, looking at the held-out part, answering the sample prompts,
/// saving, and heeding what people ask for in between.
class Course {
public:
    enum class End { Done, EarlyStop, Stopped };

    Course(const CourseParts& parts, CancelToken& cancel);
    ~Course();

    /// Continues from the newest whole snapshot (from the start when there is none) and tells `resumed`.
    void resume();
    /// Trains until the planned steps are done, nothing is gained any more, or somebody asks to stop (the state is then saved).
    End train();
    /// Puts the best state into the model: the one the run keeps. When nothing beat the base, says so and keeps the last. From here on
    /// nobody is heeded any more.
    void keepBest();

    const Progress& progress() const { return progress_; }
    /// Loss of the part that nothing looked at until now; none when there is no such part.
    std::optional<Evaluation> testEvaluation();

private:
    void oneStep();
    StepResult stepThatFits(int64_t step);
    bool makeRoom(int64_t step);       ///< after memory ran out: smaller packs, then recomputation; false when nothing is left to try
    bool restarted();                  ///< after divergence: from the best snapshot at half the rate, when the recipe asks for it
    void look();                       ///< evaluation, answers and snapshot that are due at this step
    bool evaluate();                   ///< true when it was the best so far
    bool answersDue() const;
    void answerQuestions();
    std::string answer(const Prompt& prompt);
    void save();
    bool saveDue() const;
    bool lookDue() const;
    void heed();                       ///< pause, stop and save, between micro-batches and layers
    void pause();
    void watchDisk() const;
    std::vector<HeldOutLine> heldOutLines(const Evaluation& evaluation) const;
    void writeHeldOut();

    CourseParts parts_;
    CancelToken& cancel_;
    SamplePart trainPart_, evalPart_, testPart_;
    LearnedState state_;
    Batcher batcher_;
    Trainer trainer_;
    Snapshots snapshots_;
    Progress progress_;
    std::vector<Prompt> questions_;
    std::vector<HeldOutLine> rows_;              ///< of the evaluation at the present step
    std::map<int64_t, std::string> heldOut_;     ///< held-out.jsonl, by step
    std::optional<int64_t> savedAt_;
    std::chrono::steady_clock::time_point begun_, savedTime_;
    double answering_ = 0;                       ///< seconds of this process that answers took
    double counted_ = 0;                         ///< seconds of this process that progress_ counts already
};

}  // namespace luthier
