// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/model/checkpoint.h"
#include "core/model/decoder.h"

namespace luthier {

/// In which number format each weight of a result is written: the base's own, tensor by tensor.
class WeightFormats {
public:
    /// A base without weights (init: random) gives config.json's dtype to all.
    WeightFormats(const std::filesystem::path& baseFolder, const DecoderConfig& config);
    /// A head that was tied in the base has the embedding's.
    NumberFormat of(const std::string& parameter) const;
    const std::string& usual() const { return usual_; }  ///< for config.json: "bfloat16"

private:
    std::map<std::string, NumberFormat> formats_;
    std::string usual_, embedding_;
    NumberFormat fallback_;
};

/// Rounded once, to nearest. Contiguous.
at::Tensor roundedTo(NumberFormat format, const at::Tensor& values);

}  // namespace luthier
