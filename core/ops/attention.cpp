// SPDX-License-Identifier: Apache-2.0
#include "core/ops/attention.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <ATen/Parallel.h>

#include "core/ops/kernels.h"

namespace luthier {
namespace {

/// One head of some samples, one after the other: the unit that threads share out.
struct Piece {
    const std::vector<size_t>* samples;
    int64_t head;
    double burden;
};

constexpr double kWorthAThread = 1 << 17;  // products below which a second thread costs more than it saves

/// Samples that one thread takes in order: in the backward, those that add to the same rows, whose owner comes first.
std::vector<std::vector<size_t>> together(const PackLayout& pack, bool backward) {
    std::vector<std::vector<size_t>> groups;
    std::map<int64_t, size_t> ofRow;  // where an owner's group is, by its first row
    for (size_t s = 0; s < pack.size(); ++s) {
        const SharedBeginning shared = pack.beginning(s);
        if (backward && shared.length > 0) {
            groups[ofRow.at(shared.row)].push_back(s);
        } else {
            ofRow[pack.starts[s]] = groups.size();
            groups.push_back({s});
        }
    }
    return groups;
}

double burdenOf(const PackLayout& pack, const std::vector<size_t>& samples) {
    double burden = 0;
    for (size_t s : samples) burden += static_cast<double>(pack.rows(s) + 64) * static_cast<double>(pack.rows(s) + 2 * pack.beginning(s).length);
    return burden;
}

/// All pieces, shared among threads so that their squared lengths balance: heaviest first, each to the least burdened.
std::vector<std::vector<Piece>> shares(const PackLayout& pack, const std::vector<std::vector<size_t>>& groups, const HeadLayout& layout) {
    std::vector<Piece> pieces;
    for (const std::vector<size_t>& group : groups) {
        const double burden = burdenOf(pack, group);
        for (int64_t head = 0; head < layout.heads; ++head) pieces.push_back({&group, head, burden});
    }
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.burden > b.burden; });
    double products = 0;
    for (const Piece& piece : pieces) products += piece.burden * static_cast<double>(layout.headSize);
    const int worthwhile = static_cast<int>(std::min(1e6, products / kWorthAThread));
    std::vector<std::vector<Piece>> all(static_cast<size_t>(std::clamp(worthwhile, 1, std::max(1, at::get_num_threads()))));
    std::vector<double> burden(all.size());
    for (const Piece& piece : pieces) {
        const auto least = static_cast<size_t>(std::min_element(burden.begin(), burden.end()) - burden.begin());
        all[least].push_back(piece);
        burden[least] += piece.burden;
    }
    return all;
}

/// work(sample, head, scratch) for every head of every sample.
void overHeads(const PackLayout& pack, const HeadLayout& layout, bool backward, const std::function<void(size_t, int64_t, float*)>& work) {
    const auto groups = together(pack, backward);
    const auto all = shares(pack, groups, layout);
    const int64_t each = kernels().attentionScratch(pack.longest(), layout.headSize, backward);
    at::Tensor scratch = at::empty({static_cast<int64_t>(all.size()), each});
    float* scratches = scratch.data_ptr<float>();
    at::parallel_for(0, static_cast<int64_t>(all.size()), 1, [&](int64_t begin, int64_t end) {
        for (int64_t share = begin; share < end; ++share)
            for (const Piece& piece : all[static_cast<size_t>(share)])
                for (size_t sample : *piece.samples) work(sample, piece.head, scratches + share * each);
    });
}

/// Where one head's numbers of a row begin.
struct Places {
    int64_t q, k;
};
Places placesOf(int64_t row, int64_t head, const HeadLayout& layout) {
    const int64_t kvHead = head / (layout.heads / layout.kvHeads);
    return {(row * layout.heads + head) * layout.headSize, (row * layout.kvHeads + kvHead) * layout.headSize};
}

