// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tried_models.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/store/run_record.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

namespace fs = std::filesystem;

bool hasFile(const fs::path& folder, const char* name) { return os::markOf(folder / name).has_value(); }

}  // namespace

TriedModels triedModelsOf(const fs::path& runFolder) {
    const RunRecord run = readRunSettings(runFolder);
    if (!run.recipe) throw Error(textOf(runFolder), run.problems.empty() ? "there is no recipe of the run" : run.problems.front().what, "choose another run");
    TriedModels models;
    models.name = qText(run.name().empty() ? run.id : run.name());
    if (run.recipe->model.init != "random") models.base = run.recipe->model.path;
    if (hasFile(runFolder / "adapter", "adapter_config.json")) {
        const bool drawn = hasFile(runFolder / "adapter" / "base", "config.json");  // a base that was never stored lies beside its adapter
        models.model = drawn ? textOf(runFolder / "adapter" / "base") : run.recipe->model.path;
        models.adapter = textOf(runFolder / "adapter");
        if (drawn) models.base = models.model;
    } else if (hasFile(runFolder / "model", "config.json")) {
        models.model = textOf(runFolder / "model");
    }
    models.labels = run.labels();
    const ShownRun shown = shownRunOf(runFolder);
    for (const ShownAnswer& answer : shown.answers()) models.questions << questionOf(answer.prompt);
    return models;
}

}  // namespace luthier::ui
