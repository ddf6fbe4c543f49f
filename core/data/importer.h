// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/data/example.h"

namespace luthier {

/// How files are to be read; the data.* part of a recipe.
struct ImportSettings {
    std::string format = "auto";
    std::map<std::string, std::string> columns;
    std::optional<std::string> group;
    bool needsAnswers = true;  ///< false: rows may lack the answer's column (prompts to generate from)
};

/// A problem of one row. `kind` is equal for equal faults, so that many rows with one fault become one problem that counts them.
struct RowProblem {
    std::string kind;
    Problem problem;
};

/// Receives what a file holds, in order. Returning false ends the reading.
struct ImportSink {
    std::function<bool(Example&&)> example;
    std::function<void(RowProblem&&)> problem;
};

/// The words data.format may have, auto first.
std::vector<std::string> formatNames();

/// Reads one file (JSONL, JSON, CSV, TSV, .txt, .md; plain, gzip or zstd; recognised by content, or "-" for standard input) row by row,
/// never holding more than one row (whole .txt and .md documents aside). Rows that cannot be read are told and left out.
void importFile(const std::string& file, const ImportSettings& settings, const ImportSink& sink);

/// The first rows of a file as they stand in it: columns by their own names, before any is mapped. Rows that cannot be read are left out;
/// a document or a file that cannot be read gives none.
std::vector<Json> firstRows(const std::string& file, size_t count);

/// Gathers row problems: one Problem per kind, naming how many rows and the first place.
class ProblemCollector {
public:
    void add(RowProblem&& row);
    Problems problems() const;  ///< in order of first appearance

private:
    struct Entry {
        Problem first;
        int64_t count = 0;
    };
    std::vector<std::pair<std::string, Entry>> entries_;
};

}  // namespace luthier
