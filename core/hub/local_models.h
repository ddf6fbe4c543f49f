// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace luthier {

/// Where programs of this computer keep base models.
enum class ModelHome { Luthier, HuggingFace, Ollama, LmStudio };
std::string nameOf(ModelHome home);  ///< "Luthier", "Hugging Face", …

/// A base model on this computer: `path` is what a recipe names, a folder or a GGUF file.
struct LocalModel {
    std::filesystem::path path;
    std::string name;  ///< as its home calls it: "owner/name", "smollm2:135m"
    ModelHome home = ModelHome::Luthier;
};

/// All of them, ours first, each home by name. Homes: $LUTHIER_HOME/models, the Hugging Face cache (HF_HUB_CACHE, HF_HOME), Ollama's store
/// (OLLAMA_MODELS), LM Studio's folder. What cannot be read is left out.
std::vector<LocalModel> localModels();

/// The hub's folder (HF_HOME) and cache (HF_HUB_CACHE) as huggingface_hub finds them; empty when there is no home folder.
std::filesystem::path hubFolder();
std::filesystem::path hubCacheFolder();

}  // namespace luthier
