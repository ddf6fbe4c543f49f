// SPDX-License-Identifier: Apache-2.0
#include "core/engine/checks.h"

namespace luthier {

#define LUTHIER_CHECK(name) Check name##Check();
#include "core/engine/checks/checks.def"
#undef LUTHIER_CHECK

const std::vector<Check>& checks() {
    static const std::vector<Check> all{
#define LUTHIER_CHECK(name) name##Check(),
#include "core/engine/checks/checks.def"
#undef LUTHIER_CHECK
    };
    return all;
}

}  // namespace luthier
