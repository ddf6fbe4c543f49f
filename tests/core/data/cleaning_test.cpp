// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/recipe/field.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

using testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const CancelToken kGoOn;

Example pair(const std::string& prompt, const std::string& completion) {
    Example row;
    row.kind = Example::Kind::PromptCompletion;
    row.prompt = prompt;
    row.completion = completion;
    return row;
}
Example chat(const std::string& messages) {
    Example row;
    row.messages = Json::parse(messages);
    return row;
}
Example text(const std::string& content) {
    Example row;
    row.kind = Example::Kind::Text;
    row.text = content;
    return row;
}

Cleaned cleaned(const char* cleaner, Example& row, const CleaningKnowledge& knowledge = {}) { return cleanerKind(cleaner)->make(knowledge)->clean(row); }

/// What a cleaner makes of a text; "(left out)" when it leaves the row out.
std::string textAfter(const char* cleaner, const std::string& content) {
    Example row = text(content);
    return cleaned(cleaner, row) == Cleaned::LeftOut ? "(left out)" : row.text;
}

class EveryCleaner : public ::testing::TestWithParam<std::string> {
protected:
    CleaningKnowledge knowledge() const {
        CleaningKnowledge all;
        all.maxLength = 100;
        all.tokens = [](const Example& row) { return static_cast<int64_t>(shownText(row).size()); };
        all.knowsHeldOut = true;
        return all;
    }
};

TEST_P(EveryCleaner, HasItsWords) {
    const CleanerKind& kind = *cleanerKind(GetParam());
    for (const std::string& words : {kind.label, kind.found, kind.does}) EXPECT_FALSE(words.empty());
    EXPECT_EQ(kind.lacking.empty(), kind.isAble({}));
    EXPECT_TRUE(kind.isAble(knowledge()));
}

TEST_P(EveryCleaner, IsNamedByTheRecipe) {
    Recipe recipe;
    EXPECT_EQ(fieldOf("data.clean")->put(recipe, Json(Json::Array{GetParam()})), std::nullopt);
    EXPECT_EQ(fieldOf("data.clean")->choices.size(), cleanerKinds().size());
}

TEST_P(EveryCleaner, LeavesAGoodRowAsItIsAndFindsNothingTheSecondTime) {
    const CleaningKnowledge all = knowledge();
    for (Example row : {pair("What?", "That."), chat(R"([{"role":"user","content":"Hé 日本 “so”"},{"role":"assistant","content":"«CAFÉ»"}])"), text("A text.\nOf two lines.")}) {
        const std::string before = shownText(row);
        EXPECT_EQ(cleaned(GetParam().c_str(), row, all), Cleaned::Kept) << before;
        EXPECT_EQ(shownText(row), before);
    }
    Example bad = text(" \t\u00c3\u00a9\x01 ");
    if (cleaned(GetParam().c_str(), bad, all) == Cleaned::Changed) {
        EXPECT_EQ(cleaned(GetParam().c_str(), bad, all), Cleaned::Kept);
    }
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const CleanerKind& kind : cleanerKinds()) all.push_back(kind.name);
    return all;
}
INSTANTIATE_TEST_SUITE_P(All, EveryCleaner, ::testing::ValuesIn(names()), [](const auto& info) { return info.param; });

TEST(Empty, LeavesOutRowsWithoutQuestionOrAnswer) {
    for (Example row : {pair("", "a"), pair("q", " \n"), text("\u3000\t"), chat("[]"), chat(R"([{"role":"user","content":"q"}])"),
                        chat(R"([{"role":"user","content":"q"},{"role":"assistant","content":""}])"), chat(R"([{"role":"assistant","content":"a"}])")})
        EXPECT_EQ(cleaned("empty", row), Cleaned::LeftOut) << shownText(row);
    Example calls = chat(R"([{"role":"user","content":"q"},{"role":"assistant","content":null,"tool_calls":[{"name":"f"}]}])");
    EXPECT_EQ(cleaned("empty", calls), Cleaned::Kept);
}

TEST(Copies, KeepsTheFirstOfEqualRowsWhateverTheirForm) {
    const auto cleaner = cleanerKind("copies")->make({});
    Example first = pair("q", "a"), same = chat(R"([{"role":"user","content":"q"},{"role":"assistant","content":"a"}])"), other = pair("q", "a ");
    EXPECT_EQ(cleaner->clean(first), Cleaned::Kept);
    EXPECT_EQ(cleaner->clean(same), Cleaned::LeftOut);
    EXPECT_EQ(cleaner->clean(other), Cleaned::Kept);
}

