// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tried_models.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/store/run_record.h"
#include "ui/models/export_card.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

namespace fs = std::filesystem;

bool hasFile(const fs::path& folder, const char* name) { return os::markOf(folder / name).has_value(); }

/// The tuned model out of a folder with an adapter or of one with a whole model; false where neither is there.
bool takeResult(const fs::path& adapter, const fs::path& whole, const std::string& base, TriedModels& models) {
    if (hasFile(adapter, "adapter_config.json")) {
        const bool drawn = hasFile(adapter / "base", "config.json");  // a base that was never stored lies beside its adapter
        models.model = drawn ? textOf(adapter / "base") : base;
        models.adapter = textOf(adapter);
        if (drawn) models.base = models.model;
    } else if (hasFile(whole, "config.json")) {
        models.model = textOf(whole);
    }
    return !models.model.empty();
}

/// What a run that nobody works on any more kept in its last snapshot: there already, or to be written.
void takeKept(const fs::path& runFolder, const std::string& base, const RunCourse& course, TriedModels& models) {
    if (course.snapshot <= 0 || isAtWork(stateOf(runFolder, course.reason, course.paused, course.started.has_value()))) return;
    const fs::path kept = triedFolder() / (runFolder.filename().string() + "-step-" + std::to_string(course.snapshot));
    models.soFar = true;
    if (takeResult(kept, kept, base, models)) return;
    const ExportFacts facts = exportFactsOf(runFolder);
    const std::vector<ExportCard> cards = exportCards();
    const auto fits = std::ranges::find_if(cards, [&](const ExportCard& card) { return card.obstacle(facts).isEmpty(); });
    if (fits == cards.end()) return;
    models.missing = kept;
    models.format = fits->format;
}

}  // namespace

fs::path triedFolder() { return os::luthierHome() / "tried"; }

TriedModels triedModelsOf(const fs::path& runFolder) {
    const RunRecord run = readRunSettings(runFolder);
    if (!run.recipe) throw Error(textOf(runFolder), run.problems.empty() ? "there is no recipe of the run" : run.problems.front().what, "choose another run");
    TriedModels models;
    models.name = qText(run.name().empty() ? run.id : run.name());
    if (run.recipe->model.init != "random") models.base = run.recipe->model.path;
    models.labels = run.labels();
    const ShownRun shown = shownRunOf(runFolder);
    const std::string& base = run.recipe->model.path;
    if (!takeResult(runFolder / "adapter", runFolder / "model", base, models)) takeKept(runFolder, base, shown.course(), models);
    for (const ShownAnswer& answer : shown.answers()) models.questions << questionOf(answer.prompt);
    return models;
}

}  // namespace luthier::ui
