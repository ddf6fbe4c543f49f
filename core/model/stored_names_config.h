// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/checkpoint.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// float32, float16 or bfloat16.
bool isWeightFormat(NumberFormat format);

/// What a checkpoint calls the tensors of a model. Weights saved without their head lack the base's prefix ("h.0…" for "transformer.h.0…"), those
/// taken out of larger models have one more ("language_model.model.layers.0…"): whichever spelling has the embedding is taken for all. Old files of
/// BERT call a LayerNorm's weight and bias gamma and beta. Of tied ends the head alone may be stored, as safetensors' save_model does. Config and
/// checkpoint must outlive it.
class StoredNames {
public:
    StoredNames(const DecoderConfig& config, const Checkpoint& checkpoint);
    /// The stored name of an expected tensor; what it would be when there is none.
    std::string of(const std::string& expected) const;

private:
    std::string standIn(const std::string& expected) const;
    std::string spelled(const std::string& expected) const;

    const DecoderConfig& config_;
    const Checkpoint& checkpoint_;
    std::string base_;    ///< "model."
    std::string inBase_;  ///< stored instead of that
    std::string outside_; ///< stored before the names of what lies outside the base
};

/// The config, but untied where the checkpoint holds both ends and they differ: Transformers believes the file.
DecoderConfig believingTheFile(DecoderConfig config, const Checkpoint& checkpoint);

/// Modules of a new head, before its last map, that no file holds: they are drawn with it.
std::vector<std::string> drawnModules(const DecoderConfig& config, const Checkpoint& checkpoint);

}  // namespace luthier
