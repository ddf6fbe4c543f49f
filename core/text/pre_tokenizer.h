// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/origin_text.h"

namespace luthier {

using TextRanges = std::vector<TextRange>;

/// One step between normalized text and the words a model sees: it cuts pieces (split), or writes each anew (rewrite).
struct PreTokenizerStep {
    /// Appends the parts of each piece.
    std::function<void(std::string_view text, const TextRanges& pieces, TextRanges& parts)> split;
    std::function<bool(const OriginView& piece)> leaves;  ///< whether rewrite would change nothing
    std::function<void(const OriginView& piece, OriginText& to)> rewrite;
    /// The same cut where each byte of the text stands for its character of the byte-level alphabet; empty where that is not known.
    decltype(split) splitBytes;
    bool needsOrigins = false;  ///< where a piece stood in the given text matters
};

struct PreTokenizerSteps {
    std::vector<PreTokenizerStep> steps;
    bool byteLevel = false;  ///< the words' bytes are what the model knows, written in the byte-level alphabet

    /// Behind a ByteLevel a step that cannot cut bytes gets each as its character of the alphabet.
    void add(PreTokenizerStep step);
    void writeAlphabet();
};

// Kinds that have files of their own.
void addBlankSplit(const Json& config, const std::string& file, PreTokenizerSteps& plan);
void addBert(const Json& config, const std::string& file, PreTokenizerSteps& plan);
void addWhitespace(const Json& config, const std::string& file, PreTokenizerSteps& plan);
void addFixedLength(const Json& config, const std::string& file, PreTokenizerSteps& plan);
void addScripts(const Json& config, const std::string& file, PreTokenizerSteps& plan);
void addMetaspace(const Json& config, const std::string& file, PreTokenizerSteps& plan);

/// The words of a piece, in order, and what was written for them.
struct PreTokenized {
    OriginView text;
    TextRanges words;  ///< of `text`

    // Room that is used again.
    OriginText store{false};
    TextRanges cut;
};

/// The steps of a tokenizer.json's "pre_tokenizer".
class PreTokenizer {
public:
    PreTokenizer() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    /// takesBytes: the model's words can be bytes that stand for characters of the byte-level alphabet.
    PreTokenizer(const Json* config, const std::string& file, bool takesBytes);

    bool byteLevel() const { return plan_.byteLevel; }
    bool needsOrigins() const { return originSteps_ > 0; }

    /// tracked: the words' text has origins. `piece` has to outlive what is found.
    void apply(const OriginView& piece, bool tracked, PreTokenized& found) const;

private:
    PreTokenizerSteps plan_;
    size_t originSteps_ = 0;  ///< so many first steps that a piece's origin matters up to the last of them
};

}  // namespace luthier
