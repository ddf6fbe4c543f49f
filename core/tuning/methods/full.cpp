// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/whole_weights.h"

namespace luthier {
namespace {

class FullTuning final : public WholeWeights {
protected:
    bool learns(const Decoder&, const std::string&) const override { return true; }
};

}  // namespace

/// Every weight learns.
TuningMethodKind fullMethod() {
    return {"full", [](const MethodSettings&) -> std::unique_ptr<TuningMethod> { return std::make_unique<FullTuning>(); }};
}

}  // namespace luthier