TEST(Blanks, AreRemovedAroundButNotWherePromptAndCompletionMeet) {
    EXPECT_EQ(textAfter("blanks", "\xEF\xBB\xBF \n a  b \r\n\u00a0"), "a  b");
    Example row = pair("  Q:\n", " yes \n");
    EXPECT_EQ(cleaned("blanks", row), Cleaned::Changed);
    EXPECT_EQ(row.prompt, "Q:\n");
    EXPECT_EQ(row.completion, " yes");
    Example messages = chat(R"([{"role":"user","content":" q "},{"role":"assistant","content":null}])");
    EXPECT_EQ(cleaned("blanks", messages), Cleaned::Changed);
    EXPECT_EQ(messages.messages.dump(), R"([{"role":"user","content":"q"},{"role":"assistant","content":null}])");
}

TEST(Encoding, ReadsAgainWhatWasTakenForWindows1252OrLatin1) {
    EXPECT_EQ(textAfter("encoding", "caf\u00c3\u00a9 \u00e2\u20ac\u0153so\u00e2\u20ac\u009d \u00f0\u0178\u02dc\u20ac"), "caf\u00e9 \u201cso\u201d \U0001F600");
    EXPECT_EQ(textAfter("encoding", "na\u00c3\u00afve \u65e5\u672c"), "na\u00efve \u65e5\u672c");
    EXPECT_EQ(textAfter("encoding", "10 \u00c2\u00b0C"), "10 \u00b0C");
}

TEST(Encoding, LeavesTextsAloneThatAreInOrder) {
    for (const char* good : {"caf\u00e9", "\u00abCAF\u00c9\u00bb", "caf\u00e9 and \u00c3\u00a9", "\u20ac 5", "a\tb\r\nc", "\u00c3"}) EXPECT_EQ(textAfter("encoding", good), good);
}

TEST(Encoding, RemovesControlCharactersAndLeavesOutWhatIsLost) {
    EXPECT_EQ(textAfter("encoding", std::string("a\x01" "b\0c", 5)), "abc");
    EXPECT_EQ(textAfter("encoding", "caf\xEF\xBF\xBD"), "(left out)");
}

TEST(Overlong, GoesByTheLengthsThatAreHandedIn) {
    CleaningKnowledge knowledge;
    knowledge.maxLength = 3;
    knowledge.tokens = [](const Example& row) { return static_cast<int64_t>(row.text.size()); };
    Example fits = text("abc"), longer = text("abcd");
    EXPECT_EQ(cleaned("overlong", fits, knowledge), Cleaned::Kept);
    EXPECT_EQ(cleaned("overlong", longer, knowledge), Cleaned::LeftOut);
}

/// A file of rows.
class OfFile : public ::testing::Test {
protected:
    std::string write(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return (folder_ / name).string();
    }
    CleanedFile clean(const std::string& file, const std::vector<std::string>& steps, const CleaningKnowledge& knowledge = {}) {
        return cleanData(file, {}, steps, knowledge, folder_ / "out.jsonl", kGoOn);
    }
    std::string out() const { return readFile(folder_ / "out.jsonl"); }
    TempFolder folder_;
    const std::string rows_ = "{\"prompt\":\"q\",\"completion\":\"a\"}\n{\"prompt\":\" q\",\"completion\":\"a\"}\n{\"prompt\":\"r\",\"completion\":\"\"}\n{\"prompt\":\"q\",\"completion\":\"a\"}\n";
};

TEST_F(OfFile, InspectionCountsWhatEachCleanerWouldDoAloneAndShowsRows) {
    const Inspection found = inspectData(write("rows.jsonl", rows_), {}, {}, kGoOn, 1);
    EXPECT_EQ(found.rows, 4);
    EXPECT_EQ(found.pairs, 4);
    ASSERT_EQ(found.findings.size(), 3u);
    EXPECT_EQ(found.findings[0].cleaner->name, "blanks");
    EXPECT_EQ(found.findings[0].changed, 1);
    EXPECT_EQ(found.findings[0].rows[0].before, " q\na");
    EXPECT_EQ(found.findings[0].rows[0].after, "q\na");
    EXPECT_THAT(found.findings[0].rows[0].where, HasSubstr("rows.jsonl:2"));
    EXPECT_EQ(found.findings[1].leftOut, 1);
    EXPECT_EQ(found.findings[2].cleaner->name, "copies");
    EXPECT_EQ(found.findings[2].leftOut, 1);
    EXPECT_EQ(found.unable.size(), 2u);
}

