// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "core/recipe/field_kinds.h"

namespace luthier {
namespace {

using namespace fields;

/// The member a field stands for, of a recipe that may be read or changed.
#define AT(member) [](auto& recipe) -> auto& { return recipe.member; }

const Range kAnyWhole{"a whole number, 0 or more", 0};
const Range kCount{"a whole number, 1 or more", 1};
const Range kNotNegative{"a number, 0 or more", 0};
const Range kPositive{"a number above 0", 0, std::numeric_limits<double>::infinity(), true};
const Range kBelowOne{"a number from 0 to below 1", 0, 1, false, true};

const auto kAnyTexts = [](const std::vector<std::string>&) -> Fault { return {}; };

Field formatField() {
    Field field = number({"luthier", "Format", "The format of this file", ""}, AT(luthier), {"1, the format this version reads", 1});
    field.put = [](Recipe& recipe, const Json& value) -> Fault {
        const auto format = wholeNumber(value);
        if (!format || *format < 1) return expected("1, the format of this file", value);
        if (*format > kRecipeFormat) {
            return "this recipe has format " + std::to_string(*format) + ", which a newer Luthier wrote; this one reads formats up to " +
                   std::to_string(kRecipeFormat);
        }
        recipe.luthier = kRecipeFormat;
        return {};
    };
    return field;
}

/// A folder or file, with words that are no path.
template <typename Access>
Field path(Words words, Access at, std::string range, std::vector<std::string> instead = {}) {
    Field field = text(std::move(words), at, std::move(range));
    field.type = Field::Type::Path;
    field.namesFiles = true;
    field.words = std::move(instead);
    return field;
}

std::vector<Field> modelFields() {
    return {
        path({"model.path", "Base model", "Folder of the base model (config.json, weights, tokenizer), or a GGUF file", ""}, AT(model.path),
             "the folder of a model", {"starter"}),
        choice({"model.init", "Start from", "weights: as published; random: from noise, seeded (config.json and tokenizer suffice)", ""},
               AT(model.init), {"weights", "random"}),
        choice({"model.precision", "Arithmetic", "Number format of the arithmetic; auto is the fastest measured on this machine", ""}, AT(model.precision),
               {"auto", "float32", "bfloat16"}),
        choice({"model.store", "Frozen weights", "How frozen weights lie in memory", ""}, AT(model.store), {"auto", "float32", "bfloat16"}, {"int8", "nf4"}),
        path({"model.template", "Chat template", "auto: the model's own, else plain; plain: role words and blank lines", ""}, AT(model.chatTemplate),
             "auto, plain, or a template file", {"auto", "plain"}),
    };
}

Json partValue(const PartChoice& part) {
    switch (part.kind) {
        case PartChoice::Kind::Auto: return "auto";
        case PartChoice::Kind::None: return 0;
        case PartChoice::Kind::Share: return part.share;
        default: return part.file;
    }
}

/// A held-out part: 0, a share, a file, and for some auto.
template <typename Access>
Field part(Words words, Access at, bool allowsAuto) {
    const std::string range = std::string(allowsAuto ? "auto, " : "") + "0 for none, a share between 0 and 1, or a file";
    Field field = special(
        std::move(words), range, [at](const Recipe& recipe) { return partValue(at(recipe)); },
        [at, range, allowsAuto](Recipe& recipe, const Json& value) -> Fault {
            using Kind = PartChoice::Kind;
            PartChoice& chosen = at(recipe);
            const bool isAuto = value.isString() && value.asString() == "auto";
            if (value.isString() && !value.asString().empty() && (allowsAuto || !isAuto)) {
                chosen = isAuto ? PartChoice{} : PartChoice{Kind::File, 0, value.asString()};
            } else if (value.isNumber() && value.asNumber() == 0) {
                chosen = {Kind::None, 0, ""};
            } else if (value.isNumber() && value.asNumber() > 0 && value.asNumber() < 1) {
                chosen = {Kind::Share, value.asNumber(), ""};
            } else {
                return expected(range, value);
            }
            return {};
        });
    field.allowsAuto = false;  // the range says it
    field.namesFiles = true;
    field.words = {"auto"};
    return field;
}

Field trainFiles() {
    Field field = list({"data.train", "Examples", "Files with examples to learn from", ""}, AT(data.train), "one or more files",
                       [](const std::vector<std::string>& files) -> Fault {
                           if (files.empty() || std::ranges::find(files, "") != files.end()) return "expected one or more files, found an empty list or name";
                           return {};
                       });
    field.namesFiles = true;
    return field;
}

Field columns() {
    Field field = special(
        {"data.columns", "Columns", "Names of a table's columns, for tables with other names: {prompt: question, completion: answer}", ""},
        "our name: the table's name, for every column that has another one",
        [](const Recipe& recipe) {
            Json map = Json::object();
            for (const auto& [ours, theirs] : recipe.data.columns) map[ours] = theirs;
            return map;
        },
        [](Recipe& recipe, const Json& value) -> Fault {
            if (!value.isObject() && !value.isNull()) return expected("names of columns, like {prompt: question}", value);
            std::map<std::string, std::string> columns;
            for (const auto& [ours, theirs] : value.isNull() ? Json::Object{} : value.asObject()) {
                if (!theirs.isString()) return *expected("the name of a column", theirs) + " for " + ours;
                columns[ours] = theirs.asString();
            }
            recipe.data.columns = std::move(columns);
            return {};
        });
    field.type = Field::Type::Map;
    return field;
}

Field cleaners() {
    const std::vector<std::string> now{"encoding", "blanks", "empty", "copies", "leaks", "overlong"};
    Field field = list({"data.clean", "Cleaners", "Cleaners by name, in order", ""}, AT(data.clean), "a list of encoding, blanks, empty, copies, leaks, overlong",
                       [now](const std::vector<std::string>& cleaners) -> Fault {
                           for (const std::string& cleaner : cleaners)
                               if (Fault fault = wrongChoice(cleaner, now, {})) return fault;
                           return {};
                       });
    field.choices = now;
    return field;
}

std::vector<Field> dataFields() {
    return {
        trainFiles(),
        choice({"data.format", "Format", "What a row is; auto: by content", ""}, AT(data.format),
               {"auto", "chat", "sharegpt", "prompt-completion", "alpaca", "label", "text"}, {"preference", "unpaired-preference", "openai-preference"}),
        columns(),
        cleaners(),
        part({"data.eval", "Held out", "Rows that are not learnt, to see whether the model gets better: auto, a share, a file, or 0", ""}, AT(data.eval), true),
        part({"data.test", "Test", "Rows that nothing looks at until the end: a share, a file, or 0", ""}, AT(data.test), false),
        text({"data.group", "Group", "Column whose equal values stay together when rows are held out", ""}, AT(data.group), "the name of a column, or null"),
        choice({"data.grouping", "Grouping", "exact: rows with equal questions stay together", ""}, AT(data.grouping), {"exact"}, {"near"}),
        number({"data.split_seed", "Split seed", "Another number holds out other rows", ""}, AT(data.splitSeed), kAnyWhole),
        flag({"data.shuffle", "Shuffle", "Another order in every epoch; false keeps the order of the files", ""}, AT(data.shuffle)),
        number({"data.max_length", "Longest row", "auto: what the model can, at most 2048; longer needs more memory", "tokens"}, AT(data.maxLength),
               {"a whole number, 2 or more", 2}, "auto"),
        choice({"data.overlong", "Longer rows", "What happens to longer rows; auto: documents are split, other rows left out", ""}, AT(data.overlong),
               {"auto", "drop", "truncate", "split"}),
    };
}

std::vector<Field> objectiveFields() {
    return {
        choice({"objective.kind", "Objective", "sft: answers to questions; text: plain text; classify: labels of texts; regress: numbers", ""}, AT(objective.kind),
               {"sft", "text", "classify", "regress"}, {"embed", "dpo", "orpo", "kto", "simpo", "cpo", "reward", "distil"}),
        choice({"objective.learn", "Learn", "Which tokens of a chat are learnt: every answer, the last answer, or everything", ""}, AT(objective.learn),
               {"assistant", "last", "all"}),
        choice({"objective.labels", "Labels", "(classify) whether a row has one label or may have several; auto: several when any row has a list", ""},
               AT(objective.labels), {"auto", "one", "several"}),
        number({"objective.beta", "Beta", "Only for preferences: how far from the base model answers may go", ""}, AT(objective.beta), kPositive),
    };
}

Field targets() {
    return special(
        {"method.targets", "Targets", "Which linear maps get an adapter: all-linear, attention, a list of module names, or a regular expression", ""},
        "all-linear, attention, a regular expression, or a list of module names",
        [](const Recipe& recipe) {
            const Targets& targets = recipe.method.targets;
            return targets.word.empty() ? listOf(targets.modules) : Json(targets.word);
        },
        [](Recipe& recipe, const Json& value) -> Fault {
            const auto modules = textsOf(value);
            const bool good = modules && !modules->empty() && std::ranges::find(*modules, "") == modules->end();
            if (!good) return expected("all-linear, attention, a regular expression, or a list of module names", value);
            recipe.method.targets = value.isString() ? Targets{value.asString(), {}} : Targets{"", *modules};
            return {};
        });
}

std::vector<Field> methodFields() {
    return {
        choice({"method.kind", "Method", "lora: small adapters; freeze: the last layers; full: every weight", ""}, AT(method.kind), {"full", "freeze", "lora"},
               {"bitfit", "dora", "qlora", "prompt", "prefix", "ptuning", "ia3", "adapter"}),
        number({"method.rank", "Rank", "Size of the adapters: more can learn more and takes more memory", ""}, AT(method.rank), kCount),
        number({"method.alpha", "Alpha", "Strength of the adapters: their answer is scaled by alpha / rank", ""}, AT(method.alpha), kPositive),
        number({"method.dropout", "Adapter dropout", "Share of features an adapter does not see in a step; more learns less by heart", ""},
               AT(method.dropout), kBelowOne),
        flag({"method.rslora", "Rank-stable", "Scale by alpha / sqrt(rank) instead", ""}, AT(method.rslora)),
        targets(),
        list({"method.modules_to_save", "Learn whole", "Modules that learn as a whole beside the adapters, by name", ""}, AT(method.modulesToSave),
             "a list of module names", kAnyTexts),
        number({"method.layers", "Layers", "(freeze) how many of the last layers learn", "layers"}, AT(method.layers), kCount),
        list({"method.modules", "Modules", "(freeze) modules that learn instead of the last layers, by name: embed_tokens, norm, mlp, …", ""},
             AT(method.modules), "a list of module names", kAnyTexts),
        path({"method.init_from", "Start from adapter", "A PEFT folder to start from", ""}, AT(method.initFrom), "a PEFT folder, or null"),
    };
}

Json saveEveryValue(const Auto<SaveEvery>& every) {
    if (!every) return "auto";
    if (every->steps > 0) return every->steps;
    const Json minutes = every->minutes;
    return (wholeNumber(minutes) ? std::to_string(*wholeNumber(minutes)) : minutes.dump()) + "min";
}

/// The minutes of "10min"; nothing for any other text.
std::optional<double> minutesOf(const std::string& text) {
    double minutes = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), minutes);
    const bool good = fault == std::errc() && std::string_view(end) == "min" && std::isfinite(minutes) && minutes > 0;
    return good ? std::optional(minutes) : std::nullopt;
}

