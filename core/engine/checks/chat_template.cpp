// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/engine/checks.h"

namespace luthier {
namespace {

Problems look(const CheckSubject& subject) {
    if (subject.prepared.chats == 0 || subject.prepared.text->hasTemplate() || subject.recipe.model.chatTemplate != "auto") return {};
    return {fixable(warning("model.template", fmt::format("the model has no chat template, and rows are conversations ({}): they are written plainly, with role words", subject.prepared.chats),
                    "take the chat version of this model, give a template file, or say model.template: plain when that is what you want"), Fix{"model.template", "plain"})};
}

}  // namespace

Check chatTemplateCheck() { return {"chat_template", "The model knows how conversations are written", look}; }

}  // namespace luthier
