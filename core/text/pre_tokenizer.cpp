// SPDX-License-Identifier: Apache-2.0
#include "core/text/pre_tokenizer.h"

#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/regex.h"
#include "core/text/script_groups.h"
#include "core/text/split_rules.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

using Ranges = std::vector<TextRange>;
using Matcher = std::function<void(std::string_view text, TextRange piece, Ranges& matches)>;

struct Part {
    TextRange range;
    bool match;
};

/// Matches and the gaps between them; they tile the piece. An empty match parts the gaps beside it.
std::vector<Part> tiled(TextRange piece, const Ranges& matches, bool invert) {
    std::vector<Part> parts;
    uint32_t at = piece.begin;
    const auto addGap = [&](TextRange range) {
        if (range.begin < range.end) parts.push_back({range, invert});
    };
    for (const TextRange match : matches) {
        addGap({at, match.begin});
        parts.push_back({match, !invert});
        at = match.end;
    }
    addGap({at, piece.end});
    return parts;
}

// The behaviours of Split, as tokenizers names them.
void isolated(const std::vector<Part>& parts, Ranges& out) {
    for (const Part& part : parts) out.push_back(part.range);
}
void removed(const std::vector<Part>& parts, Ranges& out) {
    for (const Part& part : parts)
        if (!part.match) out.push_back(part.range);
}
void contiguous(const std::vector<Part>& parts, Ranges& out) {
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].match == parts[i - 1].match) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}
void mergedWithPrevious(const std::vector<Part>& parts, Ranges& out) {
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].match && !parts[i - 1].match) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}
void mergedWithNext(const std::vector<Part>& parts, Ranges& out) {
    const auto joinsNext = [&](size_t i) { return i + 1 < parts.size() && parts[i].match && !parts[i + 1].match; };
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && joinsNext(i - 1)) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}

using Behavior = void (*)(const std::vector<Part>&, Ranges&);
constexpr std::pair<std::string_view, Behavior> kBehaviors[] = {
    {"Isolated", isolated},
    {"Removed", removed},
    {"Contiguous", contiguous},
    {"MergedWithPrevious", mergedWithPrevious},
    {"MergedWithNext", mergedWithNext},
};

PreTokenizerStep splitStep(Matcher matcher, Behavior behavior, bool invert) {
    PreTokenizerStep step;
    step.split = [=](std::string_view text, TextRange piece, Ranges& pieces) {
        Ranges matches;
        matcher(text, piece, matches);
        const size_t first = pieces.size();
        behavior(tiled(piece, matches, invert), pieces);
        const auto isEmpty = [](const TextRange& range) { return range.begin == range.end; };
        pieces.erase(std::remove_if(pieces.begin() + static_cast<std::ptrdiff_t>(first), pieces.end(), isEmpty), pieces.end());
    };
    return step;
}

/// A rule's matches tile every text, so isolated matches are the pieces themselves, as are inverted and removed ones.
PreTokenizerStep ruleStep(const SplitRule& rule, Behavior behavior, bool invert) {
    if (behavior != isolated && !(behavior == removed && invert)) return splitStep(rule.scan, behavior, invert);
    PreTokenizerStep step;
    step.split = rule.scan;
    return step;
}

Matcher textMatcher(std::string pattern) {
    return [=](std::string_view text, TextRange piece, Ranges& matches) {
        const std::string_view part = text.substr(piece.begin, piece.end - piece.begin);
        for (size_t hit = 0, at = 0; (hit = part.find(pattern, at)) != part.npos; at = hit + pattern.size()) {
            const uint32_t begin = piece.begin + static_cast<uint32_t>(hit);
            matches.push_back({begin, begin + static_cast<uint32_t>(pattern.size())});
        }
    };
}

Matcher regexMatcher(const std::string& pattern, const std::string& file, const std::string& owner) {
    const std::shared_ptr<const Regex> regex = compiledRegex(pattern, file, owner);
    return [=](std::string_view text, TextRange piece, Ranges& matches) { searchAll(*regex, text, piece, file, matches); };
}

/// Each character that `wanted` holds for is a match.
template <class Wanted>
Matcher eachCharacter(Wanted wanted) {
    return [=](std::string_view text, TextRange piece, Ranges& matches) {
        const CharacterScanner scanner(text.substr(0, piece.end));
        for (size_t at = piece.begin; at < piece.end;) {
            const ScannedCharacter c = scanner.at(at);
            const auto begin = static_cast<uint32_t>(at);
            at += c.bytes;
            if (wanted(c)) matches.push_back({begin, static_cast<uint32_t>(at)});
        }
    };
}

bool isBlank(const ScannedCharacter& c) { return c.is(kWhiteSpace); }
bool isNumeric(const ScannedCharacter& c) { return c.is(kNumeric); }
bool isPunctuation(const ScannedCharacter& c) { return (textClasses()[c.codePoint] & kBertPunctuation) != 0; }

