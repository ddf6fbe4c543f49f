// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/methods/freeze_settings.h"
#include "core/tuning/whole_weights.h"

namespace luthier {
namespace {

class FreezeTuning final : public WholeWeights {
public:
    explicit FreezeTuning(const MethodSettings& settings) : settings_(settings) {}

    Problems attach(Decoder& decoder, uint64_t seed) override {
        Problems problems;
        learns_ = unfrozen(settings_, decoder.config, problems);
        return problems.empty() ? WholeWeights::attach(decoder, seed) : problems;
    }

protected:
    bool learns(const Decoder&, const std::string& parameter) const override { return learns_(parameter); }

private:
    MethodSettings settings_;
    std::function<bool(const std::string&)> learns_;
};

}  // namespace

/// The last layers, or modules by name, learn; everything else is frozen.
TuningMethodKind freezeMethod() {
    return {"freeze",
            [](const MethodSettings& settings) -> std::unique_ptr<TuningMethod> { return std::make_unique<FreezeTuning>(settings); }};
}

}  // namespace luthier
