// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace luthier {

/// Character classes of the normalizers and pre-tokenizers made for one family of models, each with the Unicode version that tokenizers
/// uses there (see text_classes.inc and the script that made it).
enum TextClass : uint16_t {
    kBertRemoved = 0x001,      ///< what BertNormalizer's clean_text removes
    kBertPunctuation = 0x002,  ///< what Punctuation and BertPreTokenizer split at
    kBertAccent = 0x004,       ///< what BertNormalizer's strip_accents removes from decomposed text
    kChinese = 0x008,          ///< what BertNormalizer puts blanks around
    kAccent = 0x010,           ///< what StripAccents removes
    kNmtRemoved = 0x020,
    kNmtBlank = 0x040,         ///< what Nmt makes a blank
    kJoinsCluster = 0x080,     ///< stays in the grapheme cluster before it
    kOpensCluster = 0x100,     ///< keeps what follows in its grapheme cluster
    kPictograph = 0x200,
    kRegexWord = 0x400,        ///< \w of regular expressions
};

/// One entry per code point, built once.
const uint16_t* textClasses();

}  // namespace luthier
