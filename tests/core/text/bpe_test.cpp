// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "core/text/byte_alphabet.h"

namespace luthier {
namespace {

constexpr int32_t kLetters = 4;

/// Merges of random pairs of what is there so far, each into a new id.
MergeTable randomMerges(std::mt19937& random, int32_t merges) {
    MergeTable table;
    for (int32_t rank = 0; rank < merges; ++rank) {
        const auto any = [&] { return static_cast<int32_t>(random() % static_cast<uint32_t>(kLetters + rank)); };
        const int32_t left = any(), right = any();
        table.set(left, right, static_cast<uint32_t>(rank), kLetters + rank);
    }
    return table;
}

EncodedWord randomWord(std::mt19937& random, size_t length) {
    EncodedWord word;
    for (size_t i = 0; i < length; ++i) word.add(static_cast<int32_t>(random() % kLetters), i);
    return word;
}

TEST(Bpe, TheHeapMergesAsTheScanDoes) {
    std::mt19937 random(5);
    for (int round = 0; round < 2000; ++round) {
        const MergeTable merges = randomMerges(random, static_cast<int32_t>(random() % 40));
        EncodedWord scanned = randomWord(random, random() % 60), heaped = scanned;
        mergeByScan(merges, scanned);
        mergeByHeap(merges, heaped);
        ASSERT_EQ(scanned.ids, heaped.ids);
        ASSERT_EQ(scanned.begins, heaped.begins);
    }
}

TEST(Bpe, TheLastRankOfAPairCounts) {
    MergeTable merges;
    merges.set(0, 1, 0, 10);
    merges.set(1, 0, 1, 11);
    merges.set(0, 1, 2, 10);
    EncodedWord word;
    for (const int32_t id : {0, 1, 0}) word.add(id, word.ids.size());
    mergeByScan(merges, word);
    EXPECT_EQ(word.ids, (std::vector<int32_t>{0, 11}));
}

TEST(Bpe, TheTableFindsEveryMergeAndNoOther) {
    MergeTable merges;
    for (int32_t i = 0; i < 5000; ++i) merges.set(i, i * 7, static_cast<uint32_t>(i), i + 1);
    for (int32_t i = 0; i < 5000; ++i) {
        EXPECT_EQ(merges.find(i, i * 7).rank, static_cast<uint32_t>(i));
        EXPECT_EQ(merges.find(i, i * 7 + 1).rank, UINT32_MAX);
    }
}

/// Letters, then random joins of two tokens. A second text of id 0, which no word holds, keeps the model from cutting.
std::unique_ptr<Bpe> randomModel(unsigned seed, bool cutting) {
    std::mt19937 random(seed);
    std::vector<std::string> tokens = {"a", "b", "c", "d", "\xE2\x96\x81", "e"};
    MergeTable merges;
    Vocabulary vocabulary;
    for (size_t id = 0; id < tokens.size(); ++id) vocabulary.add(tokens[id], static_cast<int32_t>(id));
    for (uint32_t rank = 0; rank < 12; ++rank) {
        const auto left = static_cast<int32_t>(random() % tokens.size()), right = static_cast<int32_t>(random() % tokens.size());
        const std::string joined = tokens[static_cast<size_t>(left)] + tokens[static_cast<size_t>(right)];
        if (vocabulary.idOf(joined)) continue;
        vocabulary.add(joined, static_cast<int32_t>(tokens.size()));
        merges.set(left, right, rank, static_cast<int32_t>(tokens.size()));
        tokens.push_back(joined);
    }
    if (!cutting) vocabulary.add("another text of id 0", 0);
    return std::make_unique<Bpe>(std::move(vocabulary), std::move(merges), BpeOptions{});
}

TEST(Bpe, CertainCutsChangeNothing) {
    std::mt19937 random(8);
    static const std::string letters[] = {"a", "b", "c", "d", "e", "\xE2\x96\x81", "x", "\xC3\xA9"};
    for (unsigned seed = 0; seed < 100; ++seed) {
        const auto cutting = randomModel(seed, true), whole = randomModel(seed, false);
        for (int round = 0; round < 20; ++round) {
            std::string text;
            for (size_t i = random() % 80; i > 0; --i) text += letters[random() % std::size(letters)];
            const std::vector<TextRange> words = {{0, static_cast<uint32_t>(text.size())}};
            std::vector<int32_t> cutIds, wholeIds;
            cutting->encode(text, words, cutIds, nullptr);
            whole->encode(text, words, wholeIds, nullptr);
            ASSERT_EQ(cutIds, wholeIds) << text;
        }
    }
}

TEST(Vocabulary, KeepsTheLastIdOfAText) {
    Vocabulary vocabulary;
    for (int32_t i = 0; i < 3000; ++i) vocabulary.add("token" + std::to_string(i), i);
    vocabulary.add("token7", 9000);
    EXPECT_EQ(vocabulary.idOf("token7"), 9000);
    EXPECT_EQ(vocabulary.idOf("token2999"), 2999);
    EXPECT_EQ(vocabulary.idOf("token"), std::nullopt);
    EXPECT_EQ(vocabulary.tokenOf(2999), "token2999");
    EXPECT_EQ(vocabulary.tokenOf(5000), std::nullopt);
    EXPECT_EQ(vocabulary.size(), 3000);
    EXPECT_EQ(vocabulary.highestId(), 9000);
}

TEST(ByteAlphabet, EveryByteComesBack) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char32_t c = alphabetCharacter(static_cast<unsigned char>(byte));
        std::string text;
        if (c < 0x80) text = static_cast<char>(c);
        else text = {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
        EXPECT_EQ(alphabetBytes(text), std::string(1, static_cast<char>(byte)));
    }
    EXPECT_EQ(alphabetBytes("a b"), std::nullopt);
    EXPECT_EQ(alphabetBytes("\xE4\xBD\xA0"), std::nullopt);
}

}  // namespace
}  // namespace luthier
