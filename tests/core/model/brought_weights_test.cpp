// SPDX-License-Identifier: Apache-2.0
#include "core/model/brought_weights.h"

#include <gtest/gtest.h>

#include "core/ops/matmul.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

constexpr int64_t kPlenty = int64_t{1} << 40;

/// A tiny model with matrices in bfloat16.
std::unique_ptr<Decoder> narrow() { return Decoder::random(readDecoderConfig(testing::dataFile("models/tiny-chat")).config, 7, Store::BFloat16); }

at::Tensor logitsOf(Decoder& decoder) {
    KvCache cache = decoder.newCache(8);
    decoder.next({5, 6, 7}, cache);
    return decoder.next({8}, cache);
}

int64_t bytesOfMaps(Decoder& decoder) {
    int64_t bytes = decoder.head.weight.nbytes();
    for (const Linear* map : decoder.linears()) bytes += map->weight.nbytes();
    return bytes;
}

TEST(BroughtWeights, AnswerTheSameToTheBit) {
    const auto decoder = narrow();
    for (const Arithmetic in : {Arithmetic::Float32, Arithmetic::BFloat16}) {
        const ArithmeticScope arithmetic(in);
        const at::Tensor before = logitsOf(*decoder);
        const BroughtWeights brought(*decoder, kPlenty);
        EXPECT_EQ(decoder->layers.front().mlp.down.weight.scalar_type(), in == Arithmetic::Float32 ? at::kFloat : at::kBFloat16);
        EXPECT_TRUE(at::equal(logitsOf(*decoder), before));
    }
}

TEST(BroughtWeights, GoBackWhenTheyEnd) {
    const auto decoder = narrow();
    const at::Tensor before = decoder->layers.back().attention.q.weight;
    { const BroughtWeights brought(*decoder, kPlenty); }
    EXPECT_TRUE(decoder->layers.back().attention.q.weight.is_same(before));
    EXPECT_TRUE(decoder->tied());
}

TEST(BroughtWeights, TakeNoMoreThanTheyMay) {
    const auto decoder = narrow();
    const int64_t all = bytesOfMaps(*decoder);
    for (const int64_t may : {int64_t{0}, all / 2, kPlenty}) {
        const BroughtWeights brought(*decoder, may);
        const int64_t more = bytesOfMaps(*decoder) - all;
        EXPECT_LE(2 * more, may);  // of two bytes a number, four were made
        EXPECT_EQ(more > 0, may > 0);
    }
    EXPECT_EQ(bytesOfMaps(*decoder), all);
}

TEST(BroughtWeights, LeaveWhatLearnsAlone) {
    const auto decoder = narrow();
    at::Tensor& learning = decoder->layers.front().mlp.up.weight;
    learning = learning.to(at::kFloat).requires_grad_();
    const ArithmeticScope arithmetic(Arithmetic::BFloat16);
    const BroughtWeights brought(*decoder, kPlenty);
    EXPECT_TRUE(decoder->layers.front().mlp.up.weight.requires_grad());
}

}  // namespace
}  // namespace luthier
