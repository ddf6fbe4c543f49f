// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace luthier::ui {

/// Bytes of the weights of a whole model made from a base model: each tensor in the base's number format, packed ones unpacked.
/// 0 where the base holds no weights that can be read.
int64_t wholeModelBytes(const std::filesystem::path& base);

}  // namespace luthier::ui
