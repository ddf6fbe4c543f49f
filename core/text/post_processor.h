// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace luthier {

/// What stands before and after a single text when special tokens are added: the "post_processor" of a tokenizer.json.
struct PostProcessor {
    std::vector<int32_t> before, after;

    PostProcessor() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    PostProcessor(const Json* config, const std::string& file);
};

}  // namespace luthier
