// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"
#include "core/tuning/whole_weights.h"

namespace luthier {
namespace {

class FreezeTuning final : public WholeWeights {
public:
    explicit FreezeTuning(const MethodSettings& settings) : settings_(settings) {}

    Problems attach(Decoder& decoder, uint64_t seed) override {
        Problems problems = methodFacts("freeze")->check(settings_, decoder.config);
        return problems.empty() ? WholeWeights::attach(decoder, seed) : problems;
    }

protected:
    bool learns(const Decoder& decoder, const std::string& parameter) const override {
        for (int64_t layer = decoder.config.layers - settings_.layers; layer < decoder.config.layers; ++layer) {
            if (parameter.starts_with("model.layers." + std::to_string(layer) + ".")) return true;
        }
        return false;
    }

private:
    MethodSettings settings_;
};

}  // namespace

/// The last layers learn, everything before and after them is frozen.
TuningMethodKind freezeMethod() {
    return {"freeze",
            [](const MethodSettings& settings) -> std::unique_ptr<TuningMethod> { return std::make_unique<FreezeTuning>(settings); }};
}

}  // namespace luthier
