// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/field_kinds.h"

#include <algorithm>

#include "core/base/nearest.h"

namespace luthier::fields {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

std::string shown(const Json& value) {
    if (value.isNull()) return "nothing (null)";
    if (value.isArray()) return "a list";
    if (value.isObject()) return "keys with values";
    std::string text = value.dump();
    if (text.size() > 80) text = text.substr(0, 77) + "…";
    return value.isString() ? "the text " + text : text;
}

Fault expected(const std::string& what, const Json& found) { return "expected " + what + ", found " + shown(found); }

Field named(Words words, Field::Type type) {
    Field field;
    field.key = std::move(words.key);
    field.type = type;
    field.label = std::move(words.label);
    field.help = std::move(words.help);
    field.unit = std::move(words.unit);
    return field;
}

std::optional<int64_t> wholeNumber(const Json& value) {
    if (value.isInteger()) return value.asInteger();
    constexpr double kExact = 9007199254740992.0;  // 2^53: from there on doubles skip whole numbers
    if (!value.isFloat() || std::trunc(value.asNumber()) != value.asNumber() || std::fabs(value.asNumber()) > kExact) return {};
    return static_cast<int64_t>(value.asNumber());
}

Fault wrongChoice(const Json& value, const std::vector<std::string>& choices, const std::vector<std::string>& later) {
    if (!value.isString()) return expected("one of " + joined(choices), value);
    const std::string& word = value.asString();
    if (std::ranges::find(choices, word) != choices.end()) return {};
    if (std::ranges::find(later, word) != later.end()) return "\"" + word + "\" comes later; supported now: " + joined(choices);
    const std::string near = nearWord(word, choices);
    return *expected("one of " + joined(choices), value) + (near.empty() ? "" : "; did you mean " + near + "?");
}

std::optional<std::vector<std::string>> textsOf(const Json& value) {
    if (value.isString()) return std::vector<std::string>{value.asString()};
    if (!value.isArray()) return {};
    std::vector<std::string> texts;
    for (const Json& item : value.asArray()) {
        if (!item.isString()) return {};
        texts.push_back(item.asString());
    }
    return texts;
}

Json listOf(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Field special(Words words, std::string range, std::function<Json(const Recipe&)> value, std::function<Fault(Recipe&, const Json&)> put) {
    Field field = named(std::move(words), Field::Type::Special);
    field.range = std::move(range);
    field.value = std::move(value);
    field.put = std::move(put);
    return field;
}

}  // namespace luthier::fields

namespace luthier {

std::string allowedIn(const Field& field) {
    if (field.type == Field::Type::Choice) return "one of " + fields::joined(field.choices);
    return field.allowsAuto ? "auto, or " + field.range : field.range;
}

}  // namespace luthier
