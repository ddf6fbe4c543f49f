// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/interval.h"
#include "core/base/json.h"
#include "core/data/importer.h"

namespace luthier {

/// Answers to the rows of one file, in order, and which of them have a form: the whole text matches a regular expression.
struct FormedAnswers {
    std::string file;
    std::vector<bool> inForm;

    int64_t count() const;  ///< answers in the form
};

/// The group of every row of a data file, as a split sees it without data.group: rows that ask the same are one. Throws Error when a row
/// cannot be read, since answers are told apart by their place.
std::vector<uint64_t> groupsOfRows(const std::string& dataFile, ImportSettings settings = {});

/// The share of answers in the form and where it lies with 95 % (bootstrap over groups); `meanB` is the share, `low` and `high` its bounds.
std::optional<Interval> shareInterval(const FormedAnswers& answers, const std::vector<uint64_t>& groups);
/// How much the share changed from the one to the other, over the same rows (paired bootstrap over groups).
std::optional<Interval> changeOfShare(const FormedAnswers& before, const FormedAnswers& after, const std::vector<uint64_t>& groups);

/// {"groups","answers":[{"file","rows","in_form","share","low","high","words"}],"change":null or {…}}, for one file or two.
Json formJson(const std::vector<FormedAnswers>& answers, const std::vector<uint64_t>& groups);

}  // namespace luthier
