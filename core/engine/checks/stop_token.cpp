// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/engine/checks.h"

namespace luthier {
namespace {

bool teaches(const Sample& sample, const TextModel& text) {
    for (size_t i = 0; i < sample.ids.size(); i++) {
        if (sample.learnt[i] && text.isStop(sample.ids[i])) return true;
    }
    return false;
}

Problems look(const CheckSubject& subject) {
    const Prepared& prepared = subject.prepared;
    if (prepared.labels.present() || prepared.train.empty() || prepared.text->stopIds().empty()) return {};
    const auto learnt = [&](uint32_t index) { return teaches((*prepared.store)[index], *prepared.text); };
    if (std::any_of(prepared.train.begin(), prepared.train.end(), learnt)) return {};
    return {fixable(warning("model.template", "no sample teaches the token that ends an answer: the tuned model may not know when to stop",
                    "use a template that writes the end token after each answer, or model.template: plain"), Fix{"model.template", "plain"})};
}

}  // namespace

Check stopTokenCheck() { return {"stop_token", "Answers teach where to end", look}; }

}  // namespace luthier
