// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/export/exporter.h"

namespace luthier {

constexpr const char* kProofFile = "luthier-export.json";

/// Loss of every row of some batches, without gradient; of a model that answers with labels, what it answers. Float32.
struct RowLosses {
    std::vector<double> means;  ///< nats per label, of each row that has one; or every number of every answer
    double sum = 0;
    int64_t count = 0;          ///< of labels
    int64_t rows = 0;
    bool areAnswers = false;    ///< of a model that answers with labels: numbers of any size, compared by their size
};
RowLosses rowLosses(Decoder& decoder, const std::vector<Batch>& batches);

/// The proof of an export from the losses of the tuned model and of what was read back. Throws Error when a row differs by more than
/// tolerance.
Json proofOf(const RowLosses& tuned, const RowLosses& exported, double tolerance, const std::filesystem::path& target);
/// Where the files hold fewer digits than the tuned model: what is read back has to answer as the tuned model does once its weights are rounded
/// alike. What that rounding itself does to a row depends on the model (a step smaller than half a unit in the last place is lost), so it is told,
/// as "rounding", and not judged.
Json proofOfRounded(const RowLosses& tuned, const RowLosses& rounded, const RowLosses& exported, const std::filesystem::path& target);
/// Every weight that does not learn in the number format it has in `written`, as float32 again.
void roundAs(Decoder& decoder, const Checkpoint& written);
/// The coarsest number format among a checkpoint's weights.
NumberFormat coarsestOf(const Checkpoint& checkpoint);
constexpr double kExactTolerance = 1e-5;   ///< nats: the same numbers through the same arithmetic, but for the order of a sum
constexpr double kFoldingTolerance = 1e-4; ///< nats: adapters beside the weights or folded into them, in float32
/// A warning when rounding to the format of the files changed what a person would notice; nothing for a proof without rounding.
std::optional<Problem> lossByRounding(const Json& proof);
/// Adds which rows were compared and what the folder holds ("bytes", "files"), and writes the proof into it.
void sealProof(Json& proof, const ExportSource& source, const std::filesystem::path& folder);
/// Throws Error unless checkExportTarget lets the target through.
void requireFreeTarget(const std::filesystem::path& target);

}  // namespace luthier
