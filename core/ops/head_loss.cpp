// SPDX-License-Identifier: Apache-2.0
#include "core/ops/head_loss.h"

#include <ATen/Parallel.h>

#include "core/ops/at_once.h"
#include "core/ops/elementwise.h"
#include "core/ops/kernels.h"
#include "core/ops/matmul.h"
#include "core/ops/node.h"

namespace luthier {
namespace {

constexpr int64_t kGrain = 16384;  // logits below which a second thread costs more than it saves

/// Gradients for an upstream gradient of one, made in the forward pass.
struct HeadGradients {
    at::Tensor hidden, weight, bias, a, b;
};

class HeadPass {
public:
    HeadPass(const Linear& head, const at::Tensor& hidden, const at::Tensor& targets, const at::Tensor& rowKeys, const LogitForm& form, bool wantsHidden,
             bool wantsAny)
        : head_(head), form_(form), hidden_(hidden.contiguous()), targets_(targets.contiguous()), rowKeys_(rowKeys), wantsAny_(wantsAny) {
        losses_ = at::empty({hidden.size(0)}, at::kFloat);
        if (!wantsAny) return;
        const LowRank* adapter = head.adapter();
        if (wantsHidden) gradients.hidden = at::empty_like(hidden_);
        for (auto [gradient, parameter] : {std::pair(&gradients.weight, head.weight), std::pair(&gradients.bias, head.bias),
                                           std::pair(&gradients.a, adapter ? adapter->a : at::Tensor()),
                                           std::pair(&gradients.b, adapter ? adapter->b : at::Tensor())})
            if (learns(parameter)) *gradient = at::zeros(parameter.sizes(), at::kFloat);
    }

    void run() {
        const int64_t step = headRowsAtOnce(head_.weight.size(0));
        for (int64_t row = 0; row < hidden_.size(0); row += step) chunk(row, std::min(step, hidden_.size(0) - row));
    }

    at::Tensor losses_;  // (N)
    HeadGradients gradients;

private:
    void chunk(int64_t row, int64_t rows) {
        const at::Tensor h = hidden_.narrow(0, row, rows);
        const at::Tensor keys = rowKeys_.defined() ? rowKeys_.narrow(0, row, rows) : at::Tensor();
        at::Tensor reduced;
        at::Tensor logits = linear(head_, h, keys, &reduced);  // (rows, V)
        bendLogits(logits, form_);
        const at::Tensor bent = wantsAny_ && form_.cap > 0 ? logits / form_.cap : at::Tensor();  // tanh of the uncapped
        overwrite(logits, row);
        if (!wantsAny_) return;
        if (bent.defined()) logits.mul_(1 - bent.square());
        if (form_.scale != 1) logits.mul_(form_.scale);
        const at::Tensor ds = reducedGradient(head_, logits);
        if (gradients.hidden.defined()) gradients.hidden.narrow(0, row, rows).copy_(inputGradient(head_, logits, ds, keys));
        addParameters(h, logits, reduced, ds, keys);
    }

    /// Losses of the rows; logits become their gradients where those are wanted.
    void overwrite(at::Tensor& logits, int64_t row) {
        const int64_t vocabulary = logits.size(1);
        float* values = logits.data_ptr<float>();
        const int64_t* targets = targets_.const_data_ptr<int64_t>() + row;
        float* losses = losses_.data_ptr<float>() + row;
        at::parallel_for(0, logits.size(0), std::max<int64_t>(1, kGrain / std::max<int64_t>(1, vocabulary)), [&](int64_t begin, int64_t end) {
            for (int64_t r = begin; r < end; ++r)
                losses[r] = wantsAny_ ? kernels().crossEntropy(values + r * vocabulary, vocabulary, targets[r])
                                      : kernels().crossEntropyValue(values + r * vocabulary, vocabulary, targets[r]);
        });
    }

    void addParameters(const at::Tensor& h, const at::Tensor& logits, const at::Tensor& reduced, const at::Tensor& ds, const at::Tensor& keys) {
        if (gradients.weight.defined()) {
            for (int64_t v = 0; v < logits.size(1); v += kHeadGradientRows) {
                const int64_t count = std::min(kHeadGradientRows, logits.size(1) - v);
                at::Tensor block = gradients.weight.narrow(0, v, count);
                addInPlace(block, transposedTimes(logits.narrow(1, v, count), h, arithmetic()));
            }
        }
        if (gradients.bias.defined()) gradients.bias.add_(logits.sum(0));
        const LowRank* adapter = head_.adapter();
        if (!adapter) return;
        const bool drops = adapter->dropout > 0 && keys.defined();
        if (gradients.b.defined()) gradients.b.add_(transposedTimes(reduced, logits).t(), adapter->scale);
        if (gradients.a.defined())
            gradients.a.add_(transposedTimes(ds, drops ? dropout(h, keys, adapter->key, adapter->dropout) : h));
    }

    const Linear& head_;
    LogitForm form_;
    at::Tensor hidden_, targets_, rowKeys_;
    bool wantsAny_;
};

Backward scaled(const Linear& head, HeadGradients gradients) {
    return [head, gradients = std::move(gradients)](const at::Tensor& up, bool wanted, GradientSink& sink) mutable {
        const double factor = up.item<double>();
        const LowRank* adapter = head.adapter();
        const auto give = [&](const at::Tensor& parameter, at::Tensor& gradient) {
            if (gradient.defined()) sink.add(parameter, factor == 1 ? gradient : gradient.mul_(factor));
            gradient.reset();
        };
        give(head.weight, gradients.weight);
        give(head.bias, gradients.bias);
        if (adapter) {
            give(adapter->a, gradients.a);
            give(adapter->b, gradients.b);
        }
        if (!wanted || !gradients.hidden.defined()) return at::Tensor();
        return factor == 1 ? gradients.hidden : gradients.hidden.mul_(factor);
    };
}

}  // namespace

void bendLogits(at::Tensor& logits, const LogitForm& form) {
    if (form.scale != 1) logits.mul_(form.scale);
    if (form.cap > 0) logits.div_(form.cap).tanh_().mul_(form.cap);
}

HeadLoss headLoss(const at::Tensor& hidden, const Linear& head, const at::Tensor& targets, const at::Tensor& rowKeys, const LogitForm& form) {
    std::vector<at::Tensor> learning;
    appendLearning(head, learning);
    const bool recorded = needsNode(hidden, learning);
    const at::NoGradGuard noGrad;
    HeadPass pass(head, hidden.detach(), targets, rowKeys, form, recorded && learns(hidden), recorded);
    pass.run();
    HeadLoss loss{pass.losses_.sum(at::kDouble).to(at::kFloat), pass.losses_.neg()};
    if (recorded) attachNode(loss.sum, hidden, learning, "head and loss", scaled(head, std::move(pass.gradients)));
    return loss;
}

HeadLoss headLoss(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& targets,
                  const at::Tensor& loraA, const at::Tensor& loraB, double scale) {
    Linear head{"lm_head", weight, bias, nullptr};
    if (loraA.defined()) {
        head.lowRank = std::make_shared<LowRank>();
        head.lowRank->a = loraA;
        head.lowRank->b = loraB;
        head.lowRank->scale = scale;
    }
    return headLoss(hidden, head, targets);
}

}  // namespace luthier
