// SPDX-License-Identifier: Apache-2.0
#include "core/model/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/base/json.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TempFolder;

std::string lengthBytes(uint64_t length) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>((length >> (8 * i)) & 0xFF);
    return bytes;
}

std::string fileOf(const std::string& header, const std::string& data) { return lengthBytes(header.size()) + header + data; }

/// What opening a file with these bytes says; empty when it opens.
std::string faultOf(const std::string& bytes) {
    const TempFolder folder;
    std::ofstream(folder / "model.safetensors", std::ios::binary) << bytes;  // thousands of them: not synced
    try {
        Checkpoint::openFolder(folder.path());
    } catch (const Error& error) {
        EXPECT_THAT(error.where(), HasSubstr("model.safetensors"));
        EXPECT_FALSE(error.mend().empty());
        return error.what();
    }
    return {};
}

std::string faultOf(const std::string& header, size_t dataBytes) { return faultOf(fileOf(header, std::string(dataBytes, '\0'))); }

std::string bytesOfFloats(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

StoredTensor stored(const std::string& name, NumberFormat format, std::vector<int64_t> shape, const std::string& bytes) {
    return {name, format, std::move(shape), std::as_bytes(std::span(bytes.data(), bytes.size()))};
}

TEST(Checkpoint, WhatWasWrittenIsReadBack) {
    const TempFolder folder;
    const std::string floats = bytesOfFloats({1, 2, 3, 4, 5, 6}), halves(4, '\x3f'), nothing;
    writeSafetensors(folder / "model.safetensors", std::vector<StoredTensor>{stored("b", NumberFormat::Float32, {2, 3}, floats),
                                                                             stored("a", NumberFormat::BFloat16, {2}, halves),
                                                                             stored("empty", NumberFormat::Float32, {0, 3}, nothing),
                                                                             stored("scalar", NumberFormat::UInt8, {}, halves.substr(0, 1))});
    const Checkpoint read = Checkpoint::openFolder(folder.path());
    ASSERT_EQ(read.tensors().size(), 4u);
    EXPECT_THAT(read.find("b")->shape, ElementsAre(2, 3));
    EXPECT_EQ(std::memcmp(read.find("b")->bytes.data(), floats.data(), floats.size()), 0);
    EXPECT_EQ(read.find("a")->format, NumberFormat::BFloat16);
    EXPECT_EQ(read.find("scalar")->elements(), 1);
    EXPECT_EQ(read.find("empty")->bytes.size(), 0u);
    EXPECT_EQ(read.find("missing"), nullptr);
    EXPECT_EQ(read.metadata().at("format"), "pt");
    EXPECT_EQ(read.bytes(), 24u + 4 + 0 + 1);
}

// safetensors 0.8.0, save_file of one tensor in each format: torch.zeros(1, dtype=…), metadata {"format": "pt"}.
TEST(Checkpoint, HeaderIsTheReferencesByteForByte) {
    const TempFolder folder;
    const std::string zeros(8, '\0');
    std::vector<StoredTensor> tensors;
    const std::vector<std::pair<const char*, NumberFormat>> formats{
        {"b", NumberFormat::Bool},      {"u8", NumberFormat::UInt8},    {"i8", NumberFormat::Int8},   {"i16", NumberFormat::Int16},
        {"f16", NumberFormat::Float16}, {"bf", NumberFormat::BFloat16}, {"i32", NumberFormat::Int32}, {"f32", NumberFormat::Float32},
        {"f64", NumberFormat::Float64}, {"i64", NumberFormat::Int64}};
    for (const auto& [name, format] : formats) {
        tensors.push_back({name, format, {1}, std::as_bytes(std::span(zeros.data(), bytesOf(format)))});
    }
    writeSafetensors(folder / "o.safetensors", tensors);
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"i64":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"f64":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},)"
        R"("f32":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},"i32":{"dtype":"I32","shape":[1],"data_offsets":[20,24]},)"
        R"("bf":{"dtype":"BF16","shape":[1],"data_offsets":[24,26]},"f16":{"dtype":"F16","shape":[1],"data_offsets":[26,28]},)"
        R"("i16":{"dtype":"I16","shape":[1],"data_offsets":[28,30]},"i8":{"dtype":"I8","shape":[1],"data_offsets":[30,31]},)"
        R"("u8":{"dtype":"U8","shape":[1],"data_offsets":[31,32]},"b":{"dtype":"BOOL","shape":[1],"data_offsets":[32,33]}}      )";
    EXPECT_EQ(readFile(folder / "o.safetensors"), lengthBytes(600) + header + std::string(33, '\0'));
}

