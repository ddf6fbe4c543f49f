// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/find_run.h"
#include "core/engine/machine.h"
#include "core/engine/prepare.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/prompt.h"
#include "core/engine/resolve.h"
#include "core/engine/session.h"
#include "core/engine/tuned_model.h"
#include "core/model/decoder_config.h"
#include "core/objective/objective.h"
#include "core/objective/objective_settings.h"
#include "core/ops/matmul.h"
#include "core/recipe/field.h"
#include "core/store/run_record.h"
#include "core/train/batcher.h"
#include "core/train/evaluator.h"
#include "core/train/generator.h"
#include "core/tuning/peft_config.h"

namespace luthier {
namespace {

constexpr int64_t kScoreTokens = 2048;  // of a pack; rows stay apart, so it changes speed only
constexpr size_t kRowsAtOnce = 64;

/// A model opened to answer or score with.
struct OpenModel {
    std::filesystem::path folder;
    std::shared_ptr<TextModel> text;
    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<TuningMethod> adapter;
};

/// A word is judged as a recipe's is, so that a kind that comes later is refused by its name.
void judge(const char* key, const char* option, const std::string& word, Problems& problems) {
    Recipe recipe;
    if (std::optional<std::string> wrong = fieldOf(key)->put(recipe, Json(word))) problems.push_back(error(option, *wrong, "see luthier score --help"));
}

/// The head that an adapter brings along, or that a run began with; else what the model's folder has.
TaskHead headFor(const ModelChoice& choice, Problems& problems) {
    if (!choice.adapter.empty()) return adapterHead(pathOf(choice.adapter));
    if (choice.asBegun.empty()) return {};
    const FoundRun run = findRun(choice.asBegun);
    problems.insert(problems.end(), run.problems.begin(), run.problems.end());
    if (hasError(run.problems)) return {};
    const RunRecord record = readRunSettings(run.folder);
    if (!record.recipe || !record.labels().present()) {
        problems.push_back(error("--as-begun", "the run \"" + choice.asBegun + "\" did not learn labels", "give a run with objective.kind: classify or regress"));
        return {};
    }
    return headOf(*record.recipe, Resolved::of(record.resolved()));
}

OpenModel openModel(Session& session, const ModelChoice& choice, CancelToken& cancel, Problems& problems) {
    OpenModel model;
    judge("model.precision", "--precision", choice.precision, problems);
    model.folder = modelFolderOf(choice.model, "--model", problems);
    if (!choice.adapter.empty()) lookForAdapter(choice.adapter, "--adapter", problems);
    if (hasError(problems)) return model;
    const TaskHead head = headFor(choice, problems);
    if (hasError(problems)) return model;
    ConfigRead config = readDecoderConfig(model.folder, head);
    problems.insert(problems.end(), config.problems.begin(), config.problems.end());
    if (!hasError(problems) && config.config.isEncoder() && config.config.task.classes == 0)
        problems.push_back(error("--model", "is an encoder (" + config.config.modelType + ") without a head for labels: it has no answer to give",
                                 "train it with objective.kind: classify, or give its adapter with --adapter"));
    lookForWeights(model.folder, "--model", problems);
    model.text = loadTextModel(model.folder, "auto", problems);
    if (hasError(problems)) return model;
    session.setUpThread();
    const bool measured = choice.precision == "auto";
    setArithmetic(arithmeticOf(measured ? fastestPrecision(session.speeds(session.threads(), cancel, problems), config.config.hidden) : choice.precision));
    model.decoder = loadDecoder(model.folder, config.config, problems);
    if (hasError(problems) || choice.adapter.empty()) return model;
    model.adapter = openAdapter(pathOf(choice.adapter), *model.decoder, problems);
    return model;
}

void append(const Problems& more, Problems& problems) { problems.insert(problems.end(), more.begin(), more.end()); }

Outcome refused(const Problems& problems) { return {Outcome::Kind::Problems, problems, {}}; }

/// All rows of a file, one by one; what cannot be read is told at the end.
Problems forEachRow(const std::string& file, ImportSettings settings, bool needsAnswers, const std::function<void(Example&&)>& row) {
    ProblemCollector faults;
    settings.needsAnswers = needsAnswers;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        row(std::move(example));
        return true;
    };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    importFile(file, settings, sink);
    return faults.problems();
}

Example textExample(const std::string& text) {
    Example example;
    example.kind = Example::Kind::Text;
    example.text = text;
    return example;
}

/// A text that only asks: nobody said what is right, so a label that is missing is none that is missed.
Encoded encodedQuestion(const TextModel& model, const std::string& text, const EncodeSettings& settings) {
    Encoded encoded = encode(model, textExample(text), settings);
    if (encoded.dropped == kNoLabel) encoded.dropped.clear();
    return encoded;
}

/// An objective that asks a model for what it cannot answer.
std::optional<Problem> unfit(const std::string& objective, const LabelScheme& labels) {
    if (objective == objectiveFor(labels.problemType()) || (learnsOf(objective) == Learns::Tokens && !labels.present())) return std::nullopt;
    if (labels.present()) return error("--objective", objective + ": this model answers with labels", "leave --objective away, or choose " + objectiveFor(labels.problemType()));
    return error("--objective", objective + ": this model has no head that answers with labels", "train one, or give its adapter with --adapter");
}

/// Rows wait here until there are enough for a pack, then are told in order.
class RowScorer {
public:
    RowScorer(Decoder& decoder, Objective& objective, CancelToken& cancel, const std::function<void(const RowScore&)>& tell)
        : decoder_(decoder), objective_(objective), cancel_(cancel), tell_(tell) {}

