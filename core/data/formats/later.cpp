// SPDX-License-Identifier: Apache-2.0
// Formats that later issues bring: known, so that they are refused by name and not mistaken for another.
#include "core/data/format.h"

namespace luthier {
namespace {

DatasetFormat later(const char* name, std::vector<std::string> columns, std::function<bool(const Json&)> recognises) {
    DatasetFormat format;
    format.name = name;
    format.columns = std::move(columns);
    format.needed = format.columns;
    format.later = true;
    format.recognises = std::move(recognises);
    return format;
}

}  // namespace

DatasetFormat preferenceFormat() {
    return later("preference", {"chosen", "rejected"}, [](const Json& row) { return has(row, "chosen") && has(row, "rejected"); });
}

DatasetFormat unpairedPreferenceFormat() {
    // A label of another kind is just one more column that nobody asked for.
    return later("unpaired", {"prompt", "completion", "label"}, [](const Json& row) {
        const Json* label = row.find("label");
        const bool thumb = label && (label->isBool() || *label == Json("true") || *label == Json("false") || *label == Json("True") ||
                                     *label == Json("False"));
        return thumb && has(row, "prompt") && has(row, "completion");
    });
}

DatasetFormat openaiPreferenceFormat() {
    return later("openai", {"preferred_output", "non_preferred_output"},
                 [](const Json& row) { return has(row, "preferred_output") || has(row, "non_preferred_output"); });
}

}  // namespace luthier