TEST(Checkpoint, FileShorterThanAHeaderLengthIsRefused) {
    EXPECT_THAT(faultOf(""), HasSubstr("8 bytes"));
    EXPECT_THAT(faultOf("abc"), HasSubstr("ends after byte 3"));
}

TEST(Checkpoint, HeaderLongerThanTheFileIsRefused) { EXPECT_THAT(faultOf(lengthBytes(1000) + "{}"), HasSubstr("only 2 follow")); }

TEST(Checkpoint, HeaderOver100MillionBytesIsRefused) {
    EXPECT_THAT(faultOf(lengthBytes(100'000'001) + "{}"), HasSubstr("at most 100000000"));
    EXPECT_THAT(faultOf(lengthBytes(~uint64_t{0}) + "{}"), HasSubstr("at most 100000000"));
}

TEST(Checkpoint, HeaderThatIsNoJsonObjectIsRefused) {
    EXPECT_THAT(faultOf(" {}", 0), HasSubstr("begin with '{'"));
    EXPECT_THAT(faultOf("[]", 0), HasSubstr("begin with '{'"));
    EXPECT_THAT(faultOf("", 0), HasSubstr("begin with '{'"));
    EXPECT_THAT(faultOf("{\"a\":", 0), HasSubstr("not JSON"));
    EXPECT_THAT(faultOf("{\"\xff\":1}", 0), HasSubstr("not JSON"));
    EXPECT_THAT(faultOf(std::string(5000, '{'), 0), HasSubstr("not JSON"));
}

TEST(Checkpoint, NameThatStandsTwiceIsRefused) {
    const std::string entry = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
    EXPECT_THAT(faultOf("{\"w\":" + entry + ",\"w\":" + entry + "}", 4), HasSubstr("\"w\" twice"));
    EXPECT_THAT(faultOf("{\"w\":" + entry + ", \"\\u0077\" :" + entry + "}", 4), HasSubstr("\"w\" twice"));
    EXPECT_THAT(faultOf(R"({"w":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}})", 4), HasSubstr("\"shape\" twice"));
}

TEST(Checkpoint, SameNameInDifferentObjectsIsNoRepetition) {
    EXPECT_EQ(
        faultOf(R"({"dtype":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a\"{":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2),
        "");
}

TEST(Checkpoint, UnknownNumberFormatIsNamed) {
    EXPECT_THAT(faultOf(R"({"w":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", 1), HasSubstr("F8_E4M3"));
    EXPECT_THAT(faultOf(R"({"w":{"shape":[1],"data_offsets":[0,1]}})", 1), HasSubstr("number format"));
}

TEST(Checkpoint, ImpossibleShapesAreRefused) {
    const auto shape = [](const std::string& text) {
        return faultOf(R"({"w":{"dtype":"F32","shape":)" + text + R"(,"data_offsets":[0,4]}})", 4);
    };
    EXPECT_THAT(shape("[-1]"), HasSubstr("whole number"));
    EXPECT_THAT(shape("[1.5]"), HasSubstr("whole number"));
    EXPECT_THAT(shape("[99999999999999999999]"), HasSubstr("whole number"));
    EXPECT_THAT(shape("3"), HasSubstr("no usable shape"));
    EXPECT_THAT(shape("[4294967296,4294967296,4294967296]"), HasSubstr("beyond"));
    EXPECT_THAT(shape("[4611686018427387905]"), HasSubstr("beyond"));
    EXPECT_THAT(shape("[2]"), HasSubstr("needs 8 bytes"));
    EXPECT_THAT(shape("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"), HasSubstr("no usable shape"));
}

TEST(Checkpoint, OffsetsMustLieInTheFile) {
    const auto offsets = [](const std::string& text) {
        return faultOf(R"({"w":{"dtype":"F32","shape":[1],"data_offsets":)" + text + "}}", 4);
    };
    EXPECT_THAT(offsets("[0,8]"), HasSubstr("holds only 4"));
    EXPECT_THAT(offsets("[4,0]"), HasSubstr("impossible"));
    EXPECT_THAT(offsets("[-4,0]"), HasSubstr("impossible"));
    EXPECT_THAT(offsets("[0]"), HasSubstr("data_offsets"));
    EXPECT_THAT(offsets("[9223372036854775804,9223372036854775807]"), HasSubstr("holds only 4"));
}