Behavior behaviorOf(const Json& config, const std::string& fallback, const std::string& file, const std::string& owner) {
    const std::string name = config.stringOr("behavior", fallback);
    for (const auto& [known, behavior] : kBehaviors)
        if (known == name) return behavior;
    refuse(file, owner + " with behavior " + inQuotes(name));
}

void addSteps(const Json& config, const std::string& file, PreTokenizerSteps& plan);

void addSequence(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    for (const Json& step : requiredArray(config, "pretokenizers", file, "pre-tokenizer Sequence")) addSteps(step, file, plan);
}

void addSplit(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const std::string owner = "pre-tokenizer Split";
    const TextPattern pattern = textPattern(config, file, owner);
    requiredString(config, "behavior", file, owner);
    const Behavior behavior = behaviorOf(config, "", file, owner);
    const bool invert = requiredBool(config, "invert", file, owner);
    if (const SplitRule* rule = pattern.isRegex ? splitRuleOf(pattern.text) : nullptr) plan.steps.push_back(ruleStep(*rule, behavior, invert));
    else plan.steps.push_back(splitStep(pattern.isRegex ? regexMatcher(pattern.text, file, owner) : textMatcher(pattern.text), behavior, invert));
}

void addDigits(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const bool individual = requiredBool(config, "individual_digits", file, "pre-tokenizer Digits");
    plan.steps.push_back(splitStep(eachCharacter(isNumeric), individual ? isolated : contiguous, false));
}

void addPunctuation(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    plan.steps.push_back(splitStep(eachCharacter(isPunctuation), behaviorOf(config, "Isolated", file, "pre-tokenizer Punctuation"), false));
}

void addBlankSplit(const Json&, const std::string&, PreTokenizerSteps& plan) { plan.steps.push_back(splitStep(eachCharacter(isBlank), removed, false)); }

void addBert(const Json&, const std::string&, PreTokenizerSteps& plan) {
    plan.steps.push_back(splitStep(eachCharacter(isBlank), removed, false));
    plan.steps.push_back(splitStep(eachCharacter(isPunctuation), isolated, false));
}

/// Runs of \w and runs of what is neither \w nor blank.
void addWhitespace(const Json&, const std::string&, PreTokenizerSteps& plan) {
    PreTokenizerStep step;
    step.split = [](std::string_view text, TextRange piece, Ranges& pieces) {
        const CharacterScanner scanner(text.substr(0, piece.end));
        for (size_t at = piece.begin; (at = scanner.skip(at, kWhiteSpace)) < piece.end;) {
            const size_t begin = at;
            const bool word = scanner.at(at).is(kWord);
            for (ScannedCharacter c = scanner.at(at); c.bytes != 0 && !c.is(kWhiteSpace) && c.is(kWord) == word; c = scanner.at(at)) at += c.bytes;
            pieces.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
        }
    };
    plan.steps.push_back(step);
}

void addCharacterSplit(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const std::string& delimiter = requiredString(config, "delimiter", file, "pre-tokenizer CharDelimiterSplit");
    if (codePointCount(delimiter) != 1) refuseBroken(file, "'delimiter' of the pre-tokenizer CharDelimiterSplit must be one character.");
    plan.steps.push_back(splitStep(textMatcher(delimiter), removed, false));
}

void addFixedLength(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const int64_t length = config.integerOr("length", 5);
    if (length < 1) refuseBroken(file, "'length' of the pre-tokenizer FixedLength must be 1 or more.");
    PreTokenizerStep step;
    step.split = [=](std::string_view text, TextRange piece, Ranges& pieces) {
        const CharacterScanner scanner(text.substr(0, piece.end));
        for (size_t at = piece.begin; at < piece.end;) {
            const size_t begin = at;
            for (int64_t i = 0; i < length && at < piece.end; ++i) at += scanner.at(at).bytes;
            pieces.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
        }
    };
    plan.steps.push_back(step);
}

/// Cuts where the script changes; blanks and what fits to any script stay with what is before them, and vanish at the begin.
void addScripts(const Json&, const std::string&, PreTokenizerSteps& plan) {
    PreTokenizerStep step;
    step.split = [](std::string_view text, TextRange piece, Ranges& pieces) {
        const CharacterScanner scanner(text.substr(0, piece.end));
        const uint8_t* groups = scriptGroups();
        uint8_t last = 0;
        uint32_t begin = piece.end;
        for (uint32_t at = piece.begin; at < piece.end;) {
            const ScannedCharacter c = scanner.at(at);
            const uint8_t group = groups[c.codePoint];
            if (group != 0 && group != last) {
                if (last != 0) pieces.push_back({begin, at});
                begin = at;
                last = group;
            }
            at += c.bytes;
        }
        if (begin < piece.end) pieces.push_back({begin, piece.end});
    };
    plan.steps.push_back(step);
}

