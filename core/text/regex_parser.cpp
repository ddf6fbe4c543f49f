// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <optional>

#include "core/base/unicode.h"
#include "core/text/regex.h"

namespace luthier {
namespace {

constexpr int kDeepest = 100;
constexpr uint32_t kMostRepeats = 1000;
constexpr size_t kMostSets = 1000;  // of 136 KB each; published patterns have less than a hundred

/// The letters that (?i) sees as one with c; only s and k have a partner outside ASCII (Unicode CaseFolding).
CharacterSet anyCase(CharacterSet set) {
    for (char32_t small = 'a'; small <= 'z'; ++small) {
        const char32_t capital = small - 32, other = small == 's' ? 0x17F : small == 'k' ? 0x212A : small;
        if (!set.has(small) && !set.has(capital) && !set.has(other)) continue;
        for (const char32_t c : {small, capital, other}) set.add(c, c);
    }
    return set;
}

class RegexParser {
public:
    explicit RegexParser(std::string_view pattern) : text_(pattern) {}

    RegexPattern parse() {
        if (!isValidUtf8(text_)) throw RegexError("bytes that are not UTF-8");
        pattern_.root = alternatives();
        if (!atEnd()) throw RegexError("a ')' without its '('");
        return std::move(pattern_);
    }

private:
    bool atEnd() const { return at_ >= text_.size(); }
    bool sees(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    bool takes(std::string_view what) {
        if (!sees(what)) return false;
        at_ += what.size();
        return true;
    }
    char32_t take() {
        if (atEnd()) throw RegexError("an end in the middle");
        return nextCodePoint(text_, at_);
    }

    RegexNode node(RegexNode::Kind kind, std::vector<RegexNode> parts = {}) const {
        RegexNode made;
        made.kind = kind;
        made.parts = std::move(parts);
        return made;
    }
    RegexNode setNode(CharacterSet set) {
        if (pattern_.sets.size() >= kMostSets) throw RegexError("more than " + std::to_string(kMostSets) + " characters and classes");
        if (ignoresCase_) set = anyCase(std::move(set));
        pattern_.sets.push_back(std::make_unique<CharacterSet>(std::move(set)));
        RegexNode made;
        made.kind = RegexNode::Set;
        made.set = pattern_.sets.back().get();
        return made;
    }

    RegexNode alternatives() {
        if (++depth_ > kDeepest) throw RegexError("groups nested too deeply");
        const bool outer = ignoresCase_;
        std::vector<RegexNode> all{sequence()};
        while (takes("|")) all.push_back(sequence());
        ignoresCase_ = outer;  // (?i) holds to the end of its group
        --depth_;
        return all.size() == 1 ? std::move(all[0]) : node(RegexNode::Alternatives, std::move(all));
    }

    RegexNode sequence() {
        std::vector<RegexNode> parts;
        while (!atEnd() && !sees("|") && !sees(")")) {
            const size_t begin = at_;
            RegexNode one = atom();
            checkFolding(begin);
            while (repeats(one)) {}
            parts.push_back(std::move(one));
        }
        return parts.size() == 1 ? std::move(parts[0]) : node(RegexNode::Sequence, std::move(parts));
    }

    /// Some pairs of letters fold to one character (ss and U+00DF): without them here, any case is letter by letter.
    void checkFolding(size_t begin) const {
        if (!ignoresCase_ || at_ >= text_.size()) return;
        const auto letter = [&](size_t at) { return static_cast<char>(text_[at] | 0x20); };
        if (at_ != begin + 1) return;
        const char pair[] = {letter(begin), letter(at_), '\0'};
        for (const char* folded : {"ss", "st", "ff", "fi", "fl"})
            if (std::string_view(pair) == folded) throw RegexError("any case of '" + std::string(folded) + "'");
    }

    // ---- repeats ----

    bool repeats(RegexNode& one) {
        uint32_t least = 0, most = RegexNode::kMany;
        bool counted = false;
        if (takes("*")) {
        } else if (takes("+")) least = 1;
        else if (takes("?")) most = 1;
        else if (sees("{") && takesCount(least, most)) counted = true;
        else return false;
        RegexNode made = node(RegexNode::Repeat);
        made.least = least;
        made.most = most;
        if (takes("?")) made.greed = RegexNode::Lazy;
        else if (!counted && takes("+")) made.greed = RegexNode::Possessive;  // after a count + is a repeat of its own
        made.parts.push_back(std::move(one));
        one = std::move(made);
        return true;
    }

    bool takesCount(uint32_t& least, uint32_t& most) {
        const size_t begin = at_++;
        const auto first = number();
        const bool ranged = takes(",");
        const auto last = ranged ? number() : first;
        if (!takes("}") || (!first && !last)) {  // an ordinary brace
            at_ = begin;
            return false;
        }
        least = first.value_or(0);
        most = last.value_or(RegexNode::kMany);
        if (least > most) throw RegexError("a count whose ends are the wrong way round");
        if (least > kMostRepeats || (most != RegexNode::kMany && most > kMostRepeats)) throw RegexError("a count above " + std::to_string(kMostRepeats));
        return true;
    }

    std::optional<uint32_t> number() {
        std::optional<uint32_t> value;
        for (; !atEnd() && text_[at_] >= '0' && text_[at_] <= '9' && value.value_or(0) < 100000; ++at_) value = value.value_or(0) * 10 + static_cast<uint32_t>(text_[at_] - '0');
        return value;
    }

    // ---- one thing ----

    RegexNode atom() {
        if (takes("(")) return group();
        if (takes("[")) return setNode(characterClass());
        if (takes("^")) return node(RegexNode::LineBegin);
        if (takes("$")) return node(RegexNode::LineEnd);
        if (takes(".")) {
            CharacterSet set = CharacterSet::of('\n');
            set.invert();
            return setNode(std::move(set));
        }
        if (sees("*") || sees("+") || sees("?")) throw RegexError("a repeat of nothing");
        if (takes("\\")) return escape();
        return literal(take());
    }

    RegexNode literal(char32_t c) {
        if (ignoresCase_ && c >= 0x80) throw RegexError("any case of a character outside ASCII");
        return setNode(CharacterSet::of(c));
    }

    RegexNode group() {
        constexpr std::pair<std::string_view, RegexNode::Kind> kKinds[] = {{"?=", RegexNode::LookAhead}, {"?!", RegexNode::NotAhead}, {"?<=", RegexNode::LookBehind},
                                                                           {"?<!", RegexNode::NotBehind}, {"?>", RegexNode::Atomic}};
        for (const auto& [mark, kind] : kKinds)
            if (takes(mark)) return node(kind, {closed()});
        if (takes("?:")) return closed();
        const bool outer = ignoresCase_;
        if (takes("?i:") || takes("?i)")) {
            ignoresCase_ = true;
            RegexNode inner = text_[at_ - 1] == ':' ? closed() : alternatives();
            ignoresCase_ = outer;
            return inner;
        }
        if (sees("?")) throw RegexError("a group that begins with '(" + std::string(text_.substr(at_, 3)) + "'");
        return closed();  // what it caught is never asked for
    }

    RegexNode closed() {
        RegexNode inner = alternatives();
        if (!takes(")")) throw RegexError("a '(' without its ')'");
        return inner;
    }

    RegexNode escape() {
        constexpr std::pair<std::string_view, RegexNode::Kind> kBorders[] = {{"A", RegexNode::TextBegin}, {"z", RegexNode::TextEnd}, {"b", RegexNode::Border}, {"B", RegexNode::NoBorder}};
        for (const auto& [mark, kind] : kBorders)
            if (takes(mark)) return node(kind);
        CharacterSet set;
        char32_t c = 0;
        if (escapedSet(set)) return setNode(std::move(set));
        c = escapedCharacter();
        return literal(c);
    }

    bool escapedSet(CharacterSet& set) {
        if (atEnd()) throw RegexError("a '\\' at its end");
        const char mark = text_[at_];
        const bool inverted = mark == 'S' || mark == 'D' || mark == 'W' || mark == 'H' || mark == 'P';
        switch (mark | 0x20) {
            case 's': set = CharacterSet::whiteSpace(); break;
            case 'd': CharacterSet::named("Nd", set); break;
            case 'w': set = CharacterSet::word(); break;
            case 'h':
                for (const auto& [first, last] : {std::pair{'0', '9'}, std::pair{'a', 'f'}, std::pair{'A', 'F'}}) set.add(static_cast<char32_t>(first), static_cast<char32_t>(last));
                break;
            case 'p': ++at_; return property(set, inverted);
            default: return false;
        }
        ++at_;
        if (inverted) set.invert();
        return true;
    }

    bool property(CharacterSet& set, bool inverted) {
        if (ignoresCase_) throw RegexError("any case of \\p{…}");
        const size_t end = text_.find('}', at_);
        if (!takes("{") || end == text_.npos) throw RegexError("\\p without {…}");
        if (takes("^")) inverted = !inverted;
        const std::string_view name = text_.substr(at_, end - at_);
        if (!CharacterSet::named(name, set)) throw RegexError("the property \\p{" + std::string(name) + "}");
        at_ = end + 1;
        if (inverted) set.invert();
        return true;
    }

    char32_t escapedCharacter() {
        constexpr std::string_view kNames = "nrtfvae", kValues = "\n\r\t\f\v\a\x1B";
        const char32_t c = take();
        if (c < 0x80)
            if (const size_t at = kNames.find(static_cast<char>(c)); at != kNames.npos) return static_cast<char32_t>(kValues[at]);
        if (c == 'x' && takes("{")) return hexadecimal(1, 8, true);
        if (c == 'x') return hexadecimal(1, 2, false);
        if (c == 'u') return hexadecimal(4, 4, false);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) throw RegexError("the escape '\\" + std::string(1, static_cast<char>(c)) + "'");
        return c;
    }

