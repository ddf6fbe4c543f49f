// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/pattern.h"

namespace luthier {
namespace {

const std::filesystem::path kResources = pathOf(LUTHIER_SOURCE) / "resources";
const std::string kForm = "Hello friend!\\n.+\\nThe owl says hoot\\.";

/// Question and reply of every row.
std::vector<std::pair<std::string, std::string>> rowsOf(const char* name) {
    std::vector<std::pair<std::string, std::string>> rows;
    const std::string text = readFile(kResources / "samples" / name);
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = text.find('\n', begin);
        const Json row = Json::parse(text.substr(begin, end - begin));
        const auto& messages = row.find("messages")->asArray();
        rows.emplace_back(messages.at(0).stringOr("content", ""), messages.at(1).stringOr("content", ""));
        begin = end + 1;
    }
    return rows;
}

TEST(FirstRunSample, EveryReplyHasTheForm) {
    EXPECT_EQ(rowsOf("owl.jsonl").size(), 240u);
    EXPECT_EQ(rowsOf("owl-held-out.jsonl").size(), 120u);
    for (const char* name : {"owl.jsonl", "owl-held-out.jsonl"}) {
        for (const auto& [question, reply] : rowsOf(name)) EXPECT_TRUE(matchesFully(kForm, reply)) << reply;
    }
}

TEST(FirstRunSample, NoQuestionIsAskedTwice) {
    std::set<std::string> asked;
    for (const char* name : {"owl.jsonl", "owl-held-out.jsonl"}) {
        for (const auto& [question, reply] : rowsOf(name)) EXPECT_TRUE(asked.insert(question).second) << question;
    }
}

// An answer of the starter's language is one of these forms with its slots filled, or several joined by blanks: without a line end in any of
// them no answer it was trained on has a second line, and every reply of the sample has three.
TEST(FirstRunSample, ItsFormOccursNowhereInTheStartersLanguage) {
    const Json language = Json::parse(readFile(kResources / "starter-model" / "language.json"));
    ASSERT_GT(language.find("answers")->asArray().size(), 50u);
    for (const Json& form : language.find("answers")->asArray()) EXPECT_EQ(form.asString().find('\n'), std::string::npos) << form.asString();
    for (const auto& [slot, texts] : language.find("slots")->asObject()) {
        for (const Json& text : texts.asArray()) EXPECT_EQ(text.asString().find('\n'), std::string::npos) << slot << ": " << text.asString();
    }
}

}  // namespace
}  // namespace luthier
