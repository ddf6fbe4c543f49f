// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/engine/checks.h"
#include "core/engine/prepare_labels.h"

namespace luthier {
namespace {

constexpr int64_t kFewRows = 8;       // of a class, from which little is learnt
constexpr double kDominates = 0.8;    // of the rows, that one class may be
constexpr size_t kNamed = 5;          // classes that a message names

using Kind = LabelScheme::Kind;

/// "a", "b", …
std::string named(const std::vector<std::string>& names) {
    std::vector<std::string> shown;
    for (size_t i = 0; i < std::min(kNamed, names.size()); ++i) shown.push_back("\"" + names[i] + "\"");
    if (shown.size() < names.size()) shown.push_back("…");
    return fmt::format("{}", fmt::join(shown, ", "));
}

std::vector<std::string> namesWhere(const Prepared& prepared, const auto& holds) {
    std::vector<std::string> names;
    for (size_t i = 0; i < prepared.labels.names.size(); ++i)
        if (holds(i)) names.push_back(prepared.labels.names[i]);
    return names;
}

void lookAtCounts(const Prepared& prepared, Problems& problems) {
    const std::vector<int64_t> train = rowsOfClasses(prepared, Part::Train), eval = rowsOfClasses(prepared, Part::Eval);
    const auto none = namesWhere(prepared, [&](size_t i) { return train[i] == 0; });
    const auto few = namesWhere(prepared, [&](size_t i) { return train[i] > 0 && train[i] < kFewRows; });
    const auto unseen = namesWhere(prepared, [&](size_t i) { return train[i] > 0 && eval[i] == 0; });
    if (!none.empty()) problems.push_back(warning("data.eval", "no training row has the label " + named(none) + ": it stands in rows held out only and cannot be learnt", "bring more rows of it"));
    if (!few.empty()) problems.push_back(warning("data.train", fmt::format("fewer than {} training rows have the label {}", kFewRows, named(few)), "bring more rows of it, or join it with a label like it"));
    if (!prepared.eval.empty() && !unseen.empty())
        problems.push_back(warning("data.eval", "no row held out has the label " + named(unseen) + ": whether it is learnt will not be seen",
                                   "bring more rows of it, give another data.split_seed, or an evaluation file with rows of every label"));
    if (prepared.labels.kind != Kind::One || prepared.train.empty()) return;
    const auto most = std::ranges::max_element(train);
    const double share = static_cast<double>(*most) / static_cast<double>(prepared.train.size());
    if (share >= kDominates)
        problems.push_back(warning("data.train", fmt::format("{:.0f} % of the rows have the label \"{}\": always answering it would be right as often; look at f1_macro, not at the accuracy", 100 * share,
                                                             prepared.labels.names[static_cast<size_t>(most - train.begin())]),
                                   "bring more rows of the other labels"));
}

/// The same text with different labels: one of them is wrong, or the text does not decide it.
void lookAtNoise(const Prepared& prepared, Problems& problems) {
    std::unordered_map<uint64_t, std::vector<float>> first;
    std::set<uint64_t> torn;
    for (uint32_t index : prepared.train) {
        const Sample sample = (*prepared.store)[index];
        const uint64_t text = nameHash({reinterpret_cast<const char*>(sample.ids.data()), sample.ids.size() * sizeof(int32_t)});
        if (first.try_emplace(text, sample.target).first->second != sample.target) torn.insert(text);
    }
    if (torn.empty()) return;
    problems.push_back(warning("data.train", fmt::format("{} {} in several training rows with different labels", torn.size(), torn.size() == 1 ? "text stands" : "texts stand"),
                               "decide for one label of each, or choose objective.labels: several where both are right"));
}

void lookAtNumbers(const Prepared& prepared, Problems& problems) {
    if (prepared.train.empty()) return;
    const std::vector<float> first = (*prepared.store)[prepared.train.front()].target;
    if (std::ranges::all_of(prepared.train, [&](uint32_t index) { return (*prepared.store)[index].target == first; }))
        problems.push_back(warning("data.train", fmt::format("every training row has the number {:.4g}: there is nothing to learn", first.front()), "look whether the right column holds the numbers"));
}

Problems look(const CheckSubject& subject) {
    const Prepared& prepared = subject.prepared;
    Problems problems;
    if (!prepared.labels.present()) return problems;
    if (prepared.labels.kind == Kind::Number) lookAtNumbers(prepared, problems);
    else lookAtCounts(prepared, problems);
    if (looksLikeNumbers(prepared.labels))
        problems.push_back(fixable(warning("objective.kind", fmt::format("the {} labels are numbers: as names, 4 is no nearer to 5 than to 1", prepared.labels.names.size()),
                                           "choose objective.kind: regress where their size counts"), Fix{"objective.kind", "regress"}));
    lookAtNoise(prepared, problems);
    return problems;
}

}  // namespace

Check labelsCheck() { return {"labels", "Every label has rows to be learnt from and measured on", look}; }

}  // namespace luthier
