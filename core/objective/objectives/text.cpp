// SPDX-License-Identifier: Apache-2.0
#include "core/objective/next_token.h"

namespace luthier {
namespace {

class PlainText final : public Objective {
public:
    LossSum evaluate(Decoder& decoder, const Batch& batch) override { return nextTokenLoss(decoder, batch); }
};

}  // namespace

/// Every token learnt from the text before it.
ObjectiveKind textObjective() {
    return {"text", [](const ObjectiveSettings&, const LabelScheme&) -> std::unique_ptr<Objective> { return std::make_unique<PlainText>(); }};
}

}  // namespace luthier
