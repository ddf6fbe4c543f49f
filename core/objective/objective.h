// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/label_metrics.h"
#include "core/model/decoder.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// Loss stays (sum, count) until the very end, so that packing, accumulation and several machines agree with one big batch.
struct LossSum {
    at::Tensor sum;       ///< () differentiable
    int64_t count = 0;    ///< predicted labels (rows or pairs for other objectives)
    at::Tensor logProbs;  ///< (N) of each label of the batch, no gradient; of a labelled row: minus its loss
    at::Tensor answers;   ///< (S, width) what the model answers to each labelled row, no gradient; undefined where tokens are learnt
};

/// What is learnt from a batch.
class Objective {
public:
    virtual ~Objective() = default;
    virtual LossSum evaluate(Decoder& decoder, const Batch& batch) = 0;
    /// What the rows' labels are; none where tokens are learnt.
    virtual LabelScheme labels() const { return {}; }
};

struct ObjectiveKind {
    std::string kind;  ///< recipe: objective.kind
    std::unique_ptr<Objective> (*make)(const ObjectiveSettings& settings, const LabelScheme& labels);
};
const std::vector<ObjectiveKind>& objectiveKinds();
std::unique_ptr<Objective> makeObjective(const ObjectiveSettings& settings, const LabelScheme& labels = {});

}  // namespace luthier
