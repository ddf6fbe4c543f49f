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

std::vector<fs::path> runFolders() {
    std::vector<fs::path> folders;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(os::luthierHome() / "runs", fault)) {
        if (textOf(entry.path().filename())[0] != '.' && isRunFolder(entry.path())) folders.push_back(entry.path());
    }
    std::ranges::sort(folders);
    return folders;
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
    const std::vector<fs::path> folders = runFolders();
    const auto named = std::ranges::find(folders, word, [](const fs::path& folder) { return textOf(folder.filename()); });
    if (named != folders.end()) return {*named, {}};
    if (isRunFolder(pathOf(word))) return chosenRun(word, {});
    std::vector<NamedRun> runs;  // only now: a name is in a file of each
    for (const fs::path& folder : folders) runs.push_back({folder, textOf(folder.filename()), runName(folder)});
    return chosenRun(word, runs);
}

}  // namespace luthier
