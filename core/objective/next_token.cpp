// SPDX-License-Identifier: Apache-2.0
#include "core/objective/next_token.h"

namespace luthier {

LossSum nextTokenLoss(Decoder& decoder, const Batch& batch) {
    LossSum loss;
    loss.count = batch.targets.defined() ? batch.targets.size(0) : 0;
    if (loss.count == 0) {
        loss.sum = at::zeros({}, at::kFloat);
        loss.logProbs = at::empty({0}, at::kFloat);
        return loss;
    }
    const HeadLoss head = decoder.loss(decoder.hidden(batch), batch);
    loss.sum = head.sum;
    loss.logProbs = head.logProbs;
    return loss;
}

}  // namespace luthier
