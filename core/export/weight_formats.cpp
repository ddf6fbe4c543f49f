// SPDX-License-Identifier: Apache-2.0
#include "core/export/weight_formats.h"

#include "core/base/gguf_file.h"
#include "core/model/stored_names_config.h"

namespace luthier {
namespace {

NumberFormat formatNamed(const std::string& dtype) {
    if (dtype == "bfloat16") return NumberFormat::BFloat16;
    return dtype == "float16" ? NumberFormat::Float16 : NumberFormat::Float32;
}

std::string dtypeOf(NumberFormat format) {
    if (format == NumberFormat::BFloat16) return "bfloat16";
    return format == NumberFormat::Float16 ? "float16" : "float32";
}

}  // namespace

WeightFormats::WeightFormats(const std::filesystem::path& baseFolder, const DecoderConfig& config)
    : usual_(config.weightFormat), embedding_(config.embedding + ".weight"), fallback_(formatNamed(usual_)) {
    if (!holdsWeights(baseFolder)) return;
    const Checkpoint base = Checkpoint::open(baseFolder);
    const StoredNames names(config, base);
    for (const TensorShape& expected : expectedTensors(config))
        if (const StoredTensor* tensor = base.find(names.of(expected.name))) formats_[expected.name] = tensor->format;
    // config.json speaks of the whole model, so it takes what its largest matrix has.
    const NumberFormat matrices = of(embedding_);
    usual_ = dtypeOf(matrices);
    fallback_ = matrices;
}

NumberFormat WeightFormats::of(const std::string& parameter) const {
    const auto own = formats_.find(parameter);
    if (own != formats_.end()) return own->second;
    const auto embedding = formats_.find(embedding_);
    return embedding == formats_.end() ? fallback_ : embedding->second;
}

at::Tensor roundedTo(NumberFormat format, const at::Tensor& values) {
    switch (format) {
        case NumberFormat::BFloat16: return values.to(at::kBFloat16).contiguous();
        case NumberFormat::Float16: return values.to(at::kHalf).contiguous();
        default: return values.to(at::kFloat).contiguous();
    }
}

}  // namespace luthier
