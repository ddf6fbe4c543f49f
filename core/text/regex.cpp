// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#include <algorithm>
#include <optional>

#include "core/text/character_classes.h"
#include "core/text/regex_program.h"
#include "core/text/regex_run.h"

namespace luthier {
namespace {

constexpr uint64_t kStepsPerByte = 2000, kStepsAtLeast = 50'000'000;  // far above any published pattern; a hostile one ends

/// Where a match goes on when its last choice was wrong. A loop gives back one character after the other, down to `least`.
struct Choice {
    uint32_t step;
    size_t at, least;
    uint32_t lazyCount;  ///< of a lazy loop, which takes one character more instead
};
constexpr size_t kPlain = SIZE_MAX, kLazy = SIZE_MAX - 1;

std::vector<Choice>& choicesOfThisThread() {
    static thread_local std::vector<Choice> choices;
    return choices;
}

class Matcher {
public:
    Matcher(const std::vector<RegexStep>& steps, const CharacterSet& word, std::string_view text)
        : steps_(steps), word_(word), bytes_(text), text_(text), budget_(kStepsAtLeast + kStepsPerByte * text.size()) {
        choices_.clear();
    }

    const CharacterScanner& scanner() const { return text_; }

    /// The end of the match of the steps from `step` on that begins at `at`.
    std::optional<size_t> match(uint32_t step, size_t at) {
        const size_t bottom = choices_.size();
        while (true) {
            if (budget_-- == 0) throw RegexError("so much going back that a text of this kind would take too long");
            if (steps_[step].op == RegexStep::Accept) {
                choices_.resize(bottom);
                return at;
            }
            if (!advance(step, at) && !goBack(bottom, step, at)) return std::nullopt;
        }
    }

private:
    bool advance(uint32_t& step, size_t& at) {
        const RegexStep& now = steps_[step];
        switch (now.op) {
            case RegexStep::One: {
                const size_t bytes = taken(now, at);
                at += bytes;
                ++step;
                return bytes != 0;
            }
            case RegexStep::Loop: return loop(now, step, at);
            case RegexStep::Jump: step = now.first; return true;
            case RegexStep::Split: return split(now, step, at);
            case RegexStep::Look: {
                const auto from = back(at, now.least);
                const bool found = from && match(step + 1, *from).has_value();
                step = now.first;
                return found != now.negative;
            }
            case RegexStep::Atomic: {
                const auto end = match(step + 1, at);
                if (end) at = *end;
                step = now.first;
                return end.has_value();
            }
            default:
                if (!holds(now.op, at)) return false;
                ++step;
                return true;
        }
    }

    /// Bytes of the character at `at` when the step's set has it, else 0.
    size_t taken(const RegexStep& now, size_t at) const {
        if (at < bytes_.size() && isAscii(bytes_[at])) return now.ascii.has(static_cast<unsigned char>(bytes_[at]));
        const ScannedCharacter c = text_.at(at);
        return c.bytes != 0 && now.set->has(c.codePoint) ? c.bytes : 0;
    }
    static bool isAscii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

    bool split(const RegexStep& now, uint32_t& step, size_t at) {
        bool first = true, second = true;
        if (at < bytes_.size() && isAscii(bytes_[at])) {
            first = now.ascii.has(static_cast<unsigned char>(bytes_[at]));
            second = now.secondAscii.has(static_cast<unsigned char>(bytes_[at]));
        }
        if (first && second) choices_.push_back({now.second, at, kPlain, 0});
        step = first ? now.first : now.second;
        return first || second;
    }

    bool loop(const RegexStep& now, uint32_t& step, size_t& at) {
        uint32_t count = 0;
        size_t least = at;
        const uint32_t wanted = now.greed == RegexNode::Lazy ? now.least : now.most;
        for (size_t bytes; count < wanted && (bytes = taken(now, at)) != 0;) {
            at += bytes;
            if (++count == now.least) least = at;
        }
        if (count < now.least) return false;
        if (now.greed == RegexNode::Greedy && at > least) choices_.push_back({step + 1, at, least, 0});
        if (now.greed == RegexNode::Lazy && count < now.most) choices_.push_back({step, at, kLazy, count});
        ++step;
        return true;
    }

