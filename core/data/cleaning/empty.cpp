// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/unicode.h"
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

/// A list of parts, or calls of tools beside it, count as content.
bool saysSomething(const Json& message) {
    const Json *content = message.find("content"), *calls = message.find("tool_calls");
    if (calls && calls->size() > 0) return true;
    return content && (content->isString() ? !isBlank(content->asString()) : content->size() > 0);
}

bool isEmpty(const Example& row) {
    if (row.kind == Example::Kind::Text) return isBlank(row.text);
    if (row.kind == Example::Kind::PromptCompletion) return isBlank(row.completion) || isBlank(row.prompt);
    const Json::Array messages = row.messages.isArray() ? row.messages.asArray() : Json::Array{};
    const auto says = [&](const char* role) {
        return std::any_of(messages.begin(), messages.end(), [&](const Json& message) { return message.stringOr("role", "") == role && saysSomething(message); });
    };
    return !says("assistant") || !(says("user") || says("system") || says("tool"));
}

class Empty : public Cleaner {
public:
    Cleaned clean(Example& row) override { return isEmpty(row) ? Cleaned::LeftOut : Cleaned::Kept; }
};

}  // namespace

CleanerKind emptyCleaner() {
    return {"empty", "Empty rows", "hold no question or no answer", "leaves them out", "", true, [](const CleaningKnowledge&) { return true; },
            [](const CleaningKnowledge&) { return std::make_unique<Empty>(); }};
}

}  // namespace luthier
