// SPDX-License-Identifier: Apache-2.0
#include "core/store/answer_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/counted.h"
#include "core/base/error.h"
#include "core/base/hash.h"

namespace luthier {
namespace {

/// Sums of each group; without `before` that side is 0 of as many rows.
std::optional<Interval> intervalOver(const FormedAnswers* before, const FormedAnswers& after, const std::vector<uint64_t>& groups) {
    std::map<uint64_t, PairedGroup> sums;
    for (size_t row = 0; row < groups.size(); ++row) {
        PairedGroup& sum = sums[groups[row]];
        sum.sumA += before && before->inForm[row] ? 1 : 0;
        sum.sumB += after.inForm[row] ? 1 : 0;
        sum.countA += 1;
        sum.countB += 1;
    }
    std::vector<PairedGroup> list;
    for (const auto& [group, sum] : sums) list.push_back(sum);
    return pairedInterval(list);
}

std::string shareInWords(const FormedAnswers& answers, const std::optional<Interval>& share) {
    std::string words = fmt::format("{} of {}", answers.count(), counted(static_cast<int64_t>(answers.inForm.size()), "answer"));
    if (share) words += fmt::format(", {:.1f} % (95 %: {:.1f} to {:.1f} %)", 100 * share->meanB, 100 * share->low, 100 * share->high);
    return words;
}

std::string changeInWords(const Interval& change) {
    const std::string where = fmt::format("95 %: {:+.1f} to {:+.1f}", 100 * change.low, 100 * change.high);
    if (!change.distinguishable()) return fmt::format("not distinguishable ({:+.1f} points; {})", 100 * change.difference, where);
    return fmt::format("{:+.1f} points ({})", 100 * change.difference, where);
}

void addBounds(Json& json, const std::optional<Interval>& interval) {
    json["low"] = interval ? Json(interval->low) : Json();
    json["high"] = interval ? Json(interval->high) : Json();
}

Json answersJson(const FormedAnswers& answers, const std::vector<uint64_t>& groups) {
    const std::optional<Interval> share = shareInterval(answers, groups);
    Json json = Json::object();
    json["file"] = answers.file;
    json["rows"] = static_cast<int64_t>(answers.inForm.size());
    json["in_form"] = answers.count();
    json["share"] = answers.inForm.empty() ? Json() : Json(static_cast<double>(answers.count()) / static_cast<double>(answers.inForm.size()));
    addBounds(json, share);
    json["words"] = shareInWords(answers, share);
    return json;
}

Json changeJson(const std::optional<Interval>& change) {
    if (!change) return Json();
    Json json = Json::object();
    json["difference"] = change->difference;
    addBounds(json, change);
    json["distinguishable"] = change->distinguishable();
    json["words"] = changeInWords(*change);
    return json;
}

}  // namespace

int64_t FormedAnswers::count() const { return std::ranges::count(inForm, true); }

std::vector<uint64_t> groupsOfRows(const std::string& dataFile, ImportSettings settings) {
    std::vector<uint64_t> groups;
    settings.needsAnswers = false;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        groups.push_back(nameHash(contentKey(example)));
        return true;
    };
    sink.problem = [](RowProblem&& row) { throw Error(row.problem.where, row.problem.what, row.problem.mend); };
    importFile(dataFile, settings, sink);
    return groups;
}

std::optional<Interval> shareInterval(const FormedAnswers& answers, const std::vector<uint64_t>& groups) { return intervalOver(nullptr, answers, groups); }

std::optional<Interval> changeOfShare(const FormedAnswers& before, const FormedAnswers& after, const std::vector<uint64_t>& groups) {
    return intervalOver(&before, after, groups);
}

Json formJson(const std::vector<FormedAnswers>& answers, const std::vector<uint64_t>& groups) {
    Json json = Json::object();
    json["groups"] = static_cast<int64_t>(std::set<uint64_t>(groups.begin(), groups.end()).size());
    Json& list = json["answers"] = Json::array();
    for (const FormedAnswers& one : answers) list.push_back(answersJson(one, groups));
    json["change"] = answers.size() == 2 ? changeJson(changeOfShare(answers[0], answers[1], groups)) : Json();
    return json;
}

}  // namespace luthier
