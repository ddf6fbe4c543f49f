// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/import_rows.h"

namespace luthier::testing {

FuzzTarget jsonRowsTarget() {
    return {"json_rows", [](std::string_view bytes) { return importRows("rows.jsonl", bytes, {}); }};
}

}  // namespace luthier::testing
