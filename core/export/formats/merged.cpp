// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/export/proof.h"
#include "core/export/weight_formats.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

/// Every weight in the file is the tuned one, rounded as it should be, to the bit.
void requireSameWeights(const ExportSource& source, const Checkpoint& written, const std::filesystem::path& target) {
    const at::NoGradGuard noGradient;
    for (const NamedTensor& parameter : source.decoder->parameters()) {
        const StoredTensor* stored = written.find(publishedName(source.decoder->config, parameter.name));
        if (!stored) throw Error(textOf(target), "The weight " + parameter.name + " is missing from what was written.", "Please report it.");
        const at::Tensor merged = source.method ? source.method->merged(*source.decoder, parameter) : valuesOf(*parameter.tensor);
        const at::Tensor rounded = roundedTo(stored->format, merged);
        const StoredTensor wanted = storedOf(parameter.name, rounded);
        const bool same = wanted.shape == stored->shape && wanted.bytes.size() == stored->bytes.size() &&
                          std::memcmp(wanted.bytes.data(), stored->bytes.data(), wanted.bytes.size()) == 0;
        if (!same)
            throw Error(textOf(target), "The weight " + parameter.name + " reads back differently from what was written.",
                        "Check the disk and export again.");
    }
}

RowLosses readBack(const ExportSource& source, const std::filesystem::path& folder, const Checkpoint& written) {
    ConfigRead read = readDecoderConfig(folder);
    Problems& problems = read.problems;
    const std::unique_ptr<Decoder> decoder = hasError(problems) ? nullptr : Decoder::load(read.config, written, problems);
    if (!decoder) throw Error(problems.front().where, "The model read back is refused: " + problems.front().what, "Please report it.");
    return rowLosses(*decoder, source.proofBatches);
}

/// The tuned model with what was learnt folded into its weights: float32, sharing what needed no folding.
Decoder foldedOf(const ExportSource& source) {
    const at::NoGradGuard noGradient;
    Decoder folded = *source.decoder;
    const std::vector<NamedTensor> own = folded.parameters(), tuned = source.decoder->parameters();
    const bool tied = folded.tied();
    for (size_t i = 0; i < own.size(); ++i)
        *own[i].tensor = source.method ? source.method->merged(*source.decoder, tuned[i]) : valuesOf(*tuned[i].tensor);
    if (tied) folded.head.weight = folded.embedding.weight;
    folded.embedding.lowRank = nullptr;
    folded.head.lowRank = nullptr;
    for (Linear* linear : folded.linears()) linear->lowRank = nullptr;
    return folded;
}

/// The losses that files of 16 bits have to show: of the folded weights, which answer as before, rounded.
RowLosses roundedLosses(const ExportSource& source, const RowLosses& tuned, const Checkpoint& written, const std::filesystem::path& target) {
    Decoder folded = foldedOf(source);
    if (source.method && source.method->hasAdapter()) proofOf(tuned, rowLosses(folded, source.proofBatches), kFoldingTolerance, target);
    roundAs(folded, written);
    return rowLosses(folded, source.proofBatches);
}

Json proofOfMerged(const ExportSource& source, const std::filesystem::path& folder, const Checkpoint& written, const std::filesystem::path& target) {
    const RowLosses tuned = rowLosses(*source.decoder, source.proofBatches);
    if (coarsestOf(written) == NumberFormat::Float32) return proofOf(tuned, readBack(source, folder, written), kFoldingTolerance, target);
    const RowLosses rounded = roundedLosses(source, tuned, written, target);
    return proofOfRounded(tuned, rounded, readBack(source, folder, written), target);
}

Json writeMerged(const ExportSource& source, const std::filesystem::path& target) {
    requireFreeTarget(target);
    AtomicFolder folder(target);
    writeModelFolder(*source.decoder, source.method, source.baseFolder, folder.temporary());
    const Checkpoint written = Checkpoint::openFolder(folder.temporary());
    requireSameWeights(source, written, target);
    Json proof = proofOfMerged(source, folder.temporary(), written, target);
    proof["rounded_to"] = nameOf(coarsestOf(written));
    proof["weights_equal"] = true;
    writeCard(source, folder.temporary());
    sealProof(proof, source, folder.temporary());
    folder.commit();
    return proof;
}

}  // namespace

/// A whole model with what was learnt folded into its weights, as Transformers lays it out.
ExportFormat mergedFormat() { return {"merged", writeMerged}; }

}  // namespace luthier
