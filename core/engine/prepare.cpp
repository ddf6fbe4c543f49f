// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare.h"

#include <algorithm>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/os.h"
#include "core/base/resources.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/prepare_rows.h"
#include "core/engine/prepare_settings.h"
#include "core/engine/prepare_weights.h"
#include "core/model/checkpoint.h"
#include "core/tuning/method_settings.h"

namespace luthier {
namespace {


std::string hexOf(uint64_t value) {
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 15];
    return text;
}

void settleMaxLength(const Recipe& recipe, Prepared& prepared) {
    const int64_t able = prepared.config.maxPositions > 0 ? prepared.config.maxPositions : prepared.text->maxLength();
    prepared.maxLength = maxLengthOf(recipe, able);
    prepared.readsMore = able == 0 || prepared.maxLength < able;
    if (able > 0 && prepared.maxLength > able) {
        prepared.problems.push_back(error("data.max_length", "the model can read " + std::to_string(able) + " tokens at most, and max_length is " +
                                              std::to_string(prepared.maxLength), "lower data.max_length, or leave it at auto"));
    }
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
    const std::vector<std::filesystem::path> several = isFolder(folder) && !ggufOf(folder) ? ggufFilesIn(folder) : std::vector<std::filesystem::path>{};
    if (several.size() > 1 && !holdsSafetensors(folder)) {
        problems.push_back(error(where, "the folder \"" + path + "\" holds " + std::to_string(several.size()) + " GGUF files", "give one of them, such as " + textOf(several.front())));
    } else if (isFolder(folder) || std::filesystem::is_regular_file(folder, none)) {
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

/// What `load` gives; null with a problem when it throws.
template <typename Load>
static auto loadedOrTold(const Load& load, Problems& problems) -> decltype(load()) {
    try {
        return load();
    } catch (const Error& unfit) {
        problems.push_back(error(unfit.where(), unfit.what(), unfit.mend()));
        return nullptr;
    }
}

std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder, Problems& problems) {
    return loadedOrTold([&] { return Tokenizer::load(folder); }, problems);
}

std::shared_ptr<TextModel> loadTextModel(const std::filesystem::path& folder, const std::string& chatTemplate, Problems& problems) {
    return loadedOrTold([&] { return std::make_shared<TextModel>(TextModel::load(folder, chatTemplate)); }, problems);
}

void lookForWeights(const std::filesystem::path& folder, const std::string& where, Problems& problems) {
    if (holdsWeights(folder)) return;
    if (const auto other = weightsInAnotherForm(folder)) return problems.push_back(*other);
    problems.push_back(error(where, "the folder \"" + textOf(folder) + "\" has no weights: neither model.safetensors nor model.safetensors.index.json is there",
                             "fetch the whole model, or train from random weights with model.init: random"));
}

void lookForRows(const std::string& file, const std::string& where, Problems& problems) {
    if (file == "-" || isThere(pathOf(file))) return;
    problems.push_back(error(where, "there is no file \"" + file + "\"", "check the path, or give - for standard input"));
}

void lookForAdapter(const std::string& folder, const std::string& where, Problems& problems) {
    if (isFolder(pathOf(folder))) return;
    problems.push_back(error(where, "there is no folder \"" + folder + "\"", "give a PEFT folder (adapter_config.json and weights)"));
}

/// A run that goes on, or is exported, reads its rows again, so they must be kept.
static void lookForKeptRows(const std::string& file, const std::string& where, const std::string& mend, Problems& problems) {
    if (!isThere(pathOf(file))) problems.push_back(error(where, "there is no file \"" + file + "\"", mend));
    else if (!isKept(pathOf(file)))
        problems.push_back(error(where, "\"" + file + "\" can be read once only, and a run reads its rows again when it goes on", "save the rows to a file, and give that"));
}

/// Files and folders a recipe names that are not there.
static Problems missingInputs(const Recipe& recipe) {
    Problems problems;
    if (!recipe.model.path.empty()) modelFolderOf(recipe.model.path, "model.path", problems);
    for (const std::string& file : recipe.data.train) lookForKeptRows(file, "data.train", "put it back, or choose another file with training rows", problems);
    for (const auto& [key, part] : {std::pair{"data.eval", &recipe.data.eval}, std::pair{"data.test", &recipe.data.test}})
        if (part->kind == PartChoice::Kind::File) lookForKeptRows(part->file, key, "give the path of a file, a share, or 0", problems);
    const std::string& own = recipe.model.chatTemplate;
    if (own != "auto" && own != "plain" && !isThere(pathOf(own)))
        problems.push_back(error("model.template", "there is no file \"" + own + "\"", "give auto, plain, or the path of a template file"));
    if (recipe.method.initFrom) lookForAdapter(*recipe.method.initFrom, "method.init_from", problems);
    return problems;
}

Problems problemsWithoutModel(const Recipe& recipe) {
    Problems problems = missingInputs(recipe);
    ProblemCollector faults;
    ImportSink sink;
    sink.example = [](Example&&) { return true; };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    for (const std::string& file : recipe.data.train) {
        if (isKept(pathOf(file))) importFile(file, importSettings(recipe), sink);
    }
    Problems ofRows = faults.problems();
    problems.insert(problems.end(), ofRows.begin(), ofRows.end());
    return problems;
}

/// Reads what the model folder says of itself, and whether the method fits it. `missing`: of the recipe's inputs, told later with those of the data.
static void readModel(const Recipe& recipe, const Problems& missing, Prepared& prepared) {
    prepared.modelFolder = modelFolderOf(recipe.model.path, "model.path", prepared.problems);
    if (hasError(prepared.problems)) return;
    ConfigRead config = readConfig(recipe, prepared);
    prepared.config = config.config;
    prepared.problems.insert(prepared.problems.end(), config.problems.begin(), config.problems.end());
    if (hasError(prepared.problems)) return;
    const auto isMissing = [&](const char* key) { return std::ranges::any_of(missing, [&](const Problem& problem) { return problem.where == key; }); };
    if (isMissing("model.template")) return;
    prepared.text = loadTextModel(prepared.modelFolder, recipe.model.chatTemplate, prepared.problems);
    if (recipe.model.init != "random") lookForWeights(prepared.modelFolder, "model.path", prepared.problems);
    if (hasError(prepared.problems)) return;
    if (recipe.model.init != "random") {
        readWeightFacts(prepared);
        settleNewHead(prepared);
    }
    settleMaxLength(recipe, prepared);
    if (isMissing("method.init_from")) return;
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
    const Problems missing = missingInputs(recipe);
    readModel(recipe, missing, prepared);
    if (hasError(prepared.problems) || hasError(missing)) {
        for (Problem& problem : problemsWithoutModel(recipe)) {
            if (!std::count(prepared.problems.begin(), prepared.problems.end(), problem)) prepared.problems.push_back(std::move(problem));
        }
        return prepared;
    }
    prepared.store = std::make_unique<SampleStore>(scratch / (".samples.tmp-" + std::to_string(os::processId())));
    readRows(recipe, prepared, between);
    lookAtMemory(prepared);
    return prepared;
}

}  // namespace luthier
