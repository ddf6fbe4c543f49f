// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/json.h"
#include "core/data/text_source.h"

namespace luthier {

/// One row of a file: an object of columns, or why there is none.
struct Row {
    Json columns;
    int64_t line = 1;  ///< where it begins
    std::optional<RowFault> fault;
};

/// Rows of a container, one after the other, one in memory.
class RowReader {
public:
    virtual ~RowReader() = default;
    /// False at the end. Throws FileFault when the rest cannot be read; line() then says where.
    virtual bool next(Row& row) = 0;
    virtual int64_t line() const = 0;
};

using IsColumn = std::function<bool(std::string_view)>;

/// Rows as objects, one a line.
std::unique_ptr<RowReader> jsonLines(TextSource& source);
/// Rows as objects one after the other, over several lines each.
std::unique_ptr<RowReader> jsonObjects(TextSource& source);
/// Rows as the items of a list; `begin` is where its '[' stands in what comes next: 0, or inside an object around it.
std::unique_ptr<RowReader> jsonList(TextSource& source, size_t begin);
/// Where the list of rows of an object like {"version": 1, "data": [{…}, …]} begins; nothing when the object itself is a row.
std::optional<size_t> listInObject(std::string_view ahead, const IsColumn& isColumn);
/// A table with a header (RFC 4180).
std::unique_ptr<RowReader> tableRows(TextSource& source, char delimiter);
/// The delimiter a header line is written with: the one that gives most known columns, else most columns.
char delimiterOf(std::string_view ahead, const IsColumn& isColumn);
/// Whether a header with that delimiter names any known column.
bool looksLikeTable(std::string_view ahead, const IsColumn& isColumn);

}  // namespace luthier
