// SPDX-License-Identifier: Apache-2.0
#include "core/base/problem.h"

#include <algorithm>

namespace luthier {

bool hasError(const Problems& problems) {
    return std::ranges::any_of(problems, [](const Problem& problem) { return problem.level == Level::Error; });
}

Problem error(std::string where, std::string what, std::string mend) {
    return {Level::Error, std::move(where), std::move(what), std::move(mend)};
}

Problem warning(std::string where, std::string what, std::string mend) {
    return {Level::Warning, std::move(where), std::move(what), std::move(mend)};
}

Problem fixable(Problem problem, std::optional<Fix> fix) {
    problem.fix = std::move(fix);
    return problem;
}

}  // namespace luthier
