// SPDX-License-Identifier: Apache-2.0
// One program per target, for libFuzzer (clang): installer/bootstrap test --fuzz SECONDS.
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    static const auto run = [] {
        for (const luthier::testing::FuzzTarget& target : luthier::testing::fuzzTargets()) {
            if (target.name == LUTHIER_FUZZ_NAME) return target.run;
        }
        std::abort();
    }();
    run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
