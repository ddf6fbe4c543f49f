// SPDX-License-Identifier: Apache-2.0
#include "core/text/beginning.h"

#include <algorithm>

namespace luthier {
namespace {

constexpr size_t kMostGroups = 16, kMostTokens = 4096;

/// Tokens that may be shared: none of them predicts a learnt one, and one at least is left.
size_t sharable(const Sample& sample) {
    size_t first = 1;
    while (first < sample.ids.size() && !sample.learnt[first]) first++;
    return std::min(kMostTokens, first - 1);
}

size_t commonLength(const std::vector<int32_t>& a, const std::vector<int32_t>& b, size_t most) {
    const auto end = a.begin() + static_cast<std::ptrdiff_t>(std::min({most, a.size(), b.size()}));
    return static_cast<size_t>(std::mismatch(a.begin(), end, b.begin()).first - a.begin());
}

}  // namespace

Beginning BeginningGroups::of(const Sample& sample) {
    const size_t most = sharable(sample);
    Group* like = nullptr;
    size_t length = kLeastShared - 1;
    for (Group& group : groups_) {
        const size_t common = commonLength(sample.ids, group.ids, most);
        if (common <= length) continue;
        like = &group;
        length = common;
    }
    if (!like) return most < kLeastShared ? Beginning{} : founded(sample, most);
    like->met = true;
    return {like->number, static_cast<uint32_t>(length)};
}

/// The sample's own group, where there is room or one that nobody met makes it.
Beginning BeginningGroups::founded(const Sample& sample, size_t length) {
    const Group group{founded_, {sample.ids.begin(), sample.ids.begin() + static_cast<std::ptrdiff_t>(length)}};
    if (groups_.size() < kMostGroups) {
        groups_.push_back(group);
    } else {
        size_t tried = 0;
        while (tried < kMostGroups && groups_[(oldest_ + tried) % kMostGroups].met) tried++;
        if (tried == kMostGroups) return {};
        oldest_ = (oldest_ + tried) % kMostGroups;
        groups_[oldest_] = group;
        oldest_ = (oldest_ + 1) % kMostGroups;
    }
    return {founded_++, static_cast<uint32_t>(length)};
}

}  // namespace luthier
