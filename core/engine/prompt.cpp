// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prompt.h"

#include <algorithm>

namespace luthier {
namespace {

constexpr size_t kTextPromptTokens = 32;

/// Where the last answer begins in the tokens of a chat that is learnt whole, by what its template writes before answers; 0 where there is none.
size_t lastAnswer(const TextModel& text, const std::vector<int32_t>& ids) {
    const std::vector<int32_t> header = text.tokenizer().encode(text.answerHeader(), false);
    const auto found = header.empty() ? ids.end() : std::find_end(ids.begin(), ids.end(), header.begin(), header.end());
    return found == ids.end() ? 0 : static_cast<size_t>(found - ids.begin()) + header.size();
}

Prompt encodedPrompt(const TextModel& text, const std::string& prompt) {
    std::vector<int32_t> ids = text.tokenizer().encode(prompt, true);
    if (text.eos() && ids.size() > 1 && ids.back() == *text.eos()) ids.pop_back();  // an answer cannot follow the end
    return {prompt, ids};
}

Prompt renderedPrompt(const TextModel& text, const Json& messages, const Json* tools) {
    Rendered rendered = text.render(messages, tools, true);
    return {rendered.text, text.tokenizer().encode(rendered.text, false)};
}

Json userMessage(const std::string& content) {
    Json message = Json::object();
    message["role"] = "user";
    message["content"] = content;
    return Json(Json::Array{message});
}

}  // namespace

Prompt promptOf(const TextModel& text, const Sample& sample) {
    if (!sample.target.empty()) return {text.tokenizer().decode(sample.ids, true), sample.ids};
    size_t end = sample.ids.size();
    while (end > 0 && !sample.learnt[end - 1]) end--;
    while (end > 0 && sample.learnt[end - 1]) end--;
    if (end == 0) end = lastAnswer(text, sample.ids);
    if (end == 0) end = std::min(kTextPromptTokens, sample.ids.size() / 2);
    std::vector<int32_t> ids(sample.ids.begin(), sample.ids.begin() + static_cast<std::ptrdiff_t>(end));
    return {text.tokenizer().decode(ids, true), ids};
}

Prompt promptOf(const TextModel& text, const Example& example) {
    if (example.kind == Example::Kind::Text) return encodedPrompt(text, example.text);
    if (example.kind == Example::Kind::PromptCompletion) return promptOf(text, example.prompt);
    Json::Array messages = example.messages.isArray() ? example.messages.asArray() : Json::Array{};
    for (size_t i = messages.size(); i-- > 0;) {
        if (messages[i].stringOr("role", "") != "assistant") continue;
        messages.resize(i);
        break;
    }
    return renderedPrompt(text, Json(messages), example.tools.isNull() ? nullptr : &example.tools);
}

Prompt promptOf(const TextModel& text, const std::string& question) {
    return text.hasTemplate() ? renderedPrompt(text, userMessage(question), nullptr) : encodedPrompt(text, question);
}

}  // namespace luthier
