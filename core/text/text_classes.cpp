// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_classes.h"

#include "core/text/code_point_runs.h"

namespace luthier {
namespace {

constexpr uint32_t kRuns[] = {
#include "core/text/text_classes.inc"
};

}  // namespace

const uint16_t* textClasses() {
    static const std::vector<uint16_t> values = expandedRuns<uint16_t>(kRuns);
    return values.data();
}

}  // namespace luthier
