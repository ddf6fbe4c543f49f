// SPDX-License-Identifier: Apache-2.0
#include "core/text/pre_tokenizer.h"

#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/regex_run.h"
#include "core/text/split_rules.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

using Matcher = std::function<void(std::string_view text, TextRange piece, TextRanges& matches)>;

struct Part {
    TextRange range;
    bool match;
};

/// Matches and the gaps between them; they tile the piece. An empty match parts the gaps beside it.
void tile(TextRange piece, const TextRanges& matches, bool invert, std::vector<Part>& parts) {
    parts.clear();
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
}

// The behaviours of Split, as tokenizers names them.
void removed(const std::vector<Part>& parts, TextRanges& out) {
    for (const Part& part : parts)
        if (!part.match) out.push_back(part.range);
}
void contiguous(const std::vector<Part>& parts, TextRanges& out) {
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].match == parts[i - 1].match) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}
void mergedWithPrevious(const std::vector<Part>& parts, TextRanges& out) {
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].match && !parts[i - 1].match) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}
void mergedWithNext(const std::vector<Part>& parts, TextRanges& out) {
    const auto joinsNext = [&](size_t i) { return i + 1 < parts.size() && parts[i].match && !parts[i + 1].match; };
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && joinsNext(i - 1)) out.back().end = parts[i].range.end;
        else out.push_back(parts[i].range);
    }
}

using Behavior = void (*)(const std::vector<Part>&, TextRanges&);
constexpr Behavior isolated = nullptr;  // every part by itself
constexpr std::pair<std::string_view, Behavior> kBehaviors[] = {
    {"Isolated", isolated},
    {"Removed", removed},
    {"Contiguous", contiguous},
    {"MergedWithPrevious", mergedWithPrevious},
    {"MergedWithNext", mergedWithNext},
};

void dropEmpty(TextRanges& ranges, size_t first) {
    const auto isEmpty = [](const TextRange& range) { return range.begin == range.end; };
    ranges.erase(std::remove_if(ranges.begin() + static_cast<std::ptrdiff_t>(first), ranges.end(), isEmpty), ranges.end());
}

/// Matches and gaps in turn, as they come.
PreTokenizerStep isolatedStep(const Matcher& matcher) {
    PreTokenizerStep step;
    step.split = [=](std::string_view text, const TextRanges& pieces, TextRanges& out) {
        TextRanges matches;
        for (const TextRange piece : pieces) {
            matches.clear();
            matcher(text, piece, matches);
            uint32_t at = piece.begin;
            const auto addTo = [&](uint32_t end) {
                if (at < end) out.push_back({at, end});
                at = end;
            };
            for (const TextRange match : matches) {
                addTo(match.begin);
                addTo(match.end);
            }
            addTo(piece.end);
        }
    };
    return step;
}

PreTokenizerStep splitStep(const Matcher& matcher, Behavior behavior, bool invert) {
    if (behavior == isolated) return isolatedStep(matcher);
    PreTokenizerStep step;
    const bool keepsUnmatched = behavior != removed || !invert;
    step.split = [=](std::string_view text, const TextRanges& pieces, TextRanges& out) {
        TextRanges matches;
        std::vector<Part> parts;
        for (const TextRange piece : pieces) {
            matches.clear();
            matcher(text, piece, matches);
            if (matches.empty()) {
                if (keepsUnmatched) out.push_back(piece);
                continue;
            }
            tile(piece, matches, invert, parts);
            const size_t first = out.size();
            behavior(parts, out);
            dropEmpty(out, first);
        }
    };
    return step;
}

/// A rule's matches tile every text, so isolated matches are the pieces themselves, as are inverted and removed ones.
PreTokenizerStep ruleStep(const SplitRule& rule, Behavior behavior, bool invert) {
    if (behavior != isolated && !(behavior == removed && invert)) return splitStep(rule.scan, behavior, invert);
    PreTokenizerStep step;
    step.split = [scan = rule.scan](std::string_view text, const TextRanges& pieces, TextRanges& parts) {
        for (const TextRange piece : pieces) scan(text, piece, parts);
    };
    return step;
}

Matcher textMatcher(std::string pattern) {
    return [=](std::string_view text, TextRange piece, TextRanges& matches) {
        const std::string_view part = text.substr(piece.begin, piece.end - piece.begin);
        for (size_t hit = 0, at = 0; (hit = part.find(pattern, at)) != part.npos; at = hit + pattern.size()) {
            const uint32_t begin = piece.begin + static_cast<uint32_t>(hit);
            matches.push_back({begin, begin + static_cast<uint32_t>(pattern.size())});
        }
    };
}

Matcher regexMatcher(const std::shared_ptr<const Regex>& regex, const std::string& file) {
    return [=](std::string_view text, TextRange piece, TextRanges& matches) { searchAll(*regex, text, piece, file, matches); };
}

Matcher runMatcher(const RegexRun& run) {
    return [=](std::string_view text, TextRange piece, TextRanges& matches) { run.findAll(text, piece, matches); };
}

PreTokenizerStep runStep(const RegexRun& run) {
    PreTokenizerStep step = isolatedStep(runMatcher(run));
    if (const auto bytes = run.overBytes()) step.splitBytes = isolatedStep(runMatcher(*bytes)).split;
    return step;
}

