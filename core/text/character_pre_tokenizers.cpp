// SPDX-License-Identifier: Apache-2.0
// The pre-tokenizers that cut by what each character is.
#include "core/text/character_classes.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/script_groups.h"
#include "core/text/section_reader.h"
#include "core/text/text_classes.h"

namespace luthier {
namespace {

using Ranges = std::vector<TextRange>;

bool isPunctuation(const ScannedCharacter& c) { return (textClasses()[c.codePoint] & kBertPunctuation) != 0; }
bool isNone(const ScannedCharacter&) { return false; }

/// Words between blanks; what `alone` holds for is a word of its own.
template <bool (*kAlone)(const ScannedCharacter&)>
PreTokenizerStep blankStep() {
    PreTokenizerStep step;
    step.split = [](std::string_view text, TextRange piece, Ranges& pieces) {
        const CharacterScanner scanner(text.substr(0, piece.end));
        uint32_t begin = piece.begin;  // of the word that is being read
        for (uint32_t at = piece.begin, end; at < piece.end; at = end) {
            const ScannedCharacter c = scanner.at(at);
            end = at + c.bytes;
            const bool blank = c.is(kWhiteSpace), alone = !blank && kAlone(c);
            if (!blank && !alone) continue;
            if (begin < at) pieces.push_back({begin, at});
            if (alone) pieces.push_back({at, end});
            begin = end;
        }
        if (begin < piece.end) pieces.push_back({begin, piece.end});
    };
    return step;
}

}  // namespace

void addBlankSplit(const Json&, const std::string&, PreTokenizerSteps& plan) { plan.steps.push_back(blankStep<isNone>()); }
void addBert(const Json&, const std::string&, PreTokenizerSteps& plan) { plan.steps.push_back(blankStep<isPunctuation>()); }

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

}  // namespace luthier