Field saveEvery() {
    const std::string range = "auto, a number of steps, or minutes as \"10min\"";
    return special(
        {"train.save_every", "Save every", "How often a snapshot is kept, to continue from after a stop or crash: steps, or minutes as \"10min\"", ""}, range,
        [](const Recipe& recipe) { return saveEveryValue(recipe.train.saveEvery); },
        [range](Recipe& recipe, const Json& value) -> Fault {
            const auto steps = wholeNumber(value);
            const auto minutes = value.isString() ? minutesOf(value.asString()) : std::nullopt;
            if (value.isString() && value.asString() == "auto") recipe.train.saveEvery.reset();
            else if (steps && *steps > 0) recipe.train.saveEvery = SaveEvery{*steps, 0};
            else if (minutes) recipe.train.saveEvery = SaveEvery{0, *minutes};
            else return expected(range, value);
            return {};
        });
}

Field warmup() {
    Field field = number({"train.warmup", "Warm-up", "The rate rises from 0 over this share of the steps; 1 and above count steps", ""}, AT(train.warmup),
                         {"a share below 1, or a whole number of steps", 0});
    field.put = [](Recipe& recipe, const Json& value) -> Fault {
        const bool good = value.isNumber() && std::isfinite(value.asNumber()) && value.asNumber() >= 0 && (value.asNumber() < 1 || wholeNumber(value));
        if (!good) return expected("a share below 1, or a whole number of steps", value);
        recipe.train.warmup = value.asNumber();
        return {};
    };
    return field;
}

