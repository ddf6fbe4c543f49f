// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/base/unicode.h"
#include "core/data/rows.h"

namespace luthier {
namespace {

/// One record of RFC 4180, read leniently as Python's csv does: a quote counts only where a field begins, and what follows a closing quote
/// is kept. False at the end.
bool takeRecord(TextSource& source, char delimiter, std::vector<std::string>& fields) {
    fields.clear();
    if (source.peek() < 0) return false;
    std::string field;
    size_t size = 0;
    bool quoted = false, fresh = true;
    while (true) {
        const int byte = source.peek();
        if (byte < 0) break;
        if (++size > kLongestRow) refuseLongRow();
        source.take();
        if (quoted) {
            if (byte != '"') field += static_cast<char>(byte);
            else if (source.peek() == '"') field += source.take();
            else quoted = false;
        } else if (byte == '"' && fresh) {
            quoted = true;
            fresh = false;
        } else if (byte == delimiter) {
            fields.push_back(std::move(field));
            field.clear();
            fresh = true;
        } else if (byte == '\n' || byte == '\r') {
            if (byte == '\r' && source.peek() == '\n') source.take();
            break;
        } else {
            field += static_cast<char>(byte);
            fresh = false;
        }
    }
    if (quoted) throw FileFault({"broken table", "a quoted field that begins in this row is never closed", "close or double the quote"});
    fields.push_back(std::move(field));
    return true;
}

class TableReader : public RowReader {
public:
    TableReader(TextSource& source, char delimiter) : source_(source), delimiter_(delimiter) {
        takeRecord(source_, delimiter_, header_);
        for (const std::string& name : header_)
            if (!isValidUtf8(name)) throw FileFault({"encoding", "the header is not valid UTF-8", "save the file as UTF-8"});
        for (size_t i = 0; i < header_.size(); ++i)
            if (std::count(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]) && !header_[i].empty())
                throw FileFault({"broken table", "two columns are called \"" + header_[i] + "\"", "give every column a name of its own"});
    }

    bool next(Row& row) override {
        do {
            line_ = source_.line();
            if (!takeRecord(source_, delimiter_, fields_)) return false;
        } while (fields_.size() == 1 && fields_[0].empty());
        row.line = line_;
        row.columns = Json::object();
        row.fault = fault();
        if (row.fault) return true;
        for (size_t i = 0; i < header_.size(); ++i)
            row.columns.asObject().emplace_back(header_[i], Json(std::move(fields_[i])));
        return true;
    }
    int64_t line() const override { return line_; }

private:
    std::optional<RowFault> fault() const {
        if (!std::all_of(fields_.begin(), fields_.end(), [](const std::string& field) { return isValidUtf8(field); }))
            return RowFault{"encoding", "the row is not valid UTF-8", "save the file as UTF-8"};
        if (fields_.size() == header_.size()) return std::nullopt;
        return RowFault{"broken table",
                        fmt::format("expected as many fields as the header has ({}), found {}", header_.size(), fields_.size()),
                        "put fields that hold the delimiter or a line break into double quotes"};
    }

    TextSource& source_;
    char delimiter_;
    std::vector<std::string> header_, fields_;
    int64_t line_ = 1;
};

/// How many columns, and known columns, a header line has with a delimiter.
std::pair<int, int> columnsWith(std::string_view line, char delimiter, const IsColumn& isColumn) {
    int known = 0, all = 0;
    bool quoted = false;
    size_t begin = 0;
    for (size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"') quoted = !quoted;
        if (i < line.size() && (quoted || line[i] != delimiter)) continue;
        std::string_view name = line.substr(begin, i - begin);
        if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
        known += isColumn(name);
        ++all;
        begin = i + 1;
    }
    return {known, all};
}

std::string_view firstLine(std::string_view ahead) {
    return ahead.substr(0, ahead.find_first_of("\r\n"));
}

}  // namespace

std::unique_ptr<RowReader> tableRows(TextSource& source, char delimiter) { return std::make_unique<TableReader>(source, delimiter); }

char delimiterOf(std::string_view ahead, const IsColumn& isColumn) {
    char best = ',';
    for (char candidate : {'\t', ';'})
        if (columnsWith(firstLine(ahead), candidate, isColumn) > columnsWith(firstLine(ahead), best, isColumn)) best = candidate;
    return best;
}

bool looksLikeTable(std::string_view ahead, const IsColumn& isColumn) {
    return columnsWith(firstLine(ahead), delimiterOf(ahead, isColumn), isColumn).first > 0;
}

}  // namespace luthier
