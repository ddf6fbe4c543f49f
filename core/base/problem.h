// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace luthier {

/// How bad a Problem is: an error keeps a run from starting, a warning is told and counted.
enum class Level { Warning, Error };

/// A mend that needs no person: another value for a key of the recipe, as --set takes it.
struct Fix {
    std::string key, value;
    bool operator==(const Fix&) const = default;
};

/// One thing wrong with what a person gave. Problems are values: they are collected and returned all at once, never thrown.
struct Problem {
    Level level = Level::Error;
    std::string where;  ///< "file:line" or the recipe key
    std::string what;   ///< what was expected and what was found
    std::string mend;   ///< what to do about it
    std::optional<Fix> fix = {};

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

bool hasError(const Problems& problems);
Problem error(std::string where, std::string what, std::string mend);
Problem warning(std::string where, std::string what, std::string mend);
Problem fixable(Problem problem, std::optional<Fix> fix);

}  // namespace luthier
