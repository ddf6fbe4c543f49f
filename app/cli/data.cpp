// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "app/cli/command.h"
#include "app/cli/row_options.h"
#include "core/base/counted.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/unicode.h"
#include "core/data/cleaning/cleaning.h"
#include "core/engine/prepare.h"
#include "core/engine/prepare_settings.h"
#include "core/events/control.h"
#include "core/text/text_model.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string file, model, heldOut, out;
    int64_t maxLength = 0;
    std::vector<std::string> steps;
    ImportSettings settings;
};

/// What cleaners need beside the rows, as far as it was given.
class Given {
public:
    Given(const Choice& choice, Problems& problems) {
        if (!choice.heldOut.empty()) addHeldOut(choice.heldOut, choice.settings, choice.steps, knowledge_, problems);
        if (choice.model.empty()) return;
        const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
        if (hasError(problems)) return;
        text_ = loadTextModel(folder, "auto", problems);
        if (!text_) return;
        knowledge_.maxLength = choice.maxLength > 0 ? choice.maxLength : maxLengthOf(Recipe(), text_->maxLength());
        knowledge_.tokens = [this](const Example& row) {
            EncodeSettings whole;
            whole.objective = row.kind == Example::Kind::Text ? "text" : "sft";
            whole.keepDropped = true;
            int64_t tokens = 0;
            for (const Sample& sample : encode(*text_, row, whole).samples) tokens += static_cast<int64_t>(sample.ids.size());
            return tokens;
        };
    }
    Given(const Given&) = delete;
    const CleaningKnowledge& knowledge() const { return knowledge_; }

private:
    std::shared_ptr<TextModel> text_;
    CleaningKnowledge knowledge_;
};

/// The beginning of a row in one line, harmless on a terminal.
std::string beginning(const std::string& text) {
    constexpr size_t kShown = 70;
    std::string shown;
    size_t at = 0;
    for (size_t count = 0; at < text.size() && count < kShown; ++count) {
        const char32_t c = nextCodePoint(text, at);
        appendUtf8(shown, c == '\n' ? U'\u23CE' : isPrintable(c) ? c : U'\uFFFD');
    }
    return shown + (at < text.size() ? "…" : "");
}

void tell(const Inspection& result) {
    printLine(fmt::format("{}: {}, {}, {}; {} to {}, {:.0f} in the mean", counted(result.rows, "row"), counted(result.chats, "chat"),
                          counted(result.pairs, "prompt with completion", "prompts with completions"), counted(result.texts, "text"), result.shortest,
                          counted(result.longest, "character"), result.mean));
    for (const Finding& finding : result.findings) {
        printLine(fmt::format("{}: {} {}; the cleaner \"{}\" {}", finding.cleaner->label, counted(finding.changed + finding.leftOut, "row"), finding.cleaner->found, finding.cleaner->name,
                              finding.cleaner->does));
        for (const FoundRow& row : finding.rows) {
            printLine("  " + row.where + "  " + beginning(row.before));
            if (!row.leftOut) printLine("    becomes  " + beginning(row.after));
        }
    }
    if (result.findings.empty()) printLine("nothing to clean was found");
    for (const CleanerKind* kind : result.unable) say(fmt::format("not looked for: {} (needs {})", kind->label, kind->lacking));
}

int inspect(const Choice& choice, const CancelToken& token) {
    Problems problems;
    const Given given(choice, problems);
    if (hasError(problems)) return report(problems);
    const Inspection result = inspectData(choice.file, choice.settings, given.knowledge(), token);
    if (result.rows == 0 && hasError(result.problems)) return report(result.problems);
    if (jsonAsked()) {
        Json json = result.json();
        json["problems"] = problemsJson(withSwitches(result.problems));
        printLine(json.dump());
        return hasError(result.problems) ? kWrongInput : kDone;
    }
    tell(result);
    return report(result.problems);
}

int clean(const Choice& choice, const CancelToken& token) {
    Problems problems;
    const Given given(choice, problems);
    if (hasError(problems)) return report(problems);
    const CleanedFile result = cleanData(choice.file, choice.settings, choice.steps, given.knowledge(), pathOf(choice.out), token);
    if (hasError(result.problems)) return report(result.problems);
    if (jsonAsked()) {
        Json json = result.json();
        json["problems"] = problemsJson(withSwitches(result.problems));
        printLine(json.dump());
        return kDone;
    }
    for (const auto& [name, count] : result.steps) printLine(fmt::format("{:<10} {} changed, {} left out", name, counted(count.changed, "row"), count.leftOut));
    printLine(fmt::format("{} of {} written to {}", result.written, counted(result.read, "row"), choice.out));
    return report(result.problems);
}

CLI::App* declare(CLI::App& options, const char* name, const char* help, Choice& choice) {
    CLI::App* command = options.add_subcommand(name, help);
    command->add_option("FILE", choice.file, "The file with rows")->required();
    command->add_option("--model", choice.model, "A model whose tokenizer tells which rows are overlong");
    command->add_option("--max-length", choice.maxLength, "Tokens a row may have; else as data.max_length: auto")->check(CLI::PositiveNumber);
    command->add_option("--held-out", choice.heldOut, "A file with held-out rows, which must not leak into this one");
    addRowOptions(*command, choice.settings);
    return command;
}

}  // namespace

Action dataCommand(CLI::App& options) {
    auto choice = std::make_shared<Choice>();
    options.require_subcommand(1);
    const CLI::App* inspection = declare(options, "inspect", "Statistics, and what cleaners would find", *choice);
    CLI::App* cleaning = declare(options, "clean", "Write a cleaned copy and tell what was changed; the file itself stays as it is", *choice);
    std::string known;
    for (const CleanerKind& kind : cleanerKinds()) known += (known.empty() ? "" : ", ") + kind.name;
    cleaning->add_option("--steps", choice->steps, "Cleaners in order: " + known)->required()->delimiter(',');
    cleaning->add_option("--out", choice->out, "The file to write, ending in .jsonl")->required();
    return [choice, inspection] {
        CancelToken token;
        const StopOnSignal onSignal(token);
        try {
            return *inspection ? inspect(*choice, token) : clean(*choice, token);
        } catch (const Stopped&) {
            return int{kStopped};
        }
    };
}

}  // namespace luthier::cli
