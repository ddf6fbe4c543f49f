// SPDX-License-Identifier: Apache-2.0
#include "core/ops/packed_weight.h"

#include <gtest/gtest.h>

#include "core/ops/linear.h"
#include "core/ops/matmul.h"
#include "tests/support/torch_near.h"

namespace luthier {
namespace {

/// A matrix that lies as whole numbers of a quarter.
struct Quarters {
    at::Tensor numbers;  // (rows, columns) int8
    at::Tensor values() const { return numbers.to(at::kFloat).mul(0.25); }
    at::Tensor packed() const {
        const int64_t columns = numbers.size(1);
        return packedWeight(numbers.size(0), columns, [numbers = numbers, columns](int64_t begin, int64_t end, float* out) {
            const int8_t* from = numbers.const_data_ptr<int8_t>();
            for (int64_t i = begin * columns; i < end * columns; ++i) *out++ = 0.25f * static_cast<float>(from[i]);
        });
    }
};

Quarters quarters(int64_t rows, int64_t columns) {
    at::manual_seed(5);
    return {at::randint(-100, 100, {rows, columns}, at::kChar)};
}

TEST(PackedWeight, HasSizesAndIdentityOfItsOwn) {
    const at::Tensor packed = quarters(6, 4).packed(), other = sharingPacked(packed);
    EXPECT_TRUE(isPacked(packed));
    EXPECT_FALSE(isPacked(at::zeros({6, 4})));
    EXPECT_FALSE(isPacked(at::Tensor()));
    EXPECT_EQ(packed.sizes().vec(), (std::vector<int64_t>{6, 4}));
    EXPECT_TRUE(at::Tensor(packed).is_same(packed));
    EXPECT_FALSE(other.is_same(packed));
    EXPECT_TRUE(at::equal(valuesOf(other), valuesOf(packed)));
}

TEST(PackedWeight, GivesTheProductsOfItsNumbersToTheBit) {
    const Quarters weight = quarters(48, 32);
    const at::Tensor bias = at::randn({48});
    for (const int64_t rows : {7, 70})
        for (const Arithmetic in : {Arithmetic::Float32, Arithmetic::BFloat16}) {
            const at::Tensor x = at::randn({rows, 32}), y = at::randn({rows, 48});
            EXPECT_TRUE(at::equal(timesTransposed(x, weight.packed(), bias, in), timesTransposed(x, weight.values(), bias, in)));
            EXPECT_TRUE(at::equal(times(y, weight.packed(), in), times(y, weight.values(), in)));
        }
}

TEST(PackedWeight, GivesTheRowsThatAnEmbeddingAsksFor) {
    const Quarters weight = quarters(9, 5);
    const at::Tensor ids = at::tensor({8, 0, 3, 3}, at::kLong);
    EXPECT_TRUE(at::equal(rowsOf(weight.packed(), ids), weight.values().index_select(0, ids)));
    EXPECT_THROW(rowsOf(weight.packed(), at::tensor({9}, at::kLong)), c10::Error);
}

TEST(PackedWeight, IsNoOperandOfAnythingElse) {
    const at::Tensor packed = quarters(4, 4).packed();
    EXPECT_THROW(packed + 1, c10::Error);
    EXPECT_THROW(at::mm(packed, packed), c10::Error);
    EXPECT_THROW(packed.const_data_ptr<float>(), c10::Error);
}

TEST(LargeWeights, AreBroughtBlockByBlockToTheSameProducts) {
    at::manual_seed(6);
    // Whole numbers, so that every sum is exact in whatever order a processor's kernel adds.
    const auto whole = [](at::IntArrayRef sizes) { return at::randint(-8, 9, sizes).to(at::kFloat); };
    const at::Tensor weight = whole({7000, 2000}).to(at::kBFloat16), wide = weight.to(at::kFloat);
    const at::Tensor x = whole({3, 2000}), y = whole({3, 7000}), bias = whole({7000});
    expectNear(timesTransposed(x, weight, bias), timesTransposed(x, wide, bias), 0);
    expectNear(times(y, weight), times(y, wide), 0);
}

}  // namespace
}  // namespace luthier
