// SPDX-License-Identifier: Apache-2.0
#include "core/objective/next_token.h"

namespace luthier {
namespace {

class Sft final : public Objective {
public:
    LossSum evaluate(Decoder& decoder, const Batch& batch) override { return nextTokenLoss(decoder, batch); }
};

}  // namespace

/// Answers learnt from the conversation before them.
ObjectiveKind sftObjective() {
    return {"sft", [](const ObjectiveSettings&, const LabelScheme&) -> std::unique_ptr<Objective> { return std::make_unique<Sft>(); }};
}

}  // namespace luthier
