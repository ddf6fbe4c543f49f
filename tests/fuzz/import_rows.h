// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/importer.h"
#include "core/data/label_scheme.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {

/// Imports the bytes as a file of this name; true when they hold an example. Each example must have its fingerprint and content key.
inline bool importRows(const char* name, std::string_view bytes, const ImportSettings& options) {
    bool any = false;
    ImportSink sink;
    sink.example = [&](Example&& example) {
        any = true;
        if (fingerprint(example).size() != 64) __builtin_trap();
        contentKey(example);
        std::vector<float> target;
        LabelCensus census;
        census.add(example.label);
        for (const char* labels : {"one", "several"}) census.classes(labels).target(example.label, target);
        LabelScheme{LabelScheme::Kind::Number, {}}.target(example.label, target);
        return true;
    };
    sink.problem = [](RowProblem&&) {};
    try {
        importFile(textOf(fuzzFile(name, bytes)), options, sink);
        return any;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace luthier::testing
