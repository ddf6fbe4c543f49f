// SPDX-License-Identifier: Apache-2.0
#include "core/data/format.h"

namespace luthier {

/// {"text": "…"}; a .txt or .md file is one such row.
DatasetFormat textFormat() {
    DatasetFormat format;
    format.name = "text";
    format.columns = {"text"};
    format.needed = {"text"};
    format.recognises = [](const Json& row) { return has(row, "text"); };
    format.read = [](const Json& row, Example& example) {
        example.kind = Example::Kind::Text;
        return readText(row, "text", example.text);
    };
    return format;
}

}  // namespace luthier