TEST(Checkpoint, DataMustBeCoveredWithoutHoleOrOverlap) {
    const std::string a = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
    EXPECT_THAT(faultOf("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})", 12),
                HasSubstr("hole before tensor b, from byte 4 to byte 8"));
    EXPECT_THAT(faultOf("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}})", 6), HasSubstr("overlaps"));
    EXPECT_THAT(faultOf("{" + a + "}", 6), HasSubstr("ends at byte 4 of the data, and the file goes on to byte 6"));
    EXPECT_THAT(faultOf("{" + a + "}", 3), HasSubstr("holds only 3"));
}

TEST(Checkpoint, MetadataHoldsOnlyTexts) { EXPECT_THAT(faultOf(R"({"__metadata__":{"format":1}})", 0), HasSubstr("only texts")); }

TEST(Checkpoint, MisalignedDataIsReadAsItStands) {
    const std::string header =
        R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}} )";
    const TempFolder folder;
    writeFileAtomically(folder / "model.safetensors", fileOf(header, "x" + bytesOfFloats({2.5f})));
    const Checkpoint read = Checkpoint::openFolder(folder.path());
    float value = 0;
    std::memcpy(&value, read.find("b")->bytes.data(), sizeof value);
    EXPECT_EQ(value, 2.5f);
}

TEST(Checkpoint, EveryCutOfAFileIsRefused) {
    const std::string whole = fileOf(R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )", std::string(8, 'x'));
    ASSERT_EQ(faultOf(whole), "");
    for (size_t length = 0; length < whole.size(); ++length) EXPECT_NE(faultOf(whole.substr(0, length)), "") << length;
}

TEST(Checkpoint, ChangedBytesNeverDoMoreThanRefuse) {
    const std::string whole =
        fileOf(R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"BF16","shape":[1,2],"data_offsets":[8,12]}})",
               std::string(12, 'x'));
    std::mt19937 random(7);
    int refused = 0;
    for (int i = 0; i < 2000; ++i) {
        std::string changed = whole;
        for (int n = 0; n < 2; ++n) changed[random() % (changed.size() - 12)] = static_cast<char>(random() & 0xFF);
        refused += !faultOf(changed).empty();
    }
    EXPECT_GT(refused, 1000);
}