/// For what comes after ByteLevel: each byte as its character of the alphabet.
PreTokenizerStep alphabetStep() {
    PreTokenizerStep step;
    step.leaves = [](const OriginView& piece) { return piece.text.empty(); };
    step.rewrite = [](const OriginView& piece, OriginText& to) {
        for (uint32_t at = 0; at < piece.text.size(); ++at) {
            std::string character;
            appendUtf8(character, alphabetCharacter(static_cast<unsigned char>(piece.text[at])));
            to.append(character, piece, {at, at + 1});
        }
    };
    return step;
}

void writeAlphabet(PreTokenizerSteps& plan) {
    plan.steps.push_back(alphabetStep());
    plan.byteLevel = false;
}

PreTokenizerStep prefixSpace() {
    PreTokenizerStep step;
    step.leaves = [](const OriginView& piece) { return piece.text.starts_with(' '); };
    step.rewrite = [](const OriginView& piece, OriginText& to) {
        to.append(" ", piece, {0, 0});
        to.append(piece.text, piece, piece.whole());
    };
    return step;
}

void addByteLevel(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const std::string owner = "pre-tokenizer ByteLevel";
    if (requiredBool(config, "add_prefix_space", file, owner)) plan.steps.push_back(prefixSpace());
    requiredBool(config, "trim_offsets", file, owner);
    if (config.boolOr("use_regex", true)) plan.steps.push_back(ruleStep(gpt2SplitRule(), isolated, false));
    plan.byteLevel = true;
}

struct Metaspace {
    std::string mark;
    enum { Always, First, Never } prepend = Always;

    bool prepends(const OriginView& piece) const {
        if (prepend == Never || (prepend == First && piece.origin(0) != 0)) return false;
        return !piece.text.starts_with(mark) && !piece.text.starts_with(' ');
    }
    bool leaves(const OriginView& piece) const { return piece.text.find(' ') == piece.text.npos && !prepends(piece); }
    void rewrite(const OriginView& piece, OriginText& to) const {
        if (prepends(piece)) to.append(mark, piece, {0, 0});
        for (size_t at = 0; at < piece.text.size();) {
            const bool blank = piece.text[at] == ' ';
            const size_t end = blank ? at + 1 : std::min(piece.text.find(' ', at), piece.text.size());
            to.append(blank ? std::string_view(mark) : piece.text.substr(at, end - at), piece,
                      {static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
            at = end;
        }
    }
};

Metaspace readMetaspace(const Json& config, const std::string& file) {
    const std::string owner = "pre-tokenizer Metaspace";
    Metaspace metaspace{requiredString(config, "replacement", file, owner)};
    if (codePointCount(metaspace.mark) != 1) refuseBroken(file, "'replacement' of the " + owner + " must be one character.");
    const std::string scheme = config.stringOr("prepend_scheme", "always");
    if (scheme != "always" && scheme != "first" && scheme != "never") refuseBroken(file, "Unknown prepend_scheme " + inQuotes(scheme) + ".");
    if (!config.boolOr("add_prefix_space", true) && scheme != "never")
        refuseBroken(file, "add_prefix_space and prepend_scheme of the " + owner + " contradict each other.");
    metaspace.prepend = scheme == "never" ? Metaspace::Never : scheme == "first" ? Metaspace::First : Metaspace::Always;
    return metaspace;
}

void addMetaspace(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const Metaspace metaspace = readMetaspace(config, file);
    PreTokenizerStep step;
    step.leaves = [=](const OriginView& piece) { return metaspace.leaves(piece); };
    step.rewrite = [=](const OriginView& piece, OriginText& to) { metaspace.rewrite(piece, to); };
    plan.steps.push_back(step);
    plan.needsOrigins = plan.needsOrigins || metaspace.prepend == Metaspace::First;
    if (config.boolOr("split", true)) plan.steps.push_back(splitStep(textMatcher(metaspace.mark), mergedWithNext, false));
}

/// A further pre-tokenizer is one entry here; a further split pattern is one in split_rules.cpp.
constexpr KindOf<PreTokenizerSteps> kKinds[] = {
    {"Sequence", addSequence}, {"Split", addSplit},         {"Digits", addDigits},
    {"ByteLevel", addByteLevel}, {"Metaspace", addMetaspace}, {"Punctuation", addPunctuation}, {"Whitespace", addWhitespace},
    {"WhitespaceSplit", addBlankSplit}, {"BertPreTokenizer", addBert}, {"CharDelimiterSplit", addCharacterSplit}, {"FixedLength", addFixedLength},
    {"UnicodeScripts", addScripts},
};

void addSteps(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    if (plan.byteLevel) writeAlphabet(plan);
    addKind(kKinds, config, file, "pre-tokenizer", plan);
}

}  // namespace

PreTokenizer::PreTokenizer(const Json* config, const std::string& file, bool takesBytes) {
    if (config && !config->isNull()) addSteps(*config, file, plan_);
    if (plan_.byteLevel && !takesBytes) writeAlphabet(plan_);
}

}  // namespace luthier