/// A split at each character of a set.
PreTokenizerStep characterStep(const CharacterSet& set, Behavior behavior) {
    if (behavior == isolated) return runStep(RegexRun(set, 1));
    if (behavior == contiguous) return runStep(RegexRun(set, RegexNode::kMany));
    return splitStep(runMatcher(RegexRun(set, 1)), behavior, false);
}

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
    if (!pattern.isRegex) return plan.add(splitStep(textMatcher(pattern.text), behavior, invert));
    if (const SplitRule* rule = splitRuleOf(pattern.text)) return plan.add(ruleStep(*rule, behavior, invert));
    const std::shared_ptr<const Regex> regex = compiledRegex(pattern.text, file, owner);
    plan.add(regex->run() && behavior == isolated ? runStep(*regex->run()) : splitStep(regexMatcher(regex, file), behavior, invert));
}

void addDigits(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const bool individual = requiredBool(config, "individual_digits", file, "pre-tokenizer Digits");
    plan.add(characterStep(CharacterSet::ofClass(characterClasses(), kNumeric), individual ? isolated : contiguous));
}

void addPunctuation(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    plan.add(characterStep(CharacterSet::ofClass(textClasses(), kBertPunctuation), behaviorOf(config, "Isolated", file, "pre-tokenizer Punctuation")));
}

void addCharacterSplit(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const std::string& delimiter = requiredString(config, "delimiter", file, "pre-tokenizer CharDelimiterSplit");
    if (codePointCount(delimiter) != 1) refuseBroken(file, "'delimiter' of the pre-tokenizer CharDelimiterSplit must be one character.");
    plan.add(splitStep(textMatcher(delimiter), removed, false));
}

/// For what comes after ByteLevel: each byte as its character of the alphabet.
PreTokenizerStep alphabetStep() {
    PreTokenizerStep step;
    step.leaves = [](const OriginView& piece) { return piece.text.empty(); };
    step.rewrite = [](const OriginView& piece, OriginText& to) {
        for (uint32_t at = 0; at < piece.text.size(); ++at) to.append(alphabetText(static_cast<unsigned char>(piece.text[at])), piece, {at, at + 1});
    };
    return step;
}

PreTokenizerStep prefixSpace() {
    PreTokenizerStep step;
    step.leaves = [](const OriginView& piece) { return piece.text.starts_with(' '); };
    step.rewrite = [](const OriginView& piece, OriginText& to) {
        to.append(" ", piece, {0, 0});
        to.keep(piece, piece.whole());
    };
    return step;
}

void addByteLevel(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const std::string owner = "pre-tokenizer ByteLevel";
    if (plan.byteLevel) plan.writeAlphabet();
    if (requiredBool(config, "add_prefix_space", file, owner)) plan.add(prefixSpace());
    requiredBool(config, "trim_offsets", file, owner);
    if (config.boolOr("use_regex", true)) plan.add(ruleStep(gpt2SplitRule(), isolated, false));
    plan.byteLevel = true;
}

/// A further pre-tokenizer is one entry here; a further split pattern is one in split_rules.cpp.
constexpr KindOf<PreTokenizerSteps> kKinds[] = {
    {"Sequence", addSequence}, {"Split", addSplit},         {"Digits", addDigits},
    {"ByteLevel", addByteLevel}, {"Metaspace", addMetaspace}, {"Punctuation", addPunctuation}, {"Whitespace", addWhitespace},
    {"WhitespaceSplit", addBlankSplit}, {"BertPreTokenizer", addBert}, {"CharDelimiterSplit", addCharacterSplit}, {"FixedLength", addFixedLength},
    {"UnicodeScripts", addScripts},
};

void addSteps(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    addKind(kKinds, config, file, "pre-tokenizer", plan);
}

}  // namespace

void PreTokenizerSteps::add(PreTokenizerStep step) {
    if (byteLevel && step.splitBytes) step.split = step.splitBytes;
    else if (byteLevel) writeAlphabet();
    steps.push_back(std::move(step));
}

void PreTokenizerSteps::writeAlphabet() {
    byteLevel = false;
    steps.push_back(alphabetStep());
}

PreTokenizer::PreTokenizer(const Json* config, const std::string& file, bool takesBytes) {
    if (config && !config->isNull()) addSteps(*config, file, plan_);
    if (plan_.byteLevel && !takesBytes) plan_.writeAlphabet();
    for (size_t i = 0; i < plan_.steps.size(); ++i)
        if (plan_.steps[i].needsOrigins) originSteps_ = i + 1;
}

namespace {

/// Writes all pieces anew, one behind the other. False when the step leaves each as it is.
bool rewriteAll(const PreTokenizerStep& step, bool tracked, PreTokenized& found) {
    const OriginView text = found.text;
    if (std::all_of(found.words.begin(), found.words.end(), [&](TextRange piece) { return step.leaves(text.part(piece)); })) return false;
    OriginText to(tracked);
    found.cut.clear();
    for (const TextRange range : found.words) {
        const uint32_t begin = to.size();
        const OriginView piece = text.part(range);
        if (step.leaves(piece)) to.keep(piece, piece.whole());
        else step.rewrite(piece, to);
        found.cut.push_back({begin, to.size()});
    }
    to.finish(text);
    found.store = std::move(to);
    found.text = found.store.view();
    return true;
}

}  // namespace

void PreTokenizer::apply(const OriginView& piece, bool tracked, PreTokenized& found) const {
    found.text = piece;
    found.words.assign(1, piece.whole());
    for (size_t i = 0; i < plan_.steps.size(); ++i) {
        const PreTokenizerStep& step = plan_.steps[i];
        if (step.split) {
            found.cut.clear();
            step.split(found.text.text, found.words, found.cut);
        } else if (!rewriteAll(step, tracked || i + 1 < originSteps_, found)) {
            continue;
        }
        found.words.swap(found.cut);
    }
}

}  // namespace luthier
