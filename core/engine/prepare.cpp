// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/base/resources.h"
#include "core/data/cleaning/cleaning.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/prepare_settings.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {

constexpr size_t kTextPromptTokens = 32;

std::array<uint8_t, 32> bytesOfHex(const std::string& hex) {
    std::array<uint8_t, 32> bytes{};
    for (size_t i = 0; i < bytes.size() && 2 * i + 2 <= hex.size(); i++) {
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, bytes[i], 16);
    }
    return bytes;
}

uint64_t firstEight(const std::string& hex) {
    uint64_t value = 0;
    std::from_chars(hex.data(), hex.data() + std::min<size_t>(16, hex.size()), value, 16);
    return value;
}

std::string hexOf(uint64_t value) {
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 15];
    return text;
}

/// Why training leaves a row out, as a warning that many rows share.
RowProblem droppedRow(const Example& example, const std::string& why, const Prepared& prepared) {
    std::string limit = std::to_string(prepared.maxLength);
    if (const auto fault = labelFault(example, why, prepared.labels)) return {why, warning(example.where(), fault->what + "; the row was left out", fault->mend)};
    if (why == "overlong") {
        return {why, warning(example.where(), "the row is longer than " + limit + " tokens and was left out",
                             prepared.labels.present() ? "raise data.max_length, or choose data.overlong: truncate"
                                                          : "raise data.max_length, or choose data.overlong: truncate or split")};
    }
    if (why == "no answer") {
        return {why, warning(example.where(), "the row has no answer to learn from and was left out", "add an answer, or remove the row")};
    }
    return {why, warning(example.where(), "the row was left out: " + why, "mend the row, or choose another objective.learn")};
}

/// Imports files, encodes each row, and remembers what decides its part.
class RowReader {
public:
    RowReader(const Recipe& recipe, Prepared& prepared, const std::function<void()>& between)
        : recipe_(recipe), prepared_(prepared), between_(between) {
        encode_ = encodeSettings(recipe, prepared.maxLength, prepared.labels);
        learn();
    }

    void read(const std::string& file, Part part) {
        Cleaning& cleaning = cleaningOf(part);
        ImportSettings settings = importSettings(recipe_);
        settings.needsAnswers = !cleaning.takesIncomplete();
        ImportSink sink;
        sink.example = [&](Example&& example) {
            between_();
            if (cleaning.clean(example)) add(example, part);
            return true;
        };
        sink.problem = [&](RowProblem&& problem) { faults_.add(std::move(problem)); };
        importFile(file, settings, sink);
        Json fingerprint = Json::object();
        fingerprint["file"] = file;
        if (std::filesystem::is_regular_file(pathOf(file))) fingerprint["sha256"] = fileSha256Hex(pathOf(file));
        prepared_.dataFingerprints.push_back(std::move(fingerprint));
    }

    /// After the last row: which rows belong together.
    void group() {
        const std::vector<uint64_t> groups = joinedGroups(keys_);
        for (size_t i = 0; i < groups.size(); i++) prepared_.rows[i].group = groups[i];
    }

    Problems problems() const {
        Problems all = faults_.problems(), dropped = dropped_.problems();
        all.insert(all.end(), dropped.begin(), dropped.end());
        for (const auto& [part, cleaning] : cleanings_)
            for (const Cleaning::Step& step : cleaning.steps()) tell(step, all);
        return all;
    }

private:
    /// What the cleaners need to know beside the rows.
    void learn() {
        EncodeSettings whole = encode_;
        whole.maxLength = 0;
        whole.keepDropped = true;
        knowledge_.maxLength = prepared_.maxLength;
        knowledge_.tokens = [this, whole](const Example& example) {
            int64_t tokens = 0;
            for (const Sample& sample : encode(*prepared_.text, example, whole).samples) tokens += static_cast<int64_t>(sample.ids.size());
            return tokens;
        };
        knowledge_.knowsHeldOut = true;  // rows held out of the training files are held out with all that ask the same
        ofHeldOut_ = knowledge_;
        Problems toldWhenRead;
        for (const PartChoice* part : {&recipe_.data.eval, &recipe_.data.test})
            if (part->kind == PartChoice::Kind::File && !recipe_.data.clean.empty())
                addHeldOut(part->file, importSettings(recipe_), recipe_.data.clean, knowledge_, toldWhenRead);
    }