    void add(const Encoded& encoded) {
        rows_.push_back({});
        rows_.back().dropped = encoded.dropped;
        for (const Sample& sample : encoded.samples) {
            if (sample.ids.empty()) continue;  // there is nothing to answer to
            const bool unknown = labels_.present() && sample.target.empty();  // answered all the same
            samples_.push_back(unknown ? unlabelled(sample.ids, labels_) : sample);
            judged_.push_back(!unknown);
            owners_.push_back(rows_.size() - 1);
            tokens_ += static_cast<int64_t>(sample.ids.size());
        }
        if (tokens_ >= kScoreTokens || rows_.size() >= kRowsAtOnce) flush();
    }

    void flush() {
        if (cancel_.stopAsked()) throw Stopped();
        for (size_t begin = 0; begin < samples_.size();) begin = scorePack(begin);
        for (const RowScore& row : rows_) tell_(row);
        rows_.clear();
        samples_.clear();
        owners_.clear();
        judged_.clear();
        tokens_ = 0;
    }

private:
    /// Scores as many samples as fit one pack; returns the first that did not.
    size_t scorePack(size_t begin) {
        int64_t tokens = 0;
        size_t end = begin;
        while (end < samples_.size() && (end == begin || tokens + static_cast<int64_t>(samples_[end].ids.size()) <= kScoreTokens)) {
            tokens += static_cast<int64_t>(samples_[end++].ids.size());
        }
        Batch batch = batchOf(std::vector<Sample>(samples_.begin() + static_cast<std::ptrdiff_t>(begin), samples_.begin() + static_cast<std::ptrdiff_t>(end)));
        const std::vector<SampleScore> scores = scoreBatch(decoder_, objective_, batch);
        for (size_t i = 0; i < scores.size(); i++) {
            RowScore& row = rows_[owners_[begin + i]];
            row.logits = scores[i].answer;
            if (labels_.present()) row.label = labels_.answer(row.logits);
            if (!judged_[begin + i]) continue;
            const std::vector<float>& logProbs = scores[i].logProbs;
            for (float logProb : logProbs) row.lossSum -= logProb;
            row.count += static_cast<int64_t>(logProbs.size());
            row.logProbs.insert(row.logProbs.end(), logProbs.begin(), logProbs.end());
        }
        return end;
    }

