// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaner.h"

namespace luthier {

#define LUTHIER_CLEANER(name) CleanerKind name##Cleaner();
#include "core/data/cleaning/cleaners.def"
#undef LUTHIER_CLEANER

const std::vector<CleanerKind>& cleanerKinds() {
    static const std::vector<CleanerKind> kinds{
#define LUTHIER_CLEANER(name) name##Cleaner(),
#include "core/data/cleaning/cleaners.def"
#undef LUTHIER_CLEANER
    };
    return kinds;
}

const CleanerKind* cleanerKind(std::string_view name) {
    for (const CleanerKind& kind : cleanerKinds())
        if (kind.name == name) return &kind;
    return nullptr;
}

bool changeTexts(Example& row, const std::function<bool(std::string&)>& change) {
    bool changed = false;
    for (std::string* text : {&row.prompt, &row.completion, &row.text}) changed |= change(*text);
    if (!row.messages.isArray()) return changed;
    for (Json& message : row.messages.asArray()) {
        Json* content = message.find("content");
        if (!content || !content->isString()) continue;
        std::string text = content->asString();
        if (!change(text)) continue;
        *content = Json(std::move(text));
        changed = true;
    }
    return changed;
}

std::string shownText(const Example& row) {
    if (row.kind == Example::Kind::Text) return row.text;
    if (row.kind == Example::Kind::PromptCompletion) return row.prompt + "\n" + row.completion;
    std::string text;
    for (const Json& message : row.messages.isArray() ? row.messages.asArray() : Json::Array{}) {
        const Json* content = message.find("content");
        text += (text.empty() ? "" : "\n") + message.stringOr("role", "") + ": " + (content ? content->isString() ? content->asString() : content->dump() : "");
    }
    return text;
}

}  // namespace luthier
