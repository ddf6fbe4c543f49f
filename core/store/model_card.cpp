// SPDX-License-Identifier: Apache-2.0
#include "core/store/model_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/counted.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/os.h"
#include "core/base/unicode.h"
#include "core/recipe/field.h"
#include "core/store/figures.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kCardLimit = uint64_t{1} << 22;

/// A text that YAML takes for itself on one line: JSON's quotes are YAML's.
std::string yamlText(const std::string& text) {
    const bool plain = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") == std::string::npos &&
                       text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == 0;
    return plain ? text : Json(harmlessLine(text)).dump();
}

/// A text in a line or a cell of Markdown, with nothing of it taken for markup.
std::string markdown(const std::string& text) {
    std::string out;
    for (char c : harmlessLine(text)) {
        if (std::string_view("\\`*_{}[]<>#|!&~").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

bool isRandom(const RunRecord& run) { return run.recipe && run.recipe->model.init == "random"; }

std::string baseOf(const RunRecord& run) { return run.recipe ? baseNameOf(run.recipe->model.path) : std::string("an unknown model"); }

std::string frontMatter(const RunRecord& run, const std::string& library) {
    std::string head = "---\n";
    const bool adapter = library == "peft";
    if (!isRandom(run)) head += "base_model: " + yamlText(baseOf(run)) + "\n";
    head += "library_name: " + yamlText(library) + "\npipeline_tag: " + (run.labels().present() ? "text-classification" : "text-generation") + "\n";
    const std::string licence = run.recipe ? licenceOf(pathOf(run.recipe->model.path)) : "";
    if (!licence.empty()) head += "license: " + yamlText(licence) + "\n";
    head += "tags:\n- luthier\n";
    if (run.recipe) {
        head += "- " + yamlText(run.recipe->objective.kind) + "\n- " + yamlText(run.recipe->method.kind) + "\n";
        if (!isRandom(run)) head += "- " + yamlText(std::string("base_model:") + (adapter ? "adapter:" : "finetune:") + baseOf(run)) + "\n";
    }
    return head + "---\n\n";
}

std::string whatItIs(const RunRecord& run, const std::string& library) {
    const std::string kind = library == "peft" ? "An adapter for " : "A language model tuned from ";
    std::string text = isRandom(run) ? "A language model that began with random weights, in the shape of **" + markdown(baseOf(run)) + "**"
                                     : kind + "**" + markdown(baseOf(run)) + "**";
    text += ", made with Luthier " LUTHIER_VERSION " on " + dateInWords(run.course.begun).substr(0, 10) + ".\n\n";
    if (isRandom(run)) text += "It never saw anything but its training rows: it is a demonstration and knows nothing of the world.\n\n";
    return text;
}

/// Lines of a table: metrics of labelled rows.
std::string measured(const Look& base, const Look& kept) {
    std::string text;
    if (!kept.metrics.isObject()) return text;
    for (const auto& [name, value] : kept.metrics.asObject()) {
        const Json* before = base.metrics.find(name);
        text += "| " + markdown(name) + " | " + (before ? lossInWords(before->asNumber()) : "-") + " | " + lossInWords(value.asNumber()) + " |\n";
    }
    return text;
}

std::string howGood(const RunRecord& run) {
    std::string text = "## How good it is\n\n";
    const Look *base = run.course.base(), *kept = run.course.kept();
    if (!kept || !base || kept == base) return text + "No rows were held out to measure it on, so nothing is known about how well it does on new ones.\n\n";
    text += "Measured on rows that were never trained on" +
            (run.heldOut.contains(0) ? " (" + countInWords(static_cast<int64_t>(run.heldOut.at(0).size()), "row") + ")" : std::string()) +
            "; the loss is " + run.lossUnit() + ", lower is better.\n\n| | before | after |\n|---|---|---|\n";
    text += fmt::format("| loss | {} | {} |\n", lossInWords(base->loss), lossInWords(kept->loss));
    if (!run.labels().present()) text += fmt::format("| perplexity | {:.2f} | {:.2f} |\n", base->perplexity, kept->perplexity);
    text += measured(*base, *kept) + "\n";
    if (const auto gain = gainOf(run)) {
        text += "Change of the loss: " + intervalInWords(*gain) + ", by a paired bootstrap over " + counted(static_cast<int64_t>(gain->groups), "group of rows", "groups of rows") + ".\n\n";
    }
    if (run.test.isObject()) text += "On a test part that nothing looked at before the end: loss " + lossInWords(run.test.numberOr("loss", 0)) + ".\n\n";
    return text;
}

std::string whatItLearntFrom(const RunRecord& run) {
    std::string text = "## What it was trained on\n\n";
    const Started* started = run.course.started ? &*run.course.started : nullptr;
    if (started) {
        text += fmt::format("{} to learn from, {} held out, {} for a last test.", countInWords(started->examplesTrain, "row"), countInWords(started->examplesEval),
                            countInWords(started->examplesTest));
    }
    text += " The rows themselves are not part of this folder; their files have these fingerprints (SHA-256):\n\n";
    const Json* data = run.environment.find("data");
    const Json* files = data ? data->find("files") : nullptr;
    if (files && files->isArray()) {
        for (const Json& file : files->asArray()) text += "- `" + harmlessLine(file.stringOr("sha256", "unknown")) + "`\n";
    }
    return text + "\n";
}

/// What was settled by itself, or what the recipe says.
std::string settled(const RunRecord& run, const Field& field) {
    const Json value = field.value(*run.recipe);
    const Json* found = run.resolved().find(field.key.substr(field.key.find('.') + 1));
    if (value.isString() && value.asString() == "auto" && found && !found->isNull()) return valueInWords(*found) + " (settled by itself)";
    return valueInWords(value);
}

std::string howItWasMade(const RunRecord& run) {
    std::string text = "## How it was made\n\n";
    if (!run.recipe) return text + "Its recipe is not known any more.\n\n";
    const std::vector<ChangedSetting> changed = changedSettings(*run.recipe);
    text += "| setting | value |\n|---|---|\n";
    for (const Field& field : recipeFields()) {
        const bool asked = std::ranges::find(changed, field.key, &ChangedSetting::key) != changed.end();
        const bool telling = field.key.starts_with("method.") || field.key.starts_with("train.") || field.key.starts_with("objective.");
        static constexpr std::array<std::string_view, 9> kAlways{"objective.kind", "method.kind", "train.epochs", "train.batch_size", "train.learning_rate",
                                                                 "train.schedule", "train.warmup", "train.optimizer", "train.seed"};
        if (!field.namesFiles && telling && (asked || std::ranges::find(kAlways, field.key) != kAlways.end())) {
            text += "| " + field.key + " | " + markdown(settled(run, field)) + " |\n";
        }
    }
    const Json* machine = run.environment.find("machine");
    text += "\n" + countInWords(run.course.step, "step") + " in " + secondsInWords(run.course.seconds);
    if (machine) text += " on " + markdown(machine->stringOr("processor", "an unknown processor"));
    if (run.course.started) text += ", in " + markdown(run.course.started->precision) + " arithmetic";
    return text + ".\n\n";
}

std::string howToUse(const RunRecord& run, const std::string& library) {
    std::string text = "## Intended use\n\nMeant for requests like those in its training rows. Nothing but the figures above was measured: try it on cases of your own "
                       "before you rely on it, above all where a wrong answer does harm.";
    const bool known = run.recipe && !licenceOf(pathOf(run.recipe->model.path)).empty();
    if (!isRandom(run)) text += known ? " It has the weaknesses of its base model, and its licence." : " It has the weaknesses of its base model, whose licence is not known here: look it up before you pass this on.";
    text += "\n\n";
    const LabelScheme labels = run.labels();
    const std::string task = labels.present() ? "SequenceClassification" : "CausalLM";
    text += "```python\nfrom transformers import AutoModelFor" + task + ", AutoTokenizer\n";
    if (library == "peft") {
        const std::string width = labels.present() ? ", num_labels=" + std::to_string(labels.width()) : "";
        text += "from peft import AutoPeftModelFor" + task + "\n\nmodel = AutoPeftModelFor" + task + ".from_pretrained(\"THIS FOLDER\"" + width + ")\n```\n";
    } else {
        text += "\nmodel = AutoModelFor" + task + ".from_pretrained(\"THIS FOLDER\")\ntokenizer = AutoTokenizer.from_pretrained(\"THIS FOLDER\")\n```\n";
    }
    if (labels.present() && labels.kind != LabelScheme::Kind::Number) {
        text += "\nIts labels, by their ids: ";
        for (size_t i = 0; i < labels.names.size(); ++i) text += (i ? ", " : "") + std::to_string(i) + " " + markdown(labels.names[i]);
        text += ".\n";
    }
    return text;
}

}  // namespace

std::string baseNameOf(const std::string& modelPath) {
    fs::path path = pathOf(modelPath).lexically_normal();
    if (path.filename().empty()) path = path.parent_path();
    // The Hugging Face cache: models--OWNER--NAME/snapshots/REVISION.
    const std::string above = textOf(path.parent_path().parent_path().filename());
    if (textOf(path.parent_path().filename()) == "snapshots" && above.starts_with("models--")) {
        std::string name = above.substr(8);
        if (const size_t gap = name.find("--"); gap != std::string::npos) name.replace(gap, 2, "/");
        return name;
    }
    return textOf(path.filename());
}

std::string licenceOf(const fs::path& model) try {
    const auto gguf = ggufOf(model);
    if (std::string own = gguf ? GgufFile(*gguf).text("general.license") : ""; !own.empty()) return own;
    const fs::path readme = (gguf ? gguf->parent_path() : model) / "README.md";
    if (!os::markOf(readme)) return "";
    const std::string card = repairedUtf8(readFile(readme, kCardLimit));
    std::string licence;
    bool inside = false;
    size_t number = 0;
    for (size_t begin = 0; begin < card.size();) {
        const size_t end = std::min(card.find('\n', begin), card.size());
        std::string line = card.substr(begin, end - begin);
        begin = end + 1;
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (line == "---" && number++ == 0) inside = true;
        else if (line == "---" || !inside) break;
        else if (line.starts_with("license:")) licence = line.substr(std::min(line.size(), line.find_first_not_of(' ', 8)));
    }
    std::erase_if(licence, [](char c) { return c == '"' || c == '\''; });
    return licence;
} catch (const Error&) {
    return "";
}

std::string modelCard(const RunRecord& run, const std::string& library) {
    const std::string name = run.name().empty() ? baseOf(run) + ", tuned" : run.name();
    return frontMatter(run, library) + "# " + markdown(name) + "\n\n" + whatItIs(run, library) + howGood(run) + whatItLearntFrom(run) + howItWasMade(run) +
           howToUse(run, library);
}

}  // namespace luthier
