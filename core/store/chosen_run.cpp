// SPDX-License-Identifier: Apache-2.0
#include "core/store/chosen_run.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr size_t kNamed = 8;  ///< runs a message names at most

FoundRun severalFit(std::string_view word, const std::vector<NamedRun>& fitting) {
    std::string ids;
    for (size_t i = 0; i < std::min(fitting.size(), kNamed); ++i) ids += (i ? ", " : "") + fitting[i].id;
    if (fitting.size() > kNamed) ids += ", …";
    return {{}, {error(std::string(word), std::to_string(fitting.size()) + " runs fit: " + ids, "give the id of the one you mean")}};
}

}  // namespace

bool isRunFolder(const fs::path& folder) {
    std::error_code fault;
    return fs::exists(folder / "recipe.yaml", fault) && fs::is_directory(folder, fault);
}

FoundRun chosenRun(std::string_view word, const std::vector<NamedRun>& runs) {
    if (word.empty()) return {{}, {error("RUN", "expected a run, found an empty word", "give its id, name or folder")}};
    std::vector<NamedRun> named, begun;
    for (const NamedRun& run : runs) {
        if (run.id == word) return {run.folder, {}};
        if (run.id.starts_with(word)) begun.push_back(run);
        if (run.name == word) named.push_back(run);
    }
    if (isRunFolder(pathOf(word))) return {fs::absolute(pathOf(word)).lexically_normal(), {}};
    for (const auto& fitting : {named, begun}) {
        if (fitting.size() == 1) return {fitting[0].folder, {}};
        if (fitting.size() > 1) return severalFit(word, fitting);
    }
    return {{}, {error(std::string(word), "no run has this id, beginning or name, and no run folder lies there",
                       "the runs lie in " + textOf(os::luthierHome() / "runs"))}};
}

}  // namespace luthier
