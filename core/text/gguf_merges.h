// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"

namespace luthier {

/// The merges of a SentencePiece vocabulary that lists none: every way to cut a piece into two others, best score first
/// (Transformers 5.23, tokenization_utils_base.generate_merges). [[left, right], …]
Json impliedMerges(const std::vector<std::string>& pieces, const std::vector<double>& scores);

}  // namespace luthier
