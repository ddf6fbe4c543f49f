// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"

#include <gtest/gtest.h>

namespace luthier {
namespace {

TEST(Base64, WritesAndReadsTheExamplesOfTheStandard) {  // RFC 4648, section 10
    const std::pair<std::string, std::string> examples[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        EXPECT_EQ(base64Of(bytes), text);
        EXPECT_EQ(base64Bytes(text), bytes);
    }
}

TEST(Base64, EveryByteComesBack) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    EXPECT_EQ(base64Bytes(base64Of(bytes)), bytes);
}

TEST(Base64, OtherCharactersAreRefused) {
    for (const char* text : {"Zg=a", "Z", "Zm9v Zg==", "Zm9-", "===="}) EXPECT_EQ(base64Bytes(text), std::nullopt) << text;
}

}  // namespace
}  // namespace luthier
