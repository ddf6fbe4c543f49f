// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/import_rows.h"

namespace luthier::testing {

FuzzTarget csvTarget() {
    return {"csv", [](std::string_view bytes) { return importRows("rows.csv", bytes, {"auto", {{"prompt", "question"}, {"completion", "answer"}}, "topic"}); }};
}

}  // namespace luthier::testing
