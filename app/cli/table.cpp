// SPDX-License-Identifier: Apache-2.0
#include "app/cli/table.h"

#include <algorithm>

#include "core/base/unicode.h"
#include "core/store/figures.h"

namespace luthier::cli {
namespace {

std::string cell(const std::string& text, size_t widest) {
    const std::string line = harmlessLine(text);
    if (codePointCount(line) <= widest) return line;
    size_t at = 0;
    for (size_t count = 0; count + 1 < widest; ++count) nextCodePoint(line, at);
    return line.substr(0, at) + "…";
}

}  // namespace

std::string tableText(const std::vector<std::vector<std::string>>& rows, size_t widest) {
    std::vector<std::vector<std::string>> cells;
    std::vector<size_t> widths;
    for (const auto& row : rows) {
        cells.emplace_back();
        for (size_t i = 0; i < row.size(); ++i) {
            cells.back().push_back(cell(row[i], widest));
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], codePointCount(cells.back()[i]));
        }
    }
    std::string text;
    for (const auto& row : cells) {
        std::string line;
        for (size_t i = 0; i < row.size(); ++i) line += row[i] + std::string(widths[i] - codePointCount(row[i]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

}  // namespace luthier::cli
