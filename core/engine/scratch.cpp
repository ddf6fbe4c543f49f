// SPDX-License-Identifier: Apache-2.0
#include "core/engine/scratch.h"

#include <atomic>
#include <string>
#include <system_error>

#include "core/base/os.h"

namespace luthier {

Scratch::Scratch() {
    static std::atomic<int> number{0};
    path_ = std::filesystem::temp_directory_path() / (".luthier-check-" + std::to_string(++number) + ".tmp-" + std::to_string(os::processId()));
    std::filesystem::create_directories(path_);
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace luthier
