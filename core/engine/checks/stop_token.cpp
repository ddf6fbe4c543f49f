// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

/// What generation stops on is predicted somewhere in the sample.
bool teaches(const Sample& sample, const TextModel& text) {
    for (size_t i = 1; i < sample.ids.size(); i++) {  // the first token is predicted from nothing
        if (sample.learnt[i] && text.isStop(sample.ids[i])) return true;
    }
    return false;
}

Problem neverStops() {
    return fixable(warning("model.template", "no sample teaches the token that ends an answer: the tuned model may not know when to stop",
                           "use a template that writes the end token after each answer, or model.template: plain"), Fix{"model.template", "plain"});
}

Problems look(const CheckSubject& subject) {
    const Prepared& prepared = subject.prepared;
    const TextModel& text = *prepared.text;
    if (prepared.labels.present() || prepared.train.empty()) return {};
    if (text.stopIds().empty())
        return {warning("model.path", "the model's files name no token that ends an answer: what it writes goes on to the last token allowed",
                        "set eos_token in its tokenizer_config.json, or eos_token_id in its generation_config.json")};
    size_t open = 0, cut = 0;
    for (const uint32_t index : prepared.train) {
        if (teaches((*prepared.store)[index], text)) continue;
        open++;
        if (prepared.store->length(index) >= prepared.maxLength) cut++;
    }
    if (open == prepared.train.size()) return {neverStops()};
    const bool isText = prepared.labelsOf(Part::Train) == prepared.tokensOf(Part::Train);  // all of it is learnt: there are no answers
    if (open == cut || isText) return {};  // pieces of long text have no end, what is cut is told elsewhere
    return {warning("model.template", fmt::format("the token that ends an answer is not taught by {} of {} samples", open - cut, prepared.train.size()),
                    "use a template that writes the end token after each answer, or mend these rows")};
}

}  // namespace

Check stopTokenCheck() { return {"stop_token", "Answers teach where to end", look}; }

}  // namespace luthier
