// SPDX-License-Identifier: Apache-2.0
// The pre-tokenizers that cut by what each character is.
#include "core/text/character_classes.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/script_groups.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

bool isPunctuation(const ScannedCharacter& c) { return (textClasses()[c.codePoint] & kBertPunctuation) != 0; }
bool isNone(const ScannedCharacter&) { return false; }

using Cut = void (*)(const CharacterScanner& text, TextRange piece, TextRanges& parts);

template <Cut kCut>
void addCut(PreTokenizerSteps& plan) {
    PreTokenizerStep step;
    step.split = [](std::string_view text, const TextRanges& pieces, TextRanges& parts) {
        for (const TextRange piece : pieces) kCut(CharacterScanner(text.substr(0, piece.end)), piece, parts);
    };
    plan.add(step);
}

/// Words between blanks; what kAlone holds for is a word of its own.
template <bool (*kAlone)(const ScannedCharacter&)>
void cutAtBlanks(const CharacterScanner& text, TextRange piece, TextRanges& parts) {
    uint32_t begin = piece.begin;  // of the word that is being read
    for (uint32_t at = piece.begin, end; at < piece.end; at = end) {
        const ScannedCharacter c = text.at(at);
        end = at + c.bytes;
        const bool blank = c.is(kWhiteSpace), alone = !blank && kAlone(c);
        if (!blank && !alone) continue;
        if (begin < at) parts.push_back({begin, at});
        if (alone) parts.push_back({at, end});
        begin = end;
    }
    if (begin < piece.end) parts.push_back({begin, piece.end});
}

/// Runs of \w and runs of what is neither \w nor blank.
void cutAtWords(const CharacterScanner& text, TextRange piece, TextRanges& parts) {
    for (size_t at = piece.begin; (at = text.skip(at, kWhiteSpace)) < piece.end;) {
        const size_t begin = at;
        const bool word = text.at(at).is(kWord);
        for (ScannedCharacter c = text.at(at); c.bytes != 0 && !c.is(kWhiteSpace) && c.is(kWord) == word; c = text.at(at)) at += c.bytes;
        parts.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
    }
}

/// Cuts where the script changes; blanks and what fits to any script stay with what is before them, and vanish at the begin.
void cutAtScripts(const CharacterScanner& text, TextRange piece, TextRanges& parts) {
    const uint8_t* groups = scriptGroups();
    uint8_t last = 0;
    uint32_t begin = piece.end;
    for (uint32_t at = piece.begin; at < piece.end;) {
        const ScannedCharacter c = text.at(at);
        const uint8_t group = groups[c.codePoint];
        if (group != 0 && group != last) {
            if (last != 0) parts.push_back({begin, at});
            begin = at;
            last = group;
        }
        at += c.bytes;
    }
    if (begin < piece.end) parts.push_back({begin, piece.end});
}

}  // namespace

void addBlankSplit(const Json&, const std::string&, PreTokenizerSteps& plan) { addCut<cutAtBlanks<isNone>>(plan); }
void addBert(const Json&, const std::string&, PreTokenizerSteps& plan) { addCut<cutAtBlanks<isPunctuation>>(plan); }
void addWhitespace(const Json&, const std::string&, PreTokenizerSteps& plan) { addCut<cutAtWords>(plan); }
void addScripts(const Json&, const std::string&, PreTokenizerSteps& plan) { addCut<cutAtScripts>(plan); }

void addFixedLength(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const int64_t length = config.integerOr("length", 5);
    if (length < 1) refuseBroken(file, "'length' of the pre-tokenizer FixedLength must be 1 or more.");
    PreTokenizerStep step;
    step.split = [=](std::string_view text, const TextRanges& pieces, TextRanges& parts) {
        for (const TextRange piece : pieces) {
            const CharacterScanner scanner(text.substr(0, piece.end));
            for (size_t at = piece.begin; at < piece.end;) {
                const size_t begin = at;
                for (int64_t i = 0; i < length && at < piece.end; ++i) at += scanner.at(at).bytes;
                parts.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
            }
        }
    };
    plan.add(step);
}

}  // namespace luthier
