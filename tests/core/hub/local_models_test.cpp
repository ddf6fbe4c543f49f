// SPDX-License-Identifier: Apache-2.0
#include "core/hub/local_models.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/os.h"
#include "tests/support/gguf_bytes.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

/// A home folder of a test's own, to which every store's variables point.
class Home {
public:
    Home() {
        for (const char* name : {"HF_HUB_CACHE", "HF_HOME", "OLLAMA_MODELS", "XDG_CACHE_HOME"}) os::setEnvironment(name, "");
        os::setEnvironment("HOME", path_.path().string());
        os::setEnvironment("LUTHIER_HOME", (path_ / "luthier").string());
        os::setEnvironment("LUTHIER_RESOURCES", (path_ / "resources").string());
    }
    fs::path put(const std::string& name, const std::string& content = "x") const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

private:
    TempFolder path_;
};

std::vector<std::string> names(const std::vector<LocalModel>& models) {
    std::vector<std::string> names;
    for (const LocalModel& model : models) names.push_back(nameOf(model.home) + " " + model.name);
    return names;
}

TEST(LocalModels, FindsFoldersAndGgufFilesOfOurOwn) {
    const Home home;
    home.put("luthier/models/b/config.json");
    home.put("luthier/models/a/one.gguf");
    home.put("luthier/models/empty/readme.txt");
    home.put("luthier/models/.hidden/config.json");
    home.put("luthier/models/c.gguf");
    EXPECT_EQ(names(localModels()), (std::vector<std::string>{"Luthier a", "Luthier b", "Luthier c.gguf"}));
}

TEST(LocalModels, FindsTheStarterThatComesWithTheProgram) {
    const Home home;
    const fs::path config = home.put("resources/starter-model/config.json");
    const std::vector<LocalModel> found = localModels();
    EXPECT_EQ(names(found), std::vector<std::string>{"Luthier starter"});
    EXPECT_EQ(found[0].path, config.parent_path());
}

TEST(LocalModels, FindsTheHuggingFaceCache) {
    const Home home;
    const fs::path config = home.put(".cache/huggingface/hub/models--owner--name/snapshots/abc/config.json");
    home.put(".cache/huggingface/hub/datasets--owner--rows/snapshots/abc/config.json");
    const std::vector<LocalModel> found = localModels();
    EXPECT_EQ(names(found), std::vector<std::string>{"Hugging Face owner/name"});
    EXPECT_EQ(found[0].path, config.parent_path());
}

TEST(LocalModels, FindsOllamasModelsByTheirManifests) {
    const Home home;
    const std::string digest(64, 'a');
    const fs::path blob = home.put(".ollama/models/blobs/sha256-" + digest);
    const std::string layers = R"({"layers":[{"mediaType":"application/vnd.ollama.image.license","digest":"sha256:)" + std::string(64, 'b') +
                               R"("},{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:)" + digest + R"("}]})";
    home.put(".ollama/models/manifests/registry.ollama.ai/library/smollm2/135m", layers);
    home.put(".ollama/models/manifests/registry.ollama.ai/someone/thing/latest", layers);
    home.put(".ollama/models/manifests/hf.co/someone/thing-GGUF/Q4_K_M", layers);
    home.put(".ollama/models/manifests/registry.ollama.ai/library/broken/latest", "{");
    home.put(".ollama/models/manifests/registry.ollama.ai/library/escape/latest", R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:../../x"}]})");
    const std::vector<LocalModel> found = localModels();
    EXPECT_EQ(names(found), (std::vector<std::string>{"Ollama hf.co/someone/thing-GGUF:Q4_K_M", "Ollama smollm2:135m", "Ollama someone/thing:latest"}));
    EXPECT_EQ(found[0].path, blob);
}

TEST(LocalModels, FindsLmStudiosFiles) {
    const Home home;
    const fs::path file = home.put(".lmstudio/models/owner/two/a.gguf");
    home.put(".lmstudio/models/owner/two/b.gguf");
    home.put(".lmstudio/models/owner/one/c.gguf");
    home.put(".lmstudio/models/owner/one/mmproj-c.gguf");
    const std::vector<LocalModel> found = localModels();
    EXPECT_EQ(names(found), (std::vector<std::string>{"LM Studio owner/one", "LM Studio owner/two/a.gguf", "LM Studio owner/two/b.gguf"}));
    EXPECT_EQ(found[1].path, fs::canonical(file));
}

TEST(LocalModels, FindsLmStudiosFilesWhereItWasMoved) {
    const Home home;
    const fs::path moved = home.put("disk/lm-studio/models/owner/one/a.gguf").parent_path().parent_path().parent_path().parent_path();
    const fs::path chosen = home.put("disk/chosen/owner/two/b.gguf").parent_path().parent_path().parent_path();
    home.put("disk/lm-studio/settings.json", R"({"downloadsFolder":")" + chosen.string() + R"("})");
    home.put(".lmstudio-home-pointer", moved.string() + "\n");
    EXPECT_EQ(names(localModels()), (std::vector<std::string>{"LM Studio owner/one", "LM Studio owner/two"}));
}

TEST(LocalModels, ListsLmStudiosFilesOnceWhoseHomeIsNamedTwice) {
    const Home home;
    const fs::path lmStudio = home.put(".lmstudio/settings.json", "{").parent_path();
    home.put(".lmstudio/models/owner/one/a.gguf");
    home.put(".lmstudio-home-pointer", lmStudio.string());
    EXPECT_EQ(names(localModels()), std::vector<std::string>{"LM Studio owner/one"});
}

}  // namespace
}  // namespace luthier
