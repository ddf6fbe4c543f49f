// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/hub/get_model.h"
#include "core/hub/hub_model.h"
#include "tests/support/loopback_server.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::LoopbackServer;
using testing::ranged;
using testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kCommit(40, 'c');

std::string gitSha1(const std::string& content) {
    TempFolder folder;
    std::ofstream(folder / "f", std::ios::binary) << content;
    return fileGitSha1Hex(folder / "f");
}

/// A hub with one model, which behaves as huggingface.co does: large files are redirected to another server, which sees no token.
class Hub : public ::testing::Test {
protected:
    Hub() : store_([this](const auto& request) { return fromStore(request); }), hub_([this](const auto& request) { return fromHub(request); }) {
        for (const char* name : {"HF_HUB_CACHE", "HF_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "XDG_CACHE_HOME"}) os::setEnvironment(name, "");
        os::setEnvironment("HOME", home_.path().string());
        os::setEnvironment("HF_HOME", (home_ / "hf").string());
        os::setEnvironment("LUTHIER_HOME", (home_ / "luthier").string());
        os::setEnvironment("HF_ENDPOINT", hub_.address() + "/");
    }

    ModelOffer offer(const std::string& name = "owner/model", const std::string& revision = "") { return offerModel(name, revision, cancel_); }
    fs::path fetch(ModelOffer offer) {
        for (Download& file : offer.files) file.pause = std::chrono::milliseconds(1);
        return fetchModel(offer, cancel_, [this](const GetProgress& progress) { seen_.push_back(progress); });
    }
    std::string faultOf(const ModelOffer& offer) {
        try {
            fetch(offer);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    LoopbackServer::Answer fromHub(const LoopbackServer::Request& request) {
        if (refusal_ && request.path.starts_with(refusedPath_)) return *refusal_;
        if (request.path == "/api/models/owner/model/revision/main?blobs=true" || request.path == "/api/models/owner/model/revision/v1%2Fx?blobs=true")
            return {200, info(), {{"Content-Type", "application/json"}}};
        const std::string begin = "/owner/model/resolve/" + kCommit + "/";
        if (!request.path.starts_with(begin)) return {404, "", {{"X-Error-Code", "RepoNotFound"}}};
        const std::string name = request.path.substr(begin.size());
        if (name == "model.safetensors") return {302, "moved", {{"Location", store_.address() + "/cdn/" + name + "?signature=1"}}};
        return files_.contains(name) ? ranged(request, files_[name]) : LoopbackServer::Answer{404, "", {{"X-Error-Code", "EntryNotFound"}}};
    }

    LoopbackServer::Answer fromStore(const LoopbackServer::Request& request) {
        ++storeAnswers_;
        LoopbackServer::Answer answer = ranged(request, sent_.empty() ? files_["model.safetensors"] : sent_);
        if (breaks_ > 0) {
            --breaks_;
            answer.breaksAfter = answer.body.size() / 2;
        }
        if (ignoresRanges_) answer = {200, files_["model.safetensors"]};
        return answer;
    }

    std::string info() {
        Json siblings = Json::array();
        for (const auto& [name, content] : files_) {
            Json file(Json::Object{{"rfilename", name}, {"size", static_cast<int64_t>(content.size())}, {"blobId", gitSha1(content)}});
            if (name.ends_with(".safetensors") || name.ends_with(".gguf") || name.ends_with(".bin"))
                file["lfs"] = Json(Json::Object{{"sha256", sha256Hex(content)}, {"size", static_cast<int64_t>(content.size())}});
            siblings.push_back(std::move(file));
        }
        Json json(Json::Object{{"id", "owner/model"}, {"sha", kCommit}, {"gated", false}, {"cardData", Json(Json::Object{{"license", "apache-2.0"}})}});
        json["siblings"] = std::move(siblings);
        return json.dump();
    }

    TempFolder home_;
    CancelToken cancel_;
    std::map<std::string, std::string> files_{{"config.json", "{}"}, {"tokenizer.json", "{\"t\":1}"}, {"README.md", "# card"}, {"model.safetensors", std::string(100000, 'w')},
                                              {"pytorch_model.bin", "unwanted"}, {"onnx/model.onnx", "unwanted"}, {"../evil.json", "unwanted"}, {"additional_chat_templates/tool.jinja", "T"}};
    std::string sent_;  ///< instead of the weights
    std::optional<LoopbackServer::Answer> refusal_;
    std::string refusedPath_ = "/api/";
    std::atomic<int> breaks_ = 0, storeAnswers_ = 0;
    std::atomic<bool> ignoresRanges_ = false;
    std::vector<GetProgress> seen_;
    LoopbackServer store_, hub_;
};

TEST_F(Hub, TellsSizeAndLicenceBeforeAByteIsFetched) {
    const ModelOffer told = offer();
    EXPECT_TRUE(told.problems.empty());
    EXPECT_EQ(told.licence, "apache-2.0");
    EXPECT_EQ(told.bytes, 100000u + 2 + 7 + 6 + 1);
    EXPECT_EQ(told.here, 0u);
    EXPECT_EQ(hub_.requests().size(), 1u);
    EXPECT_EQ(told.files.size(), 5u);  // no .bin, no .onnx, nothing outside the folder
}

TEST_F(Hub, LaysTheCacheOutAsHuggingfaceHubDoes) {
    const fs::path folder = fetch(offer());
    const fs::path cache = home_ / "hf/hub/models--owner--model";
    EXPECT_EQ(folder, cache / "snapshots" / kCommit);
    EXPECT_EQ(readFile(cache / "refs/main"), kCommit);
    EXPECT_EQ(fs::read_symlink(folder / "model.safetensors"), fs::path("../../blobs/" + sha256Hex(files_["model.safetensors"])));
    EXPECT_EQ(fs::read_symlink(folder / "config.json"), fs::path("../../blobs/" + gitSha1("{}")));
    EXPECT_EQ(readFile(folder / "additional_chat_templates/tool.jinja"), "T");
    EXPECT_EQ(readFile(folder / "model.safetensors"), files_["model.safetensors"]);
    EXPECT_FALSE(fs::exists(folder / "pytorch_model.bin"));
    size_t blobs = 0;
    for (const auto& entry : fs::directory_iterator(cache / "blobs")) blobs += entry.path().extension().empty();
    EXPECT_EQ(blobs, 5u);
    EXPECT_EQ(seen_.back().here, seen_.back().bytes);
}

TEST_F(Hub, FetchesNothingTwice) {
    fetch(offer());
    const size_t asked = hub_.requests().size();
    const ModelOffer again = offer("owner/model", "v1/x");
    EXPECT_EQ(again.here, again.bytes);
    fetch(again);
    EXPECT_EQ(hub_.requests().size(), asked + 1);
    EXPECT_EQ(readFile(home_ / "hf/hub/models--owner--model/refs/v1/x"), kCommit);
}

TEST_F(Hub, GoesOnWhereABrokenLineEnded) {
    breaks_ = 2;
    fetch(offer());
    const auto asked = store_.requests();
    ASSERT_EQ(asked.size(), 3u);
    EXPECT_EQ(asked[1].header("range"), "bytes=50000-");
    EXPECT_EQ(asked[2].header("range"), "bytes=75000-");
}

TEST_F(Hub, GoesOnWhereAnEarlierCallEnded) {
    const ModelOffer first = offer();
    const fs::path blob = home_ / "hf/hub/models--owner--model/blobs" / sha256Hex(files_["model.safetensors"]);
    fs::create_directories(blob.parent_path());
    std::ofstream(blob.string() + ".incomplete") << std::string(60000, 'w');
    const ModelOffer second = offer();
    EXPECT_EQ(second.here, 60000u);
    fetch(second);
    EXPECT_EQ(store_.requests().at(0).header("range"), "bytes=60000-");
}

TEST_F(Hub, BeginsAgainWhereTheServerKnowsNoRanges) {
    breaks_ = 1;
    const ModelOffer told = offer();
    const fs::path blob = home_ / "hf/hub/models--owner--model/blobs" / sha256Hex(files_["model.safetensors"]);
    fs::create_directories(blob.parent_path());
    std::ofstream(blob.string() + ".incomplete") << std::string(60000, 'w');
    ignoresRanges_ = true;
    fetch(told);
    EXPECT_EQ(readFile(blob), files_["model.safetensors"]);
}

TEST_F(Hub, GivesUpAfterSeveralTriesThatBroughtNothing) {
    const ModelOffer told = offer();
    sent_ = " ";  // 1 byte, then nothing new
    EXPECT_NE(faultOf(told), "");
    EXPECT_LT(storeAnswers_, 10);
}

TEST_F(Hub, KeepsNothingOfAFileWhoseChecksumIsWrong) {
    sent_ = std::string(100000, 'x');
    EXPECT_THAT(faultOf(offer()), HasSubstr("checksum"));
    EXPECT_EQ(storeAnswers_, 2);
    const fs::path cache = home_ / "hf/hub/models--owner--model";
    EXPECT_FALSE(fs::exists(cache / "snapshots"));
    EXPECT_FALSE(fs::exists(cache / "refs"));
    EXPECT_FALSE(fs::exists(cache / "blobs" / (sha256Hex(files_["model.safetensors"]) + ".incomplete")));
}

TEST_F(Hub, ReplacesAnEarlierPartThatIsDamaged) {
    const fs::path blob = home_ / "hf/hub/models--owner--model/blobs" / sha256Hex(files_["model.safetensors"]);
    fs::create_directories(blob.parent_path());
    std::ofstream(blob.string() + ".incomplete") << std::string(60000, 'x');
    fetch(offer());
    EXPECT_EQ(readFile(blob), files_["model.safetensors"]);
}

TEST_F(Hub, SendsTheTokenToTheHubAndToNobodyElse) {
    os::setEnvironment("HF_TOKEN", "hf_secret\n");
    fetch(offer());
    for (const auto& request : hub_.requests()) EXPECT_EQ(request.header("authorization"), "Bearer hf_secret");
    for (const auto& request : store_.requests()) EXPECT_EQ(request.header("authorization"), "");
}

TEST_F(Hub, TakesTheTokenFromTheHubsFile) {
    fs::create_directories(home_ / "hf");
    std::ofstream(home_ / "hf/token") << "hf_of_file\n";
    EXPECT_EQ(hubToken(), "hf_of_file");
}

TEST_F(Hub, SaysInWordsWhyAModelIsRefused) {
    const auto told = [&](LoopbackServer::Answer answer) {
        refusal_ = std::move(answer);
        const ModelOffer refused = offer();
        EXPECT_EQ(refused.problems.size(), 1u);
        return refused.problems.at(0).what + " " + refused.problems.at(0).mend;
    };
    EXPECT_THAT(told({403, "", {{"X-Error-Code", "GatedRepo"}}}), HasSubstr("agree, then set HF_TOKEN"));
    EXPECT_THAT(told({401, "", {{"X-Error-Code", "RepoNotFound"}}}), HasSubstr("no such model, or it is private"));
    EXPECT_THAT(told({404, "", {{"X-Error-Code", "RevisionNotFound"}}}), HasSubstr("no such revision"));
    os::setEnvironment("HF_TOKEN", "hf_old");
    EXPECT_THAT(told({401, ""}), HasSubstr("does not know your token"));
}

TEST_F(Hub, SaysInWordsThatAFileIsGated) {
    refusal_ = LoopbackServer::Answer{403, "", {{"X-Error-Code", "GatedRepo"}}};
    refusedPath_ = "/owner/model/resolve/";
    EXPECT_THAT(faultOf(offer()), HasSubstr("agreed to its terms"));
}

TEST_F(Hub, RefusesNamesAndRevisionsThatLeadElsewhere) {
    for (const char* name : {"model", "../etc", "owner/..", "owner/model/../x", "owner/mo del", "a/b/c/d", "owner/model/file.bin", "/owner/model", ""})
        EXPECT_TRUE(hasError(offer(name).problems)) << name;
    for (const char* revision : {"../main", "/main", "a b", "x?y"}) EXPECT_TRUE(hasError(offer("owner/model", revision).problems)) << revision;
    EXPECT_TRUE(hub_.requests().empty());
}

TEST_F(Hub, SaysWhichGgufFilesThereAre) {
    files_ = {{"a-Q4_K_M.gguf", "a"}, {"b-Q8_0.gguf", "b"}, {"README.md", "r"}};
    EXPECT_THAT(offer().problems.at(0).what, HasSubstr("a-Q4_K_M.gguf, b-Q8_0.gguf"));
    const ModelOffer one = offer("owner/model/b-Q8_0.gguf");
    EXPECT_TRUE(one.problems.empty());
    EXPECT_EQ(one.files.size(), 1u);
    EXPECT_EQ(fetch(one).filename(), "b-Q8_0.gguf");
}

TEST_F(Hub, RefusesModelsWithoutWeightsThatCanBeRead) {
    files_.erase("model.safetensors");
    EXPECT_THAT(offer().problems.at(0).what, HasSubstr(".bin form only"));
    files_.erase("pytorch_model.bin");
    EXPECT_THAT(offer().problems.at(0).what, HasSubstr("no weights"));
}

TEST_F(Hub, StopsWhenAskedAndKeepsWhatArrived) {
    const ModelOffer told = offer();
    EXPECT_THROW(fetchModel(told, cancel_, [this](const GetProgress& progress) { if (progress.here > 100) cancel_.stop(); }), Stopped);
    EXPECT_FALSE(fs::exists(home_ / "hf/hub/models--owner--model/snapshots"));
}

TEST_F(Hub, SaysThatItCannotBeReached) {
    os::setEnvironment("HF_ENDPOINT", "http://127.0.0.1:1");
    try {
        offer();
        FAIL();
    } catch (const Unreachable& error) {
        EXPECT_EQ(error.where(), "127.0.0.1:1");
        EXPECT_THAT(error.mend(), HasSubstr("network"));
    }
    os::setEnvironment("HF_HUB_OFFLINE", "1");
    EXPECT_THROW(offer(), Unreachable);
}

TEST_F(Hub, AnswersThatAreNoHubsAreErrors) {
    for (const char* body : {"<html>", "{}", R"({"sha":"../../x","siblings":[]})"}) {
        refusal_ = LoopbackServer::Answer{200, body};
        EXPECT_THROW(offer(), Error) << body;
    }
    refusal_ = LoopbackServer::Answer{503, ""};
    EXPECT_THROW(offer(), Unreachable);
}

}  // namespace
}  // namespace luthier