TEST_F(OfFile, StepsWorkInTheirOrder) {
    const std::string file = write("rows.jsonl", rows_);
    const CleanedFile first = clean(file, {"blanks", "empty", "copies"});
    EXPECT_EQ(first.read, 4);
    EXPECT_EQ(first.written, 1);
    EXPECT_EQ(out(), "{\"prompt\":\"q\",\"completion\":\"a\"}\n");
    EXPECT_EQ(first.json().find("steps")->dump(), R"([{"cleaner":"blanks","changed":1,"left_out":0},{"cleaner":"empty","changed":0,"left_out":1},{"cleaner":"copies","changed":0,"left_out":2}])");
    EXPECT_EQ(clean(file, {"copies", "blanks"}).written, 3);
    EXPECT_EQ(readFile(file), rows_);
}

TEST_F(OfFile, ACleanedCopyReadsBackAsTheSameRows) {
    const std::string file = write("rows.jsonl", R"({"messages":[{"role":"user","content":"q","name":"x"},{"role":"assistant","content":"a"}],"tools":[{"n":1}]})" "\n"
                                                 R"({"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}]})" "\n");
    clean(file, {"copies"});
    std::vector<std::string> before, after;
    const auto read = [](const std::string& from, std::vector<std::string>& prints) {
        importFile(from, {}, {[&](Example&& row) { prints.push_back(fingerprint(row)); return true; }, [](RowProblem&&) { FAIL(); }});
    };
    read(file, before);
    read((folder_ / "out.jsonl").string(), after);
    EXPECT_EQ(before, after);
    EXPECT_EQ(before.size(), 2u);
}

TEST_F(OfFile, RowsThatAskWhatAHeldOutRowAsksAreLeftOut) {
    CleaningKnowledge knowledge;
    Problems problems;
    addHeldOut(write("held.jsonl", "{\"prompt\":\"caf\u00c3\u00a9?\",\"completion\":\"z\"}\n"), {}, {"encoding", "leaks"}, knowledge, problems);
    EXPECT_TRUE(problems.empty());
    const std::string file = write("rows.jsonl", "{\"prompt\":\" Caf\u00e9? \",\"completion\":\"a\"}\n{\"prompt\":\"q\",\"completion\":\"a\"}\n");
    EXPECT_EQ(clean(file, {"leaks"}, knowledge).written, 1);
}

TEST_F(OfFile, WrongStepsTargetsAndRowsAreProblemsAndNothingIsWritten) {
    const std::string file = write("rows.jsonl", rows_);
    EXPECT_THAT(clean(file, {"blank"}).problems.at(0).mend, HasSubstr("blanks"));
    EXPECT_THAT(clean(file, {"overlong"}).problems.at(0).what, HasSubstr("needs a model"));
    EXPECT_THAT(clean(file, {"leaks"}).problems.at(0).what, HasSubstr("held-out"));
    EXPECT_TRUE(hasError(cleanData(file, {}, {"blanks"}, {}, file, kGoOn).problems));
    EXPECT_TRUE(hasError(cleanData(file, {}, {"blanks"}, {}, folder_ / "out.csv", kGoOn).problems));
    EXPECT_TRUE(hasError(clean(write("broken.jsonl", rows_ + "{broken\n"), {"blanks"}).problems));
    EXPECT_TRUE(hasError(clean(write("all.jsonl", "{\"prompt\":\"q\",\"completion\":\"\"}\n"), {"empty"}).problems));
    EXPECT_TRUE(hasError(clean("/none.jsonl", {"empty"}).problems));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "out.jsonl"));
}

TEST_F(OfFile, StopsWhenAsked) {
    CancelToken cancel;
    cancel.stop();
    EXPECT_THROW(inspectData(write("rows.jsonl", rows_), {}, {}, cancel), Stopped);
}

}  // namespace
}  // namespace luthier
