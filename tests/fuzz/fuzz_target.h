// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace luthier::testing {

/// Something that reads what strangers wrote. Whatever the bytes are, `run` returns, true when they were taken: it catches what is thrown for broken input (Error, JsonError,
/// TemplateError), and lets pass what must not happen. Its seeds lie in tests/fuzz/corpus/NAME.
struct FuzzTarget {
    std::string name;  ///< of its file in tests/fuzz/targets/
    bool (*run)(std::string_view bytes);
};
const std::vector<FuzzTarget>& fuzzTargets();  ///< in the order of targets.def

/// The bytes as a file of this name, in a folder of this process; gone when the process ends.
std::filesystem::path fuzzFile(const std::string& name, std::string_view bytes);

}  // namespace luthier::testing
