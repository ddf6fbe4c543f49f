// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/confusion.h"

#include <algorithm>
#include <numeric>

namespace luthier::ui {
namespace {

const Json::Array* listIn(const Json& object, const char* name) {
    const Json* found = object.isObject() ? object.find(name) : nullptr;
    return found && found->isArray() ? &found->asArray() : nullptr;
}

}  // namespace

int64_t Confusion::rowsOf(size_t right) const { return std::accumulate(counts[right].begin(), counts[right].end(), int64_t{0}); }

Confusion confusionOf(const Json& metrics) {
    const Json::Array *classes = listIn(metrics, "classes"), *table = listIn(metrics, "confusion");
    if (!classes || !table || classes->size() != table->size()) return {};
    Confusion confusion;
    for (size_t right = 0; right < table->size(); ++right) {
        const Json &line = (*table)[right], &label = (*classes)[right];
        if (!line.isArray() || line.asArray().size() != table->size() || !label.isObject()) return {};
        confusion.labels.push_back(label.stringOr("label", ""));
        std::vector<int64_t>& counts = confusion.counts.emplace_back();
        for (const Json& count : line.asArray()) counts.push_back(count.isNumber() ? static_cast<int64_t>(count.asNumber()) : 0);
    }
    return confusion;
}

std::vector<Mistake> mistakesOf(const Confusion& confusion, size_t most) {
    std::vector<Mistake> mistakes;
    for (size_t right = 0; right < confusion.counts.size(); ++right) {
        for (size_t answered = 0; answered < confusion.counts.size(); ++answered) {
            const int64_t count = confusion.counts[right][answered];
            if (right != answered && count > 0) mistakes.push_back({right, answered, count});
        }
    }
    std::ranges::stable_sort(mistakes, std::greater<>(), &Mistake::count);
    if (mistakes.size() > most) mistakes.resize(most);
    return mistakes;
}

}  // namespace luthier::ui
