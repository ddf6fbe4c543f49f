// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/data/format.h"
#include "core/data/label_scheme.h"

namespace luthier {
namespace {

std::optional<RowFault> readLabel(const Json& row, Json& label) {
    const auto isPlain = [](const Json& value) { return !value.isArray() && !value.isObject(); };
    if (const Json* given = row.find("label")) label = *given;
    if (isPlain(label) || (label.isArray() && std::ranges::all_of(label.asArray(), isPlain))) return std::nullopt;
    return RowFault{"type of label", "expected a label, a list of labels or a number under \"label\", found an object or a list of lists",
                    "mend the row, or name the column that holds the label: data.columns: {label: …}"};
}

}  // namespace

/// {"text": "…", "label": "…", 3, or ["…", "…"]}; to an objective that learns answers, text and label are prompt and completion.
DatasetFormat labelFormat() {
    DatasetFormat format;
    format.name = "label";
    format.columns = {"text", "label"};
    format.needed = {"text", "label"};
    format.answer = "label";
    format.recognises = [](const Json& row) { return has(row, "text") && has(row, "label"); };
    format.read = [](const Json& row, Example& example) -> std::optional<RowFault> {
        example.kind = Example::Kind::PromptCompletion;
        if (auto fault = readText(row, "text", example.prompt)) return fault;
        if (auto fault = readLabel(row, example.label)) return fault;
        example.completion = labelText(example.label);
        return std::nullopt;
    };
    return format;
}

}  // namespace luthier
