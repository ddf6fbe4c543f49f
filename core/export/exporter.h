// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
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
    std::vector<Batch> proofBatches;         ///< rows whose losses are compared (held-out rows, or a few training rows)
    bool randomInit = false;                 ///< the base has no weights of its own
};

/// One export format of export/formats.def. Files are written beside the target, synced, read back, compared, then renamed.
struct ExportFormat {
    std::string name;  ///< "peft", "merged"
    /// Returns the proof: {"rows","loss_tuned","loss_exported","largest_difference","tolerance","bytes","files"}. Throws Error when the files
    /// read back do not answer as the tuned model does; nothing is left at the target then.
    Json (*write)(const ExportSource& source, const std::filesystem::path& target);
};
const std::vector<ExportFormat>& exportFormats();

}  // namespace luthier
