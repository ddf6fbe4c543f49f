// SPDX-License-Identifier: Apache-2.0
#include "core/engine/results.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/engine/proof_rows.h"
#include "core/engine/report.h"
#include "core/export/exporter.h"
#include "core/export/proof.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

/// Those the recipe names, in the order of the list (the adapter alone comes before what folds it in), or what a whole model needs when none applies.
std::vector<const ExportFormat*> formatsFor(const std::vector<std::string>& names, bool hasAdapter) {
    std::vector<const ExportFormat*> chosen;
    for (const ExportFormat& format : exportFormats()) {
        bool named = std::find(names.begin(), names.end(), format.name) != names.end();
        if (named && (hasAdapter || !format.adapterOnly)) chosen.push_back(&format);
    }
    if (!chosen.empty() || names.empty()) return chosen;
    for (const ExportFormat& format : exportFormats()) {
        if (chosen.empty() && !format.adapterOnly) chosen.push_back(&format);
    }
    return chosen;
}

}  // namespace

std::string reasonOf(Course::End end) {
    return end == Course::End::Done ? "done" : end == Course::End::EarlyStop ? "early_stop" : "stopped";
}

Finished finishedEvent(const std::string& reason, const Progress& progress, const RunFolder& folder) {
    Finished finished;
    finished.reason = reason;
    finished.dir = textOf(folder.path());
    if (const PastEvaluation* best = progress.best()) {
        finished.hasBest = true;
        finished.bestStep = best->step;
        finished.bestLoss = best->loss();
    }
    return finished;
}

Problems wordsOn(const std::vector<Artifact>& artifacts) {
    Problems words;
    for (const Artifact& artifact : artifacts)
        if (const auto loss = lossByRounding(artifact.proof)) words.push_back(*loss);
    return words;
}

std::vector<Artifact> writeResults(const Recipe& recipe, const Prepared& prepared, const Resolved& resolved, TunedModel& model,
                                   const RunFolder& folder) {
    const ArithmeticScope proofsAreExact(Arithmetic::Float32);
    ExportSource source;
    source.baseFolder = prepared.modelFolder;
    source.decoder = model.decoder.get();
    source.method = model.method.get();
    ProofRows rows = proofRows(prepared, resolved);
    source.proofBatches = std::move(rows.batches);
    source.proofFrom = rows.from;
    source.randomInit = recipe.model.init == "random";
    std::vector<Artifact> artifacts;
    for (const ExportFormat* format : formatsFor(recipe.exports, model.method->hasAdapter())) {
        std::filesystem::path target = folder / format->folder;
        source.card = cardOf(folder.path(), format->library());
        Json proof = format->write(source, target);
        artifacts.push_back({format->name, textOf(target), std::move(proof)});
    }
    return artifacts;
}

}  // namespace luthier
