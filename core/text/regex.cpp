// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex.h"

#include <algorithm>
#include <optional>

#include "core/text/character_classes.h"

namespace luthier {
namespace {

constexpr size_t kLongestProgram = 20000;
constexpr uint64_t kStepsPerByte = 2000, kStepsAtLeast = 50'000'000;  // far above any published pattern; a hostile one ends

struct Step {
    enum Op { One, Loop, Jump, Split, Look, Atomic, LineBegin, LineEnd, TextBegin, TextEnd, Border, NoBorder, Accept };
    Op op = Accept;
    const CharacterSet* set = nullptr;
    uint32_t first = 0, second = 0;  ///< Jump, Split: targets, the preferred one first; Look, Atomic: where to go on
    uint32_t least = 0, most = 0;    ///< Loop; Look: characters to step back
    RegexNode::Greed greed = RegexNode::Greedy;
    bool negative = false;
};

bool isEmpty(const RegexNode& node) {
    switch (node.kind) {
        case RegexNode::Set: return false;
        case RegexNode::Sequence: return std::all_of(node.parts.begin(), node.parts.end(), isEmpty);
        case RegexNode::Alternatives: return std::any_of(node.parts.begin(), node.parts.end(), isEmpty);
        case RegexNode::Repeat: return node.least == 0 || isEmpty(node.parts[0]);
        case RegexNode::Atomic: return isEmpty(node.parts[0]);
        default: return true;
    }
}

/// How many characters a look-behind steps back.
uint32_t fixedLength(const RegexNode& node) {
    uint32_t length = 0;
    switch (node.kind) {
        case RegexNode::Set: return 1;
        case RegexNode::Sequence:
            for (const RegexNode& part : node.parts) length += fixedLength(part);
            return length;
        case RegexNode::Repeat:
            if (node.least == node.most) return node.least * fixedLength(node.parts[0]);
            break;
        case RegexNode::Alternatives: {
            length = fixedLength(node.parts[0]);
            if (std::all_of(node.parts.begin(), node.parts.end(), [=](const RegexNode& part) { return fixedLength(part) == length; })) return length;
            break;
        }
        default: return 0;
    }
    throw RegexError("a look-behind of no fixed length");
}

/// The characters a match can begin with; false when it can begin with anything or be empty.
bool firstCharacters(const RegexNode& node, CharacterSet& set) {
    switch (node.kind) {
        case RegexNode::Set: set |= *node.set; return true;
        case RegexNode::Alternatives: return std::all_of(node.parts.begin(), node.parts.end(), [&](const RegexNode& part) { return firstCharacters(part, set); });
        case RegexNode::Repeat: return firstCharacters(node.parts[0], set) && node.least > 0;
        case RegexNode::Atomic: return firstCharacters(node.parts[0], set);
        case RegexNode::Sequence: return std::any_of(node.parts.begin(), node.parts.end(), [&](const RegexNode& part) { return firstCharacters(part, set); });
        default: return false;
    }
}

class Compiler {
public:
    explicit Compiler(std::vector<Step>& steps) : steps_(steps) {}

    void add(const RegexNode& node) {
        switch (node.kind) {
            case RegexNode::Empty: return;
            case RegexNode::Set: put(Step::One).set = node.set; return;
            case RegexNode::Sequence:
                for (const RegexNode& part : node.parts) add(part);
                return;
            case RegexNode::Alternatives: return alternatives(node);
            case RegexNode::Repeat: return repeat(node);
            case RegexNode::LookAhead: return look(node.parts[0], false, 0);
            case RegexNode::NotAhead: return look(node.parts[0], true, 0);
            case RegexNode::LookBehind: return look(node.parts[0], false, fixedLength(node.parts[0]));
            case RegexNode::NotBehind: return look(node.parts[0], true, fixedLength(node.parts[0]));
            case RegexNode::Atomic: return atomic([&] { add(node.parts[0]); });
            case RegexNode::LineBegin: put(Step::LineBegin); return;
            case RegexNode::LineEnd: put(Step::LineEnd); return;
            case RegexNode::TextBegin: put(Step::TextBegin); return;
            case RegexNode::TextEnd: put(Step::TextEnd); return;
            case RegexNode::Border: put(Step::Border); return;
            case RegexNode::NoBorder: put(Step::NoBorder); return;
        }
    }

private:
    uint32_t here() const { return static_cast<uint32_t>(steps_.size()); }
    Step& put(Step::Op op) {
        if (steps_.size() >= kLongestProgram) throw RegexError("counts that multiply to too much");
        steps_.emplace_back().op = op;
        return steps_.back();
    }

