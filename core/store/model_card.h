// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/store/run_record.h"

namespace luthier {

/// What a base model is called on the hub where its folder tells ("owner/name" in the Hugging Face cache), else the folder's name.
std::string baseNameOf(const std::string& modelPath);
/// The licence that a GGUF file names itself, or the card in the model's folder; empty when neither does.
std::string licenceOf(const std::filesystem::path& model);

/// The model card of a result, as README.md of a Hugging Face folder: front matter (base_model, library_name, licence, tags), then what it is,
/// how good it is, what it was trained on (counts and fingerprints, never the data), how it was made and how to use it.
/// `library` is what opens the folder: "peft" for an adapter, "transformers" for a whole model.
std::string modelCard(const RunRecord& run, const std::string& library);

}  // namespace luthier
