// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

namespace luthier {

/// {"conversations": [{"from": "human", "value": "…"}, {"from": "gpt", "value": "…"}], "system": "…"?, "tools": […]?}
DatasetFormat sharegptFormat() {
    DatasetFormat format;
    format.name = "sharegpt";
    format.columns = {"conversations", "system", "tools"};
    format.needed = {"conversations"};
    format.recognises = [](const Json& row) { return has(row, "conversations"); };
    format.read = [](const Json& row, Example& example) -> std::optional<RowFault> {
        example.kind = Example::Kind::Chat;
        std::string system;
        if (auto fault = readMessages(row, "conversations", example.messages)) return fault;
        if (auto fault = readText(row, "system", system)) return fault;
        if (!system.empty()) {
            Json message = Json::object();
            message["role"] = "system";
            message["content"] = system;
            example.messages.asArray().insert(example.messages.asArray().begin(), std::move(message));
        }
        return readTools(row, example.tools);
    };
    return format;
}

}  // namespace luthier
