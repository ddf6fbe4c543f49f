// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/gguf_file.h"
#include "core/base/json.h"

namespace luthier {

/// What a GGUF file says of its model under "ARCHITECTURE.", remembering what was asked for: whatever else would change numbers is refused.
class GgufSettings {
public:
    explicit GgufSettings(const GgufFile& file) : file_(file), prefix_(file.text("general.architecture") + ".") {}

    const Json* find(std::string_view key);  ///< null pointer when the file does not say
    int64_t whole(std::string_view key, int64_t fallback);
    /// Writes the value, where there is one, into config.json under Transformers' name.
    void tell(std::string_view key, std::string_view own, Json& config);
    bool holds(const std::string& tensor) const { return file_.tensor(tensor) != nullptr; }
    int64_t rows(const std::string& tensor) const;  ///< 0 where it is missing
    /// The numbers of a float32 tensor; none where it is missing.
    std::vector<float> numbers(const std::string& tensor) const;
    int64_t headSize();  ///< features of one head
    /// Keys (whole) that change numbers, say something else than the usual, and were not asked for.
    std::vector<std::string> unasked() const;

private:
    const GgufFile& file_;
    std::string prefix_;
    std::set<std::string, std::less<>> asked_;
};

/// How llama.cpp's converter (its conversion/*.py) has written a model: its names for modules, what it did to weights, and what its metadata say in the
/// words of config.json.
struct GgufForm {
    struct Name {
        std::string_view gguf, published;
    };
    std::vector<Name> model;  ///< modules; ".weight" and ".bias" follow
    std::vector<Name> layer;  ///< inside "blk.N."; where a published name has a *, the tensor is cut along its first dimension, and * is the place there
    std::string_view layers = "model.layers.";
    bool pairedRows = false;    ///< rows of queries and keys lie by pairs that are turned together
    bool joinedHeads = false;   ///< attn_qkv holds all queries, then all keys, then all values, where the published map has them key head by key head
    bool normsPlusOne = false;  ///< norms are stored as 1 + their weight
    bool transposed = false;    ///< matrices of layers are published as (in, out)
    Json config = Json::object();

    /// Another published name for what a layer holds.
    void call(std::string_view gguf, std::string_view published);
};

/// A family's GGUF files.
struct GgufFamily {
    std::string architecture;  ///< general.architecture
    GgufForm (*read)(GgufSettings& file);
    bool experts = false;      ///< of two families with one architecture: the one whose files count experts
};

/// The names that the Llama-like families share; a head's size, and how much of it is turned.
GgufForm llamaLikeForm(GgufSettings& file);
/// The same where llama.cpp turns neighbouring rows.
GgufForm pairedForm(GgufSettings& file);
/// Gemma's: norms are stored as 1 + their weight.
GgufForm gemmaForm(GgufSettings& file);
/// Gemma 2's and 3's: norms before and after both halves, a sliding window, capped logits; queries are scaled by the size of a head, but in the model with
/// `largest` layers by the width a head would have if all of them made up the model's.
GgufForm gemma2Form(GgufSettings& file, int64_t largest);
/// Some of many products: their router and their matrices, which lie stacked.
void addExperts(GgufForm& form, const GgufForm::Name& router, std::string_view gate, std::string_view up, std::string_view down);

}  // namespace luthier
