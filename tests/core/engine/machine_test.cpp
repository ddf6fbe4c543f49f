// SPDX-License-Identifier: Apache-2.0
#include "core/engine/machine.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/os.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

TEST(Machine, SpeedsThatCannotBeKeptAreToldInWords) {
    const testing::TempFolder folder;
    std::ofstream(folder / "file") << "x";
    const std::string before = os::environment("LUTHIER_HOME").value_or("");
    os::setEnvironment("LUTHIER_HOME", (folder / "file/home").string());
    const std::optional<Problem> unkept = rememberSpeeds(Json::object(), 1, "");
    ASSERT_TRUE(unkept);
    EXPECT_EQ(unkept->level, Level::Warning) << "they are only kept, not needed";
    EXPECT_EQ(unkept->mend, "make that folder writable, or set LUTHIER_HOME to a folder that is");
    os::setEnvironment("LUTHIER_HOME", before);
}

}  // namespace
}  // namespace luthier
