// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/model/decoder.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// A tensor that learns: its name in the result file, and where it lies. Float32. `decays`: weight decay applies (not on biases, norms).
struct Learnable {
    std::string name;
    at::Tensor* tensor;
    bool decays = true;
};

/// How a model is tuned: what is put in, what learns, how the result is saved and merged. Knows nothing of loss and data.
class TuningMethod {
public:
    virtual ~TuningMethod() = default;

    /// Makes the decoder learn: adapters put in. What learns of the base may still lie in the mapped file, in any format: core/train/learned_state.h copies it
    /// out. Randomness from `seed`. What the recipe got wrong (a target that matches nothing) is returned; see targets.h, which check uses too.
    virtual Problems attach(Decoder& decoder, uint64_t seed) = 0;
    /// Everything that learns, in a fixed order. Valid until the decoder goes.
    virtual std::vector<Learnable> learnables() = 0;
    /// With false the decoder answers as the base model (adapters off); false is not supported by full tuning and then throws.
    virtual void setEnabled(bool enabled) = 0;
    virtual bool hasAdapter() const = 0;

    /// Writes the result's own small part in the ecosystem's layout into an existing folder: PEFT's two files for LoRA; nothing for full.
    virtual void saveAdapter(const std::filesystem::path& folder, const std::string& baseModel) = 0;
    /// A parameter with what the method learnt beside it folded in: float32, computed in float32. The decoder stays as it is, so a merged
    /// model can be written tensor by tensor; rounded once to the base's number format when written.
    virtual at::Tensor merged(Decoder& decoder, const NamedTensor& parameter) = 0;
    /// Folds everything into the decoder's own weights and takes the adapters away.
    virtual void merge(Decoder& decoder) = 0;
};

/// One tuning method of methods.def.
struct TuningMethodKind {
    std::string kind;  ///< recipe: method.kind
    std::unique_ptr<TuningMethod> (*make)(const MethodSettings& settings);
};
const std::vector<TuningMethodKind>& tuningMethodKinds();
std::unique_ptr<TuningMethod> makeTuningMethod(const MethodSettings& settings);

/// A PEFT folder opened beside a decoder (for score, generate, export, init_from). Problems name wrong shapes and unsupported settings.
std::unique_ptr<TuningMethod> openAdapter(const std::filesystem::path& folder, Decoder& decoder, Problems& problems);

}  // namespace luthier