    char32_t hexadecimal(size_t least, size_t most, bool braced) {
        size_t count = 0;
        uint64_t value = 0;
        for (; count < most && !atEnd() && std::isxdigit(static_cast<unsigned char>(text_[at_])); ++count, ++at_)
            value = value * 16 + static_cast<uint64_t>(std::stoi(std::string(1, text_[at_]), nullptr, 16));
        if (count < least || (braced && !takes("}")) || value >= CharacterSet::kEnd || (!braced && value >= 0x80 && most == 2))
            throw RegexError("a character given by a number that is none");
        return static_cast<char32_t>(value);
    }

    // ---- classes ----

    CharacterSet characterClass() {
        if (++depth_ > kDeepest) throw RegexError("classes nested too deeply");
        const bool inverted = takes("^");
        CharacterSet result = CharacterSet::all(), part;
        if (takes("]")) part.add(']', ']');
        while (!takes("]")) {
            if (takes("&&")) {
                result &= part;
                part = CharacterSet();
            } else {
                classItem(part);
            }
        }
        result &= part;
        // Any case is settled before the class is turned round.
        if (ignoresCase_) result = anyCase(std::move(result));
        if (inverted) result.invert();
        --depth_;
        return result;
    }

    void classItem(CharacterSet& part) {
        if (sees("[:")) throw RegexError("a class like [:alpha:]");
        CharacterSet set;
        if (takes("[")) {
            part |= characterClass();
            return;
        }
        char32_t first = 0;
        if (takes("\\")) {
            if (escapedSet(set)) {
                part |= set;
                return;
            }
            first = takes("b") ? 8 : escapedCharacter();
        } else {
            first = take();
        }
        char32_t last = first;
        if (sees("-") && text_.size() > at_ + 1 && text_[at_ + 1] != ']' && text_.substr(at_ + 1, 2) != "&&") {
            ++at_;
            if (sees("[")) throw RegexError("a range that ends with a class");
            last = takes("\\") ? escapedCharacter() : take();
        }
        if (last < first) throw RegexError("a range whose ends are the wrong way round");
        if (ignoresCase_ && last >= 0x80) throw RegexError("any case of a character outside ASCII");
        part.add(first, last);
    }

    std::string_view text_;
    size_t at_ = 0;
    int depth_ = 0;
    bool ignoresCase_ = false;
    RegexPattern pattern_;
};

}  // namespace

RegexPattern parseRegex(std::string_view pattern) { return RegexParser(pattern).parse(); }

}  // namespace luthier
