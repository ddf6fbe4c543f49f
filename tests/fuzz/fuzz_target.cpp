// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_target.h"

#include <fstream>

#include "tests/support/temp_folder.h"

namespace luthier::testing {

#define LUTHIER_FUZZ_TARGET(name) FuzzTarget name##Target();
#include "tests/fuzz/targets/targets.def"
#undef LUTHIER_FUZZ_TARGET

const std::vector<FuzzTarget>& fuzzTargets() {
    static const std::vector<FuzzTarget> all{
#define LUTHIER_FUZZ_TARGET(name) name##Target(),
#include "tests/fuzz/targets/targets.def"
#undef LUTHIER_FUZZ_TARGET
    };
    return all;
}

std::filesystem::path fuzzFile(const std::string& name, std::string_view bytes) {
    static const TempFolder folder;
    const std::filesystem::path file = folder.path() / name;
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
}

}  // namespace luthier::testing
