// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/gguf_file.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// What of a GGUF file could give other numbers than its config tells: a family without names for it, several files of one model, stretched
/// rotation that is not Llama 3's. Every fault is a Problem at "config.json: key".
void checkGguf(const GgufFile& file, ConfigRead& read);

}  // namespace luthier