    Cleaning& cleaningOf(Part part) {
        const auto found = cleanings_.find(part);
        return found != cleanings_.end() ? found->second : cleanings_.try_emplace(part, recipe_.data.clean, part == Part::Train ? knowledge_ : ofHeldOut_).first->second;
    }

    static void tell(const Cleaning::Step& step, Problems& problems) {
        const auto rows = [](int64_t count) { return std::to_string(count) + (count == 1 ? " row" : " rows"); };
        const std::string changed = step.count.changed ? rows(step.count.changed) + " changed" : "", leftOut = step.count.leftOut ? rows(step.count.leftOut) + " left out" : "";
        if (changed.empty() && leftOut.empty()) return;
        problems.push_back(warning("data.clean", step.kind->name + ": " + changed + (changed.empty() || leftOut.empty() ? "" : ", ") + leftOut,
                                   "look at them with: luthier data inspect FILE"));
    }

    void add(const Example& example, Part part) {
        RowInfo row;
        row.fingerprint = bytesOfHex(fingerprint(example));
        row.part = part;
        Encoded encoded = encode(*prepared_.text, example, encode_);
        row.leftOut = encoded.samples.empty() || !encoded.dropped.empty();
        if (row.leftOut) {
            dropped_.add(droppedRow(example, encoded.dropped.empty() ? "nothing learnt" : encoded.dropped, prepared_));
        } else {
            for (const Sample& sample : encoded.samples) prepared_.store->add(sample, static_cast<uint32_t>(prepared_.rows.size()));
        }
        if (part == Part::Train && example.kind == Example::Kind::Chat) prepared_.chats++;
        prepared_.rows.push_back(row);
        keys_.push_back({firstEight(contentKey(example)), firstEight(columnKey(example))});
    }

    const Recipe& recipe_;
    Prepared& prepared_;
    const std::function<void()>& between_;
    EncodeSettings encode_;
    CleaningKnowledge knowledge_, ofHeldOut_;
    std::map<Part, Cleaning> cleanings_;
    std::vector<GroupKeys> keys_;
    ProblemCollector faults_, dropped_;
};

void settleMaxLength(const Recipe& recipe, Prepared& prepared) {
    const int64_t able = prepared.config.maxPositions > 0 ? prepared.config.maxPositions : prepared.text->maxLength();
    prepared.maxLength = maxLengthOf(recipe, able);
    if (able > 0 && prepared.maxLength > able) {
        prepared.problems.push_back(error("data.max_length", "the model can read " + std::to_string(able) + " tokens at most, and max_length is " +
                                              std::to_string(prepared.maxLength), "lower data.max_length, or leave it at auto"));
    }
}

/// Splits the rows of the training files; rows of files of their own are in their part already.
void splitTrainingRows(const Recipe& recipe, size_t count, Prepared& prepared) {
    std::vector<SplitRow> rows(count);
    for (size_t i = 0; i < count; i++) rows[i].group = prepared.rows[i].group;
    std::vector<Part> parts = split(rows, recipe.data.eval, recipe.data.test, recipe.data.splitSeed);
    for (size_t i = 0; i < count; i++) prepared.rows[i].part = parts[i];
    bool held = std::find(parts.begin(), parts.end(), Part::Eval) != parts.end();
    if (recipe.data.eval.kind == PartChoice::Kind::Auto && !held) {
        prepared.problems.push_back(warning("data.eval", "there are only " + std::to_string(count) + " rows: none are held out, so nothing will show "
                                            "whether the model really got better", "bring 60 rows or more, or give an evaluation file in data.eval"));
    }
}

