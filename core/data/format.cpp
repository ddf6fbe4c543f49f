// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

#include <fmt/format.h>

namespace luthier {

#define FORMAT(name) DatasetFormat name##Format();
#include "core/data/formats.def"
#undef FORMAT

const std::vector<DatasetFormat>& datasetFormats() {
    static const std::vector<DatasetFormat> formats{
#define FORMAT(name) name##Format(),
#include "core/data/formats.def"
#undef FORMAT
    };
    return formats;
}

namespace {

std::string found(const Json& value) {
    if (value.isNull()) return "nothing";
    if (value.isString()) return "text";
    if (value.isArray()) return "a list";
    if (value.isObject()) return "an object";
    return value.isBool() ? "true or false" : "a number";
}

RowFault wrongType(std::string_view column, const char* expected, const Json& value) {
    return {fmt::format("type of {}", column), fmt::format("expected {} under \"{}\", found {}", expected, column, found(value)),
            "mend the row, or choose data.format and data.columns to fit the file"};
}

/// A table's cell holds lists as JSON text.
std::optional<RowFault> unfolded(const Json& row, std::string_view column, Json& value) {
    const Json* cell = row.find(column);
    value = cell ? *cell : Json();
    if (!value.isString()) return std::nullopt;
    const std::string text = value.asString();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        value = Json();
        return std::nullopt;
    }
    try {
        value = Json::parse(text);
    } catch (const JsonError&) {
        return wrongType(column, "a list", Json(text));
    }
    return std::nullopt;
}

const std::pair<std::string_view, std::string_view> kSpeakers[] = {
    {"human", "user"},   {"user", "user"},         {"gpt", "assistant"},  {"chatgpt", "assistant"}, {"assistant", "assistant"},
    {"bard", "assistant"}, {"bing", "assistant"},  {"model", "assistant"}, {"system", "system"},    {"tool", "tool"},
    {"observation", "tool"}, {"function_response", "tool"}};

/// {"name", "arguments"} or a list of them, as text -> tool_calls; false when the text is something else.
bool putCalls(const Json& value, Json& message) {
    if (!value.isString()) return false;
    Json calls;
    try {
        calls = Json::parse(value.asString());
    } catch (const JsonError&) {
        return false;
    }
    if (calls.isObject()) calls = Json(Json::Array{calls});
    if (!calls.isArray() || calls.size() == 0) return false;
    Json list = Json::array();
    for (const Json& call : calls.asArray()) {
        if (!call.find("name")) return false;
        list.push_back(Json(Json::Object{{"type", "function"}, {"function", call}}));
    }
    message["content"] = "";
    message["tool_calls"] = std::move(list);
    return true;
}

/// ShareGPT's {"from","value"}; any other message stays as it is.
Json asMessage(const Json& given) {
    const Json* from = given.find("from");
    if (!from || !from->isString() || given.find("role")) return given;
    const Json* value = given.find("value");
    Json message = Json::object();
    if (from->asString() == "function_call") {
        message["role"] = "assistant";
        if (value && putCalls(*value, message)) return message;
    }
    message["role"] = from->asString() == "function_call" ? "assistant" : from->asString();
    for (const auto& [theirs, ours] : kSpeakers)
        if (from->asString() == theirs) message["role"] = ours;
    if (value) message["content"] = *value;
    for (const auto& [name, member] : given.asObject())
        if (name != "from" && name != "value") message[name] = member;
    return message;
}

}  // namespace

bool has(const Json& row, std::string_view column) { return row.find(column) != nullptr; }

bool holdsList(const Json& row, std::string_view column) {
    const Json* value = row.find(column);
    return value && value->isArray();
}

std::optional<RowFault> readText(const Json& row, std::string_view column, std::string& text) {
    const Json* value = row.find(column);
    text.clear();
    if (!value || value->isNull()) return std::nullopt;
    if (!value->isString()) return wrongType(column, "text", *value);
    text = value->asString();
    return std::nullopt;
}

std::optional<RowFault> readMessages(const Json& row, std::string_view column, Json& messages) {
    Json list;
    if (auto fault = unfolded(row, column, list)) return fault;
    messages = Json::array();
    if (list.isNull()) return std::nullopt;
    if (!list.isArray()) return wrongType(column, "a list of messages", list);
    for (const Json& given : list.asArray()) {
        if (!given.isObject()) return wrongType(column, "a list of messages like {\"role\", \"content\"}", given);
        Json message = asMessage(given);
        const Json* role = message.find("role");
        if (!role || !role->isString())
            return RowFault{"role", fmt::format("message {} under \"{}\" has no \"role\"", messages.size() + 1, column),
                            "give every message a role: system, user, assistant or tool"};
        messages.push_back(std::move(message));
    }
    return std::nullopt;
}

std::optional<RowFault> readTools(const Json& row, Json& tools) {
    if (auto fault = unfolded(row, "tools", tools)) return fault;
    if (tools.isNull()) return std::nullopt;
    if (!tools.isArray()) return wrongType("tools", "a list", tools);
    for (const Json& tool : tools.asArray())
        if (!tool.isObject()) return wrongType("tools", "a list of objects", tool);
    return std::nullopt;
}

}  // namespace luthier
