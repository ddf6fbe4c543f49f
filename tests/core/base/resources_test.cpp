// SPDX-License-Identifier: Apache-2.0
#include "core/base/resources.h"

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {
namespace {

TEST(Resources, OfAProgramThatIsNotInstalledLieInItsSources) {
    EXPECT_TRUE(std::filesystem::exists(resourcesFolder() / "recipes" / "first-run.yaml")) << resourcesFolder();
}

TEST(Resources, TheStarterModelIsAWholeModelFolder) {
    for (const char* name : {"config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "generation_config.json", "model.safetensors", "README.md"}) {
        EXPECT_TRUE(std::filesystem::exists(starterModelFolder() / name)) << name;
    }
}

TEST(Resources, LieWhereTheEnvironmentSays) {
    os::setEnvironment("LUTHIER_RESOURCES", "/somewhere/else");
    EXPECT_EQ(starterModelFolder(), pathOf("/somewhere/else/starter-model"));
    os::setEnvironment("LUTHIER_RESOURCES", "");
    EXPECT_NE(starterModelFolder(), pathOf("/somewhere/else/starter-model"));
}

}  // namespace
}  // namespace luthier
