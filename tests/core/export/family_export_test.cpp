// SPDX-License-Identifier: Apache-2.0
// Every export of every family: written, read back, the same answers; and Transformers' names on disk.
#include <gtest/gtest.h>

#include "core/export/exporter.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_family.h"

namespace luthier {
namespace {

using testing::FamilyCase;

class FamilyExport : public ::testing::TestWithParam<std::string> {
protected:
    FamilyExport() : golden_(GetParam()) {
        std::filesystem::create_directories(base());
        golden_.write(base());
        golden_.writeAdapter(folder_.path());
        ConfigRead read = readDecoderConfig(base());
        Problems problems;
        decoder_ = Decoder::load(read.config, Checkpoint::openFolder(base()), problems);
        EXPECT_TRUE(problems.empty());
        method_ = openAdapter(folder_.path(), *decoder_, problems);
        EXPECT_TRUE(problems.empty());
    }

    std::filesystem::path base() const { return folder_ / "base"; }

    /// Where an export goes: with LUTHIER_EXPORTS there, to be opened by the live libraries (tests/interop/family_deep.py).
    std::filesystem::path out(const std::string& format) const {
        const auto kept = os::environment("LUTHIER_EXPORTS");
        return kept ? pathOf(*kept) / GetParam() / format : folder_ / format;
    }

    Json exported(const std::string& format) {
        ExportSource source{base(), decoder_.get(), method_.get(), {packed(golden_.samples)}};
        return exportFormat(format)->write(source, out(format));
    }

    FamilyCase golden_;
    testing::TempFolder folder_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<TuningMethod> method_;
};

TEST_P(FamilyExport, MergedFolderAnswersAsTheTunedModel) {
    const Json proof = exported("merged");
    EXPECT_LE(proof.numberOr("largest_difference", 1), proof.numberOr("tolerance", 0));
    const Checkpoint written = Checkpoint::openFolder(out("merged"));
    std::vector<std::string> wanted, found;
    for (const auto& [name, shape] : golden_.json.find("tensors")->asObject()) wanted.push_back(name);
    for (const auto& [name, tensor] : written.tensors()) found.push_back(name);
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(found, wanted);
}

TEST_P(FamilyExport, AdapterFolderAnswersAsTheTunedModel) {
    const Json proof = exported("peft");
    EXPECT_LE(proof.numberOr("largest_difference", 1), proof.numberOr("tolerance", 0));
}

TEST_P(FamilyExport, WeightsInSpellingsSeenInTheWildAreOpened) {
    Problems problems;
    const Checkpoint base = Checkpoint::openFolder(this->base());
    const std::string inside = golden_.config.base + ".";
    for (const auto& [inBase, outside] : {std::pair(std::string(), std::string()), std::pair("language_model." + inside, std::string("language_model."))}) {
        std::vector<StoredTensor> renamed;
        for (const auto& [name, tensor] : base.tensors()) {
            renamed.push_back(tensor);
            renamed.back().name = name.starts_with(inside) ? inBase + name.substr(inside.size()) : outside + name;
        }
        writeSafetensors(folder_ / "renamed.safetensors", renamed);
        const auto decoder = Decoder::load(golden_.config, Checkpoint::openFile(folder_ / "renamed.safetensors"), problems);
        ASSERT_TRUE(decoder);
        EXPECT_TRUE(problems.empty());
        const auto wanted = golden_.decoder();
        const at::NoGradGuard noGrad;
        const Batch batch = packed(golden_.samples);
        EXPECT_TRUE(at::equal(decoder->hidden(batch), wanted->hidden(batch)));
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, FamilyExport, ::testing::ValuesIn(testing::familyCases()), testing::caseName);

}  // namespace
}  // namespace luthier
