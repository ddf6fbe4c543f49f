// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

namespace luthier {
namespace {

/// Both as lists of messages, as TRL has them: one chat in which only the completion is learnt.
std::optional<RowFault> readConversation(const Json& row, Example& example) {
    Json completion;
    example.kind = Example::Kind::Chat;
    if (auto fault = readMessages(row, "prompt", example.messages)) return fault;
    if (auto fault = readMessages(row, "completion", completion)) return fault;
    example.firstLearnt = static_cast<int64_t>(example.messages.size());
    for (Json& message : completion.asArray()) example.messages.push_back(std::move(message));
    return readTools(row, example.tools);
}

}  // namespace

/// {"prompt": "…", "completion": "…"}
DatasetFormat promptCompletionFormat() {
    DatasetFormat format;
    format.name = "prompt_completion";
    format.columns = {"prompt", "completion", "tools"};
    format.needed = {"prompt", "completion"};
    format.answer = "completion";
    format.recognises = [](const Json& row) { return has(row, "prompt") || has(row, "completion"); };
    format.read = [](const Json& row, Example& example) -> std::optional<RowFault> {
        if (holdsList(row, "prompt")) return readConversation(row, example);
        example.kind = Example::Kind::PromptCompletion;
        if (auto fault = readText(row, "prompt", example.prompt)) return fault;
        return readText(row, "completion", example.completion);
    };
    return format;
}

}  // namespace luthier
