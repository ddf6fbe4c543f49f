// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/program.h"
#include "tests/support/sanitized.h"

namespace luthier::testing {

/// Runs luthier in a home on the disk of tests/support/preload/disk.cpp, whose `settings` say what happens there.
inline Ran ranOnWatchedDisk(const std::filesystem::path& home, const std::vector<std::string>& arguments, std::map<std::string, std::string> settings) {
    settings.insert({{"LUTHIER_HOME", textOf(home)}, {"LD_PRELOAD", std::string(LUTHIER_BIN) + "/libwatched_disk.so"}, {"LUTHIER_DISK_ROOT", textOf(home)}});
    Program program(luthierCommand(arguments), settings);
    Ran ran;
    ran.code = program.wait();
    ran.output = program.output();
    ran.errors = program.errors();
    return ran;
}

}  // namespace luthier::testing
