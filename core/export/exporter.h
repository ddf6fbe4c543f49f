// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/model/decoder.h"
#include "core/tuning/method.h"

namespace luthier {

/// What an export starts from.
struct ExportSource {
    std::filesystem::path baseFolder;        ///< the base model: config.json, tokenizer files, weights
    Decoder* decoder = nullptr;              ///< the tuned model, adapters attached
    TuningMethod* method = nullptr;
    std::vector<Batch> proofBatches;         ///< rows whose losses are compared
    std::string proofFrom = "made-up";       ///< what rows these are: "held-out", "training", "made-up"
    bool randomInit = false;                 ///< the base has no weights of its own
    std::string card = {};                   ///< README.md of the folder; none when empty
};

/// Writes a whole model into an existing folder, as Transformers lays it out: config.json in the spellings that every reader accepts,
/// generation_config.json, tokenizer and template files of the base byte for byte, weights with what was learnt folded in (method may be
/// null: the decoder's own), each in the number format it has in the base (config.json's dtype where the base has no weights), in shards
/// where they pass shardBytes. The decoder stays as it is. Returns the file names. Throws Error.
std::vector<std::string> writeModelFolder(Decoder& decoder, TuningMethod* method, const std::filesystem::path& baseFolder,
                                          const std::filesystem::path& folder, uint64_t shardBytes = kShardBytes);

/// Whether an export may be put there: nothing, an empty folder or an earlier export of ours. Anything else is a problem.
Problems checkExportTarget(const std::filesystem::path& target);

/// Writes the model card, if there is one, into the folder of an export.
void writeCard(const ExportSource& source, const std::filesystem::path& folder);

/// One export format of export/formats.def. Files are written beside the target, synced, read back, compared, then renamed.
struct ExportFormat {
    std::string name;  ///< "peft", "merged"
    /// Returns the proof: {"rows","loss_tuned","loss_exported","largest_difference","tolerance","rows_from","bytes","files"}; losses are nats per
    /// label, the difference is that of the mean loss of a row; where 16 bits were written, "rounding" is what that alone does to a row. It is
    /// kept in the folder too, as luthier-export.json. Throws Error when the target is taken or the files read back do not answer as the tuned
    /// model does; nothing is left at the target then.
    Json (*write)(const ExportSource& source, const std::filesystem::path& target);
    bool adapterOnly = false;      ///< writes the adapter alone: needs a method that has one
    std::string folder = "model";  ///< where a run keeps this result: adapter/ or model/

    /// What opens the folder, as model cards name it.
    std::string library() const { return adapterOnly ? "peft" : "transformers"; }
};
const std::vector<ExportFormat>& exportFormats();
const ExportFormat* exportFormat(const std::string& name);  ///< null pointer when there is none

}  // namespace luthier
