// SPDX-License-Identifier: Apache-2.0
#include "core/store/answer_form.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using testing::TempFolder;

std::vector<uint64_t> apart(size_t rows) {
    std::vector<uint64_t> groups(rows);
    for (size_t row = 0; row < rows; ++row) groups[row] = row;
    return groups;
}

TEST(AnswerForm, TheShareLiesInItsInterval) {
    FormedAnswers half{"half", std::vector<bool>(100, false)};
    for (size_t row = 0; row < 50; ++row) half.inForm[row] = true;
    const auto share = shareInterval(half, apart(100));
    ASSERT_TRUE(share);
    EXPECT_DOUBLE_EQ(share->meanB, 0.5);
    EXPECT_NEAR(share->low, 0.40, 0.02);  // binomial: 1.96 sqrt(0.25 / 100) = 0.098
    EXPECT_NEAR(share->high, 0.60, 0.02);
}

TEST(AnswerForm, RowsOfOneGroupSayLess) {
    FormedAnswers answers{"a", {}};
    std::vector<uint64_t> pairs;
    for (uint64_t row = 0; row < 100; ++row) {
        answers.inForm.push_back(row / 2 % 2 == 0);
        pairs.push_back(row / 2);
    }
    const auto alone = shareInterval(answers, apart(100)), grouped = shareInterval(answers, pairs);
    EXPECT_GT(grouped->high - grouped->low, 1.2 * (alone->high - alone->low));
    EXPECT_EQ(grouped->groups, 50);
}

TEST(AnswerForm, AChangeIsToldOrCalledNotDistinguishable) {
    const FormedAnswers none{"before", std::vector<bool>(40, false)}, all{"after", std::vector<bool>(40, true)};
    const Json better = formJson({none, all}, apart(40)), same = formJson({all, all}, apart(40));
    EXPECT_EQ(better.find("change")->stringOr("words", ""), "+100.0 points (95 %: +100.0 to +100.0)");
    EXPECT_EQ(same.find("change")->stringOr("words", "").substr(0, 19), "not distinguishable");
    EXPECT_TRUE(formJson({all}, apart(40)).find("change")->isNull());
}

TEST(AnswerForm, RowsThatAskTheSameAreOneGroup) {
    TempFolder folder;
    std::ofstream(folder / "rows.jsonl") << R"({"prompt": "Hi there", "completion": "a"})" << "\n" << R"({"prompt": "hi  THERE", "completion": "b"})" << "\n"
                                         << R"({"prompt": "Bye"})" << "\n";
    const auto groups = groupsOfRows(textOf(folder / "rows.jsonl"));
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0], groups[1]);
    EXPECT_NE(groups[0], groups[2]);
}

TEST(AnswerForm, ARowThatCannotBeReadIsAnError) {
    TempFolder folder;
    std::ofstream(folder / "rows.jsonl") << R"({"prompt": "Hi", "completion": "a"})" << "\nnothing\n";
    EXPECT_THROW(groupsOfRows(textOf(folder / "rows.jsonl")), Error);
}

}  // namespace
}  // namespace luthier