    bool goBack(size_t bottom, uint32_t& step, size_t& at) {
        while (choices_.size() > bottom) {
            Choice& choice = choices_.back();
            if (choice.least == kPlain) {
                step = choice.step;
                at = choice.at;
                choices_.pop_back();
                return true;
            }
            if (choice.least == kLazy ? takesMore(choice) : givesBack(choice)) {
                step = choice.least == kLazy ? choice.step + 1 : choice.step;
                at = choice.at;
                return true;
            }
            choices_.pop_back();
        }
        return false;
    }
    bool givesBack(Choice& choice) const {
        if (choice.at <= choice.least) return false;
        choice.at -= text_.before(choice.at).bytes;
        return true;
    }
    bool takesMore(Choice& choice) const {
        const RegexStep& now = steps_[choice.step];
        const size_t bytes = choice.lazyCount < now.most ? taken(now, choice.at) : 0;
        if (bytes == 0) return false;
        choice.at += bytes;
        ++choice.lazyCount;
        return true;
    }

    std::optional<size_t> back(size_t at, uint32_t characters) const {
        for (; characters > 0; --characters) {
            if (at == 0) return std::nullopt;
            at -= text_.before(at).bytes;
        }
        return at;
    }
    bool isWord(const ScannedCharacter& c) const { return c.bytes != 0 && word_.has(c.codePoint); }
    bool holds(RegexStep::Op op, size_t at) const {
        switch (op) {
            // A line that the text's last line end would begin is none, as in Oniguruma.
            case RegexStep::LineBegin: return at == 0 || (text_.before(at).codePoint == '\n' && at < text_.size());
            case RegexStep::LineEnd: return at == text_.size() || text_.at(at).codePoint == '\n';
            case RegexStep::TextBegin: return at == 0;
            case RegexStep::TextEnd: return at == text_.size();
            default: return (isWord(text_.before(at)) != isWord(text_.at(at))) == (op == RegexStep::Border);
        }
    }

    const std::vector<RegexStep>& steps_;
    const CharacterSet& word_;
    std::string_view bytes_;
    CharacterScanner text_;
    std::vector<Choice>& choices_ = choicesOfThisThread();
    uint64_t budget_;
};

}  // namespace

struct Regex::Program {
    RegexPattern pattern;  ///< keeps the sets
    std::vector<RegexStep> steps;
    RegexBegin begin;
    std::optional<RegexRun> run;
    CharacterSet word = CharacterSet::word();
};

Regex::Regex(std::string_view text) {
    auto program = std::make_unique<Program>();
    program->pattern = parseRegex(text);
    program->steps = compiledSteps(program->pattern.root);
    program->begin = RegexBegin(program->pattern.root);
    program->run = RegexRun::of(program->pattern.root);
    program_ = std::move(program);
}

Regex::~Regex() = default;

const RegexRun* Regex::run() const { return program_->run ? &*program_->run : nullptr; }

void Regex::findAll(std::string_view text, TextRange range, std::vector<TextRange>& matches) const {
    if (program_->run) return program_->run->findAll(text, range, matches);
    const std::string_view piece = text.substr(range.begin, range.end - range.begin);
    size_t at = program_->begin.from(piece, 0);
    if (at == SIZE_MAX) return;
    Matcher matcher(program_->steps, program_->word, piece);
    size_t last = SIZE_MAX;  // where the last match ended: an empty one there is none
    for (; at != SIZE_MAX; at = program_->begin.from(piece, at)) {
        const auto end = matcher.match(0, at);
        const bool some = end && (*end > at || at != last);
        if (some) matches.push_back({range.begin + static_cast<uint32_t>(at), range.begin + static_cast<uint32_t>(*end)});
        if (some && *end > at) last = at = *end;
        else at += std::max<size_t>(1, matcher.scanner().at(at).bytes);
    }
}

}  // namespace luthier
