// SPDX-License-Identifier: Apache-2.0
#include "core/engine/find_run.h"

#include <algorithm>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr size_t kNamed = 8;  ///< runs a message names at most

bool isRunFolder(const fs::path& folder) {
    std::error_code fault;
    return fs::exists(folder / "recipe.yaml", fault) && fs::is_directory(folder, fault);
}

std::vector<fs::path> runFolders() {
    std::vector<fs::path> folders;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(os::luthierHome() / "runs", fault)) {
        if (textOf(entry.path().filename())[0] != '.' && isRunFolder(entry.path())) folders.push_back(entry.path());
    }
    std::ranges::sort(folders);
    return folders;
}

FoundRun severalFit(std::string_view word, const std::vector<fs::path>& fitting) {
    std::string ids;
    for (size_t i = 0; i < std::min(fitting.size(), kNamed); ++i) ids += (i ? ", " : "") + textOf(fitting[i].filename());
    if (fitting.size() > kNamed) ids += ", …";
    return {{}, {error(std::string(word), std::to_string(fitting.size()) + " runs fit: " + ids, "give the id of the one you mean")}};
}

}  // namespace

std::string runName(const fs::path& folder) {
    try {
        if (const std::string name = Json::parse(readFile(folder / "notes.json")).stringOr("name", ""); !name.empty()) return name;
    } catch (const std::exception&) {  // notes come later than the recipe, and may be torn
    }
    try {
        return readRecipeFile(textOf(folder / "recipe.yaml")).recipe.name;
    } catch (const Error&) {
        return {};
    }
}

FoundRun findRun(std::string_view word) {
    if (word.empty()) return {{}, {error("RUN", "expected a run, found an empty word", "give its id, name or folder")}};
    std::vector<fs::path> named, begun;
    for (const fs::path& folder : runFolders()) {
        const std::string id = textOf(folder.filename());
        if (id == word) return {folder, {}};
        if (id.starts_with(word)) begun.push_back(folder);
        if (runName(folder) == word) named.push_back(folder);
    }
    if (isRunFolder(pathOf(word))) return {fs::absolute(pathOf(word)).lexically_normal(), {}};
    for (const auto& fitting : {named, begun}) {
        if (fitting.size() == 1) return {fitting[0], {}};
        if (fitting.size() > 1) return severalFit(word, fitting);
    }
    return {{}, {error(std::string(word), "no run has this id, beginning or name, and no run folder lies there",
                       "the runs lie in " + textOf(os::luthierHome() / "runs"))}};
}

}  // namespace luthier