    void alternatives(const RegexNode& node) {
        std::vector<uint32_t> ends;
        for (size_t i = 0; i < node.parts.size(); ++i) {
            const bool last = i + 1 == node.parts.size();
            const uint32_t split = here();
            if (!last) put(Step::Split).first = split + 1;
            add(node.parts[i]);
            if (last) break;
            ends.push_back(here());
            put(Step::Jump);
            steps_[split].second = here();
        }
        for (const uint32_t end : ends) steps_[end].first = here();
    }

    void repeat(const RegexNode& node) {
        const RegexNode& body = node.parts[0];
        if (body.kind == RegexNode::Set) {
            Step& loop = put(Step::Loop);
            loop.set = body.set;
            loop.least = node.least;
            loop.most = node.most;
            loop.greed = node.greed;
            return;
        }
        if (node.greed == RegexNode::Possessive) return atomic([&] { copies(body, node, true); });
        copies(body, node, node.greed == RegexNode::Greedy);
    }

    void copies(const RegexNode& body, const RegexNode& node, bool greedy) {
        for (uint32_t i = 0; i < node.least; ++i) add(body);
        if (node.most == RegexNode::kMany) {
            if (isEmpty(body)) throw RegexError("an endless repeat of what may be empty");
            const uint32_t split = optional(greedy);
            add(body);
            put(Step::Jump).first = split;
            skipTo(split, greedy);
            return;
        }
        std::vector<uint32_t> splits;
        for (uint32_t i = node.least; i < node.most; ++i) {
            splits.push_back(optional(greedy));
            add(body);
        }
        for (const uint32_t split : splits) skipTo(split, greedy);
    }
    uint32_t optional(bool greedy) {
        const uint32_t split = here();
        Step& step = put(Step::Split);
        (greedy ? step.first : step.second) = split + 1;
        return split;
    }
    void skipTo(uint32_t split, bool greedy) { (greedy ? steps_[split].second : steps_[split].first) = here(); }

    void look(const RegexNode& body, bool negative, uint32_t back) {
        const uint32_t begin = here();
        put(Step::Look);
        add(body);
        put(Step::Accept);
        steps_[begin].negative = negative;
        steps_[begin].least = back;
        steps_[begin].first = here();
    }
    template <class Body>
    void atomic(Body&& body) {
        const uint32_t begin = here();
        put(Step::Atomic);
        body();
        put(Step::Accept);
        steps_[begin].first = here();
    }

    std::vector<Step>& steps_;
};

/// Where a match goes on when its last choice was wrong. A loop gives back one character after the other, down to `least`.
struct Choice {
    uint32_t step;
    size_t at, least;
    uint32_t lazyCount;  ///< of a lazy loop, which takes one character more instead
};
constexpr size_t kPlain = SIZE_MAX, kLazy = SIZE_MAX - 1;

class Matcher {
public:
    Matcher(const std::vector<Step>& steps, const CharacterSet& word, std::string_view text)
        : steps_(steps), word_(word), text_(text), budget_(kStepsAtLeast + kStepsPerByte * text.size()) {}

    const CharacterScanner& scanner() const { return text_; }

