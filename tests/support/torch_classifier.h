// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <numeric>

#include "tests/support/torch_family.h"

namespace luthier::testing {

/// Golden cases, or those of LUTHIER_CLASSIFIERS: fresh ones of tests/interop/family_deep.py.
inline std::filesystem::path classifierFolder() {
    const auto other = os::environment("LUTHIER_CLASSIFIERS");
    return other ? pathOf(*other) : pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "classifiers";
}

inline std::vector<std::string> classifierCases() { return casesIn(classifierFolder()); }

/// Rows of numbers. (rows, columns)
inline at::Tensor tableOf(const Json& rows) {
    std::vector<double> values;
    for (const Json& row : rows.asArray())
        for (const Json& value : row.asArray()) values.push_back(value.asNumber());
    return at::tensor(values, at::kDouble).view({static_cast<int64_t>(rows.size()), -1});
}

/// A golden case of tests/golden/classifiers/make_classifier_golden.py: a model with a head for labels.
struct ClassifierCase : GoldenCase {
    explicit ClassifierCase(const std::string& name) : GoldenCase(classifierFolder(), name) {
        for (const Json& sample : json.find("samples")->asArray()) {
            samples.emplace_back();
            for (const Json& id : sample.asArray()) samples.back().tokens.push_back(id.asInteger());
            samples.back().labels.assign(samples.back().tokens.size(), -100);
        }
        for (const Json& id : json.find("classes")->asArray()) classes.push_back(id.asInteger());
        adapterConfig["task_type"] = "SEQ_CLS";
        adapterConfig["target_modules"] = *json.find("targets");
        adapterConfig["modules_to_save"] = *json.find("modules_to_save");
    }

    /// All samples in one batch, or those of these numbers.
    Batch batch() const {
        std::vector<size_t> all(samples.size());
        std::iota(all.begin(), all.end(), size_t{0});
        return batch(all);
    }
    Batch batch(const std::vector<size_t>& which) const {
        std::vector<LabelledSample> chosen;
        std::vector<float> ids;
        for (size_t s : which) {
            chosen.push_back(samples[s]);
            ids.push_back(static_cast<float>(classes[s]));
        }
        Batch made = packed(chosen);
        for (size_t i = 0; i < which.size(); ++i) made.sampleKeys[i] = which[i];
        made.classTargets = at::tensor(ids, at::kFloat).unsqueeze(1);
        return made;
    }

    /// What Transformers says is missing when the base model alone was saved: the head's tensors, their shapes for 64 labels, their spread.
    const Json& missing() const { return *json.find("fresh")->find("missing"); }

    /// The base model alone, as Transformers saves it: without what is missing; tensors called otherwise by `rename`.
    void writeBase(const std::filesystem::path& folder, const std::function<std::string(const std::string&)>& rename = [](const std::string& name) { return name; }) const {
        auto made = decoder();
        std::vector<StoredTensor> tensors;
        for (NamedTensor& parameter : made->parameters()) {
            const std::string name = publishedName(config, parameter.name);
            if (!missing().find(name)) tensors.push_back(storedOf(rename(name), *parameter.tensor));
        }
        writeSafetensors(folder / "model.safetensors", tensors);
        Json settings = *json.find("config");
        for (const char* key : {"architectures", "id2label", "label2id", "problem_type"}) settings[key] = nullptr;
        writeFileAtomically(folder / "config.json", settings.dump());
    }

    /// The same model with a head that answers with one number.
    ClassifierCase withOneNumber() const {
        ClassifierCase one = *this;
        Json settings = *json.find("config");
        settings["id2label"] = Json(Json::Object{{"0", "LABEL_0"}});
        settings["problem_type"] = "regression";
        one.config = readDecoderConfig(settings).config;
        return one;
    }

    /// A table of numbers, such as "logits".
    at::Tensor table(const std::string& key) const { return tableOf(*json.find(key)); }

    std::vector<int64_t> classes;
};

inline at::Tensor answersOf(Decoder& decoder, const Batch& batch) { return decoder.classLogits(decoder.hidden(batch), batch); }

inline at::Tensor lossOf(Decoder& decoder, const Batch& batch) {
    return at::cross_entropy_loss(answersOf(decoder, batch), batch.classTargets.select(1, 0).to(at::kLong), {}, at::Reduction::Sum);
}

/// Tolerance: 2e-5 of the largest number.
inline void expectAnswers(const at::Tensor& found, const at::Tensor& wanted) {
    ASSERT_EQ(found.sizes(), wanted.sizes());
    const double largest = std::max(1.0, wanted.abs().max().item<double>());
    EXPECT_LE((found.to(at::kDouble) - wanted.to(at::kDouble)).abs().max().item<double>(), 2e-5 * largest);
}

}  // namespace luthier::testing
