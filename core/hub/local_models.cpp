// SPDX-License-Identifier: Apache-2.0
#include "core/hub/local_models.h"

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/json.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr int kManifestDepth = 4;  // REGISTRY/NAMESPACE/NAME/TAG
constexpr uint64_t kLargestManifest = 1 << 20;

std::optional<fs::path> folderIn(const char* variable) {
    const auto value = os::environment(variable);
    return value && !value->empty() ? std::optional(pathOf(*value)) : std::nullopt;
}

fs::path inHome(const char* place) {
    const auto home = folderIn("HOME");
    return home ? *home / place : fs::path();
}

bool isThere(const fs::path& path) {
    std::error_code fault;
    return fs::exists(path, fault);
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault))
        if (entry.is_directory(fault) && !textOf(entry.path().filename()).starts_with('.')) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

/// The models of one folder: itself, when it holds config.json, else each GGUF file of it.
void addFolder(const fs::path& folder, const std::string& name, ModelHome home, std::vector<LocalModel>& models) {
    const std::vector<fs::path> ggufs = ggufFilesIn(folder);
    if (isThere(folder / "config.json") || ggufs.size() == 1) models.push_back({folder, name, home});
    else
        for (const fs::path& file : ggufs) models.push_back({file, name + "/" + textOf(file.filename()), home});
}

void addOurs(std::vector<LocalModel>& models) {
    const fs::path folder = os::luthierHome() / "models";
    for (const fs::path& model : foldersIn(folder)) addFolder(model, textOf(model.filename()), ModelHome::Luthier, models);
    for (const fs::path& file : ggufFilesIn(folder)) models.push_back({file, textOf(file.filename()), ModelHome::Luthier});
}

/// models--OWNER--NAME/snapshots/REVISION
void addHubCache(std::vector<LocalModel>& models) {
    for (const fs::path& model : foldersIn(hubCacheFolder())) {
        std::string name = textOf(model.filename());
        if (!name.starts_with("models--")) continue;
        name.erase(0, 8);
        if (const size_t gap = name.find("--"); gap != std::string::npos) name.replace(gap, 2, "/");
        for (const fs::path& snapshot : foldersIn(model / "snapshots")) addFolder(snapshot, name, ModelHome::HuggingFace, models);
    }
}

/// The file with the weights that an Ollama manifest names.
std::optional<fs::path> ollamaWeights(const fs::path& manifest, const fs::path& blobs) try {
    const Json json = Json::parse(readFile(manifest, kLargestManifest));
    const Json* layers = json.find("layers");
    for (const Json& layer : layers && layers->isArray() ? layers->asArray() : Json::Array{}) {
        if (layer.stringOr("mediaType", "") != "application/vnd.ollama.image.model") continue;
        std::string digest = layer.stringOr("digest", "");
        if (digest.size() != 71 || !digest.starts_with("sha256:") || digest.find_first_not_of("0123456789abcdef", 7) != std::string::npos) continue;
        digest[6] = '-';
        if (isThere(blobs / digest)) return blobs / digest;
    }
    return std::nullopt;
} catch (const std::exception&) {
    return std::nullopt;
}

/// manifests/registry.ollama.ai/library/NAME/TAG; names of the public library go without their first two parts, as Ollama shows them.
void addOllamaManifests(const fs::path& folder, const fs::path& blobs, std::vector<std::string>& way, std::vector<LocalModel>& models) {
    std::vector<fs::path> entries;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
        way.push_back(textOf(entry.filename()));
        if (way.size() < kManifestDepth) addOllamaManifests(entry, blobs, way, models);
        else if (const auto weights = ollamaWeights(entry, blobs)) {
            const std::string owner = way[1] == "library" ? "" : way[1] + "/";
            models.push_back({*weights, owner + way[2] + ":" + way[3], ModelHome::Ollama});
        }
        way.pop_back();
    }
}

void addOllama(std::vector<LocalModel>& models) {
    std::vector<fs::path> stores;
    if (const auto own = folderIn("OLLAMA_MODELS")) stores.push_back(*own);
    else stores = {inHome(".ollama/models"), "/usr/share/ollama/.ollama/models"};  // the second is where its Linux service keeps them
    std::vector<std::string> way;
    for (const fs::path& store : stores) addOllamaManifests(store / "manifests", store / "blobs", way, models);
}

/// OWNER/MODEL/FILE.gguf
void addLmStudio(std::vector<LocalModel>& models) {
    for (const char* place : {".lmstudio/models", ".cache/lm-studio/models"})
        for (const fs::path& owner : foldersIn(inHome(place)))
            for (const fs::path& model : foldersIn(owner))
                addFolder(model, textOf(owner.filename()) + "/" + textOf(model.filename()), ModelHome::LmStudio, models);
}

}  // namespace

std::string nameOf(ModelHome home) {
    switch (home) {
        case ModelHome::Luthier: return "Luthier";
        case ModelHome::HuggingFace: return "Hugging Face";
        case ModelHome::Ollama: return "Ollama";
        case ModelHome::LmStudio: return "LM Studio";
    }
    return "";
}

fs::path hubFolder() {
    if (const auto home = folderIn("HF_HOME")) return *home;
    if (const auto cache = folderIn("XDG_CACHE_HOME")) return *cache / "huggingface";
    return inHome(".cache/huggingface");
}

fs::path hubCacheFolder() {
    if (const auto cache = folderIn("HF_HUB_CACHE")) return *cache;
    const fs::path folder = hubFolder();
    return folder.empty() ? folder : folder / "hub";
}

std::vector<LocalModel> localModels() {
    std::vector<LocalModel> models;
    addOurs(models);
    addHubCache(models);
    addOllama(models);
    addLmStudio(models);
    return models;
}

}  // namespace luthier