std::string bytesText(const RowInfo& row) { return {reinterpret_cast<const char*>(row.fingerprint.data()), row.fingerprint.size()}; }

/// Rows of an evaluation or test file that are in training: single ones are left out, too many are an error.
void leaveOutCopies(const std::string& key, Part part, size_t first, Prepared& prepared) {
    std::unordered_set<std::string> training;
    for (const RowInfo& row : prepared.rows) {
        if (row.part == Part::Train) training.insert(bytesText(row));
    }
    int64_t copies = 0, all = 0;
    for (size_t i = first; i < prepared.rows.size(); i++) {
        RowInfo& row = prepared.rows[i];
        if (row.part != part) continue;
        all++;
        if (!training.count(bytesText(row))) continue;
        copies++;
        row.leftOut = true;
    }
    if (copies == 0) return;
    std::string counted = std::to_string(copies) + " of " + std::to_string(all) + " rows of this file are in the training data too";
    if (2 * copies > all) {
        prepared.problems.push_back(error(key, counted + ": it would measure what was learnt by heart", "give rows that are not trained on"));
    } else {
        prepared.problems.push_back(warning(key, counted + " and were left out of it", "remove them from one of the two files"));
    }
}

void sortSamplesIntoParts(Prepared& prepared) {
    for (uint32_t i = 0; i < prepared.store->size(); i++) {
        const RowInfo& row = prepared.rows[prepared.store->row(i)];
        if (row.leftOut) continue;
        (row.part == Part::Train ? prepared.train : row.part == Part::Eval ? prepared.eval : prepared.test).push_back(i);
    }
}

void readRows(const Recipe& recipe, Prepared& prepared, const std::function<void()>& between) {
    RowReader reader(recipe, prepared, between);
    for (const std::string& file : recipe.data.train) reader.read(file, Part::Train);
    size_t trainingRows = prepared.rows.size();
    bool evalFile = recipe.data.eval.kind == PartChoice::Kind::File, testFile = recipe.data.test.kind == PartChoice::Kind::File;
    if (evalFile) reader.read(recipe.data.eval.file, Part::Eval);
    if (testFile) reader.read(recipe.data.test.file, Part::Test);
    prepared.store->finish();
    reader.group();
    Problems ofRows = reader.problems();
    prepared.problems.insert(prepared.problems.end(), ofRows.begin(), ofRows.end());
    splitTrainingRows(recipe, trainingRows, prepared);
    if (evalFile) leaveOutCopies("data.eval", Part::Eval, trainingRows, prepared);
    if (testFile) leaveOutCopies("data.test", Part::Test, trainingRows, prepared);
    sortSamplesIntoParts(prepared);
    if (prepared.train.empty()) {
        prepared.problems.push_back(error("data.train", "no sample is left to train on (" + std::to_string(trainingRows) + " rows were read)",
                                          prepared.labels.present() ? "bring rows that have a text and a label and fit data.max_length"
                                                                    : "bring rows that have an answer and fit data.max_length"));
    }
}

Prompt encodedPrompt(const TextModel& text, const std::string& prompt) {
    std::vector<int32_t> ids = text.tokenizer().encode(prompt, true);
    if (text.eos() && ids.size() > 1 && ids.back() == *text.eos()) ids.pop_back();  // an answer cannot follow the end
    return {prompt, ids};
}

Prompt renderedPrompt(const TextModel& text, const Json& messages, const Json* tools) {
    Rendered rendered = text.render(messages, tools, true);
    return {rendered.text, text.tokenizer().encode(rendered.text, false)};
}

Json userMessage(const std::string& content) {
    Json message = Json::object();
    message["role"] = "user";
    message["content"] = content;
    return Json(Json::Array{message});
}

}  // namespace

std::string RowInfo::fingerprintHex() const {
    std::string text;
    for (uint8_t byte : fingerprint) (text += "0123456789abcdef"[byte >> 4]) += "0123456789abcdef"[byte & 15];
    return text;
}

