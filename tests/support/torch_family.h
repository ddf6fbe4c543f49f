// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/os.h"
#include "core/model/decoder.h"
#include "tests/support/torch_batch.h"

namespace luthier::testing {

// The golden cases of tests/golden/families/make_family_golden.py: config.json, names and expected numbers; weights are made here, by the same rule.

inline uint32_t mixed32(uint32_t x) {
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ (x >> 16);
}

/// value(name, i): in [-1, 1), from a hash of the name (FNV-1a) and the place.
inline at::Tensor familyValues(const std::string& name, at::IntArrayRef shape, double factor = 1, double shift = 0) {
    uint32_t hash = 0x811C9DC5u;
    for (char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 0x01000193u;
    at::Tensor values = at::empty(shape, at::kFloat);
    for (int64_t i = 0; i < values.numel(); ++i)
        values.data_ptr<float>()[i] = static_cast<float>(shift + factor * (mixed32(hash + static_cast<uint32_t>(i)) / 2147483648.0 - 1));
    return values;
}

/// The gradient of a tensor that learns; zeros where nothing came by, as at an expert that no token chose.
inline at::Tensor gradientOf(const at::Tensor& tensor) { return tensor.grad().defined() ? tensor.grad().clone() : at::zeros_like(tensor); }

inline at::Tensor familyWeight(const std::string& name, at::IntArrayRef shape) {
    const std::string module = name.substr(0, name.rfind('.'));
    const bool norm = name.ends_with(".weight") && (shape.size() == 1 || module.substr(module.rfind('.') + 1).find("norm") != std::string::npos);
    return norm ? familyValues(name, shape, 0.25, 1) : familyValues(name, shape, 0.2);
}

/// Golden cases, or those of LUTHIER_FAMILIES: fresh ones of tests/interop/family_deep.py.
inline std::filesystem::path familyFolder() {
    const auto other = os::environment("LUTHIER_FAMILIES");
    return other ? pathOf(*other) : pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "families";
}

/// The cases of a folder, by name.
inline std::vector<std::string> casesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

inline std::vector<std::string> familyCases() { return casesIn(familyFolder()); }

inline std::string caseName(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

/// What a golden case holds, whatever its model answers with.
struct GoldenCase {
    GoldenCase(const std::filesystem::path& folder, const std::string& name) : json(Json::parse(readFile(folder / (name + ".json")))) {
        ConfigRead read = readDecoderConfig(*json.find("config"));
        for (const Problem& problem : read.problems) ADD_FAILURE() << problem.where << " " << problem.what;
        config = read.config;
    }

    /// A fresh decoder with the case's weights.
    std::unique_ptr<Decoder> decoder() const {
        auto made = Decoder::random(config, 1);
        const bool tied = made->tied();
        for (NamedTensor& parameter : made->parameters()) *parameter.tensor = familyWeight(publishedName(config, parameter.name), parameter.tensor->sizes());
        if (tied) made->head.weight = made->embedding.weight;
        return made;
    }

    /// Its weights in a folder, with config.json.
    void write(const std::filesystem::path& folder) const {
        auto made = decoder();
        std::vector<StoredTensor> tensors;
        for (NamedTensor& parameter : made->parameters()) tensors.push_back(storedOf(publishedName(config, parameter.name), *parameter.tensor));
        writeSafetensors(folder / "model.safetensors", tensors);
        writeFileAtomically(folder / "config.json", json.find("config")->dump());
    }

    /// The adapter of the case as a PEFT folder.
    void writeAdapter(const std::filesystem::path& folder) const {
        std::vector<at::Tensor> alive;
        std::vector<StoredTensor> tensors;
        for (const auto& [name, sizes] : adapterShapes()) {
            alive.push_back(familyValues(name, sizes, 0.2));
            tensors.push_back(storedOf(name, alive.back()));
        }
        writeSafetensors(folder / "adapter_model.safetensors", tensors);
        Json settings = adapterConfig;
        settings["peft_type"] = "LORA";
        settings["r"] = *json.find("rank");
        settings["lora_alpha"] = *json.find("alpha");
        writeFileAtomically(folder / "adapter_config.json", settings.dump());
    }

    /// Names and shapes of the adapter's tensors in PEFT's file.
    std::map<std::string, std::vector<int64_t>> adapterShapes() const {
        std::map<std::string, std::vector<int64_t>> shapes;
        for (const auto& [name, shape] : json.find("adapter")->asObject())
            for (const Json& size : shape.asArray()) shapes[name].push_back(size.asInteger());
        return shapes;
    }

    std::vector<double> numbers(const std::string& key) const {
        std::vector<double> values;
        for (const Json& value : json.find(key)->asArray()) values.push_back(value.asNumber());
        return values;
    }

    Json json;
    DecoderConfig config;
    std::vector<LabelledSample> samples;
    Json adapterConfig = Json::object();  ///< what adapter_config.json says beyond kind, rank and alpha
};

struct FamilyCase : GoldenCase {
    explicit FamilyCase(const std::string& name) : GoldenCase(familyFolder(), name) {
        samples = samplesOf(*json.find("samples"), *json.find("labels"));
        adapterConfig["target_modules"] = "all-linear";
    }
};

}  // namespace luthier::testing
