// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>

#include "core/text/character_classes.h"
#include "core/text/regex_program.h"

namespace luthier {
namespace {

constexpr size_t kLongestProgram = 20000;

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
template <class Set>
bool firstCharacters(const RegexNode& node, Set& set) {
    const auto ofPart = [&](const RegexNode& part) { return firstCharacters(part, set); };
    switch (node.kind) {
        case RegexNode::Set: set |= *node.set; return true;
        case RegexNode::Alternatives: return std::all_of(node.parts.begin(), node.parts.end(), ofPart);
        case RegexNode::Repeat: return firstCharacters(node.parts[0], set) && node.least > 0;
        case RegexNode::Atomic: return firstCharacters(node.parts[0], set);
        case RegexNode::Sequence: return std::any_of(node.parts.begin(), node.parts.end(), ofPart);
        default: return false;
    }
}

/// Whether a match can only begin where a line does.
bool beginsWithLine(const RegexNode& node) {
    if (node.kind == RegexNode::LineBegin) return true;
    if (node.kind == RegexNode::Alternatives) return std::all_of(node.parts.begin(), node.parts.end(), beginsWithLine);
    if (node.kind != RegexNode::Sequence) return false;
    const auto takesNone = [](const RegexNode& part) { return part.kind >= RegexNode::LookAhead && part.kind <= RegexNode::NotBehind; };
    const auto part = std::find_if_not(node.parts.begin(), node.parts.end(), takesNone);
    return part != node.parts.end() && beginsWithLine(*part);
}

/// The ASCII characters that one of the ways can begin with; all when that is not known.
AsciiSet asciiFirst(std::span<const RegexNode> ways) {
    AsciiSet set;
    for (const RegexNode& way : ways)
        if (!firstCharacters(way, set)) return {UINT64_MAX, UINT64_MAX};
    return set;
}

class Compiler {
public:
    explicit Compiler(std::vector<RegexStep>& steps) : steps_(steps) {}

    void add(const RegexNode& node) {
        switch (node.kind) {
            case RegexNode::Empty: return;
            case RegexNode::Set: withSet(put(RegexStep::One), node.set); return;
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
            case RegexNode::LineBegin: put(RegexStep::LineBegin); return;
            case RegexNode::LineEnd: put(RegexStep::LineEnd); return;
            case RegexNode::TextBegin: put(RegexStep::TextBegin); return;
            case RegexNode::TextEnd: put(RegexStep::TextEnd); return;
            case RegexNode::Border: put(RegexStep::Border); return;
            case RegexNode::NoBorder: put(RegexStep::NoBorder); return;
        }
    }

private:
    uint32_t here() const { return static_cast<uint32_t>(steps_.size()); }
    RegexStep& put(RegexStep::Op op) {
        if (steps_.size() >= kLongestProgram) throw RegexError("counts that multiply to too much");
        steps_.emplace_back().op = op;
        return steps_.back();
    }

    static void withSet(RegexStep& step, const CharacterSet* set) {
        step.set = set;
        step.ascii = {};
        step.ascii |= *set;
    }

    void alternatives(const RegexNode& node) {
        const std::span<const RegexNode> parts = node.parts;
        std::vector<uint32_t> ends;
        for (size_t i = 0; i < node.parts.size(); ++i) {
            const bool last = i + 1 == node.parts.size();
            const uint32_t split = here();
            if (!last) {
                RegexStep& step = put(RegexStep::Split);
                step.first = split + 1;
                step.ascii = asciiFirst(parts.subspan(i, 1));
                step.secondAscii = asciiFirst(parts.subspan(i + 1));
            }
            add(node.parts[i]);
            if (last) break;
            ends.push_back(here());
            put(RegexStep::Jump);
            steps_[split].second = here();
        }
        for (const uint32_t end : ends) steps_[end].first = here();
    }

    void repeat(const RegexNode& node) {
        const RegexNode& body = node.parts[0];
        if (body.kind == RegexNode::Set) {
            RegexStep& loop = put(RegexStep::Loop);
            withSet(loop, body.set);
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
            const uint32_t split = optional(body, greedy);
            add(body);
            put(RegexStep::Jump).first = split;
            skipTo(split, greedy);
            return;
        }
        std::vector<uint32_t> splits;
        for (uint32_t i = node.least; i < node.most; ++i) {
            splits.push_back(optional(body, greedy));
            add(body);
        }
        for (const uint32_t split : splits) skipTo(split, greedy);
    }
    uint32_t optional(const RegexNode& body, bool greedy) {
        const uint32_t split = here();
        RegexStep& step = put(RegexStep::Split);
        (greedy ? step.first : step.second) = split + 1;
        (greedy ? step.ascii : step.secondAscii) = asciiFirst({&body, 1});
        return split;
    }
    void skipTo(uint32_t split, bool greedy) { (greedy ? steps_[split].second : steps_[split].first) = here(); }

    void look(const RegexNode& body, bool negative, uint32_t back) {
        const uint32_t begin = here();
        put(RegexStep::Look);
        add(body);
        put(RegexStep::Accept);
        steps_[begin].negative = negative;
        steps_[begin].least = back;
        steps_[begin].first = here();
    }
    template <class Body>
    void atomic(Body&& body) {
        const uint32_t begin = here();
        put(RegexStep::Atomic);
        body();
        put(RegexStep::Accept);
        steps_[begin].first = here();
    }

    std::vector<RegexStep>& steps_;
};

}  // namespace

std::vector<RegexStep> compiledSteps(const RegexNode& root) {
    std::vector<RegexStep> steps;
    Compiler(steps).add(root);
    steps.emplace_back();
    return steps;
}

RegexBegin::RegexBegin(const RegexNode& root) : lines_(beginsWithLine(root)) {
    CharacterSet first;
    if (!firstCharacters(root, first)) return;
    ascii_ |= first;
    first_ = std::move(first);
}

size_t RegexBegin::from(std::string_view text, size_t at) const {
    if (lines_ && at > 0 && at <= text.size() && text[at - 1] != '\n') {
        const size_t line = text.find('\n', at);
        return line == text.npos ? SIZE_MAX : line + 1;
    }
    if (!first_) return at <= text.size() ? at : SIZE_MAX;
    const CharacterScanner scanner(text);
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (ascii_.has(byte)) return at;
            ++at;
            continue;
        }
        const ScannedCharacter c = scanner.at(at);
        if (first_->has(c.codePoint)) return at;
        at += c.bytes;
    }
    return SIZE_MAX;
}

}  // namespace luthier
