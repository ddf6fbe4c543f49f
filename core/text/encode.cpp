// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/text_model.h"

namespace luthier {
namespace {

/// Says something: text, parts, or calls of tools.
bool answers(const Json& message) {
    if (message.stringOr("role", "") != "assistant") return false;
    for (const auto& [name, value] : message.asObject()) {
        if (name == "role") continue;
        if ((value.isString() && !isBlank(value.asString())) || ((value.isArray() || value.isObject()) && value.size() > 0)) return true;
    }
    return false;
}

/// A token is learnt when its first byte is.
std::vector<bool> learntTokens(const std::vector<Tokenizer::Span>& tokens, const std::vector<Rendered::Span>& learnt) {
    std::vector<bool> result(tokens.size());
    size_t at = 0;
    for (size_t t = 0; t < tokens.size(); ++t) {
        while (at < learnt.size() && learnt[at].end <= tokens[t].begin) ++at;
        result[t] = at < learnt.size() && learnt[at].begin <= tokens[t].begin;
    }
    return result;
}

/// What a row is before its length is looked at.
struct Whole {
    Sample sample;
    std::string dropped;
    size_t end = 0;  ///< last tokens that stay when it is cut: what the tokenizer puts behind a labelled text ([SEP])
};

Whole encodeChat(const TextModel& model, const Example& example, const EncodeSettings& settings) {
    const bool all = settings.objective == "text";
    const Json::Array& messages = example.messages.asArray();
    const auto first = messages.begin() + std::min<std::ptrdiff_t>(example.firstLearnt, std::ssize(messages));
    Whole whole;
    if (!all && std::none_of(first, messages.end(), answers)) whole.dropped = "no answer";
    if (messages.empty()) return {Sample(), "no answer"};
    try {
        const Rendered rendered = model.render(example.messages, &example.tools, false);
        Tokenizer::Encoding tokens = model.tokenizer().encodeWithSpans(rendered.text, false);
        const auto learnt = model.learnSpans(rendered, example.messages, &example.tools, all ? "all" : settings.learn, example.firstLearnt);
        whole.sample.learnt = learntTokens(tokens.spans, learnt);
        whole.sample.ids = std::move(tokens.ids);
    } catch (const TemplateError& problem) {
        return {Sample(), std::string("template: ") + problem.what()};
    }
    return whole;
}

Example asChat(const Example& example) {
    Example chat;
    chat.kind = Example::Kind::Chat;
    chat.messages = Json(Json::Array{Json(Json::Object{{"role", "user"}, {"content", example.prompt}}),
                                     Json(Json::Object{{"role", "assistant"}, {"content", example.completion}})});
    return chat;
}

/// Text with special tokens and eos, learnt from a byte on. What the tokenizer adds in front is learnt only when all is.
Sample encodeText(const TextModel& model, const std::string& text, size_t learntFrom, bool all) {
    Tokenizer::Encoding tokens = model.tokenizer().encodeWithSpans(text, true);
    Sample sample;
    bool inText = false;
    for (const Tokenizer::Span& span : tokens.spans) {
        const bool added = span.end == span.begin;
        inText = inText || !added;
        sample.learnt.push_back(all || (added ? inText : span.begin >= learntFrom));
    }
    sample.ids = std::move(tokens.ids);
    if (model.eos() && (sample.ids.empty() || sample.ids.back() != *model.eos())) {
        sample.ids.push_back(*model.eos());
        sample.learnt.push_back(true);
    }
    return sample;
}

Whole encodePrompt(const TextModel& model, const Example& example, const EncodeSettings& settings) {
    if (model.hasTemplate()) return encodeChat(model, asChat(example), settings);
    const bool all = settings.objective == "text" || settings.learn == "all";
    Whole whole{encodeText(model, example.prompt + example.completion, example.prompt.size(), all), ""};
    if (settings.objective != "text" && isBlank(example.completion)) whole.dropped = "no answer";
    return whole;
}

/// The text as the tokenizer encodes it, special tokens included, as Transformers' sequence classification has it; nothing of it is learnt.
Whole encodeLabelled(const TextModel& model, const Example& example, const LabelScheme& labels) {
    Whole whole;
    const std::string& text = example.kind == Example::Kind::Text ? example.text : example.prompt;
    Tokenizer::Encoding tokens = model.tokenizer().encodeWithSpans(text, true);
    const auto isText = [](const Tokenizer::Span& span) { return span.end > span.begin; };
    whole.end = static_cast<size_t>(std::find_if(tokens.spans.rbegin(), tokens.spans.rend(), isText) - tokens.spans.rbegin());
    whole.sample.ids = std::move(tokens.ids);
    whole.sample.learnt.resize(whole.sample.ids.size());
    if (const auto fault = labels.target(example.label, whole.sample.target)) whole.dropped = fault->kind;
    if (isBlank(text) || whole.sample.ids.empty()) whole.dropped = "no text";
    return whole;
}

Whole encodeWhole(const TextModel& model, const Example& example, const EncodeSettings& settings) {
    if (settings.labels.present()) return encodeLabelled(model, example, settings.labels);
    Whole whole;
    switch (example.kind) {
        case Example::Kind::Chat: whole = encodeChat(model, example, settings); break;
        case Example::Kind::PromptCompletion: whole = encodePrompt(model, example, settings); break;
        case Example::Kind::Text:
            whole = {encodeText(model, example.text, 0, true), example.text.empty() ? "nothing learnt" : ""};
            break;
    }
    if (whole.dropped.empty() && whole.sample.labelCount() == 0) whole.dropped = "nothing learnt";
    return whole;
}

Sample part(const Sample& sample, size_t begin, size_t end) {
    end = std::min(end, sample.ids.size());
    const auto at = [](auto& list, size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
    Sample result;
    result.ids.assign(at(sample.ids, begin), at(sample.ids, end));
    result.learnt.assign(at(sample.learnt, begin), at(sample.learnt, end));
    result.target = sample.target;
    return result;
}

/// The first `limit` tokens, of which the last are those that end a labelled text (as Transformers' tokenizers truncate).
Sample cut(const Whole& whole, size_t limit) {
    Sample result = part(whole.sample, 0, limit);
    const size_t size = whole.sample.ids.size(), kept = std::min(whole.end, limit);
    if (size > limit) std::copy_n(whole.sample.ids.end() - static_cast<std::ptrdiff_t>(kept), kept, result.ids.end() - static_cast<std::ptrdiff_t>(kept));
    return result;
}

/// What is done with a row that is too long.
std::string overlongAction(const Example& example, const EncodeSettings& settings) {
    if (settings.labels.present()) return settings.overlong == "truncate" ? "truncate" : "drop";  // a piece has no label of its own
    if (settings.overlong != "auto") return settings.overlong;
    return example.kind == Example::Kind::Text || settings.objective == "text" ? "split" : "drop";
}

}  // namespace

Encoded encode(const TextModel& model, const Example& example, const EncodeSettings& settings) {
    Whole whole = encodeWhole(model, example, settings);
    const size_t limit = settings.maxLength > 0 ? static_cast<size_t>(settings.maxLength) : whole.sample.ids.size();
    const std::string action = whole.sample.ids.size() > limit ? overlongAction(example, settings) : "";
    Encoded result;
    result.dropped = std::move(whole.dropped);
    if (result.dropped.empty() && action == "split") {
        result.split = true;
        // A piece in which nothing is predicted (the rest of a prompt, a last single token) teaches nothing.
        for (size_t begin = 0; begin < whole.sample.ids.size(); begin += limit)
            if (Sample piece = part(whole.sample, begin, begin + limit); piece.labelCount() > 0) result.samples.push_back(std::move(piece));
        if (result.samples.empty()) result.dropped = "nothing learnt";
    } else {
        if (result.dropped.empty() && action == "drop") result.dropped = "overlong";
        if (!action.empty()) whole.sample = cut(whole, limit);
        if (result.dropped.empty() && whole.sample.labelCount() == 0) result.dropped = "nothing learnt";
        if (result.dropped.empty()) result.samples.push_back(whole.sample);
    }
    if (!result.dropped.empty() && settings.keepDropped && result.samples.empty())
        result.samples.push_back(whole.sample.ids.size() > limit ? cut(whole, limit) : whole.sample);
    return result;
}

}  // namespace luthier
