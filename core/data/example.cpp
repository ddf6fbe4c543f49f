// SPDX-License-Identifier: Apache-2.0
#include "core/data/example.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

Json message(const char* role, const std::string& content) { return Json(Json::Object{{"role", role}, {"content", content}}); }

/// Sorted keys, without members that are null: what Transformers would show a template.
std::string canonical(const Json& given) {
    Json value = given;
    if (value.isObject()) std::erase_if(value.asObject(), [](const Json::Member& member) { return member.second.isNull(); });
    Json::Style style;
    style.sortKeys = true;
    style.nullForNonFinite = false;
    return value.dump(style);
}

/// Prompt and completion are a chat of two messages, so that equal content has one name in any format.
Json::Array messagesOf(const Example& example) {
    if (example.kind == Example::Kind::PromptCompletion) return {message("user", example.prompt), message("assistant", example.completion)};
    return example.messages.isArray() ? example.messages.asArray() : Json::Array{};
}

/// NFKC, case folding, blank folding. NFKC again, because folding may leave the form.
std::string folded(const std::string& text) {
    const std::string plain = normalized(caseFolded(normalized(text, Normalization::Nfkc)), Normalization::Nfkc);
    std::string result;
    bool blank = false;
    for (size_t at = 0; at < plain.size();) {
        const size_t begin = at;
        const char32_t point = nextCodePoint(plain, at);
        if (isWhiteSpace(point)) {
            blank = true;
            continue;
        }
        if (blank && !result.empty()) result += ' ';
        blank = false;
        result.append(plain, begin, at - begin);
    }
    return result;
}

std::string foldedContent(const Json& message) {
    const Json* content = message.find("content");
    if (content && content->isString()) return folded(content->asString());
    return folded(canonical(message));
}

bool isAnswer(const Json& message) { return message.stringOr("role", "") == "assistant"; }

}  // namespace

std::string Example::where() const { return (file ? *file : std::string("?")) + ":" + std::to_string(line); }

std::string fingerprint(const Example& example) {
    Sha256 hash;
    hash.addField(example.kind == Example::Kind::Text ? "text" : "chat");
    if (example.kind == Example::Kind::Text) {
        hash.addField(example.text);
        return hash.hex();
    }
    for (const Json& each : messagesOf(example)) hash.addField(canonical(each));
    hash.addField(example.tools.isNull() ? "" : canonical(example.tools));
    return hash.hex();
}

std::string columnKey(const Example& example) {
    if (example.group.empty()) return {};
    Sha256 hash;
    hash.addField("group");
    hash.addField(example.group);
    return hash.hex();
}

std::string contentKey(const Example& example) {
    Sha256 hash;
    if (example.kind == Example::Kind::Text) {
        hash.addField("text");
        hash.addField(folded(example.text));
        return hash.hex();
    }
    hash.addField("chat");
    const Json::Array messages = messagesOf(example);
    const auto last = std::find_if(messages.rbegin(), messages.rend(), isAnswer);
    const auto end = last == messages.rend() ? messages.end() : std::prev(last.base());
    for (auto each = messages.begin(); each != end; ++each) {
        hash.addField(each->stringOr("role", ""));
        hash.addField(foldedContent(*each));
    }
    hash.addField(example.tools.isNull() ? "" : folded(canonical(example.tools)));
    return hash.hex();
}

}  // namespace luthier
