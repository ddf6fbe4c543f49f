// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/export/proof.h"
#include "core/export/weight_formats.h"

namespace luthier {
namespace {

/// Every weight in the file is the tuned one, rounded as it should be, to the bit.
void requireSameWeights(const ExportSource& source, const Checkpoint& written, const std::filesystem::path& target) {
    const at::NoGradGuard noGradient;
    for (const NamedTensor& parameter : source.decoder->parameters()) {
        const StoredTensor* stored = written.find(publishedName(source.decoder->config, parameter.name));
        if (!stored) throw Error(textOf(target), "The weight " + parameter.name + " is missing from what was written.", "Please report it.");
        const at::Tensor merged = source.method ? source.method->merged(*source.decoder, parameter) : parameter.tensor->detach();
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

Json writeMerged(const ExportSource& source, const std::filesystem::path& target) {
    requireFreeTarget(target);
    AtomicFolder folder(target);
    writeModelFolder(*source.decoder, source.method, source.baseFolder, folder.temporary());
    const Checkpoint written = Checkpoint::openFolder(folder.temporary());
    requireSameWeights(source, written, target);
    Json proof = proofOf(rowLosses(*source.decoder, source.proofBatches), readBack(source, folder.temporary(), written),
                         lossTolerance(written), target);
    proof["rounded_to"] = nameOf(coarsestOf(written));
    proof["weights_equal"] = true;
    writeCard(source, folder.temporary());
    sealProof(proof, folder.temporary());
    folder.commit();
    return proof;
}

}  // namespace

/// A whole model with what was learnt folded into its weights, as Transformers lays it out.
ExportFormat mergedFormat() { return {"merged", writeMerged}; }

}  // namespace luthier
