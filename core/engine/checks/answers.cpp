// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/engine/checks.h"
#include "core/base/hash.h"

namespace luthier {
namespace {

constexpr double kMostEqual = 0.5;  // of the answers, that may be one and the same
constexpr int64_t kFewAnswers = 4;  // fewer say nothing about variety
constexpr uint32_t kFewTokens = 4;  // an answer of more is not empty

std::vector<int32_t> learntOf(const Sample& sample) {
    std::vector<int32_t> ids;
    for (size_t i = 0; i < sample.ids.size(); i++) {
        if (sample.learnt[i]) ids.push_back(sample.ids[i]);
    }
    return ids;
}

bool isBlank(const TextModel& text, std::vector<int32_t> ids) {
    std::erase_if(ids, [&](int32_t id) { return text.isStop(id); });
    return text.tokenizer().decode(ids, true).find_first_not_of(" \t\r\n") == std::string::npos;
}

Problems look(const CheckSubject& subject) {
    if (subject.prepared.labels.present()) return {};  // labels.cpp looks at them
    if (subject.prepared.labelsOf(Part::Train) == subject.prepared.tokensOf(Part::Train)) return {};  // plain text has no answers
    std::unordered_map<uint64_t, int64_t> counts;
    int64_t all = 0, empty = 0, most = 0;
    for (uint32_t index : subject.prepared.train) {
        const std::vector<int32_t> ids = learntOf((*subject.prepared.store)[index]);
        all++;
        if (ids.size() <= kFewTokens && isBlank(*subject.prepared.text, ids)) empty++;
        most = std::max(most, ++counts[nameHash({reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(int32_t)})]);
    }
    Problems problems;
    if (empty > 0) problems.push_back(warning("data.train", fmt::format("empty answers, in {} of {} rows: the model will learn to say nothing", empty, all), "add their answers, or remove these rows"));
    if (all >= kFewAnswers && static_cast<double>(most) > kMostEqual * static_cast<double>(all)) {
        problems.push_back(warning("data.train", fmt::format("{} of {} answers are one and the same: the model will learn to say it always", most, all),
                                   "look whether the right column holds the answers, and bring more variety"));
    }
    return problems;
}

}  // namespace

Check answersCheck() { return {"answers", "Answers differ and are not empty", look}; }

}  // namespace luthier
