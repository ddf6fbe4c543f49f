// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "core/engine/checks.h"
#include "core/base/file.h"
#include "core/base/unicode.h"
#include "core/data/cleaning/kept_dataset.h"
#include "core/store/model_card.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

bool hasLicenceFile(const fs::path& folder) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const std::string name = caseFolded(textOf(entry.path().filename()));
        for (const char* word : {"license", "licence", "copying"}) {
            if (name.starts_with(word)) return true;
        }
    }
    return false;
}

bool namesLicence(const fs::path& folder) { return hasLicenceFile(folder) || !licenceOf(folder).empty(); }

Problems look(const CheckSubject& subject) {
    Problems problems;
    const fs::path& model = subject.prepared.modelFolder;
    if (subject.recipe.model.init != "random" && !hasLicenceFile(fs::is_directory(model) ? model : model.parent_path()) && licenceOf(model).empty()) {
        problems.push_back(warning("model.path", "the model's folder names no licence: whether its tuned copy may be used or passed on is not known",
                                   "look up the licence where the model came from, and put its README.md or LICENSE into the folder"));
    }
    std::set<fs::path> folders;
    for (const std::string& file : subject.recipe.data.train) folders.insert(sourceOf(pathOf(file)).parent_path());
    for (const fs::path& folder : folders) {
        if (namesLicence(folder)) continue;
        problems.push_back(warning("data.train", "no licence is named beside the data in \"" + textOf(folder) + "\"",
                                   "where the rows are not your own, look whether you may train on them; a README.md or LICENSE file beside them keeps the answer"));
    }
    return problems;
}

}  // namespace

Check licenceCheck() { return {"licence", "Model and data say what may be done with them", look}; }

}  // namespace luthier
