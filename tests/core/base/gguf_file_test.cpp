// SPDX-License-Identifier: Apache-2.0
#include "core/base/gguf_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "tests/support/gguf_bytes.h"

namespace luthier {
namespace {

using testing::GgufBytes;
using testing::TempFolder;
using ::testing::HasSubstr;

GgufBytes small() { return GgufBytes().head(1, 2).textKey("general.architecture", "llama").sizeKey("llama.block_count", 1).tensor("a", {32, 2}, 0, 0).data(256); }

std::string faultOf(const GgufBytes& bytes) {
    TempFolder folder;
    try {
        GgufFile file(bytes.writeTo(folder));
    } catch (const Error& error) {
        EXPECT_FALSE(error.mend().empty());
        return error.what();
    }
    return "";
}

TEST(GgufFile, GivesMetadataAndTensorsInFileOrder) {
    TempFolder folder;
    const GgufFile file(small().writeTo(folder));
    EXPECT_EQ(file.metadata().dump(), R"({"general.architecture":"llama","llama.block_count":1})");
    EXPECT_EQ(file.tensors()[0].shape, (std::vector<int64_t>{2, 32}));
    EXPECT_EQ(file.tensors()[0].bytes.size(), 256u);
    EXPECT_EQ(std::string(file.tensors()[0].type->name), "F32");
    EXPECT_EQ(file.tensor("b"), nullptr);
}

TEST(GgufFile, RefusesAFileCutAnywhere) {
    const std::string whole = small().bytes();
    for (size_t length = 0; length < whole.size(); ++length) EXPECT_NE(faultOf(GgufBytes().raw(whole.substr(0, length))), "") << length;
}

TEST(GgufFile, RefusesOtherFilesAndVersions) {
    EXPECT_THAT(faultOf(GgufBytes().raw(std::string(64, 'x'))), HasSubstr("GGUF"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 0, 1)), HasSubstr("version 1"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 0, 0x03000000)), HasSubstr("big-endian"));
    EXPECT_EQ(faultOf(GgufBytes().head(0, 0, 2)), "");
}

TEST(GgufFile, RefusesCountsBeyondTheFile) {
    EXPECT_THAT(faultOf(GgufBytes().head(UINT64_MAX, 0)), HasSubstr("tensors"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, UINT64_MAX)), HasSubstr("metadata"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).raw(std::string(16, '\xff'))), HasSubstr("length"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).key("k", GgufBytes::kText).number(uint64_t{1} << 62)), HasSubstr("length"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).key("k", GgufBytes::kArray).number(GgufBytes::kU32).number(uint64_t{1} << 61).raw(std::string(64, '\0'))), HasSubstr("room"));
}

TEST(GgufFile, RefusesUnknownKindsAndDeepLists) {
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).key("k", 99).raw(std::string(64, '\0'))), HasSubstr("unknown kind"));
    GgufBytes deep = GgufBytes().head(0, 1).key("k", GgufBytes::kArray);
    for (int i = 0; i < 100000; ++i) deep.number(GgufBytes::kArray).number(uint64_t{1});
    EXPECT_THAT(faultOf(deep), HasSubstr("deep"));
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).textKey("k", "\xff\xfe")), HasSubstr("UTF-8"));
}

TEST(GgufFile, RefusesNamesThatStandTwice) {
    EXPECT_THAT(faultOf(GgufBytes().head(0, 2).sizeKey("k", 1).sizeKey("k", 2)), HasSubstr("twice"));
    EXPECT_THAT(faultOf(GgufBytes().head(2, 0).tensor("a", {32}, 0, 0).tensor("a", {32}, 0, 128).data(256)), HasSubstr("twice"));
}

TEST(GgufFile, RefusesShapesBeyondEveryFile) {
    const uint64_t huge = uint64_t{1} << 40;
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {huge, huge}, 0, 0).data(64)), HasSubstr("beyond"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {uint64_t{1} << 59}, 28, 0).data(64)), HasSubstr("should end"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {0}, 0, 0).data(64)), HasSubstr("beyond"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {}, 0, 0).data(64)), HasSubstr("dimensions"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {1, 1, 1, 1, 1}, 0, 0).data(64)), HasSubstr("dimensions"));
}

TEST(GgufFile, RefusesPlacesThatLie) {
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {32}, 0, 32).data(128)), HasSubstr("should end"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {32}, 0, UINT64_MAX - 31).data(128)), HasSubstr("should end"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {8}, 0, 8).data(128)), HasSubstr("multiple of 32"));
    EXPECT_THAT(faultOf(GgufBytes().head(2, 0).tensor("a", {32}, 0, 0).tensor("b", {32}, 0, 96).data(256)), HasSubstr("overlaps"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {33}, 2, 0).data(128)), HasSubstr("multiple of the 32"));
    EXPECT_THAT(faultOf(GgufBytes().head(1, 0).tensor("a", {32}, 77, 0).data(128)), HasSubstr("unknown number format"));
}

TEST(GgufFile, RefusesAlignmentsThatAreNoPowerOfTwo) {
    for (const uint32_t alignment : {0u, 24u, 1u << 30})
        EXPECT_THAT(faultOf(GgufBytes().head(0, 1).sizeKey("general.alignment", alignment)), HasSubstr("general.alignment")) << alignment;
    EXPECT_THAT(faultOf(GgufBytes().head(0, 1).textKey("general.alignment", "32")), HasSubstr("general.alignment"));
}

TEST(GgufOf, TakesTheFileItselfOrTheOnlyOneOfAFolderWithoutSafetensors) {
    TempFolder folder;
    EXPECT_FALSE(ggufOf(folder.path()));
    const auto file = small().writeTo(folder, "a.gguf");
    small().writeTo(folder, "mmproj-a.gguf");
    EXPECT_EQ(ggufOf(file), file);
    EXPECT_EQ(ggufOf(folder.path()), file);
    small().writeTo(folder, "b.gguf");
    EXPECT_FALSE(ggufOf(folder.path()));
    std::filesystem::remove(folder / "b.gguf");
    std::ofstream(folder / "model.safetensors") << "x";
    EXPECT_FALSE(ggufOf(folder.path()));
}

}  // namespace
}  // namespace luthier
