// SPDX-License-Identifier: Apache-2.0
#include "core/text/script_groups.h"

#include "core/text/code_point_runs.h"

namespace luthier {
namespace {

constexpr uint32_t kRuns[] = {
#include "core/text/script_groups.inc"
};

}  // namespace

const uint8_t* scriptGroups() {
    static const std::vector<uint8_t> values = expandedRuns<uint8_t>(kRuns);
    return values.data();
}

}  // namespace luthier
