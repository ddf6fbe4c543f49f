// SPDX-License-Identifier: Apache-2.0
// Changed fields of config.json, from tests/interop/family_fields.py (LUTHIER_FIELDS names its folder): what Transformers heeds is heeded, or refused by name.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/support/torch_family.h"

namespace luthier {
namespace {

std::map<std::string, std::vector<int64_t>> shapesOf(const Json& case_) {
    std::map<std::string, std::vector<int64_t>> shapes;
    for (const auto& [name, shape] : case_.find("tensors")->asObject())
        for (const Json& size : shape.asArray()) shapes[name].push_back(size.asInteger());
    return shapes;
}

/// How far the logits are from the reference's, as a share of the largest.
double apart(Decoder& decoder, const Json& case_) {
    std::vector<int64_t> tokens;
    for (const Json& id : case_.find("tokens")->asArray()) tokens.push_back(id.asInteger());
    const at::NoGradGuard noGrad;
    const at::Tensor found = decoder.logits(decoder.hidden(packed({{tokens, tokens}})));
    const int64_t rows[] = {0, 7, static_cast<int64_t>(tokens.size()) - 1};
    double most = 0;
    for (size_t i = 0; i < 3; ++i) {
        std::vector<double> row;
        for (const Json& value : case_.find("logits")->asArray()[i].asArray()) row.push_back(value.asNumber());
        const at::Tensor wanted = at::tensor(row, at::kDouble);
        most = std::max(most, (found[rows[i]].to(at::kDouble) - wanted).abs().max().item<double>() / std::max(1.0, wanted.abs().max().item<double>()));
    }
    return most;
}

TEST(FamilyFields, WhatTransformersHeedsIsHeededOrRefusedByName) {
    const auto folder = os::environment("LUTHIER_FIELDS");
    if (!folder) GTEST_SKIP() << "LUTHIER_FIELDS names no folder";
    for (const std::string& name : testing::casesIn(pathOf(*folder))) {
        const Json case_ = Json::parse(readFile(pathOf(*folder) / (name + ".json")));
        const std::string changed = name + " (" + case_.stringOr("changed", "") + ")";
        if (const ConfigRead read = readDecoderConfig(*case_.find("config")); hasError(read.problems)) {
            std::cout << "refused: " << changed << ": " << read.problems.front().where << " " << read.problems.front().what << "\n";
            continue;
        }
        const testing::GoldenCase golden(pathOf(*folder), name);
        std::map<std::string, std::vector<int64_t>> found;
        for (const TensorShape& tensor : expectedTensors(golden.config)) found[publishedName(golden.config, tensor.name)] = tensor.shape;
        EXPECT_EQ(found, shapesOf(case_)) << changed;
        EXPECT_TRUE(found != shapesOf(case_) || apart(*golden.decoder(), case_) <= 2e-5) << changed;
    }
}

}  // namespace
}  // namespace luthier
