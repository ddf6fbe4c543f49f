// SPDX-License-Identifier: Apache-2.0
#include "core/data/label_scheme.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace luthier {
namespace {

constexpr double kYes = 0.5;  // chance from which on one of several labels is answered (a logit of 0 or more)

std::string trimmed(std::string_view text) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

/// A number that fills the whole text and that a float can hold.
std::optional<double> numberIn(const std::string& given) {
    const std::string text = trimmed(given);
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    double value = 0;
    const auto [end, fault] = std::from_chars(begin, text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    if (!(std::abs(value) <= std::numeric_limits<float>::max())) return std::nullopt;
    return value;
}

/// A list as JSON, as a table's cell holds it, or with | between its labels.
std::optional<std::vector<std::string>> listIn(const Json& label) {
    const auto textsOf = [](const Json& list) {
        std::vector<std::string> texts;
        for (const Json& each : list.asArray())
            if (!isNoLabel(each)) texts.push_back(labelText(each));
        return texts;
    };
    if (label.isArray()) return textsOf(label);
    if (!label.isString()) return std::nullopt;
    const std::string& text = label.asString();
    if (text.starts_with('[') && text.ends_with(']')) {
        try {
            return textsOf(Json::parse(text));
        } catch (const JsonError&) {  // a label that only looks like a list
        }
    }
    if (text.find('|') == std::string::npos) return std::nullopt;
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('|', begin), text.size());
        if (std::string part = trimmed(std::string_view(text).substr(begin, end - begin)); !part.empty()) parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

/// The labels of a row that may have several; a text without a list is one, an empty text none.
std::vector<std::string> partsOf(const Json& label) {
    if (auto list = listIn(label)) return *list;
    return isNoLabel(label) ? std::vector<std::string>{} : std::vector<std::string>{labelText(label)};
}

std::vector<std::string> inOrder(const std::map<std::string, int64_t>& counts) {
    std::vector<std::string> names;
    for (const auto& [name, count] : counts) names.push_back(name);  // by byte, which in UTF-8 is by code point
    if (std::ranges::all_of(names, [](const std::string& name) { return numberIn(name).has_value(); }))
        std::ranges::stable_sort(names, {}, [](const std::string& name) { return *numberIn(name); });
    return names;
}

RowFault unknownLabel(const std::string& name) {
    return {"unknown label", fmt::format("the label \"{}\" is not among those that are learnt", name), "mend the label, or add training rows that have it"};
}

}  // namespace

bool isNoLabel(const Json& label) { return label.isNull() || (label.isString() && trimmed(label.asString()).empty()); }

std::string labelText(const Json& label) {
    if (label.isNull()) return "";
    if (label.isString()) return label.asString();
    if (label.isFloat()) return pythonFloat(label.asNumber());
    if (!label.isArray()) return label.dump();
    std::vector<std::string> texts;
    for (const Json& each : label.asArray()) texts.push_back(labelText(each));
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string LabelScheme::problemType() const {
    switch (kind) {
        case Kind::One: return "single_label_classification";
        case Kind::Several: return "multi_label_classification";
        case Kind::Number: return "regression";
        case Kind::None: break;
    }
    return "";
}

std::optional<RowFault> LabelScheme::target(const Json& label, std::vector<float>& target) const {
    target.clear();
    const bool mayBeEmpty = kind == Kind::Several && !label.isNull();  // none of them is an answer too
    if (!mayBeEmpty && isNoLabel(label)) return RowFault{kNoLabel, "the row has no label", "add its label, or remove the row"};
    if (kind == Kind::Number) {
        const auto number = label.isArray() || label.isBool() ? std::nullopt : numberIn(labelText(label));
        if (!number) return RowFault{"not a number", fmt::format("expected a number as label, found \"{}\"", labelText(label)),
                                     "write it like 3.5, or choose objective.kind: classify where labels are names"};
        target = {static_cast<float>(*number)};
        return std::nullopt;
    }
    if (kind == Kind::One && label.isArray())
        return RowFault{"several labels", "expected one label, found a list of labels", "choose objective.labels: several"};
    const std::vector<std::string> given = kind == Kind::One ? std::vector<std::string>{labelText(label)} : partsOf(label);
    std::vector<size_t> ids;
    for (const std::string& name : given) {
        auto found = std::ranges::find(names, name);
        if (const auto id = byId && found == names.end() ? numberIn(name) : std::nullopt; id && *id >= 0 && *id < static_cast<double>(names.size()) && *id == std::floor(*id))
            found = names.begin() + static_cast<std::ptrdiff_t>(*id);
        if (found == names.end()) return unknownLabel(name);
        ids.push_back(static_cast<size_t>(found - names.begin()));
    }
    if (kind == Kind::One) {
        target = {static_cast<float>(ids.front())};
        return std::nullopt;
    }
    target.assign(names.size(), 0);
    for (size_t id : ids) target[id] = 1;
    return std::nullopt;
}

Json LabelScheme::targetJson(const std::vector<float>& target) const {
    if (target.empty()) return {};
    if (kind == Kind::One) return static_cast<int64_t>(target.front());
    if (kind == Kind::Number) return double{target.front()};
    Json list = Json::array();
    for (float value : target) list.push_back(double{value});
    return list;
}

std::vector<double> LabelScheme::chances(const std::vector<float>& logits) const {
    std::vector<double> chances(logits.begin(), logits.end());
    if (kind == Kind::Several) {
        for (double& each : chances) each = 1 / (1 + std::exp(-each));
        return chances;
    }
    const double most = *std::ranges::max_element(chances);
    double sum = 0;
    for (double& each : chances) sum += each = std::exp(each - most);
    for (double& each : chances) each /= sum;
    return chances;
}

std::vector<size_t> LabelScheme::answered(const std::vector<double>& chances) const {
    if (kind == Kind::One) return {static_cast<size_t>(std::ranges::max_element(chances) - chances.begin())};
    std::vector<size_t> ids;
    for (size_t i = 0; i < chances.size(); ++i)
        if (chances[i] >= kYes) ids.push_back(i);
    return ids;
}

Json LabelScheme::answer(const std::vector<float>& logits) const {
    if (kind == Kind::Number) return double{logits.front()};
    if (kind == Kind::One) return names[static_cast<size_t>(std::ranges::max_element(logits) - logits.begin())];
    Json list = Json::array();
    for (size_t id : answered(chances(logits))) list.push_back(names[id]);
    return list;
}

std::string LabelScheme::answerInWords(const std::vector<float>& logits) const {
    if (kind == Kind::Number) return fmt::format("{:.4g}", logits.front());
    const std::vector<double> each = chances(logits);
    const auto named = [&](size_t i) { return fmt::format("{} ({:.0f} %)", names[i], 100 * each[i]); };
    std::vector<std::string> said;
    for (size_t id : answered(each)) said.push_back(named(id));
    if (!said.empty()) return fmt::format("{}", fmt::join(said, ", "));
    return "none; most likely " + named(static_cast<size_t>(std::ranges::max_element(each) - each.begin()));
}

Json LabelScheme::json() const {
    if (!present()) return {};
    Json list = Json::array();
    for (const std::string& name : names) list.push_back(name);
    return Json(Json::Object{{"problem_type", problemType()}, {"names", list}});
}

LabelScheme LabelScheme::of(const Json& json) {
    LabelScheme scheme;
    for (const Kind kind : {Kind::One, Kind::Several, Kind::Number}) {
        scheme.kind = kind;
        if (scheme.problemType() == json.stringOr("problem_type", "")) break;
        scheme.kind = Kind::None;
    }
    if (const Json* list = json.find("names"); list && list->isArray())
        for (const Json& name : list->asArray()) scheme.names.push_back(labelText(name));
    return scheme;
}

std::optional<LabelScheme> LabelScheme::in(const std::vector<std::string>& checkpoint) const {
    LabelScheme scheme = *this;
    if (kind == Kind::Number) return checkpoint.size() == 1 ? std::optional(scheme) : std::nullopt;
    scheme.names = checkpoint;
    scheme.byId = true;
    std::vector<float> ignored;
    LabelScheme one = scheme;
    one.kind = Kind::One;
    const bool allKnown = std::ranges::all_of(names, [&](const std::string& name) { return !one.target(name, ignored); });
    return allKnown ? std::optional(scheme) : std::nullopt;
}

void LabelCensus::add(const Json& label) {
    if (label.isNull()) return;
    several_ = several_ || listIn(label).has_value();
    for (const std::string& part : partsOf(label)) ++parts_[part];
    if (isNoLabel(label)) return;
    ++rows_;
    if (!label.isArray()) ++whole_[labelText(label)];
}

LabelScheme LabelCensus::classes(const std::string& labels) const {
    LabelScheme scheme;
    const bool several = labels == "several" || (labels == "auto" && several_);
    scheme.kind = several ? LabelScheme::Kind::Several : LabelScheme::Kind::One;
    scheme.names = inOrder(several ? parts_ : whole_);
    return scheme;
}

std::vector<int64_t> LabelCensus::counts(const LabelScheme& scheme) const {
    const auto& all = scheme.kind == LabelScheme::Kind::Several ? parts_ : whole_;
    std::vector<int64_t> counts;
    for (const std::string& name : scheme.names) {
        const auto found = all.find(name);
        counts.push_back(found == all.end() ? 0 : found->second);
    }
    return counts;
}

}  // namespace luthier
