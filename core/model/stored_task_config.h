// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/model/decoder_config.h"

namespace luthier {

/// Transformers' AutoModelForSequenceClassification takes the head that the weights hold, whatever class config.json names. Here that is done where config.json names
/// none, or a model without any head, and says so: `read` becomes a model that answers with labels. Where no labels are asked for, only if it could not write.
void takeStoredHead(const std::filesystem::path& model, const Json& source, const TaskHead& asked, ConfigRead& read);

}  // namespace luthier
