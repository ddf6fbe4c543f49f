// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/importer.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    bool any = false;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        any = true;
        if (fingerprint(example).size() != 64) __builtin_trap();
        contentKey(example);
        return true;
    };
    sink.problem = [](RowProblem&&) {};
    try {
        importFile(textOf(fuzzFile("rows.jsonl", bytes)), {}, sink);
        return any;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget jsonRowsTarget() { return {"json_rows", run}; }

}  // namespace luthier::testing
