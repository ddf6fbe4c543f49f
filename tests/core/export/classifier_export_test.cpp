// SPDX-License-Identifier: Apache-2.0
// Exports of models with a head for labels: written, read back, the same answers, Transformers' names on disk.
#include <gtest/gtest.h>

#include "core/export/exporter.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

class ClassifierExport : public ::testing::TestWithParam<std::string> {
protected:
    ClassifierExport() : golden_(GetParam()) {
        std::filesystem::create_directories(base());
        golden_.write(base());
        golden_.writeAdapter(folder_.path());
        ConfigRead read = readDecoderConfig(base());
        Problems problems;
        decoder_ = Decoder::load(read.config, Checkpoint::openFolder(base()), problems);
        method_ = openAdapter(folder_.path(), *decoder_, problems);
        EXPECT_TRUE(problems.empty());
    }

    std::filesystem::path base() const { return folder_ / "base"; }

    /// Where an export goes: with LUTHIER_EXPORTS there, to be opened by the live libraries.
    std::filesystem::path out(const std::string& format) const {
        const auto kept = os::environment("LUTHIER_EXPORTS");
        return kept ? pathOf(*kept) / ("classifier_" + GetParam()) / format : folder_ / format;
    }

    Json exported(const std::string& format) {
        ExportSource source{base(), decoder_.get(), method_.get(), {golden_.batch()}};
        return exportFormat(format)->write(source, out(format));
    }

    testing::ClassifierCase golden_;
    testing::TempFolder folder_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<TuningMethod> method_;
};

TEST_P(ClassifierExport, MergedFolderIsTransformersAndAnswersAsTheTunedModel) {
    const Json proof = exported("merged");
    EXPECT_LE(proof.numberOr("largest_difference", 1), proof.numberOr("tolerance", 0));
    std::vector<std::string> wanted, found;
    for (const auto& [name, shape] : golden_.json.find("tensors")->asObject()) wanted.push_back(name);
    const Checkpoint written = Checkpoint::openFolder(out("merged"));
    for (const auto& [name, tensor] : written.tensors()) found.push_back(name);
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(found, wanted);
    const Json config = Json::parse(readFile(out("merged") / "config.json"));
    const Json& told = *golden_.json.find("config");
    for (const char* key : {"architectures", "id2label", "problem_type"}) EXPECT_EQ(*config.find(key), *told.find(key)) << key;
    // Beside use_bidirectional_attention it would widen windows in Transformers.
    EXPECT_EQ(config.find("is_causal") != nullptr, !golden_.config.isEncoder() || told.find("is_causal") != nullptr);
    EXPECT_EQ(config.find("label2id")->size(), told.find("label2id")->size());
    for (const auto& [label, id] : told.find("label2id")->asObject()) EXPECT_EQ(config.find("label2id")->integerOr(label, -1), id.asInteger()) << label;
}

TEST_P(ClassifierExport, AdapterFolderAnswersAsTheTunedModel) {
    const Json proof = exported("peft");
    EXPECT_LE(proof.numberOr("largest_difference", 1), proof.numberOr("tolerance", 0));
}

INSTANTIATE_TEST_SUITE_P(Golden, ClassifierExport, ::testing::ValuesIn(testing::classifierCases()), testing::caseName);

}  // namespace
}  // namespace luthier
