// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template.h"

#include <chrono>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/jinja_eval.h"

namespace luthier {

struct ChatTemplate::Parts {
    std::string source;
    jinja::Template tree;
};

ChatTemplate::ChatTemplate(std::string_view source) : parts_(std::make_unique<Parts>()) {
    static constexpr const char* kMend = "Mend the template, or choose another one with model.template.";
    if (source.size() > jinja::kMaxSource)
        throw Error("chat template", "the template has " + std::to_string(source.size()) + " bytes; at most " +
                                         std::to_string(jinja::kMaxSource) + " are read", kMend);
    parts_->source = source;
    try {
        parts_->tree = jinja::parse(parts_->source);
        jinja::resolveNames(parts_->tree);
    } catch (const jinja::SyntaxError& error) {
        throw Error("chat template, line " + std::to_string(error.line), "line " + std::to_string(error.line) + ": " + error.reason, kMend);
    }
}

ChatTemplate::~ChatTemplate() = default;
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;

bool ChatTemplate::marksGeneration() const { return parts_->tree.marksGeneration; }
const std::string& ChatTemplate::source() const { return parts_->source; }

namespace {

using jinja::Dict;
using jinja::Kind;
using jinja::Origin;
using jinja::Value;
using jinja::Values;

uint64_t textBytes(const Json& json) {
    uint64_t bytes = 8;
    if (json.isString()) bytes += json.asString().size();
    else if (json.isArray())
        for (const Json& item : json.asArray()) bytes += textBytes(item);
    else if (json.isObject())
        for (const auto& [key, value] : json.asObject()) bytes += key.size() + textBytes(value);
    return bytes;
}

/// Transformers passes reasoning under both names that templates read (chat_template_utils._alias_reasoning_fields).
void aliasReasoning(Dict& message, Origin origin) {
    Value reasoning;
    for (const char* name : {"reasoning_content", "thinking", "reasoning"}) {
        const Value* found = message.find(name);
        if (!reasoning.isMissing() || !found || found->isNone()) continue;
        reasoning = *found;
    }
    if (reasoning.isMissing()) return;
    auto& members = message.members;
    Value thinking = reasoning;
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (member->first.bytes() != "thinking") continue;
        thinking = member->second;
        members.erase(member);
        break;
    }
    members.insert(members.begin(), {Value::string(jinja::Text("thinking", origin)), std::move(thinking)});
    message.set(Value::string(jinja::Text("reasoning_content", origin)), std::move(reasoning));
}

Value messageValue(const Json& message, int32_t index) {
    const Origin origin{index, false, 0};
    if (!message.isObject()) throw TemplateError("message " + std::to_string(index + 1) + " is no object with a role and a content");
    auto dict = std::make_shared<Dict>();
    for (const auto& [key, value] : message.asObject())
        dict->members.emplace_back(Value::string(jinja::Text(key, origin)), Value::fromJson(value, {index, key == "content", 0}));
    aliasReasoning(*dict, origin);
    return Value::dict(std::move(dict)).setOrigin(origin);
}

Value messagesValue(const Json* messages) {
    if (!messages || !messages->isArray()) throw TemplateError("messages must be a list");
    Values items;
    items.reserve(messages->size());
    for (const Json& message : messages->asArray()) items.push_back(messageValue(message, static_cast<int32_t>(items.size())));
    return Value::list(std::move(items));
}

Value namedValue(const std::string& name, const RenderInput& input) {
    if (name == "messages") return messagesValue(input.messages);
    if (name == "tools") return input.tools ? Value::fromJson(*input.tools, {}) : Value::none();
    if (name == "add_generation_prompt") return Value::boolean(input.addGenerationPrompt);
    if (const Json* variable = input.variables.find(name)) return Value::fromJson(*variable, {});
    if (name == "documents") return Value::none();
    if (const jinja::Global* global = jinja::findGlobal(name)) return Value::function(global);
    return {};
}

Rendered finished(jinja::Text text) {
    Rendered rendered;
    uint32_t begin = 0, generation = 0;
    auto add = [&](uint32_t end, const Origin& origin) {
        if (!rendered.runs.empty() && rendered.runs.back().message == origin.message && rendered.runs.back().content == origin.content)
            rendered.runs.back().end = end;
        else
            rendered.runs.push_back({begin, end, origin.message, origin.content});
        if (origin.generation != 0) {
            // Bytes of one block that end up apart (a block whose text was split and joined again) stay separate spans.
            if (generation == origin.generation && rendered.generation.back().end == begin) rendered.generation.back().end = end;
            else rendered.generation.push_back({begin, end});
        }
        generation = origin.generation;
        begin = end;
    };
    for (const jinja::Text::Run& run : text.runs()) add(run.end, run.origin);
    if (begin < text.size()) add(static_cast<uint32_t>(text.size()), {});
    rendered.text = text.takeBytes();
    return rendered;
}

/// A template may raise anything, its whole input too.
std::string shortened(std::string message) {
    if (message.size() <= jinja::kMaxMessage) return message;
    message.resize(jinja::kMaxMessage);
    return repairedUtf8(message) + " …";
}

double secondsNow() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

}  // namespace

Rendered ChatTemplate::render(const RenderInput& input) const {
    const uint64_t bytes = parts_->source.size() + (input.messages ? textBytes(*input.messages) : 0) + (input.tools ? textBytes(*input.tools) : 0);
    jinja::Meter meter(bytes);
    Values names;
    names.reserve(parts_->tree.freeNames.size());
    try {
        for (const std::string& name : parts_->tree.freeNames) names.push_back(namedValue(name, input));
    } catch (const jinja::PythonError& error) {
        throw TemplateError(error.what());
    }
    jinja::Interpreter interpreter(parts_->tree, names, input.now.value_or(secondsNow()), meter);
    try {
        return finished(interpreter.run());
    } catch (const jinja::PythonError& error) {
        throw TemplateError("line " + std::to_string(interpreter.line()) + ": " + shortened(error.what()));
    }
}

}  // namespace luthier
