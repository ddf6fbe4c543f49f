// SPDX-License-Identifier: Apache-2.0
#include "core/ops/packed_weight.h"

#include <ATen/OpaqueTensorImpl.h>
#include <ATen/Parallel.h>

#include <utility>

namespace luthier {
namespace {

using PackedImpl = at::OpaqueTensorImpl<RowReader>;

constexpr int64_t kGrain = 65536;  // numbers that are worth a thread's turn

const PackedImpl* implOf(const at::Tensor& weight) { return dynamic_cast<const PackedImpl*>(weight.unsafeGetTensorImpl()); }

const RowReader& readerOf(const at::Tensor& packed) {
    const PackedImpl* impl = implOf(packed);
    TORCH_CHECK(impl, "expected a packed weight");
    return const_cast<PackedImpl*>(impl)->unsafe_opaque_handle();
}

}  // namespace

at::Tensor packedWeight(int64_t rows, int64_t columns, RowReader reader) {
    // No operator is known for this key, so that whoever takes the tensor for an ordinary one is told.
    return at::detail::make_tensor<PackedImpl>(c10::DispatchKeySet(c10::DispatchKey::PrivateUse1), caffe2::TypeMeta::Make<float>(), at::kCPU,
                                               std::move(reader), at::IntArrayRef({rows, columns}));
}

bool isPacked(const at::Tensor& weight) { return weight.defined() && implOf(weight); }

at::Tensor unpackedRows(const at::Tensor& packed, int64_t begin, int64_t end) {
    const RowReader& reader = readerOf(packed);
    const int64_t columns = packed.size(1);
    at::Tensor values = at::empty({end - begin, columns});
    float* out = values.data_ptr<float>();
    at::parallel_for(begin, end, std::max<int64_t>(1, kGrain / columns), [&](int64_t first, int64_t last) {
        reader(first, last, out + (first - begin) * columns);
    });
    return values;
}

at::Tensor unpackedRows(const at::Tensor& packed, const at::Tensor& ids) {
    const RowReader& reader = readerOf(packed);
    const int64_t columns = packed.size(1);
    at::Tensor values = at::empty({ids.size(0), columns});
    float* out = values.data_ptr<float>();
    const int64_t* id = ids.const_data_ptr<int64_t>();
    at::parallel_for(0, ids.size(0), std::max<int64_t>(1, kGrain / columns), [&](int64_t first, int64_t last) {
        for (int64_t row = first; row < last; ++row) {
            TORCH_CHECK(id[row] >= 0 && id[row] < packed.size(0), "row ", id[row], " of a weight with ", packed.size(0), " rows");
            reader(id[row], id[row] + 1, out + row * columns);
        }
    });
    return values;
}

at::Tensor sharingPacked(const at::Tensor& packed) { return packedWeight(packed.size(0), packed.size(1), readerOf(packed)); }

}  // namespace luthier