std::string RowInfo::groupHex() const { return hexOf(group); }

int64_t Prepared::rowsOf(Part part) const {
    return std::count_if(rows.begin(), rows.end(), [&](const RowInfo& row) { return row.part == part && !row.leftOut; });
}

const std::vector<uint32_t>& Prepared::samplesOf(Part part) const { return part == Part::Train ? train : part == Part::Eval ? eval : test; }

int64_t Prepared::tokensOf(Part part) const {
    int64_t sum = 0;
    for (uint32_t sample : samplesOf(part)) sum += store->length(sample);
    return sum;
}

int64_t Prepared::labelsOf(Part part) const {
    int64_t sum = 0;
    for (uint32_t sample : samplesOf(part)) sum += store->labels(sample);
    return sum;
}

int64_t Prepared::longest() const {
    int64_t most = 0;
    for (size_t i = 0; store && i < store->size(); i++) most = std::max<int64_t>(most, store->length(i));
    return most;
}

std::filesystem::path modelFolderOf(const std::string& path, const std::string& where, Problems& problems) {
    std::filesystem::path folder = path == "starter" ? starterModelFolder() : pathOf(path);
    std::error_code none;
    const bool isFolder = std::filesystem::is_directory(folder, none);
    const std::vector<std::filesystem::path> several = isFolder && !ggufOf(folder) ? ggufFilesIn(folder) : std::vector<std::filesystem::path>{};
    if (several.size() > 1 && !holdsSafetensors(folder)) {
        problems.push_back(error(where, "the folder \"" + path + "\" holds " + std::to_string(several.size()) + " GGUF files", "give one of them, such as " + textOf(several.front())));
    } else if (isFolder || std::filesystem::is_regular_file(folder, none)) {
        return folder;
    } else if (path == "starter") {
        problems.push_back(error(where, "the starter model was expected in \"" + textOf(folder) + "\", and is not there",
                                 "install Luthier again, name the folder that holds it in LUTHIER_RESOURCES, or give the folder of another base model"));
    } else {
        problems.push_back(error(where, "a base model was expected, and there is none at \"" + path + "\"",
                                 "give the folder that holds config.json, tokenizer.json and the weights, or a GGUF file"));
    }
    return folder;
}

std::shared_ptr<TextModel> loadTextModel(const std::filesystem::path& folder, const std::string& chatTemplate, Problems& problems) {
    try {
        return std::make_shared<TextModel>(TextModel::load(folder, chatTemplate));
    } catch (const Error& unfit) {
        problems.push_back(error(unfit.where(), unfit.what(), unfit.mend()));
        return nullptr;
    }
}

void lookForWeights(const std::filesystem::path& folder, const std::string& where, Problems& problems) {
    if (holdsWeights(folder)) return;
    problems.push_back(error(where, "the folder \"" + textOf(folder) + "\" has no weights: neither model.safetensors nor model.safetensors.index.json is there",
                             "fetch the whole model, or train from random weights with model.init: random"));
}

/// Files and folders a recipe names that are not there.
static Problems missingInputs(const Recipe& recipe) {
    Problems problems;
    if (!recipe.model.path.empty()) modelFolderOf(recipe.model.path, "model.path", problems);
    for (const std::string& file : recipe.data.train) {
        if (!std::filesystem::exists(pathOf(file))) {
            problems.push_back(error("data.train", "there is no file \"" + file + "\"", "give the path of a file with training rows"));
        }
    }
    for (const auto& [key, part] : {std::pair{"data.eval", &recipe.data.eval}, std::pair{"data.test", &recipe.data.test}}) {
        if (part->kind == PartChoice::Kind::File && !std::filesystem::exists(pathOf(part->file))) {
            problems.push_back(error(key, "there is no file \"" + part->file + "\"", "give the path of a file, a share, or 0"));
        }
    }
    return problems;
}

