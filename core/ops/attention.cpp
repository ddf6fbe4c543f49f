// SPDX-License-Identifier: Apache-2.0
#include "core/ops/attention.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/Parallel.h>

#include "core/ops/kernels.h"

namespace luthier {
namespace {

/// One head of one sample: the unit that threads share out.
struct Piece {
    int64_t begin, length, head;
};

constexpr double kWorthAThread = 1 << 17;  // products below which a second thread costs more than it saves

double burdenOf(const Piece& piece) { return static_cast<double>(piece.length + 64) * static_cast<double>(piece.length); }

/// All pieces, shared among threads so that their squared lengths balance: longest first, each to the least burdened.
std::vector<std::vector<Piece>> shares(const std::vector<int64_t>& starts, int64_t heads, int64_t headSize) {
    std::vector<Piece> pieces;
    for (size_t s = 0; s + 1 < starts.size(); ++s)
        for (int64_t head = 0; head < heads; ++head) pieces.push_back({starts[s], starts[s + 1] - starts[s], head});
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.length > b.length; });
    double products = 0;
    for (const Piece& piece : pieces) products += burdenOf(piece) * static_cast<double>(headSize);
    const int worthwhile = static_cast<int>(std::min(1e6, products / kWorthAThread));
    std::vector<std::vector<Piece>> all(static_cast<size_t>(std::clamp(worthwhile, 1, std::max(1, at::get_num_threads()))));
    std::vector<double> burden(all.size());
    for (const Piece& piece : pieces) {
        const auto least = static_cast<size_t>(std::min_element(burden.begin(), burden.end()) - burden.begin());
        all[least].push_back(piece);
        burden[least] += burdenOf(piece);
    }
    return all;
}

void overPieces(const std::vector<int64_t>& starts, const HeadLayout& layout, bool backward, const std::function<void(const Piece&, float*)>& work) {
    const auto all = shares(starts, layout.heads, layout.headSize);
    int64_t longest = 0;
    for (size_t s = 0; s + 1 < starts.size(); ++s) longest = std::max(longest, starts[s + 1] - starts[s]);
    const int64_t each = kernels().attentionScratch(longest, layout.headSize, backward);
    at::Tensor scratch = at::empty({static_cast<int64_t>(all.size()), each});
    float* scratches = scratch.data_ptr<float>();
    at::parallel_for(0, static_cast<int64_t>(all.size()), 1, [&](int64_t begin, int64_t end) {
        for (int64_t share = begin; share < end; ++share)
            for (const Piece& piece : all[static_cast<size_t>(share)]) work(piece, scratches + share * each);
    });
}

AttentionHead headOf(const Piece& piece, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Attended& forward,
                     const HeadLayout& layout) {
    AttentionHead head;
    head.length = piece.length;
    head.headSize = layout.headSize;
    head.qStride = q.size(1);
    head.kvStride = head.dkvStride = k.size(1);
    head.scale = static_cast<float>(layout.scoreScale());
    head.window = layout.window;
    head.softCap = static_cast<float>(layout.softCap);
    head.causal = layout.causal;
    if (layout.keyBias.defined()) head.keyBias = layout.keyBias.const_data_ptr<float>() + piece.head * layout.keyBias.size(1);
    const int64_t atQ = piece.begin * q.size(1) + piece.head * layout.headSize;
    const int64_t atK = piece.begin * k.size(1) + piece.head / (layout.heads / layout.kvHeads) * layout.headSize;
    head.q = q.const_data_ptr<float>() + atQ;
    head.k = k.const_data_ptr<float>() + atK;
    head.v = v.const_data_ptr<float>() + atK;
    head.out = forward.out.data_ptr<float>() + atQ;
    head.logSumExp = forward.logSumExp.data_ptr<float>() + piece.head * q.size(0) + piece.begin;
    return head;
}

void expectHeads(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts, const HeadLayout& layout) {
    TORCH_CHECK(q.is_contiguous() && k.is_contiguous() && v.is_contiguous() && q.scalar_type() == at::kFloat);
    TORCH_CHECK(q.size(1) == layout.heads * layout.headSize && k.size(1) == layout.kvHeads * layout.headSize && v.sizes() == k.sizes());
    TORCH_CHECK(!layout.keyBias.defined() || (layout.keyBias.is_contiguous() && layout.keyBias.size(0) == layout.heads));
    TORCH_CHECK(!starts.empty() && starts.back() == q.size(0) && layout.heads % layout.kvHeads == 0);
}

/// Sums the heads of each group, in order. (T, heads * D) -> (T, kvHeads * D)
at::Tensor groupSum(const at::Tensor& perHead, const HeadLayout& layout) {
    const int64_t groups = layout.heads / layout.kvHeads;
    if (groups == 1) return perHead;
    const int64_t rows = perHead.size(0), size = layout.headSize;
    at::Tensor sum = at::empty({rows, layout.kvHeads * size}, perHead.options());
    const float* in = perHead.const_data_ptr<float>();
    float* out = sum.data_ptr<float>();
    at::parallel_for(0, rows * layout.kvHeads, 256, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            const float* first = in + i * groups * size;
            std::copy(first, first + size, out + i * size);
            for (int64_t g = 1; g < groups; ++g) kernels().add(out + i * size, first + g * size, 1, size);
        }
    });
    return sum;
}

}  // namespace

double HeadLayout::scoreScale() const { return scale != 0 ? scale : 1 / std::sqrt(static_cast<double>(headSize)); }

Attended attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const std::vector<int64_t>& starts, const HeadLayout& layout) {
    expectHeads(q, k, v, starts, layout);
    const Attended result{at::empty_like(q), at::empty({layout.heads, q.size(0)}, q.options())};
    overPieces(starts, layout, false, [&](const Piece& piece, float* scratch) {
        AttentionHead head = headOf(piece, q, k, v, result, layout);
        head.scratch = scratch;
        kernels().attention(head);
    });
    return result;
}

AttentionGradient attentionBackward(const at::Tensor& dOut, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                    const Attended& forward, const std::vector<int64_t>& starts, const HeadLayout& layout) {
    expectHeads(q, k, v, starts, layout);
    TORCH_CHECK(dOut.is_contiguous() && dOut.sizes() == q.sizes());
    AttentionGradient gradient{at::empty_like(q), at::empty_like(q), at::empty_like(q)};  // of k and v: per query head, summed below
    overPieces(starts, layout, true, [&](const Piece& piece, float* scratch) {
        AttentionHead head = headOf(piece, q, k, v, forward, layout);
        const int64_t at = head.q - q.const_data_ptr<float>();
        head.dkvStride = q.size(1);
        head.dOut = dOut.const_data_ptr<float>() + at;
        head.dQ = gradient.q.data_ptr<float>() + at;
        head.dK = gradient.k.data_ptr<float>() + at;
        head.dV = gradient.v.data_ptr<float>() + at;
        head.scratch = scratch;
        kernels().attentionBackward(head);
    });
    gradient.k = groupSum(gradient.k, layout);
    gradient.v = groupSum(gradient.v, layout);
    return gradient;
}

}  // namespace luthier
