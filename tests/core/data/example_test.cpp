// SPDX-License-Identifier: Apache-2.0
#include "core/data/example.h"

#include "tests/core/data/reading.h"

namespace luthier::testing {
namespace {

Example only(const std::string& name, const std::string& content, const ImportSettings& settings = {}) {
    Read read = readContent(name, content, settings);
    EXPECT_EQ(read.examples.size(), 1u) << content;
    return read.examples.empty() ? Example() : std::move(read.examples[0]);
}

TEST(Fingerprint, IsEqualForEqualContentInAnyFormat) {
    const std::string line = fingerprint(only("a.jsonl", R"({"prompt": "Hi", "completion": "Hello"})"));
    EXPECT_EQ(line, fingerprint(only("a.csv", "completion,prompt\nHello,Hi\n")));
    EXPECT_EQ(line, fingerprint(only("a.csv", "q,a\nHi,Hello\n", withColumns({{"prompt", "q"}, {"completion", "a"}}))));
    EXPECT_EQ(line, fingerprint(only("a.jsonl", R"({"instruction": "Hi", "input": "", "output": "Hello"})")));
    EXPECT_EQ(line, fingerprint(only("a.jsonl", R"({"messages": [{"role": "user", "content": "Hi"}, {"content": "Hello", "role": "assistant"}]})")));
    EXPECT_EQ(line, fingerprint(only("a.jsonl", R"({"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]})")));
}

TEST(Fingerprint, DiffersWhereContentDiffers) {
    const std::string line = fingerprint(only("a.jsonl", R"({"prompt": "Hi", "completion": "Hello"})"));
    EXPECT_NE(line, fingerprint(only("a.jsonl", R"({"prompt": "hi", "completion": "Hello"})")));
    EXPECT_NE(line, fingerprint(only("a.jsonl", R"({"prompt": "HiH", "completion": "ello"})")));
    EXPECT_NE(line, fingerprint(only("a.jsonl", R"({"text": "HiHello"})")));
    EXPECT_EQ(line.size(), 64u);
}

TEST(GroupKey, ForgetsCaseBlanksAndCompatibilityForms) {
    const auto key = [](const std::string& prompt) { return contentKey(only("a.csv", "prompt,completion\n\"" + prompt + "\",x\n")); };
    EXPECT_EQ(key("What is  Straße?"), key(" what\nis STRASSE? "));
    EXPECT_EQ(key("ﬁne １"), key("fine 1"));
    EXPECT_NE(key("fine 1"), key("fine 2"));
}

TEST(GroupKey, IgnoresTheLastAnswerAndNothingElse) {
    const auto key = [](const std::string& messages) { return contentKey(only("a.jsonl", "{\"messages\": [" + messages + "]}")); };
    const std::string user = R"({"role": "user", "content": "Hi"},)", first = R"({"role": "assistant", "content": "One"},)";
    EXPECT_EQ(key(user + R"({"role": "assistant", "content": "A"})"), key(user + R"({"role": "assistant", "content": "B"})"));
    EXPECT_EQ(key(user + first + user + R"({"role": "assistant", "content": "A"})"), key(user + first + user + R"({"role": "assistant", "content": "B"})"));
    EXPECT_NE(key(user + first + user + R"({"role": "assistant", "content": "A"})"), key(user + R"({"role": "assistant", "content": "A"})"));
    EXPECT_EQ(key(user + R"({"role": "assistant", "content": "A"})"), contentKey(only("a.jsonl", R"({"prompt": "hi", "completion": "B"})")));
}

TEST(GroupKey, FollowsTheGroupColumnWhenThereIsOne) {
    ImportSettings settings;
    settings.group = "g";
    EXPECT_EQ(columnKey(only("a.csv", "text,g\na,1\n", settings)), columnKey(only("a.csv", "text,g\nb,1\n", settings)));
    EXPECT_NE(columnKey(only("a.csv", "text,g\na,1\n", settings)), columnKey(only("a.csv", "text,g\na,2\n", settings)));
}

}  // namespace
}  // namespace luthier::testing
