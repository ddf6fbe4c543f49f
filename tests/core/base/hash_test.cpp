// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

TEST(Sha256, GivesThePublishedDigests) {
    // FIPS 180-4 examples.
    EXPECT_EQ(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PiecesGiveTheSameAsTheWhole) {
    Sha256 hash;
    hash.add("a");
    hash.add("bc");
    EXPECT_EQ(hash.hex(), sha256Hex("abc"));
}

TEST(Sha256, FieldsKeepTheirBorders) {
    Sha256 one, other;
    one.addField("a"), one.addField("bc");
    other.addField("ab"), other.addField("c");
    EXPECT_NE(one.hex(), other.hex());
}

TEST(Sha256, ReadsAFile) {
    testing::TempFolder folder;
    std::ofstream(folder / "file") << std::string(3'000'000, 'x');
    EXPECT_EQ(fileSha256Hex(folder / "file"), sha256Hex(std::string(3'000'000, 'x')));
    EXPECT_THROW(fileSha256Hex(folder / "none"), Error);
}

TEST(Hash, StaysWhatItIs) {
    // Parts of the key of random numbers: a change would change every run.
    EXPECT_EQ(mixed(0), 0xE220A8397B1DCDAFu);
    EXPECT_EQ(nameHash(""), mixed(0xCBF29CE484222325u));
    EXPECT_NE(nameHash("model.layers.0"), nameHash("model.layers.1"));
}

}  // namespace
}  // namespace luthier
