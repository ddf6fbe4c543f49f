// SPDX-License-Identifier: Apache-2.0
#include "core/text/sentencepiece_file.h"

#include <gtest/gtest.h>

#include <random>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/text/protobuf_reader.h"
#include "core/text/tokenizer.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

std::string llamaFile() { return readFile(std::filesystem::path(LUTHIER_SOURCE) / "tests/golden/text/tokenizer_folders/llama/tokenizer.model"); }

TEST(SentencePieceFile, HoldsPiecesWithScoresAndTypes) {
    const SentencePieceFile file = SentencePieceFile::parse(llamaFile(), "m");
    ASSERT_EQ(file.pieces.size(), 420u);
    EXPECT_EQ(file.pieces[0].text, "<unk>");
    EXPECT_EQ(file.pieces[0].type, SentencePieceFile::Unknown);
    EXPECT_EQ(file.pieces[1].type, SentencePieceFile::Control);
    EXPECT_EQ(file.pieces[3].type, SentencePieceFile::UserDefined);
    EXPECT_EQ(file.pieces[5].type, SentencePieceFile::Byte);
    EXPECT_LT(file.pieces[419].score, 0);
    EXPECT_EQ(file.algorithm, SentencePieceFile::Bpe);
    EXPECT_TRUE(file.byteFallback);
}

TEST(SentencePieceFile, ACutFileIsRefusedOrShorterButNeverCrashes) {
    const std::string whole = llamaFile();
    int refused = 0;
    for (size_t size = 0; size < whole.size(); size += 3) try {
            EXPECT_LE(SentencePieceFile::parse(whole.substr(0, size), "m").pieces.size(), 420u);
        } catch (const Error& error) {
            EXPECT_EQ(error.where(), "m");
            ++refused;
        }
    EXPECT_GT(refused, 1000);
}

TEST(SentencePieceFile, AMutatedFileLoadsOrIsRefusedButNeverCrashes) {
    const std::string whole = llamaFile();
    std::mt19937 random(11);
    const testing::TempFolder folder;
    for (int round = 0; round < 300; ++round) {
        std::string mutated = whole;
        for (size_t i = 1 + random() % 4; i > 0; --i) mutated[random() % mutated.size()] = static_cast<char>(random());
        writeFileAtomically(folder.path() / "tokenizer.model", mutated);
        try {
            const auto tokenizer = Tokenizer::load(folder.path());
            tokenizer->decode(tokenizer->encode("the low <s> abc \xC3\xA9", true), true);
        } catch (const Error&) {
        }
    }
}

TEST(ProtobufReader, RefusesWhatDoesNotHoldToTheFormat) {
    // A length beyond the end, a number without end, field 0, a group, a number of 64 bits more.
    for (const std::string& bytes : {std::string("\x0A\x05xy", 4), std::string("\x08\x80", 2), std::string("\x02\x00", 2), std::string("\x0B", 1), "\x08" + std::string(11, '\xFF')}) {
        ProtobufReader reader(bytes, "m");
        EXPECT_THROW(while (reader.next()) {}, Error);
    }
    ProtobufReader reader(std::string_view("\x08\x05", 2), "m");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.number(), 5u);
    EXPECT_THROW(reader.bytes(), Error);
}

}  // namespace
}  // namespace luthier
