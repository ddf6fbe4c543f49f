// SPDX-License-Identifier: Apache-2.0
#include "core/text/sample.h"

#include <algorithm>

namespace luthier {

int64_t Sample::labelCount() const {
    if (!target.empty()) return 1;
    return learnt.empty() ? 0 : std::count(learnt.begin() + 1, learnt.end(), true);
}

std::vector<int32_t> Sample::labels() const {
    std::vector<int32_t> labels(ids.size());
    for (size_t i = 0; i < ids.size(); ++i) labels[i] = learnt[i] ? ids[i] : kNotLearnt;
    return labels;
}

Sample unlabelled(std::vector<int32_t> ids, const LabelScheme& labels) {
    Sample sample;
    sample.learnt.resize(ids.size());
    sample.ids = std::move(ids);
    sample.target.resize(labels.targetWidth());
    return sample;
}

}  // namespace luthier
