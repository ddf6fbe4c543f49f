// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

namespace luthier {

/// {"messages": [{"role": "user", "content": "…"}, …], "tools": […]?}
DatasetFormat chatFormat() {
    DatasetFormat format;
    format.name = "chat";
    format.columns = {"messages", "tools"};
    format.needed = {"messages"};
    format.recognises = [](const Json& row) { return has(row, "messages"); };
    format.read = [](const Json& row, Example& example) {
        example.kind = Example::Kind::Chat;
        const auto fault = readMessages(row, "messages", example.messages);
        return fault ? fault : readTools(row, example.tools);
    };
    return format;
}

}  // namespace luthier