AttentionHead headOf(const PackLayout& pack, size_t sample, int64_t which, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const Attended& forward, const HeadLayout& layout) {
    AttentionHead head;
    head.length = pack.rows(sample);
    head.before = pack.beginning(sample).length;
    head.headSize = layout.headSize;
    head.qStride = q.size(1);
    head.kvStride = head.dkvStride = k.size(1);
    head.scale = static_cast<float>(layout.scoreScale());
    head.window = layout.window;
    head.softCap = static_cast<float>(layout.softCap);
    head.causal = layout.causal;
    if (layout.keyBias.defined()) head.keyBias = layout.keyBias.const_data_ptr<float>() + which * layout.keyBias.size(1);
    const Places at = placesOf(pack.starts[sample], which, layout), ahead = placesOf(pack.beginning(sample).row, which, layout);
    head.q = q.const_data_ptr<float>() + at.q;
    head.k = k.const_data_ptr<float>() + at.k;
    head.v = v.const_data_ptr<float>() + at.k;
    head.kBefore = k.const_data_ptr<float>() + ahead.k;
    head.vBefore = v.const_data_ptr<float>() + ahead.k;
    head.out = forward.out.data_ptr<float>() + at.q;
    head.logSumExp = forward.logSumExp.data_ptr<float>() + which * q.size(0) + pack.starts[sample];
    return head;
}

void expectHeads(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const PackLayout& pack, const HeadLayout& layout) {
    TORCH_CHECK(q.is_contiguous() && k.is_contiguous() && v.is_contiguous() && q.scalar_type() == at::kFloat);
    TORCH_CHECK(q.size(1) == layout.heads * layout.headSize && k.size(1) == layout.kvHeads * layout.headSize && v.sizes() == k.sizes());
    TORCH_CHECK(!layout.keyBias.defined() || (layout.keyBias.is_contiguous() && layout.keyBias.size(0) == layout.heads));
    TORCH_CHECK(!pack.starts.empty() && pack.starts.back() == q.size(0) && layout.heads % layout.kvHeads == 0);
    TORCH_CHECK(layout.causal || pack.beginnings.empty(), "only what comes later differs behind a shared beginning");
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

Attended attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const PackLayout& pack, const HeadLayout& layout) {
    expectHeads(q, k, v, pack, layout);
    const Attended result{at::empty_like(q), at::empty({layout.heads, q.size(0)}, q.options())};
    overHeads(pack, layout, false, [&](size_t sample, int64_t which, float* scratch) {
        AttentionHead head = headOf(pack, sample, which, q, k, v, result, layout);
        head.scratch = scratch;
        kernels().attention(head);
    });
    return result;
}

AttentionGradient attentionBackward(const at::Tensor& dOut, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                    const Attended& forward, const PackLayout& pack, const HeadLayout& layout) {
    expectHeads(q, k, v, pack, layout);
    TORCH_CHECK(dOut.is_contiguous() && dOut.sizes() == q.sizes());
    AttentionGradient gradient{at::empty_like(q), at::empty_like(q), at::empty_like(q)};  // of k and v: per query head, summed below
    overHeads(pack, layout, true, [&](size_t sample, int64_t which, float* scratch) {
        AttentionHead head = headOf(pack, sample, which, q, k, v, forward, layout);
        const int64_t at = placesOf(pack.starts[sample], which, layout).q, ahead = placesOf(pack.beginning(sample).row, which, layout).q;
        head.dkvStride = q.size(1);
        head.dOut = dOut.const_data_ptr<float>() + at;
        head.dQ = gradient.q.data_ptr<float>() + at;
        head.dK = gradient.k.data_ptr<float>() + at;
        head.dV = gradient.v.data_ptr<float>() + at;
        head.dKBefore = gradient.k.data_ptr<float>() + ahead;
        head.dVBefore = gradient.v.data_ptr<float>() + ahead;
        head.scratch = scratch;
        kernels().attentionBackward(head);
    });
    gradient.k = groupSum(gradient.k, layout);
    gradient.v = groupSum(gradient.v, layout);
    return gradient;
}

}  // namespace luthier
