// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/data/example.h"
#include "core/data/text_source.h"

namespace luthier {

/// One shape of rows. Adding one: a file in formats/ with the function, and a line in formats.def.
struct DatasetFormat {
    std::string name;                  ///< as data.format has it
    std::vector<std::string> columns;  ///< what it reads; the first tells it apart
    std::vector<std::string> needed;   ///< what every row must have
    std::string answer;                ///< the needed column that rows without an answer may lack
    bool later = false;                ///< known and refused by name
    std::function<bool(const Json& row)> recognises;
    /// Fills the example from a row that has all needed columns, or says why not.
    std::function<std::optional<RowFault>(const Json& row, Example& example)> read;
};

/// In the order in which they are tried.
const std::vector<DatasetFormat>& datasetFormats();

// What the formats share; each puts the value, or returns what is wrong.
/// Text; null and a missing column give none.
std::optional<RowFault> readText(const Json& row, std::string_view column, std::string& text);
/// A list of messages; ShareGPT's from and value become role and content. In tables the list is written as JSON.
std::optional<RowFault> readMessages(const Json& row, std::string_view column, Json& messages);
/// The tools of a row: a list of objects, or that as JSON text; null when there are none.
std::optional<RowFault> readTools(const Json& row, Json& tools);
bool has(const Json& row, std::string_view column);
bool holdsList(const Json& row, std::string_view column);

}  // namespace luthier