    /// The end of the match of the steps from `step` on that begins at `at`.
    std::optional<size_t> match(uint32_t step, size_t at) {
        const size_t bottom = choices_.size();
        while (true) {
            if (budget_-- == 0) throw RegexError("so much going back that a text of this kind would take too long");
            if (steps_[step].op == Step::Accept) {
                choices_.resize(bottom);
                return at;
            }
            if (!advance(step, at) && !goBack(bottom, step, at)) return std::nullopt;
        }
    }

private:
    bool advance(uint32_t& step, size_t& at) {
        const Step& now = steps_[step];
        switch (now.op) {
            case Step::One: {
                const ScannedCharacter c = text_.at(at);
                if (c.bytes == 0 || !now.set->has(c.codePoint)) return false;
                at += c.bytes;
                ++step;
                return true;
            }
            case Step::Loop: return loop(now, step, at);
            case Step::Jump: step = now.first; return true;
            case Step::Split:
                choices_.push_back({now.second, at, kPlain, 0});
                step = now.first;
                return true;
            case Step::Look: {
                const auto from = back(at, now.least);
                const bool found = from && match(step + 1, *from).has_value();
                step = now.first;
                return found != now.negative;
            }
            case Step::Atomic: {
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

    bool loop(const Step& now, uint32_t& step, size_t& at) {
        uint32_t count = 0;
        size_t least = at;
        const uint32_t wanted = now.greed == RegexNode::Lazy ? now.least : now.most;
        for (ScannedCharacter c = text_.at(at); count < wanted && c.bytes != 0 && now.set->has(c.codePoint); c = text_.at(at)) {
            at += c.bytes;
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
        const Step& now = steps_[choice.step];
        const ScannedCharacter c = text_.at(choice.at);
        if (choice.lazyCount >= now.most || c.bytes == 0 || !now.set->has(c.codePoint)) return false;
        choice.at += c.bytes;
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
    bool holds(Step::Op op, size_t at) const {
        switch (op) {
            // A line that the text's last line end would begin is none, as in Oniguruma.
            case Step::LineBegin: return at == 0 || (text_.before(at).codePoint == '\n' && at < text_.size());
            case Step::LineEnd: return at == text_.size() || text_.at(at).codePoint == '\n';
            case Step::TextBegin: return at == 0;
            case Step::TextEnd: return at == text_.size();
            default: return (isWord(text_.before(at)) != isWord(text_.at(at))) == (op == Step::Border);
        }
    }

    const std::vector<Step>& steps_;
    const CharacterSet& word_;
    CharacterScanner text_;
    std::vector<Choice> choices_;
    uint64_t budget_;
};

}  // namespace

struct Regex::Program {
    RegexPattern pattern;  ///< keeps the sets
    std::vector<Step> steps;
    std::optional<CharacterSet> first;
    CharacterSet word = CharacterSet::word();
};

Regex::Regex(std::string_view text) {
    auto program = std::make_unique<Program>();
    program->pattern = parseRegex(text);
    Compiler(program->steps).add(program->pattern.root);
    program->steps.emplace_back();
    CharacterSet first;
    if (firstCharacters(program->pattern.root, first)) program->first = std::move(first);
    program_ = std::move(program);
}

Regex::~Regex() = default;

void Regex::findAll(std::string_view text, TextRange range, std::vector<TextRange>& matches) const {
    Matcher matcher(program_->steps, program_->word, text.substr(range.begin, range.end - range.begin));
    const CharacterScanner& piece = matcher.scanner();
    size_t last = SIZE_MAX;  // where the last match ended: an empty one there is none
    const auto put = [&](size_t begin, size_t end) {
        last = end;
        matches.push_back({range.begin + static_cast<uint32_t>(begin), range.begin + static_cast<uint32_t>(end)});
    };
    for (size_t at = 0; at <= piece.size();) {
        const ScannedCharacter c = piece.at(at);
        const bool can = !program_->first || (c.bytes != 0 && program_->first->has(c.codePoint));
        const auto end = can ? matcher.match(0, at) : std::nullopt;
        if (end && *end > at) {
            put(at, *end);
            at = *end;
            continue;
        }
        if (end && at != last) put(at, at);
        at += std::max<size_t>(1, c.bytes);
    }
}

}  // namespace luthier
