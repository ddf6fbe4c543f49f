// SPDX-License-Identifier: Apache-2.0
// config.json files that say a thing in another way than Transformers 5.23.0 writes it (tests/golden/fields/make_field_golden.py), and, where LUTHIER_FIELDS names
// their folder, every member of every family's changed (tests/interop/family_fields.py): what Transformers heeds is heeded, or refused by name.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

std::map<std::string, std::vector<int64_t>> shapesOf(const Json& case_) {
    std::map<std::string, std::vector<int64_t>> shapes;
    for (const auto& [name, shape] : case_.find("tensors")->asObject())
        for (const Json& size : shape.asArray()) shapes[name].push_back(size.asInteger());
    return shapes;
}

/// How far the logits of three rows, or the answers, are from the reference's, as a share of the largest.
double apart(Decoder& decoder, const Json& case_) {
    std::vector<int64_t> tokens;
    for (const Json& id : case_.find("tokens")->asArray()) tokens.push_back(id.asInteger());
    const at::NoGradGuard noGrad;
    const Batch batch = packed({{tokens, tokens}});
    const at::Tensor hidden = decoder.hidden(batch), wanted = testing::tableOf(*case_.find("logits"));
    const at::Tensor rows = at::tensor({int64_t{0}, int64_t{7}, static_cast<int64_t>(tokens.size()) - 1}, at::kLong);
    const at::Tensor found = decoder.config.task.classes > 0 ? decoder.classLogits(hidden, batch) : decoder.logits(hidden).index_select(0, rows);
    return (found.to(at::kDouble) - wanted).abs().max().item<double>() / std::max(1.0, wanted.abs().max().item<double>());
}

/// The case in its folder is read as Transformers reads it. Tolerance: 2e-5 of the largest logit.
void expectSame(const std::filesystem::path& folder, const std::string& name, const std::string& what) {
    const testing::GoldenCase golden(folder, name);
    std::map<std::string, std::vector<int64_t>> found;
    for (const TensorShape& tensor : expectedTensors(golden.config)) found[publishedName(golden.config, tensor.name)] = tensor.shape;
    ASSERT_EQ(found, shapesOf(golden.json)) << what;
    EXPECT_LE(apart(*golden.decoder(), golden.json), 2e-5) << what;
}

std::filesystem::path goldenFolder() { return pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "fields"; }

class FieldsInOtherWords : public ::testing::TestWithParam<std::string> {};

TEST_P(FieldsInOtherWords, AreReadAsTransformersReadsThem) { expectSame(goldenFolder(), GetParam(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(Golden, FieldsInOtherWords, ::testing::ValuesIn(testing::casesIn(goldenFolder())), testing::caseName);

TEST(FamilyFields, WhatTransformersHeedsIsHeededOrRefusedByName) {
    const auto folder = os::environment("LUTHIER_FIELDS");
    if (!folder) GTEST_SKIP() << "LUTHIER_FIELDS names no folder";
    for (const std::string& name : testing::casesIn(pathOf(*folder))) {
        const Json case_ = Json::parse(readFile(pathOf(*folder) / (name + ".json")));
        const std::string changed = name + " (" + case_.stringOr("changed", "") + ")";
        const ConfigRead read = readDecoderConfig(*case_.find("config"));
        if (!hasError(read.problems) && read.config.isEncoder() && read.config.task.classes == 0) std::cout << "taken for an encoder: " << changed << "\n";
        else if (hasError(read.problems)) std::cout << "refused: " << changed << ": " << read.problems.front().where << " " << read.problems.front().what << "\n";
        else expectSame(pathOf(*folder), name, changed);
    }
}

}  // namespace
}  // namespace luthier
