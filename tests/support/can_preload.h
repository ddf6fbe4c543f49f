// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier::testing {

/// Whether tests can put libwatched_disk.so before a program's own libraries.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCanPreload = false;  // the sanitizer must come first
#else
constexpr bool kCanPreload = true;
#endif

}  // namespace luthier::testing
