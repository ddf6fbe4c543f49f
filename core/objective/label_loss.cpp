// SPDX-License-Identifier: Apache-2.0
#include "core/objective/label_loss.h"

namespace luthier {

LossSum LabelObjective::evaluate(Decoder& decoder, const Batch& batch) {
    LossSum loss;
    const at::Tensor answers = decoder.classLogits(decoder.hidden(batch), batch);  // (S, width)
    const at::Tensor losses = loss_(answers, batch.classTargets);                  // (S)
    loss.sum = losses.sum();
    loss.count = batch.sampleCount();
    loss.logProbs = losses.detach().neg();
    loss.answers = answers.detach();
    return loss;
}

}  // namespace luthier
