// SPDX-License-Identifier: Apache-2.0
#include "core/base/counted.h"

namespace luthier {

std::string wordFor(int64_t count, const std::string& one, const std::string& many) {
    if (count == 1) return one;
    return many.empty() ? one + "s" : many;
}

std::string counted(int64_t count, const std::string& one, const std::string& many) { return std::to_string(count) + " " + wordFor(count, one, many); }

}  // namespace luthier