class Shards : public ::testing::Test {
protected:
    void write(const std::string& file, const std::vector<std::string>& names) {
        std::vector<StoredTensor> tensors;
        for (const std::string& name : names) tensors.push_back(stored(name, NumberFormat::Float32, {1}, four_));
        writeSafetensors(folder_ / file, tensors);
    }
    void index(const std::string& weightMap) {
        writeFileAtomically(folder_ / "model.safetensors.index.json", "{\"metadata\":{},\"weight_map\":" + weightMap + "}");
    }
    std::string fault() {
        try {
            Checkpoint::openFolder(folder_.path());
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    TempFolder folder_;
    std::string four_ = bytesOfFloats({1});
};

TEST_F(Shards, OpenAsOneCheckpoint) {
    write("one.safetensors", {"a", "b"});
    write("two.safetensors", {"c"});
    index(R"({"a":"one.safetensors","b":"one.safetensors","c":"two.safetensors"})");
    const Checkpoint read = Checkpoint::openFolder(folder_.path());
    EXPECT_EQ(read.tensors().size(), 3u);
    EXPECT_EQ(read.files().size(), 2u);
    EXPECT_EQ(read.find("c")->bytes.size(), 4u);
}

TEST_F(Shards, MissingShardIsNamed) {
    write("one.safetensors", {"a"});
    index(R"({"a":"one.safetensors","c":"two.safetensors"})");
    EXPECT_THAT(fault(), HasSubstr("two.safetensors"));
}

TEST_F(Shards, TensorThatItsShardLacksIsNamed) {
    write("one.safetensors", {"a"});
    index(R"({"a":"one.safetensors","c":"one.safetensors"})");
    EXPECT_THAT(fault(), HasSubstr("holds tensor c, but it does not"));
}

TEST_F(Shards, TensorInTwoShardsIsNamed) {
    write("one.safetensors", {"a", "b"});
    write("two.safetensors", {"b"});
    index(R"({"a":"one.safetensors","b":"two.safetensors"})");
    EXPECT_THAT(fault(), HasSubstr("Tensor b stands in both"));
}

TEST_F(Shards, FileNamesThatLeaveTheFolderAreRefused) {
    for (const char* name : {"../one.safetensors", "/etc/passwd", "sub/one.safetensors", "..", "", "a\\\\b", "c:x"}) {
        index(std::string(R"({"a":")") + name + "\"}");
        EXPECT_THAT(fault(), HasSubstr("no file name of this folder")) << name;
    }
    index(R"({"a":5})");
    EXPECT_THAT(fault(), HasSubstr("no file name of this folder"));
}

TEST_F(Shards, BrokenIndexIsRefused) {
    index("{}");
    EXPECT_THAT(fault(), HasSubstr("weight_map"));
    index(R"({"a":"x","a":"y"})");
    EXPECT_THAT(fault(), HasSubstr("\"a\" twice"));
    writeFileAtomically(folder_ / "model.safetensors.index.json", "{");
    EXPECT_THAT(fault(), HasSubstr("not JSON"));
}

TEST_F(Shards, WeightsOnlyInPytorchBinAreRefusedByName) {
    writeFileAtomically(folder_ / "pytorch_model.bin", "x");
    EXPECT_THAT(fault(), HasSubstr("pytorch_model.bin"));
}

TEST_F(Shards, WeightsInOtherFormsAreNamed) {
    for (const char* name : {"consolidated.safetensors", "tf_model.h5"}) {
        writeFileAtomically(folder_ / name, "x");
        EXPECT_THAT(weightsInAnotherForm(folder_.path()).value().what, HasSubstr(name));
        std::filesystem::remove(folder_ / name);
    }
    writeFileAtomically(folder_ / "model.safetensors", "x");
    EXPECT_FALSE(weightsInAnotherForm(folder_.path()));
}

TEST_F(Shards, FolderWithoutWeightsIsRefused) { EXPECT_THAT(fault(), HasSubstr("No weights")); }

std::vector<TensorToWrite> fourTensors(const std::string& bytes) {
    std::vector<TensorToWrite> tensors;
    for (const char* name : {"a", "b", "big", "c"}) {
        const int64_t count = std::string(name) == "big" ? 5 : 2;
        tensors.push_back({name, NumberFormat::Float32, {count}, [&bytes, count](const auto& put) {
                               put(std::as_bytes(std::span(bytes.data(), static_cast<size_t>(4 * count))));
                           }});
    }
    return tensors;
}

// huggingface_hub's split_torch_state_dict_into_shards puts a tensor above the limit into a shard of its own, before the one being filled.
TEST(CheckpointWriter, CutsIntoShardsAsTheReferenceDoes) {
    const TempFolder folder;
    const std::string bytes(20, 'x');
    const std::vector<std::string> names = writeCheckpoint(folder.path(), fourTensors(bytes), 16);
    EXPECT_THAT(names, ElementsAre("model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors",
                                   "model.safetensors.index.json"));
    EXPECT_EQ(readFile(folder / "model.safetensors.index.json"),
              "{\n  \"metadata\": {\n    \"total_parameters\": 11,\n    \"total_size\": 44\n  },\n  \"weight_map\": {\n"
              "    \"a\": \"model-00002-of-00003.safetensors\",\n    \"b\": \"model-00002-of-00003.safetensors\",\n"
              "    \"big\": \"model-00001-of-00003.safetensors\",\n    \"c\": \"model-00003-of-00003.safetensors\"\n  }\n}\n");
    EXPECT_EQ(Checkpoint::openFolder(folder.path()).tensors().size(), 4u);
}

TEST(CheckpointWriter, SmallModelIsOneFile) {
    const TempFolder folder;
    const std::string bytes(20, 'x');
    EXPECT_THAT(writeCheckpoint(folder.path(), fourTensors(bytes)), ElementsAre("model.safetensors"));
    EXPECT_EQ(Checkpoint::openFolder(folder.path()).bytes(), 44u);
}

TEST(CheckpointWriter, FailureLeavesTheOldFile) {
    const TempFolder folder;
    const std::string bytes(20, 'x');
    writeCheckpoint(folder.path(), fourTensors(bytes));
    const std::string before = readFile(folder / "model.safetensors");
    std::vector<TensorToWrite> broken = fourTensors(bytes);
    broken[2].bytes = [](const auto&) { throw Error("disk", "full", "make room"); };
    EXPECT_THROW(writeCheckpoint(folder.path(), broken), Error);
    EXPECT_EQ(readFile(folder / "model.safetensors"), before);
    size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
    EXPECT_EQ(files, 1u);
}

}  // namespace
}  // namespace luthier