std::vector<Field> trainFields() {
    return {
        number({"train.epochs", "Epochs", "How often every example is seen; more learns more and remembers more by heart", "epochs"},
               AT(train.epochs), kPositive),
        number({"train.steps", "Steps", "Instead of epochs: so many steps", "steps"}, AT(train.steps), {"a whole number, 1 or more, or null", 1}),
        number({"train.batch_size", "Batch", "Samples of a step, whatever memory allows at once", "samples"}, AT(train.batchSize), kCount),
        number({"train.learning_rate", "Learning rate", "How far a step goes; auto: 2e-4 for lora, 2e-5 for full and freeze", ""}, AT(train.learningRate),
               kNotNegative, "auto"),
        choice({"train.schedule", "Schedule", "How the rate changes over the run", ""}, AT(train.schedule), {"constant", "linear", "cosine", "wsd"}),
        warmup(),
        choice({"train.optimizer", "Optimizer", "How gradients become steps", ""}, AT(train.optimizer), {"adamw"},
               {"sgd", "adafactor", "lion", "adamw8bit", "muon", "galore"}),
        number({"train.beta1", "Beta 1", "Memory of the mean gradient", ""}, AT(train.beta1), kBelowOne),
        number({"train.beta2", "Beta 2", "Memory of the squared gradient", ""}, AT(train.beta2), kBelowOne),
        number({"train.eps", "Epsilon", "Keeps the division by the squared gradient in bounds", ""}, AT(train.eps), kNotNegative),
        number({"train.weight_decay", "Weight decay", "Pulls weights to 0; never biases and norms", ""}, AT(train.weightDecay), kNotNegative),
        number({"train.clip", "Clip", "Longest gradient of a step; 0 = off", ""}, AT(train.clip), kNotNegative),
        number({"train.seed", "Seed", "Another number gives another run", ""}, AT(train.seed), kAnyWhole),
        choice({"train.recompute", "Recompute", "layers: less memory, a third slower", ""}, AT(train.recompute), {"auto", "none", "layers"}),
        flag({"train.model_dropout", "Model dropout", "The base model's own dropout", ""}, AT(train.modelDropout)),
        number({"train.eval_every", "Evaluate every", "How often the held-out rows are asked", "steps"}, AT(train.evalEvery), kCount, "auto"),
        saveEvery(),
        number({"train.early_stop", "Early stop", "Ends after so many evaluations without gain; 0 = off", "evaluations"}, AT(train.earlyStop), kAnyWhole),
        choice({"train.on_divergence", "On divergence", "restart: from the best snapshot at half the rate, three times at most", ""}, AT(train.onDivergence),
               {"stop", "restart"}),
    };
}

