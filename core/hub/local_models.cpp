// SPDX-License-Identifier: Apache-2.0
#include "core/hub/local_models.h"

#include <algorithm>
#include <optional>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/base/resources.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr int kManifestDepth = 4;  // REGISTRY/NAMESPACE/NAME/TAG
constexpr uint64_t kLargestSmallFile = 1 << 20;  // manifests and settings

std::optional<fs::path> folderIn(const char* variable) {
    const auto value = os::environment(variable);
    return value && !value->empty() ? std::optional(pathOf(*value)) : std::nullopt;
}

fs::path inHome(const char* place) {
    const auto home = folderIn("HOME");
    return home ? *home / place : fs::path();
}

/// A small text file of another program, if it is there and can be read.
std::optional<std::string> smallFile(const fs::path& file) try {
    return isThere(file) ? std::optional(readFile(file, kLargestSmallFile)) : std::nullopt;
} catch (const std::exception&) {
    return std::nullopt;
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
    if (isThere(starterModelFolder() / "config.json")) models.push_back({starterModelFolder(), "starter", ModelHome::Luthier});
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
    const Json json = Json::parse(readFile(manifest, kLargestSmallFile));
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

/// manifests/REGISTRY/NAMESPACE/NAME/TAG; its own registry goes without name, and its public library without namespace, as Ollama shows them.
void addOllamaManifests(const fs::path& folder, const fs::path& blobs, std::vector<std::string>& way, std::vector<LocalModel>& models) {
    std::vector<fs::path> entries;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
        way.push_back(textOf(entry.filename()));
        if (way.size() < kManifestDepth) addOllamaManifests(entry, blobs, way, models);
        else if (const auto weights = ollamaWeights(entry, blobs)) {
            std::string owner = way[0] == "registry.ollama.ai" ? "" : way[0] + "/";
            if (!owner.empty() || way[1] != "library") owner += way[1] + "/";
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

/// The folder that LM Studio's settings name for models, where the user chose one.
std::optional<fs::path> chosenInLmStudio(const fs::path& home) try {
    const auto settings = smallFile(home / "settings.json");
    const std::string folder = settings ? Json::parse(*settings).stringOr("downloadsFolder", "") : "";
    return folder.empty() ? std::nullopt : std::optional(pathOf(folder));
} catch (const std::exception&) {
    return std::nullopt;
}

/// LM Studio keeps models in its home, or where its settings say; a home that was moved is named by a file in the user's folder.
std::vector<fs::path> lmStudioStores() {
    std::vector<fs::path> homes{inHome(".lmstudio"), inHome(".cache/lm-studio")}, stores;
    if (auto moved = smallFile(inHome(".lmstudio-home-pointer"))) {
        moved->erase(moved->find_last_not_of(" \t\r\n") + 1);
        if (!moved->empty()) homes.push_back(pathOf(*moved));
    }
    const auto add = [&](const fs::path& store) {
        std::error_code fault;
        const fs::path real = fs::canonical(store, fault);
        if (!fault && std::find(stores.begin(), stores.end(), real) == stores.end()) stores.push_back(real);
    };
    for (const fs::path& home : homes) {
        if (home.empty()) continue;
        add(home / "models");
        if (const auto chosen = chosenInLmStudio(home)) add(*chosen);
    }
    return stores;
}

/// OWNER/MODEL/FILE.gguf
void addLmStudio(std::vector<LocalModel>& models) {
    for (const fs::path& store : lmStudioStores())
        for (const fs::path& owner : foldersIn(store))
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