Problems problemsWithoutModel(const Recipe& recipe) {
    Problems problems = missingInputs(recipe);
    ProblemCollector faults;
    ImportSink sink;
    sink.example = [](Example&&) { return true; };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    for (const std::string& file : recipe.data.train) {
        if (std::filesystem::exists(pathOf(file))) importFile(file, importSettings(recipe), sink);
    }
    Problems ofRows = faults.problems();
    problems.insert(problems.end(), ofRows.begin(), ofRows.end());
    return problems;
}

/// Reads what the model folder says of itself, and whether the method fits it.
static void readModel(const Recipe& recipe, Prepared& prepared) {
    prepared.modelFolder = modelFolderOf(recipe.model.path, "model.path", prepared.problems);
    if (hasError(prepared.problems)) return;
    ConfigRead config = readConfig(recipe, prepared);
    prepared.config = config.config;
    prepared.problems.insert(prepared.problems.end(), config.problems.begin(), config.problems.end());
    if (hasError(prepared.problems)) return;
    prepared.text = loadTextModel(prepared.modelFolder, recipe.model.chatTemplate, prepared.problems);
    if (recipe.model.init != "random") lookForWeights(prepared.modelFolder, "model.path", prepared.problems);
    if (hasError(prepared.problems)) return;
    settleMaxLength(recipe, prepared);
    const MethodFacts* method = methodFacts(recipe.method.kind);
    if (method) {
        Problems settings = method->check(recipe.method, prepared.config);
        prepared.problems.insert(prepared.problems.end(), settings.begin(), settings.end());
    } else {
        prepared.problems.push_back(error("method.kind", "\"" + recipe.method.kind + "\" is not part of this version", "choose full, freeze or lora"));
    }
}

Prepared prepare(const Recipe& recipe, const std::filesystem::path& scratch, const std::function<void()>& between) {
    Prepared prepared;
    settleLabels(recipe, prepared);
    readModel(recipe, prepared);
    if (hasError(prepared.problems) || hasError(missingInputs(recipe))) {
        for (Problem& problem : problemsWithoutModel(recipe)) {
            if (!std::count(prepared.problems.begin(), prepared.problems.end(), problem)) prepared.problems.push_back(std::move(problem));
        }
        return prepared;
    }
    prepared.store = std::make_unique<SampleStore>(scratch / (".samples.tmp-" + std::to_string(os::processId())));
    readRows(recipe, prepared, between);
    return prepared;
}

Prompt promptOf(const TextModel& text, const Sample& sample) {
    if (!sample.target.empty()) return {text.tokenizer().decode(sample.ids, true), sample.ids};
    size_t end = sample.ids.size();
    while (end > 0 && !sample.learnt[end - 1]) end--;
    while (end > 0 && sample.learnt[end - 1]) end--;
    if (end == 0) end = std::min(kTextPromptTokens, sample.ids.size() / 2);
    std::vector<int32_t> ids(sample.ids.begin(), sample.ids.begin() + static_cast<std::ptrdiff_t>(end));
    return {text.tokenizer().decode(ids, true), ids};
}

Prompt promptOf(const TextModel& text, const Example& example) {
    if (example.kind == Example::Kind::Text) return encodedPrompt(text, example.text);
    if (example.kind == Example::Kind::PromptCompletion) return promptOf(text, example.prompt);
    Json::Array messages = example.messages.isArray() ? example.messages.asArray() : Json::Array{};
    for (size_t i = messages.size(); i-- > 0;) {
        if (messages[i].stringOr("role", "") != "assistant") continue;
        messages.resize(i);
        break;
    }
    return renderedPrompt(text, Json(messages), example.tools.isNull() ? nullptr : &example.tools);
}

Prompt promptOf(const TextModel& text, const std::string& question) {
    return text.hasTemplate() ? renderedPrompt(text, userMessage(question), nullptr) : encodedPrompt(text, question);
}

}  // namespace luthier
