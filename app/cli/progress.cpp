// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/cli/command.h"
#include "core/base/counted.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/base/unicode.h"

namespace luthier::cli {

std::string bytesInWords(int64_t bytes) {
    const double size = static_cast<double>(bytes);
    if (size >= 1e9) return fmt::format("{:.1f} GB", size / 1e9);
    return size >= 1e6 ? fmt::format("{:.0f} MB", size / 1e6) : fmt::format("{:.0f} kB", size / 1e3);
}

std::string timeInWords(double seconds) {
    const auto whole = static_cast<int64_t>(std::max(0.0, seconds) + 0.5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

namespace {

/// What a model wrote, harmless on a terminal (no escape sequences), each further line under the first.
std::string block(const std::string& text) {
    const size_t end = text.find_last_not_of(" \r\n\t") + 1;
    std::string shown;
    for (size_t at = 0; at < end;) {
        const char32_t c = nextCodePoint(text, at);
        if (c == '\n') shown += "\n            ";
        else appendUtf8(shown, isPrintable(c) || c == '\t' ? c : U'\uFFFD');
    }
    return shown;
}

std::string beginning(const std::string& text) {
    constexpr size_t kShown = 70;
    std::string shown = text.substr(0, text.find('\n'));
    size_t at = 0;
    for (size_t count = 0; at < shown.size() && count < kShown; ++count) nextCodePoint(shown, at);
    const bool cut = at < text.size();
    return block(shown.substr(0, at)) + (cut ? "…" : "");
}

const std::string kClear = "\r\033[K";  ///< to the line's begin, and what stands there goes (ECMA-48)

/// Onto standard error, where nobody may be listening any more.
void words(const std::string& text) {
    try {
        os::writeAll(2, text, "standard error");
    } catch (const Error&) {  // the terminal is gone; the work goes on
    }
}

class Words : public Observer {
public:
    void on(const RunEvent& event) override {
        std::visit([this](const auto& told) { tell(told); }, event);
    }

private:
    /// A line that stays; the renewed line, if there is one, makes way.
    void line(const std::string& text) {
        say((renewed_ ? kClear : "") + text);
        renewed_ = false;
    }

    void renew(const std::string& text) {
        words(kClear + text);
        renewed_ = true;
    }

    void tell(const Started& started) {
        steps_ = started.steps;
        line(fmt::format("run {}", started.run));
        line(fmt::format("  folder    {}", started.dir));
        line(fmt::format("  model     {} ({} parameters, {} learn)", started.model, started.parametersTotal, started.parametersLearning));
        line(fmt::format("  device    {}, {} arithmetic, {} store", started.device, started.precision, started.store));
        line(fmt::format("  examples  {} to learn, {} held out, {} for the test", started.examplesTrain, started.examplesEval, started.examplesTest));
        if (const std::string rate = rateInWords(started.dir); !rate.empty()) line("  rate      " + rate);
        line(fmt::format("  promise   {} of memory, {} for {}", bytesInWords(started.promisedMemory), timeInWords(started.promisedSeconds), counted(started.steps, "step")));
    }

    /// What train.learning_rate came to and why, as the run folder has it.
    static std::string rateInWords(const std::string& dir) {
        try {
            const Json environment = Json::parse(readFile(pathOf(dir) / "environment.json"));
            const Json* resolved = environment.find("resolved");
            return resolved ? fmt::format("{} ({})", resolved->numberOr("learning_rate", 0), resolved->stringOr("learning_rate_reason", "")) : "";
        } catch (const std::exception&) {  // the folder tells it to whoever looks later
            return "";
        }
    }

    void tell(const StepDone& step) {
        if (!terminal_ && !milestone(step.step)) return;
        const double perStep = step.seconds / static_cast<double>(std::max<int64_t>(1, step.step - first_));
        const double left = perStep * static_cast<double>(std::max<int64_t>(0, steps_ - step.step));
        const std::string of = steps_ > 0 ? fmt::format("/{}", steps_) : "";
        const std::string eta = steps_ > 0 ? fmt::format("  {} left", timeInWords(left)) : "";
        const std::string text = fmt::format("step {}{}  loss {:.4f}  {:.0f} tokens/s  {}{}", step.step, of, step.loss, step.tokensPerSecond,
                                             bytesInWords(step.memory), eta);
        terminal_ ? renew(text) : line(text);
    }

    /// Off a terminal, about twenty lines in all.
    bool milestone(int64_t step) const { return step == first_ + 1 || step == steps_ || step % std::max<int64_t>(1, steps_ / 20) == 0; }

    void tell(const EvalDone& eval) {
        if (eval.step == 0) baseLoss_ = eval.loss;
        const std::string measured = measuredInWords(eval);
        line(fmt::format("step {}: held-out loss {:.4f} ({}) over {}{}", eval.step, eval.loss, measured.empty() ? fmt::format("perplexity {:.2f}", eval.perplexity) : measured,
                         counted(eval.count, measured.empty() ? "token" : "row"), eval.best && eval.step > 0 ? ", the best so far" : ""));
    }
    /// Of labelled rows, what matters most; else nothing.
    static std::string measuredInWords(const EvalDone& eval) {
        std::string text;
        for (const char* name : {"accuracy", "f1_macro", "mae", "r2"}) {
            const Json* value = eval.metrics.find(name);
            if (value && value->isNumber()) text += fmt::format("{}{} {:.3f}", text.empty() ? "" : ", ", name, value->asNumber());
        }
        return text;
    }

    /// While it goes on one short line of the first prompt; all of them when the run ends.
    void tell(const SampleText& sample) {
        if (samples_.empty()) shownPrompt_ = sample.prompt;
        samples_.insert_or_assign(sample.prompt, sample);
        if (sample.prompt == shownPrompt_) line(fmt::format("step {}: now answers {}", sample.step, beginning(sample.now)));
    }
    void tell(const Saved& saved) {
        if (!terminal_) line(fmt::format("step {}: saved in {}", saved.step, saved.dir));
    }
    void tell(const Warned& warned) {
        line(fmt::format("warning: {}{}{}{}", warned.where, warned.where.empty() ? "" : ": ", warned.what, warned.mend.empty() ? "" : "\n  -> " + warned.mend));
    }
    void tell(const Paused&) { line("paused"); }
    void tell(const Continued&) { line("continued"); }
    void tell(const Resumed& resumed) {
        first_ = resumed.step;
        line(fmt::format("continues after step {}", resumed.step));
    }
    void tell(const Finished& finished) {
        line(fmt::format("finished ({})", finished.reason));
        if (finished.hasBest) {
            const std::string base = baseLoss_ ? fmt::format("; {:.4f} before", *baseLoss_) : "";
            line(fmt::format("  best      held-out loss {:.4f} at step {}{}", finished.bestLoss, finished.bestStep, base));
        }
        for (const auto& [prompt, sample] : samples_) {
            line("  asked     " + block(prompt));
            line("    before  " + block(sample.before));
            line("    now     " + block(sample.now));
        }
        for (const Artifact& artifact : finished.artifacts) line(fmt::format("  {:<9} {}", artifact.format, artifact.dir));
        line(fmt::format("  folder    {}", finished.dir));
    }
    void tell(const Failed&) {}  // the command ends with these words

    bool terminal_ = os::isTerminal(2);
    bool renewed_ = false;
    std::map<std::string, SampleText> samples_;  ///< the last one of every prompt
    std::string shownPrompt_;
    int64_t steps_ = 0, first_ = 0;
    std::optional<double> baseLoss_;
};

class Lines : public Observer {
public:
    void on(const RunEvent& event) override { onAt(event, os::now()); }
    void onAt(const RunEvent& event, double time) override {
        if (!read_) return;
        try {
            printText(eventJson(event, time).dump() + "\n");
        } catch (const Error&) {
            read_ = false;
        }
    }

private:
    bool read_ = true;
};

/// A terminal is there for people, and what is printed goes elsewhere.
bool watched() { return os::isTerminal(2) && !os::isTerminal(1); }

/// Whether it is time to tell again; `told` is then now.
bool due(double& told) {
    constexpr double kBetween = 0.2;  // seconds between two looks
    const double now = os::now();
    if (now - told < kBetween) return false;
    told = now;
    return true;
}

int64_t rowsIn(const std::string& file, const ImportSettings& settings) {
    int64_t rows = 0;
    importFile(file, settings, {[&](Example&&) { return ++rows > 0; }, [](RowProblem&&) {}});
    return rows;
}

}  // namespace

RowProgress::RowProgress(const std::string& dataFile, const ImportSettings& rows) : shown_(watched()), begin_(os::now()) {
    std::error_code unknown;
    if (shown_ && std::filesystem::is_regular_file(pathOf(dataFile), unknown)) total_ = rowsIn(dataFile, rows);  // what flows can be read once only
}

RowProgress::~RowProgress() {
    if (shown_ && rows_ > 0) words(kClear);
}

void RowProgress::next() {
    ++rows_;
    if (!shown_ || !due(told_)) return;
    const double perRow = (told_ - begin_) / static_cast<double>(rows_);
    const bool counted = total_ >= rows_;
    words(kClear + (counted ? fmt::format("row {} of {}, {} left", rows_, total_, timeInWords(perRow * static_cast<double>(total_ - rows_)))
                            : fmt::format("row {}", rows_)));
}

FileProgress::FileProgress(const std::string& file) : shown_(watched() && file != "-"), begin_(os::now()), told_(begin_) {
    std::error_code unknown;
    if (shown_) total_ = static_cast<double>(std::filesystem::file_size(pathOf(file), unknown));
    shown_ = shown_ && !unknown && total_ > 0;
}

FileProgress::~FileProgress() {
    if (told_ > begin_) words(kClear);
}

void FileProgress::next(size_t bytes) {
    read_ += static_cast<double>(bytes);
    if (!shown_ || !due(told_)) return;
    words(kClear + fmt::format("{:.0f} %, {} left", 100 * read_ / total_, timeInWords((told_ - begin_) * (total_ - read_) / read_)));
}

void renewLine(const std::string& text) { words(kClear + text); }

std::unique_ptr<Observer> wordsObserver() { return std::make_unique<Words>(); }
std::unique_ptr<Observer> linesObserver() { return std::make_unique<Lines>(); }

}  // namespace luthier::cli
