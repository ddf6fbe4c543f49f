// SPDX-License-Identifier: Apache-2.0
#include "core/model/gguf_config.h"

#include <array>
#include <cmath>
#include <cstring>

#include "core/text/gguf_metadata.h"

namespace luthier {
namespace {

// llama.cpp's converter computes the factors in double from the same formula as Transformers does in float32.
constexpr double kFactorTolerance = 1e-5;
/// After "FAMILY."; what a family is by default is not what this file holds.
constexpr std::array<const char*, 3> kNeeded{"block_count", "embedding_length", "attention.head_count"};

std::string inConfig(const std::string& key) { return "config.json: " + key; }

/// Factors by which the file divides the rotation's frequencies, against those of the settings read from them.
void checkRotation(const GgufFile& file, ConfigRead& read) {
    const std::vector<float> factors = ggufRopeFactors(file);
    if (factors.empty()) return;
    if (read.config.ropes.empty()) return;
    const RopeSettings& said = read.config.ropes.front();
    RopeSettings plain = said;
    plain.kind = RopeSettings::Kind::Default;
    const std::vector<double> stretched = said.inverseFrequencies(read.config.headSize);
    const std::vector<double> usual = plain.inverseFrequencies(read.config.headSize);
    bool same = factors.size() == usual.size();
    for (size_t i = 0; same && i < factors.size(); ++i) same = std::abs(usual[i] / stretched[i] / factors[i] - 1) < kFactorTolerance;
    if (!same) {
        read.problems.push_back(error(inConfig("rope_freqs.weight"), "stretches the rotation in another way than Llama 3 does, which cannot be run.",
                                      "Choose a model without this kind of position scaling."));
    }
}

void checkParts(const GgufFile& file, ConfigRead& read) {
    const Json* parts = file.find("split.count");
    if (parts && parts->isInteger() && parts->asInteger() > 1) {
        read.problems.push_back(error(inConfig("split.count"), "says that this is one of " + std::to_string(parts->asInteger()) + " files of a model that was cut up.",
                                      "Join them with llama.cpp's llama-gguf-split --merge, or get the model as one file."));
    }
}

}  // namespace

ConfigRead readGgufConfig(const GgufFile& file, Json common, const TaskHead& head) {
    const Architecture* family = architectureOf(file);
    if (!family) {
        ConfigRead read;
        read.problems.push_back(error(inConfig("general.architecture"), "is \"" + file.text("general.architecture") + "\", which cannot be opened from GGUF yet.",
                                      "Use the model's safetensors, or choose another model."));
        return read;
    }
    GgufSettings settings(file);
    ConfigRead lacking;
    for (const char* key : kNeeded)
        if (!settings.find(key)) lacking.problems.push_back(error(inConfig(key), "is missing.", "Fetch the file again, or use the model's safetensors."));
    if (hasError(lacking.problems)) return lacking;
    GgufForm form = family->gguf->read(settings);
    common["model_type"] = family->modelType;
    for (auto& [key, value] : form.config.asObject()) common[key] = std::move(value);
    ConfigRead read = readDecoderConfig(common, head);
    for (const std::string& key : settings.unasked()) {
        read.problems.push_back(error(inConfig(key), "is " + file.find(key)->dump() + ", of which " + family->label + " is not known to make use.",
                                      "Use the model's safetensors, or choose another model."));
    }
    if (hasError(read.problems)) return read;
    checkParts(file, read);
    checkRotation(file, read);
    return read;
}

}  // namespace luthier
