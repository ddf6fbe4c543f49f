// SPDX-License-Identifier: Apache-2.0
// From which law every tensor of a new model is drawn (tests/golden/model/make_initial_weights.py, Transformers 5.23.0).
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/base/file.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

struct Law {
    std::string kind;
    double number = 0, cutoff = 0;
    std::vector<int64_t> zeroRows;
};

Law lawOf(const Json& json) {
    const Json::Array& parts = json.asArray();
    Law law{parts[0].asString(), parts[1].asNumber(), 0, {}};
    if (law.kind == "truncated") law.cutoff = parts[2].asNumber();
    if (parts.back().isArray())
        for (const Json& row : parts.back().asArray()) law.zeroRows.push_back(row.asInteger());
    return law;
}

/// The standard deviation of a normal number that is drawn again until it lies within the cutoff.
double deviationOf(const Law& law) {
    if (law.kind != "truncated") return law.number;
    const double c = law.cutoff, density = std::exp(-c * c / 2) / std::sqrt(2 * std::numbers::pi), inside = std::erf(c / std::numbers::sqrt2);
    return law.number * std::sqrt(1 - 2 * c * density / inside);
}

void expectLaw(const std::string& name, at::Tensor tensor, const Law& law) {
    if (law.kind == "constant") {
        EXPECT_TRUE((tensor == law.number).all().item<bool>()) << name;
        return;
    }
    for (auto row = law.zeroRows.rbegin(); row != law.zeroRows.rend(); ++row) {
        EXPECT_EQ(tensor[*row].abs().max().item<double>(), 0) << name;
        tensor = at::cat({tensor.slice(0, 0, *row), tensor.slice(0, *row + 1)});
    }
    const at::Tensor values = tensor.flatten().to(at::kDouble);
    const double deviation = deviationOf(law), count = static_cast<double>(values.numel());
    EXPECT_NEAR(values.mean().item<double>() / deviation, 0, 6 / std::sqrt(count)) << name;
    EXPECT_NEAR(values.std().item<double>() / deviation, 1, 6 / std::sqrt(2 * count)) << name;
    EXPECT_LE(values.abs().max().item<double>(), (law.cutoff > 0 ? law.cutoff : 6) * law.number * (1 + 1e-6)) << name;
}

class InitialWeights : public ::testing::TestWithParam<std::string> {};

TEST_P(InitialWeights, AreDrawnFromTransformersLaws) {
    const std::filesystem::path golden = pathOf(LUTHIER_SOURCE) / "tests" / "golden";
    const Json laws = Json::parse(readFile(golden / "model" / "initial_weights.json"));
    size_t cases = 0;
    for (const auto& [name, tensors] : laws.find(GetParam())->asObject()) {
        SCOPED_TRACE(name);
        const testing::GoldenCase given(golden / GetParam(), name);
        const auto decoder = Decoder::random(given.config, 3);
        for (NamedTensor& parameter : decoder->parameters()) {
            const std::string published = publishedName(given.config, parameter.name);
            const Json* law = tensors.find(published);
            EXPECT_TRUE(law || published.ends_with(".bias")) << published;  // Transformers leaves the bias of a tied head as torch makes it
            if (law) expectLaw(published, *parameter.tensor, lawOf(*law));
        }
        ++cases;
    }
    EXPECT_GT(cases, 20u);
}

TEST(NewPositions, ThatAreSinusoidalAreTransformersOwn) {
    const Json golden = Json::parse(readFile(pathOf(LUTHIER_SOURCE) / "tests" / "golden" / "model" / "initial_weights.json"));
    const Json& waves = *golden.find("waves");
    const ConfigRead read = readDecoderConfig(*waves.find("config"));
    const auto decoder = Decoder::random(read.config, 3);
    const at::Tensor wanted = testing::tableOf(*waves.find("weight"));
    ASSERT_EQ(decoder->positions.weight.sizes(), wanted.sizes());
    EXPECT_LE((decoder->positions.weight.to(at::kDouble) - wanted).abs().max().item<double>(), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Golden, InitialWeights, ::testing::Values("families", "classifiers"), testing::caseName);

}  // namespace
}  // namespace luthier
