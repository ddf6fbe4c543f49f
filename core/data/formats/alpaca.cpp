// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

namespace luthier {

/// {"instruction": "…", "input": "…"?, "output": "…"}
DatasetFormat alpacaFormat() {
    DatasetFormat format;
    format.name = "alpaca";
    format.columns = {"instruction", "input", "output"};
    format.needed = {"instruction", "output"};
    format.answer = "output";
    format.recognises = [](const Json& row) { return has(row, "instruction"); };
    format.read = [](const Json& row, Example& example) -> std::optional<RowFault> {
        example.kind = Example::Kind::PromptCompletion;
        std::string input;
        if (auto fault = readText(row, "instruction", example.prompt)) return fault;
        if (auto fault = readText(row, "input", input)) return fault;
        if (!input.empty()) example.prompt += "\n\n" + input;
        return readText(row, "output", example.completion);
    };
    return format;
}

}  // namespace luthier
