// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/text/model_files.h"

namespace luthier {

/// The class of Transformers (5.23) that reads the older tokenizer files of a folder, without "Fast" and by its main name; the choice of
/// tokenization_auto.py between what tokenizer_config.json, config.json and its own table of families say. "TokenizersBackend" stands for every
/// family that has no class of its own. Throws Error for broken configuration files.
std::string tokenizerClass(const ModelFiles& files);

}  // namespace luthier
