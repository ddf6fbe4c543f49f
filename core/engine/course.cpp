// SPDX-License-Identifier: Apache-2.0
#include "core/engine/course.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/error.h"
#include "core/base/os.h"
#include "core/engine/estimate.h"
#include "core/model/brought_weights.h"
#include "core/ops/allocator.h"
#include "core/train/generator.h"

namespace luthier {
namespace {

constexpr auto kPauseGlance = std::chrono::milliseconds(20);

TrainerSettings trainerSettings(const Recipe& recipe, const Resolved& resolved) {
    const TrainSettings& train = recipe.train;
    return {train.schedule, resolved.learningRate, resolved.warmupSteps, resolved.steps, train.beta1,
            train.beta2,    train.eps,             train.weightDecay,    train.clip};
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The lines of held-out.jsonl, by their step; lines that cannot be read are left out.
std::map<int64_t, std::string> linesByStep(const std::string& text) {
    std::map<int64_t, std::string> lines;
    for (size_t begin = 0; begin < text.size();) {
        size_t end = std::min(text.find('\n', begin), text.size() - 1);
        std::string line = text.substr(begin, end + 1 - begin);
        begin = end + 1;
        try {
            lines[Json::parse(line).integerOr("step", -1)] += line;
        } catch (const JsonError&) {
            continue;
        }
    }
    return lines;
}

}  // namespace

Course::Course(const CourseParts& parts, CancelToken& cancel)
    : parts_(parts),
      cancel_(cancel),
      trainPart_{parts.prepared.store.get(), parts.prepared.train},
      evalPart_{parts.prepared.store.get(), parts.prepared.eval},
      testPart_{parts.prepared.store.get(), parts.prepared.test},
      state_(parts.model.method->learnables()),
      batcher_(trainPart_, {parts.recipe.train.batchSize, parts.resolved.microBatchTokens, parts.recipe.data.shuffle, parts.recipe.train.seed, parts.resolved.packLimits,
                            parts.resolved.shareBeginnings}),
      trainer_(*parts.model.decoder, *parts.model.objective, state_, batcher_, trainerSettings(parts.recipe, parts.resolved)),
      snapshots_(parts.folder / "snapshots"),
      begun_(std::chrono::steady_clock::now()),
      savedTime_(begun_) {
    const SamplePart& asked = evalPart_.size() > 0 ? evalPart_ : trainPart_;
    for (size_t i = 0; i < std::min(static_cast<size_t>(parts.resolved.sampleAnswers), asked.size()); i++) {
        Prompt prompt = promptOf(*parts.prepared.text, (*asked.store)[asked.indices[i]]);
        if (!prompt.ids.empty()) questions_.push_back(std::move(prompt));
    }
    parts.model.decoder->betweenLayers = [this] { heed(); };
}

Course::~Course() { parts_.model.decoder->betweenLayers = nullptr; }

void Course::resume() {
    Problems damaged;
    std::optional<Progress> newest = snapshots_.newest(damaged);
    for (const Problem& problem : damaged) parts_.log.tell(Warned{problem.what, problem.where, problem.mend});
    if (newest) {
        progress_ = *newest;
        snapshots_.load(progress_.step, state_, true);
        savedAt_ = progress_.step;
        trainer_.setRateFactor(progress_.rateFactor);
    }
    snapshots_.forgetAfter(progress_.step);
    std::filesystem::path heldOut = parts_.folder / "held-out.jsonl";
    if (progress_.at(0) && std::filesystem::exists(heldOut)) heldOut_[0] = linesByStep(readFile(heldOut))[0];
    for (int64_t step : {progress_.best() ? progress_.best()->step : 0, progress_.step}) {
        if (step > 0) heldOut_[step] = snapshots_.heldOut(step);
    }
    parts_.log.tell(Resumed{progress_.step});
}

Course::End Course::train() {
    try {
        for (;;) {
            heed();
            look();
            bool ended = progress_.step >= parts_.resolved.steps;
            bool early = !ended && parts_.recipe.train.earlyStop > 0 && progress_.withoutGain >= parts_.recipe.train.earlyStop;
            if ((ended || early) && savedAt_ != progress_.step) save();
            if (ended) return End::Done;
            if (early) return End::EarlyStop;
            oneStep();
        }
    } catch (const Stopped&) {
        if (savedAt_ != progress_.step) save();
        return End::Stopped;
    }
}

void Course::oneStep() {
    auto begin = std::chrono::steady_clock::now();
    StepResult result = stepThatFits(progress_.step + 1);
    progress_.step++;
    StepDone done;
    done.step = progress_.step;
    done.epoch = batcher_.epochAfter(progress_.step);
    done.loss = result.loss;
    done.learntTokens = result.labels;
    done.tokens = result.tokens;
    done.learningRate = result.learningRate;
    done.gradientNorm = result.gradientNorm;
    done.tokensPerSecond = static_cast<double>(result.tokens) / std::max(1e-9, secondsSince(begin));
    done.memory = static_cast<int64_t>(os::processMemory().peakResident);
    done.seconds = secondsSince(begun_);
    parts_.log.tell(done);
    if (progress_.watch.diverged(result.loss) && !restarted()) {
        throw Error("step " + std::to_string(progress_.step),
                    "the loss has been far above its start for " + std::to_string(LossWatch::kPatience) + " steps: training diverged",
                    "lower train.learning_rate (a tenth is a good start) and keep train.clip at 1; earlier snapshots are good");
    }
}

StepResult Course::stepThatFits(int64_t step) {
    for (;;) {
        try {
            return trainer_.step(step, [this] { heed(); });
        } catch (const std::exception& fault) {
            if (!isOutOfMemory(fault) || !makeRoom(step)) throw;
        }
    }
}

bool Course::makeRoom(int64_t step) {
    Decoder& decoder = *parts_.model.decoder;
    const std::string where = "step " + std::to_string(step), mend = "close other programs, or lower data.max_length";
    if (const std::optional<PackLimit> limit = batcher_.halve(step)) {
        Json environment = parts_.folder.environment();
        Resolved resolved = Resolved::of(environment["resolved"]);
        resolved.packLimits.push_back(*limit);
        environment["resolved"]["smaller_packs"] = resolved.json()["smaller_packs"];
        parts_.folder.writeEnvironment(environment);
        parts_.log.tell(Warned{"memory ran out: from here on at most " + std::to_string(limit->tokens) + " tokens are worked on at once; each step still "
                               "learns from the same samples", where, mend});
    } else if (decoder.recompute == Recompute::None) {
        decoder.recompute = Recompute::Layers;  // to the same bits, so nobody needs to remember it
        parts_.log.tell(Warned{"memory ran out: layers are computed twice from here on instead of being kept, which is slower", where, mend});
    } else {
        return false;
    }
    trimTensorMemory();
    return true;
}

bool Course::restarted() {
    constexpr double kLeastFactor = 0.125;  // three restarts: a rate that is still too high then was no slip
    const double factor = progress_.rateFactor / 2;
    if (parts_.recipe.train.onDivergence != "restart" || factor < kLeastFactor) return false;
    if (const PastEvaluation* best = progress_.best()) snapshots_.forgetAfter(best->step);  // later ones may be on the way astray
    Problems damaged;
    const std::optional<Progress> newest = snapshots_.newest(damaged);
    if (!newest) return false;
    const std::string where = "step " + std::to_string(progress_.step);
    progress_ = *newest;
    progress_.rateFactor = factor;
    snapshots_.load(progress_.step, state_, true);
    savedAt_ = progress_.step;
    std::erase_if(heldOut_, [&](const auto& lines) { return lines.first > progress_.step; });
    trainer_.setRateFactor(factor);
    parts_.log.tell(Warned{"training diverged: it starts again from step " + std::to_string(progress_.step) + " with " + pythonFloat(factor) +
                           " of the learning rate", where, "lower train.learning_rate"});
    parts_.log.tell(Resumed{progress_.step});
    return true;
}

bool Course::lookDue() const {
    int64_t step = progress_.step;
    return progress_.looked != step && (step == 0 || step == parts_.resolved.steps || step % parts_.resolved.evalEvery == 0);
}

bool Course::saveDue() const {
    const SaveEvery& every = parts_.resolved.saveEvery;
    if (savedAt_ == progress_.step) return false;
    if (progress_.step == 0) return parts_.recipe.train.onDivergence == "restart";  // there must be something to start again from
    if (progress_.watch.high > 0) return false;  // perhaps going astray: the good snapshots must not make way
    if (every.minutes > 0) return secondsSince(savedTime_) >= 60 * every.minutes;
    return every.steps > 0 && progress_.step % every.steps == 0;
}

void Course::look() {
    bool best = false;
    if (lookDue()) {
        rows_.clear();
        best = evaluate();
        if (answersDue()) answerQuestions();
        progress_.looked = progress_.step;
    }
    bool asked = cancel_.takeSave();
    if (asked || saveDue() || (best && progress_.step > 0)) save();
    if (!rows_.empty()) writeHeldOut();
    rows_.clear();
}

bool Course::evaluate() {
    if (evalPart_.size() == 0) return false;
    Evaluation evaluation = luthier::evaluate(*parts_.model.decoder, *parts_.model.objective, evalPart_, batcher_.packing(progress_.step + 1),
                                              [this] { heed(); });
    if (!std::isfinite(evaluation.lossSum)) {
        throw Error("step " + std::to_string(progress_.step), "the loss of the held-out part is not a number",
                    progress_.step == 0 ? "the base model's weights are damaged, or the data is: look at both"
                                        : "lower train.learning_rate; earlier snapshots are good");
    }
    const PastEvaluation* before = progress_.best();
    bool best = !before || evaluation.loss() < before->loss();
    progress_.evaluations.push_back({progress_.step, evaluation.lossSum, evaluation.count, best});
    progress_.withoutGain = best ? 0 : progress_.withoutGain + 1;
    rows_ = heldOutLines(evaluation);
    parts_.log.tell(EvalDone{progress_.step, evaluation.loss(), std::exp(evaluation.loss()), evaluation.count, evaluation.metrics, best});
    return best;
}

std::string Course::answer(const Prompt& prompt) {
    const TextModel& text = *parts_.prepared.text;
    if (const LabelScheme labels = parts_.model.objective->labels(); labels.present()) {
        const Batch batch = batchOf(std::vector<Sample>{unlabelled(prompt.ids, labels)});
        return labels.answerInWords(scoreBatch(*parts_.model.decoder, *parts_.model.objective, batch).front().answer);
    }
    GenerateSettings settings;
    settings.maxNewTokens = kAnswerTokens;
    Generated generated = generate(*parts_.model.decoder, prompt.ids, text.stopIds(), settings, [this](int32_t) {
        heed();
        return true;
    });
    return text.tokenizer().decode(generated.ids, true);
}

/// At the start and the end; in between while answers have taken less than their share of the time, so that short runs do not wait for them.
bool Course::answersDue() const {
    return progress_.step == 0 || progress_.step == parts_.resolved.steps || answering_ < kAnswerShare * secondsSince(begun_);
}

void Course::answerQuestions() {
    auto begin = std::chrono::steady_clock::now();
    const TensorMemory memory = tensorMemory();  // what is held already is no more memory than training takes
    std::optional<BroughtWeights> brought;
    if (!parts_.model.objective->labels().present()) brought.emplace(*parts_.model.decoder, static_cast<int64_t>(memory.held - memory.used));
    for (size_t i = 0; i < questions_.size(); i++) {
        std::string now = answer(questions_[i]);
        if (progress_.before.size() <= i) progress_.before.push_back(now);
        parts_.log.tell(SampleText{progress_.step, questions_[i].text, progress_.before[i], now});
    }
    answering_ += secondsSince(begin);
}

void Course::save() {
    if (!state_.finite()) {
        throw Error("step " + std::to_string(progress_.step), "the weights are not numbers any more: training went astray",
                    "lower train.learning_rate (a tenth is a good start) and keep train.clip at 1; earlier snapshots are good");
    }
    watchDisk();
    parts_.log.sync();
    double now = secondsSince(begun_);
    progress_.seconds += now - std::exchange(counted_, now);
    progress_.eventBytes = parts_.log.bytes();
    std::filesystem::path folder = snapshots_.save(state_, progress_, rows_);
    savedAt_ = progress_.step;
    savedTime_ = std::chrono::steady_clock::now();
    parts_.log.tell(Saved{progress_.step, textOf(folder)});
}

void Course::watchDisk() const {
    int64_t needed = snapshotBytes(state_.parameters());
    uint64_t free = os::freeDisk(parts_.folder.path());
    if (free >= static_cast<uint64_t>(needed)) return;
    throw OutOfRoom(textOf(parts_.folder.path()),
                    "the disk is full: a snapshot needs " + std::to_string(needed) + " bytes, and " + std::to_string(free) + " are free",
                    "free some space, then `luthier resume " + parts_.folder.id() + "`; earlier snapshots are whole");
}

void Course::heed() {
    if (cancel_.stopAsked()) throw Stopped();
    if (cancel_.pauseAsked()) pause();
}

void Course::pause() {
    parts_.log.tell(Paused{});
    while (cancel_.pauseAsked() && !cancel_.stopAsked()) {
        if (savedAt_ != progress_.step && progress_.step > 0 && cancel_.takeSave()) save();
        std::this_thread::sleep_for(kPauseGlance);
    }
    if (cancel_.stopAsked()) throw Stopped();
    parts_.log.tell(Continued{});
}

std::vector<HeldOutLine> Course::heldOutLines(const Evaluation& evaluation) const {
    std::vector<HeldOutLine> lines;
    for (const RowLoss& loss : evaluation.rows) {
        const RowInfo& row = parts_.prepared.rows[loss.row];
        lines.push_back({progress_.step, row.fingerprintHex(), row.groupHex(), loss.lossSum, loss.count, loss.right});
    }
    return lines;
}

/// Step 0, the best and the last, each once.
void Course::writeHeldOut() {
    std::string& present = heldOut_[progress_.step];
    present.clear();
    for (const HeldOutLine& line : rows_) present += line.text();
    int64_t best = progress_.best()->step;
    std::erase_if(heldOut_, [&](const auto& lines) { return lines.first != 0 && lines.first != best && lines.first != progress_.step; });
    std::string text;
    for (const auto& [step, lines] : heldOut_) text += lines;
    writeFileAtomically(parts_.folder / "held-out.jsonl", text);
}

void Course::keepBest() {
    parts_.model.decoder->betweenLayers = nullptr;  // what is left is short and worth finishing
    trimTensorMemory();
    const PastEvaluation* best = progress_.best();
    if (!best) return;
    if (best->step == 0) {
        if (progress_.step == 0) return;
        parts_.log.tell(Warned{"no snapshot was better than the base model on the held-out rows; the last state is kept", "train",
                               "look at the data, try a lower train.learning_rate, or fewer epochs"});
        return;
    }
    if (best->step == progress_.step) return;
    try {
        snapshots_.load(best->step, state_, false);
    } catch (const Error& lost) {
        parts_.log.tell(Warned{"the best snapshot cannot be read (" + std::string(lost.what()) + "); the last state is kept", lost.where(), lost.mend()});
    }
}

std::optional<Evaluation> Course::testEvaluation() {
    if (testPart_.size() == 0) return std::nullopt;
    return luthier::evaluate(*parts_.model.decoder, *parts_.model.objective, testPart_,
                             {parts_.resolved.microBatchTokens, parts_.resolved.shareBeginnings}, [] {});
}

}  // namespace luthier
