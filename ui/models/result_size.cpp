// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/result_size.h"

#include "core/base/error.h"
#include "core/model/checkpoint.h"

namespace luthier::ui {

int64_t wholeModelBytes(const std::filesystem::path& base) try {
    int64_t bytes = 0;
    const Checkpoint checkpoint = Checkpoint::open(base);
    for (const auto& [name, tensor] : checkpoint.tensors()) bytes += tensor.elements() * static_cast<int64_t>(bytesOf(tensor.format));
    return bytes;
} catch (const Error&) {
    return 0;
}

}  // namespace luthier::ui
