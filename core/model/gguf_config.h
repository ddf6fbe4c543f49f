// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/gguf_file.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// Reads what a GGUF file says of itself. `common`: what is said alike in files of all families (ggufConfig). What could give other numbers than the config
/// tells is a Problem at "config.json: key": a family that cannot be opened so, metadata nobody asked for, several files of one model, stretched rotation that
/// is not Llama 3's.
ConfigRead readGgufConfig(const GgufFile& file, Json common, const TaskHead& head);

}  // namespace luthier
