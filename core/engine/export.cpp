// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/json.h"
#include "core/engine/environment.h"
#include "core/engine/find_run.h"
#include "core/engine/proof_rows.h"
#include "core/engine/report.h"
#include "core/engine/session.h"
#include "core/engine/tuned_model.h"
#include "core/export/exporter.h"
#include "core/export/proof.h"
#include "core/ops/matmul.h"
#include "core/recipe/read.h"
#include "core/train/snapshot.h"
#include "core/tuning/peft_config.h"

namespace luthier {
namespace {

/// What an export writes, opened.
struct Opened {
    std::filesystem::path base;
    TunedModel model;
    bool randomInit = false;
    std::filesystem::path run;  ///< where it is one; else empty
    ProofRows rows;
    Problems problems;
};

DecoderConfig configOf(const std::filesystem::path& folder, const TaskHead& head, Problems& problems) {
    ConfigRead read = readDecoderConfig(folder, head);
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    return read.config;
}

/// The state a run keeps: its best snapshot, else its last.
void openRun(const std::filesystem::path& run, Opened& opened, const CancelToken& cancel) {
    RecipeRead read = readRecipeFile(textOf(run / "recipe.yaml"));
    Json environment = Json::parse(readFile(run / "environment.json"));
    const Json* settled = environment.find("resolved");
    Resolved resolved = Resolved::of(settled ? *settled : Json());
    opened.problems = read.problems;
    opened.base = modelFolderOf(read.recipe.model.path, "model.path", opened.problems);
    if (hasError(opened.problems)) return;
    DecoderConfig config = configOf(opened.base, headOf(read.recipe, resolved), opened.problems);
    if (hasError(opened.problems)) return;
    opened.randomInit = read.recipe.model.init == "random";
    resolved.precision = nameOf(Arithmetic::Float32);  // a proof is exact, whatever the run was
    resolved.store = kOwnStore;
    opened.model = makeTunedModel(read.recipe, opened.base, config, resolved, opened.problems);
    if (hasError(opened.problems)) return;
    Snapshots snapshots(run / "snapshots");
    std::optional<Progress> progress = snapshots.newest(opened.problems);
    if (!progress) {
        opened.problems.push_back(error(textOf(run), "the run has no snapshot yet, so there is nothing to export", "let it train a little longer"));
        return;
    }
    LearnedState state(opened.model.method->learnables());
    const PastEvaluation* best = progress->best();
    snapshots.load(best && best->step > 0 ? best->step : progress->step, state, false);
    for (Problem& changed : changedModel(environment, read.recipe, opened.base)) {
        changed.level = Level::Warning;  // the result may still be what is wanted: text files count too
        opened.problems.push_back(std::move(changed));
    }
    opened.rows = proofRowsAgain(read.recipe, resolved, environment, config, cancel);
}

/// An adapter folder and the base model its adapter_config.json names.
void openPeft(const std::filesystem::path& folder, Opened& opened) {
    std::string base = Json::parse(readFile(folder / "adapter_config.json")).stringOr("base_model_name_or_path", "");
    opened.base = pathOf(base);
    if (opened.base.is_relative() && !isFolder(opened.base)) opened.base = folder / opened.base;
    if (!isFolder(opened.base) && !ggufOf(opened.base)) {
        opened.problems.push_back(error(textOf(folder / "adapter_config.json"), "its base model \"" + base + "\" is not on this computer",
                                        "set base_model_name_or_path to the folder or GGUF file of the base model"));
        return;
    }
    DecoderConfig config = configOf(opened.base, adapterHead(folder), opened.problems);
    if (hasError(opened.problems)) return;
    opened.model.decoder = loadDecoder(opened.base, config, opened.problems);
    if (hasError(opened.problems)) return;
    opened.model.method = openAdapter(folder, *opened.model.decoder, opened.problems);
}

/// A whole model, as it is.
void openWhole(const std::filesystem::path& folder, Opened& opened) {
    opened.base = folder;
    DecoderConfig config = configOf(folder, {}, opened.problems);
    if (hasError(opened.problems)) return;
    opened.model.decoder = loadDecoder(folder, config, opened.problems);
    if (hasError(opened.problems)) return;
    MethodSettings whole;
    whole.kind = "full";
    opened.model.method = makeTuningMethod(whole);
    Problems attaching = opened.model.method->attach(*opened.model.decoder, 0);
    opened.problems.insert(opened.problems.end(), attaching.begin(), attaching.end());
}

Opened openSource(const std::string& source, const CancelToken& cancel) {
    setArithmetic(Arithmetic::Float32);
    Opened opened;
    std::filesystem::path folder = pathOf(source);
    if (isThere(folder / "adapter_config.json")) {
        openPeft(folder, opened);
    } else if (isThere(folder / "config.json") || ggufOf(folder)) {
        openWhole(folder, opened);
    } else {
        FoundRun run = findRun(source);
        opened.problems = run.problems;
        opened.run = run.folder;
        if (!hasError(opened.problems)) openRun(run.folder, opened, cancel);
    }
    if (!hasError(opened.problems) && opened.rows.batches.empty()) opened.rows = madeUpRows(opened.model.decoder->config);
    return opened;
}

/// A run's own result is its proof: nothing is exported over it.
std::optional<Problem> overResult(const std::filesystem::path& out) {
    std::filesystem::path place = std::filesystem::weakly_canonical(out);
    if (!place.has_filename()) place = place.parent_path();
    for (; place.has_relative_path(); place = place.parent_path())
        for (const ExportFormat& format : exportFormats())
            if (textOf(place.filename()) == format.folder && isRunFolder(place.parent_path()))
                return error("--out", "a run keeps its own result in \"" + textOf(place) + "\"", "name a folder outside of the run's");
    return std::nullopt;
}

const ExportFormat* formatNamed(const std::string& name, Problems& problems) {
    if (const ExportFormat* format = exportFormat(name)) return format;
    std::string known;
    for (const ExportFormat& format : exportFormats()) known += (known.empty() ? "" : ", ") + format.name;
    problems.push_back(error("--format", "the format \"" + name + "\" is not part of this version", "choose one of: " + known));
    return nullptr;
}

}  // namespace

Outcome exportTo(Session& session, const ExportRequest& request, CancelToken& cancel) {
    session.setUpThread();
    Problems problems;
    const ExportFormat* format = formatNamed(request.format, problems);
    Problems target = checkExportTarget(request.out);
    problems.insert(problems.end(), target.begin(), target.end());
    if (!hasError(target))
        if (const auto own = overResult(request.out)) problems.push_back(*own);
    if (hasError(problems)) return {Outcome::Kind::Problems, problems, {}};
    Opened opened = openSource(request.source, cancel);
    if (!hasError(opened.problems) && format->adapterOnly && !opened.model.method->hasAdapter()) {
        opened.problems.push_back(error("--format", "there is no adapter to write: the whole model was tuned", "choose --format merged"));
    }
    if (hasError(opened.problems)) return {Outcome::Kind::Problems, opened.problems, {}};
    if (cancel.stopAsked()) return {Outcome::Kind::Stopped, {}, {}};
    ExportSource source{opened.base, opened.model.decoder.get(), opened.model.method.get(), std::move(opened.rows.batches), opened.rows.from, opened.randomInit};
    if (!opened.run.empty()) source.card = cardOf(opened.run, format->library());
    Json proof = format->write(source, request.out);
    if (const auto loss = lossByRounding(proof)) opened.problems.push_back(*loss);
    return {Outcome::Kind::Done, opened.problems, std::move(proof)};
}

}  // namespace luthier