    Decoder& decoder_;
    Objective& objective_;
    CancelToken& cancel_;
    const std::function<void(const RowScore&)>& tell_;
    std::vector<RowScore> rows_;
    std::vector<Sample> samples_;
    std::vector<size_t> owners_;  ///< which of rows_ a sample belongs to
    std::vector<bool> judged_;    ///< which samples' labels are known
    const LabelScheme labels_ = objective_.labels();
    int64_t tokens_ = 0;
};

RowAnswer answerOf(OpenModel& model, const Prompt& prompt, const GenerateSettings& settings, const std::function<bool(int32_t)>& token) {
    RowAnswer answer;
    Generated generated = generate(*model.decoder, prompt.ids, model.text->stopIds(), settings, token);
    answer.ids = generated.ids;
    if (generated.stop) answer.ids.push_back(*generated.stop);
    answer.text = model.text->tokenizer().decode(generated.ids, true);
    answer.stop = generated.stop ? "eos" : "length";
    return answer;
}

/// The answer to one prompt, told piece by piece.
void streamAnswer(OpenModel& model, const Prompt& prompt, const GenerateSettings& settings, CancelToken& cancel,
                  const std::function<void(const std::string&)>& piece) {
    Tokenizer::Stream stream = model.text->tokenizer().stream(true);
    auto put = [&](const std::string& text) {
        if (!text.empty()) piece(text);
    };
    answerOf(model, prompt, settings, [&](int32_t id) {
        put(stream.next(id));
        return !cancel.stopAsked();
    });
    put(stream.finish());
}

}  // namespace

Outcome scoreRows(Session& session, const ScoreRequest& request, CancelToken& cancel, const std::function<void(const RowScore&)>& row) {
    Problems problems;
    if (!request.objective.empty()) judge("objective.kind", "--objective", request.objective, problems);
    judge("objective.learn", "--learn", request.learn, problems);
    if (request.data) lookForRows(*request.data, "--data", problems);
    OpenModel model = openModel(session, request.model, cancel, problems);
    if (hasError(problems)) return refused(problems);
    const LabelScheme labels = labelsOf(model.decoder->config);
    ObjectiveSettings settings;
    settings.kind = request.objective.empty() ? objectiveFor(labels.problemType()) : request.objective;
    settings.learn = request.learn;
    if (const auto wrong = unfit(settings.kind, labels)) return refused({*wrong});
    std::unique_ptr<Objective> objective = makeObjective(settings, labels);
    EncodeSettings encoding{settings.kind, request.learn, request.maxLength, "auto", labels};
    encoding.keepDropped = true;
    RowScorer scorer(*model.decoder, *objective, cancel, row);
    try {
        const auto add = [&](const Example& example) { scorer.add(encode(*model.text, example, encoding)); };
        if (request.data) append(forEachRow(*request.data, request.rows, !labels.present(), add), problems);
        else scorer.add(encodedQuestion(*model.text, request.text, encoding));
        scorer.flush();
    } catch (const Stopped&) {
        return {Outcome::Kind::Stopped, {}, {}};
    }
    return {hasError(problems) ? Outcome::Kind::Problems : Outcome::Kind::Done, problems, {}};
}

Outcome generateAnswers(Session& session, const GenerateRequest& request, CancelToken& cancel,
                        const std::function<void(const std::string&)>& piece, const std::function<void(const RowAnswer&)>& row) {
    Problems problems;
    if (request.data) lookForRows(*request.data, "--data", problems);
    OpenModel model = openModel(session, request.model, cancel, problems);
    if (hasError(problems)) return refused(problems);
    if (model.decoder->config.task.classes > 0) {
        return refused({error("--model", "this model answers with labels and cannot write", "use luthier score, which prints its label for every row")});
    }
    GenerateSettings settings{request.maxNewTokens, request.temperature, request.topP, request.topK, request.seed};
    if (!request.data) {
        try {
            streamAnswer(model, promptOf(*model.text, request.prompt), settings, cancel, piece);
        } catch (const TemplateError& fault) {
            return refused({error("--prompt", std::string("the chat template cannot be used: ") + fault.what(), "mend the chat template in the model's folder, or ask another model")});
        }
    } else {
        uint64_t rowNumber = 0;
        const auto answerRow = [&](Example&& example) {
            if (cancel.stopAsked()) return;
            GenerateSettings own = settings;
            own.seed += rowNumber++;  // rows draw apart, whatever stands before them
            RowAnswer answer;
            try {
                answer = answerOf(model, promptOf(*model.text, example), own, [&](int32_t) { return !cancel.stopAsked(); });
            } catch (const TemplateError& fault) {
                answer.stop = "length";
                answer.dropped = std::string("template: ") + fault.what();
            }
            if (!cancel.stopAsked()) row(answer);
        };
        append(forEachRow(*request.data, request.rows, false, answerRow), problems);
    }
    if (cancel.stopAsked()) return {Outcome::Kind::Stopped, {}, {}};
    return {hasError(problems) ? Outcome::Kind::Problems : Outcome::Kind::Done, problems, {}};
}

}  // namespace luthier