Field exportFormats() {
    const std::vector<std::string> now{"peft", "merged"}, later{"gguf", "onnx"};
    Field field = list({"export", "Results", "peft: the adapter; merged: a whole model", ""}, AT(exports), "a list of peft, merged",
                       [now, later](const std::vector<std::string>& formats) -> Fault {
                           for (const std::string& format : formats) {
                               if (Fault fault = wrongChoice(format, now, later)) return fault;
                               if (std::ranges::count(formats, format) > 1) return "\"" + format + "\" stands there twice";
                           }
                           return {};
                       });
    field.choices = now;
    field.later = later;
    return field;
}

#undef AT

}  // namespace

const std::vector<Field>& recipeFields() {
    static const std::vector<Field> all = [] {
        std::vector<Field> fields{formatField(),
                                  text({"name", "Name", "What this run is called", ""}, [](auto& recipe) -> auto& { return recipe.name; }, "a text", false)};
        for (const auto& section : {modelFields(), dataFields(), objectiveFields(), methodFields(), trainFields()}) {
            fields.insert(fields.end(), section.begin(), section.end());
        }
        fields.push_back(exportFormats());
        return fields;
    }();
    return all;
}

const Field* fieldOf(std::string_view key) {
    for (const Field& field : recipeFields()) {
        if (field.key == key) return &field;
    }
    return nullptr;
}

}  // namespace luthier
