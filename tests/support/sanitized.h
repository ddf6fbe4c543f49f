// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCanPreload = false;  // of libwatched_disk.so: the sanitizer's library must come first
constexpr int kTimesSlower = 5;
#else
constexpr bool kCanPreload = true;
constexpr int kTimesSlower = 1;
#endif

}  // namespace luthier::testing
