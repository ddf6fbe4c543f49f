// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/export/proof.h"

namespace luthier {
namespace {

/// The base model that a decoder was tuned from, sharing its frozen weights. The method stays as it was.
Decoder baseOf(const ExportSource& source) {
    source.method->setEnabled(false);
    Decoder base = *source.decoder;
    source.method->setEnabled(true);
    base.embedding.lowRank = nullptr;
    base.head.lowRank = nullptr;
    for (Linear* linear : base.linears()) linear->lowRank = nullptr;
    if (base.config.task.classes == 0 && !base.config.ownHead && base.config.source.boolOr("tie_word_embeddings", false)) {  // a pair that parted for this run only
        base.head.weight = base.embedding.weight;
        base.config.tied = true;
    }
    return base;
}

/// A base that was drawn and never stored is written beside its adapter, which would be worth nothing without it. Returns its folder.
std::filesystem::path writeDrawnBase(const ExportSource& source, const std::filesystem::path& folder) {
    const std::filesystem::path base = folder / "base";
    std::filesystem::create_directory(base);
    Decoder drawn = baseOf(source);
    writeModelFolder(drawn, nullptr, source.baseFolder, base);
    return base;
}

std::unique_ptr<Decoder> loadedBase(const std::filesystem::path& folder) {
    ConfigRead read = readDecoderConfig(folder);
    std::unique_ptr<Decoder> decoder =
        hasError(read.problems) ? nullptr : Decoder::load(read.config, Checkpoint::openFolder(folder), read.problems);
    if (!decoder)
        throw Error(read.problems.front().where, "The base read back is refused: " + read.problems.front().what, "Please report it.");
    return decoder;
}

RowLosses readBack(const ExportSource& source, Decoder& base, const std::filesystem::path& folder) {
    Problems problems;
    const std::unique_ptr<TuningMethod> adapter = openAdapter(folder, base, problems);
    if (!adapter) throw Error(problems.front().where, "The adapter read back is refused: " + problems.front().what, "Please report it.");
    return rowLosses(base, source.proofBatches);
}

Json proofOfAdapter(const ExportSource& source, const std::filesystem::path& folder, const std::filesystem::path& target) {
    const RowLosses tuned = rowLosses(*source.decoder, source.proofBatches);
    if (!source.randomInit) {
        Decoder base = baseOf(source);
        return proofOf(tuned, readBack(source, base, folder), kExactTolerance, target);
    }
    const std::filesystem::path written = writeDrawnBase(source, folder);
    Decoder rounded = *source.decoder;  // adapters are stored as they were learnt
    roundAs(rounded, Checkpoint::openFolder(written));
    return proofOfRounded(tuned, rowLosses(rounded, source.proofBatches), readBack(source, *loadedBase(written), folder), target);
}

Json writePeft(const ExportSource& source, const std::filesystem::path& target) {
    requireFreeTarget(target);
    if (!source.method || !source.method->hasAdapter()) {
        throw Error("export", "This model was tuned as a whole and has no adapter.", "Export it as merged.");
    }
    AtomicFolder folder(target);
    source.method->saveAdapter(folder.temporary(),
                               textOf(source.randomInit ? std::filesystem::absolute(target / "base") : source.baseFolder));
    Json proof = proofOfAdapter(source, folder.temporary(), target);
    writeCard(source, folder.temporary());
    sealProof(proof, source, folder.temporary());
    folder.commit();
    return proof;
}

}  // namespace

/// The adapter alone, as PEFT saves it (and its base, where that has no weights of its own).
ExportFormat peftFormat() { return {"peft", writePeft, true, "adapter"}; }

}  // namespace luthier
