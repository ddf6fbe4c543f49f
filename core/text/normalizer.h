// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/unicode.h"
#include "core/text/origin_text.h"

namespace luthier {

/// One step that rewrites text before it is split.
class Normalizer {
public:
    virtual ~Normalizer() = default;
    /// Writes what becomes of the text. False when it stays as it is, and then nothing is written.
    virtual bool rewrite(const OriginView& from, OriginText& to) const = 0;
};

using NormalizerSteps = std::vector<std::unique_ptr<Normalizer>>;

// Kinds that have files of their own.
void addUnicodeForm(Normalization form, NormalizerSteps& steps);
void addLowercase(const Json& config, const std::string& file, NormalizerSteps& steps);
void addStripAccents(const Json& config, const std::string& file, NormalizerSteps& steps);
void addNmt(const Json& config, const std::string& file, NormalizerSteps& steps);
void addByteAlphabet(const Json& config, const std::string& file, NormalizerSteps& steps);
void addBertNormalizer(const Json& config, const std::string& file, NormalizerSteps& steps);
void addPrecompiled(const Json& config, const std::string& file, NormalizerSteps& steps);

/// The steps of a tokenizer.json's "normalizer", in order.
class Normalizers {
public:
    Normalizers() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    Normalizers(const Json* config, const std::string& file);

    /// `from`, or what was made of it, which then lies in `store`.
    OriginView apply(const OriginView& from, bool tracked, OriginText& store) const;
    std::string applied(std::string_view text) const;

private:
    NormalizerSteps steps_;
};

}  // namespace luthier
