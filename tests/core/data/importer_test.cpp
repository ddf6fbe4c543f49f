// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "core/base/os.h"
#include "core/base/unicode.h"
#include "tests/core/data/reading.h"

namespace luthier::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

const char* kChatRow = R"({"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]})";

TEST(Importer, ReadsChatLines) {
    const Read read = readContent("a.jsonl", std::string(kChatRow) + "\n" + kChatRow + "\n");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.examples[0].messages.asArray()[1].stringOr("content", ""), "Hello");
    EXPECT_THAT(read.examples[1].where(), EndsWith("a.jsonl:2"));
}

TEST(Importer, KeepsWhatAMessageHasBesideItsContent) {
    const Read read = readContent("a.jsonl", R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"n":1}],"name":"x"}],"tools":[{"a":1}]})");
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].messages.dump(), R"([{"role":"assistant","content":null,"tool_calls":[{"n":1}],"name":"x"}])");
    EXPECT_EQ(read.examples[0].tools.dump(), R"([{"a":1}])");
}

TEST(Importer, FirstRowsKeepTheNamesOfTheFile) {
    const TempFolder folder;
    std::ofstream(folder / "a.csv") << "ticket,reply\n1,\"Yes, do\"\n2,No\n";
    const std::vector<Json> rows = firstRows((folder / "a.csv").string(), 1);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].dump(), R"({"ticket":"1","reply":"Yes, do"})");
}

TEST(Importer, ADocumentHasNoFirstRows) {
    const TempFolder folder;
    std::ofstream(folder / "a.txt") << "Once upon a time.";
    EXPECT_TRUE(firstRows((folder / "a.txt").string(), 5).empty());
}

TEST(Importer, MapsShareGptSpeakers) {
    const Read read = readContent("a.jsonl", R"({"system": "Be kind.", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"},)"
                                             R"( {"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {\"a\": 1}}"}, {"from": "observation", "value": "3"}]})");
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].messages.dump(),
              R"([{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},)"
              R"({"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":1}}}]},)"
              R"({"role":"tool","content":"3"}])");
}

TEST(Importer, JoinsAlpacaInstructionAndInputByABlankLine) {
    const Read read = readContent("a.json", R"([{"instruction": "Add.", "input": "1 and 2", "output": "3"}, {"instruction": "Go.", "input": "", "output": "Gone."}])");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_EQ(read.examples[0].prompt, "Add.\n\n1 and 2");
    EXPECT_EQ(read.examples[1].prompt, "Go.");
    EXPECT_EQ(read.examples[1].completion, "Gone.");
}

TEST(Importer, ReadsPromptAndCompletionAsMessagesAsOneChat) {
    const Read read = readContent("a.jsonl", R"({"prompt": [{"role": "user", "content": "Hi"}], "completion": [{"role": "assistant", "content": "Hello"}]})");
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].kind, Example::Kind::Chat);
    EXPECT_EQ(read.examples[0].messages.size(), 2u);
    EXPECT_EQ(read.examples[0].firstLearnt, 1);
}

TEST(Importer, ReadsTextRowsAndDocuments) {
    const Read rows = readContent("a.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    ASSERT_EQ(rows.examples.size(), 2u);
    EXPECT_FALSE(rows.examples[0].document);
    const Read document = readContent("a.md", "# Title\n\nOne, two.\n");
    ASSERT_EQ(document.examples.size(), 1u);
    EXPECT_TRUE(document.examples[0].document);
    EXPECT_EQ(document.examples[0].text, "# Title\n\nOne, two.\n");
}

TEST(Importer, RecognisesContainersByContentNotName) {
    const std::string lines = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    for (const char* name : {"a.json", "a.txt", "a.csv", "a", "a.dat"}) EXPECT_EQ(readContent(name, lines).examples.size(), 2u) << name;
    for (const char* name : {"a.jsonl", "a.json", "a.txt", "a"})
        EXPECT_EQ(readContent(name, "[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}]").examples.size(), 2u) << name;
    for (const char* name : {"a.csv", "a.tsv", "a"}) EXPECT_EQ(readContent(name, "prompt,completion\na,b\n").examples.size(), 1u) << name;
}

TEST(Importer, RecognisesPackingByContent) {
    const std::string lines = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    EXPECT_EQ(readContent("a.jsonl.gz", gzipped(lines)).examples.size(), 2u);
    EXPECT_EQ(readContent("a.jsonl", gzipped(lines) + gzipped(lines)).examples.size(), 4u);
    EXPECT_EQ(readContent("a.bin", zstded(lines)).examples.size(), 2u);
    EXPECT_EQ(readContent("a.zst", zstded(lines) + zstded(lines)).examples.size(), 4u);
    EXPECT_EQ(readContent("a.md.gz", gzipped("# Hi")).examples.at(0).text, "# Hi");
}

TEST(Importer, ReadsAListInsideAnObject) {
    const Read read = readContent("a.json", "{\"version\": \"1, [\", \"data\": [\n{\"text\": \"One.\"},\n{\"text\": \"Two.\"}\n], \"licence\": null}");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.examples[1].line, 3);
    EXPECT_EQ(readContent("a.json", R"({"data": [{"text": "a"}], "more": [{"text": "b"}]})").problems.size(), 1u);
}

TEST(Importer, ReadsObjectsOverSeveralLines) {
    const Read read = readContent("a.json", "{\n \"text\": \"One.\"\n}\n{\n \"text\": \"Two.\"\n}\n");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_EQ(read.examples[1].line, 4);
}

TEST(Importer, AnItemOfAListIsWhereItBegins) {
    const Read read = readContent("a.json", "\n[\n  {\"text\": \"One.\"},\n\n  {\"text\":\n  5}]");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].problem.where, EndsWith("a.json:5"));
    EXPECT_EQ(read.examples.at(0).line, 3);
}

TEST(Importer, ReadsTablesAsRfc4180HasThem) {
    const Read read = readContent("a.csv", "\xEF\xBB\xBFprompt,completion\r\n\"a \"\"b\"\", c\",\"two\nlines\"\r\n\r\nplain,last");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_EQ(read.examples[0].prompt, "a \"b\", c");
    EXPECT_EQ(read.examples[0].completion, "two\nlines");
    EXPECT_EQ(read.examples[1].completion, "last");
    EXPECT_EQ(read.examples[1].line, 5);
}

TEST(Importer, RowsOfATableMayEndInCarriageReturnsOnly) {
    EXPECT_EQ(readContent("a.csv", "prompt,completion\ra,b\rc,d\r").examples.size(), 2u);
}

TEST(Importer, FindsTheDelimiterByContent) {
    EXPECT_EQ(readContent("a.csv", "prompt\tcompletion\na, b; c\td\n").examples.at(0).prompt, "a, b; c");
    EXPECT_EQ(readContent("a.tsv", "prompt;completion\na, b;d\n").examples.at(0).prompt, "a, b");
}

TEST(Importer, ReadsListsInTableCells) {
    const Read read = readContent("a.csv", "messages,tools\n\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"Hi\"\"}]\",\n");
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].messages.dump(), R"([{"role":"user","content":"Hi"}])");
    EXPECT_TRUE(read.examples[0].tools.isNull());
}

TEST(Importer, MapsColumnsOfOtherNames) {
    const ImportSettings settings = withColumns({{"prompt", "question"}, {"completion", "answer"}});
    const Read read = readContent("a.csv", "question,answer,prompt\nq,a,other\n", settings);
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].prompt, "q");
    const Read missing = readContent("a.jsonl", "{\"question\": \"q\", \"completion\": \"x\"}", settings);
    ASSERT_EQ(missing.problems.size(), 1u);
    EXPECT_THAT(missing.problems[0].problem.what, HasSubstr("\"answer\""));
}

TEST(Importer, TakesTheGroupFromItsColumn) {
    ImportSettings settings;
    settings.group = "customer";
    const Read read = readContent("a.jsonl", "{\"text\": \"a\", \"customer\": 7}\n{\"text\": \"b\"}\n", settings);
    EXPECT_EQ(read.examples.at(0).group, "7");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].kind, "missing column customer");
}

TEST(Importer, AForcedFormatWins) {
    ImportSettings settings;
    settings.format = "text";
    EXPECT_EQ(readContent("a.jsonl", R"({"text": "a", "label": 1})", settings).examples.size(), 1u);
    settings.format = "nonsense";
    const Read read = readContent("a.jsonl", R"({"text": "a"})", settings);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].problem.where, "data.format");
    EXPECT_THAT(read.problems[0].problem.mend, HasSubstr("prompt_completion"));
}

TEST(Importer, AFormatMayBeWrittenAsInRecipes) {
    ImportSettings settings;
    settings.format = "prompt-completion";
    EXPECT_EQ(readContent("a.jsonl", R"({"prompt": "a", "completion": "b"})", settings).examples.size(), 1u);
}

TEST(Importer, LabelRowsAreRecognisedInEveryContainer) {
    for (const auto& [name, content] : {std::pair{"a.jsonl", "{\"text\": \"so\", \"label\": \"b\", \"more\": 1}\n"}, std::pair{"a.json", "[{\"label\": \"b\", \"text\": \"so\"}]"},
                                        std::pair{"a.csv", "label,text\nb,so\n"}, std::pair{"a.tsv", "text\tlabel\nso\tb\n"}}) {
        const Read read = readContent(name, content);
        ASSERT_EQ(read.examples.size(), 1u) << name;
        EXPECT_EQ(read.examples[0].prompt, "so") << name;
        EXPECT_EQ(read.examples[0].label, Json("b")) << name;
    }
}

TEST(Importer, ALabelRowIsAQuestionWithItsLabelAsAnswer) {
    const Read read = readContent("a.jsonl", "{\"text\": \"so\", \"label\": [\"a\", 2]}\n{\"text\": \"so\", \"label\": 3}\n");
    ASSERT_EQ(read.examples.size(), 2u);
    EXPECT_EQ(read.examples[0].kind, Example::Kind::PromptCompletion);
    EXPECT_EQ(read.examples[0].completion, "a, 2");
    EXPECT_EQ(read.examples[1].completion, "3");
}

TEST(Importer, LabelColumnsMayHaveOtherNames) {
    const Read read = readContent("a.csv", "review,stars,label\ngood,5,x\n", withColumns({{"text", "review"}, {"label", "stars"}}));
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].label, Json("5"));
}

TEST(ImporterBrokenInput, ALabelThatIsNoneIsToldWithItsLine) {
    const Read read = readContent("a.jsonl", "{\"text\": \"a\", \"label\": \"b\"}\n{\"text\": \"a\", \"label\": {\"b\": 1}}\n{\"text\": \"a\"}\n");
    ASSERT_EQ(read.problems.size(), 2u);
    EXPECT_EQ(read.problems[0].kind, "type of label");
    EXPECT_THAT(read.problems[0].problem.where, ::testing::EndsWith("a.jsonl:2"));
    EXPECT_EQ(read.problems[1].kind, "missing column label");
}

TEST(Importer, PromptsNeedNoAnswerWhenNoneIsAskedFor) {
    ImportSettings settings;
    EXPECT_EQ(readContent("a.jsonl", R"({"prompt": "a"})", settings).problems.size(), 1u);
    settings.needsAnswers = false;
    EXPECT_EQ(readContent("a.jsonl", R"({"prompt": "a"})", settings).examples.size(), 1u);
}

struct Later {
    const char* name;
    std::string content;
    const char* word;
};
class LaterFormat : public ::testing::TestWithParam<Later> {};

TEST_P(LaterFormat, IsRefusedByName) {
    const Read read = readContent("a.data", GetParam().content);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_TRUE(read.examples.empty());
    EXPECT_THAT(read.problems[0].problem.what, HasSubstr(GetParam().word));
}

INSTANTIATE_TEST_SUITE_P(All, LaterFormat,
                         ::testing::Values(Later{"preference", R"({"prompt": "a", "chosen": "b", "rejected": "c"})", "preference"},
                                           Later{"unpaired", R"({"prompt": "a", "completion": "b", "label": true})", "unpaired"},
                                           Later{"openai", R"({"input": {}, "preferred_output": [], "non_preferred_output": []})", "openai"},
                                           Later{"parquet", "PAR1....", "Parquet"}, Later{"xlsx", "PK\x03\x04....", "XLSX"}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ImporterBrokenInput, AMissingFileIsAProblem) {
    const Read read = readFileAt("/nowhere/at/all.jsonl");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].problem.where, "/nowhere/at/all.jsonl");
    EXPECT_EQ(read.problems[0].problem.level, Level::Error);
    EXPECT_EQ(readFileAt("/tmp").problems.size(), 1u);
}

TEST(ImporterBrokenInput, AnEmptyFileIsAProblem) {
    for (const char* content : {"", "\n\n  ", "\xEF\xBB\xBF", "[]", "prompt,completion\n"}) {
        const Read read = readContent("a.jsonl", content);
        ASSERT_EQ(read.problems.size(), 1u) << content;
        EXPECT_EQ(read.problems[0].kind, "empty file") << content;
        EXPECT_EQ(read.problems[0].problem.where.find(":1"), std::string::npos) << read.problems[0].problem.where;
    }
    EXPECT_EQ(readContent("a.gz", gzipped("")).problems.size(), 1u);
}

TEST(ImporterBrokenInput, ABrokenLineLeavesTheOthers) {
    const Read read = readContent("a.jsonl", std::string(kChatRow) + "\n{\"messages\": [\n" + kChatRow + "\n5\n");
    EXPECT_EQ(read.examples.size(), 2u);
    ASSERT_EQ(read.problems.size(), 2u);
    EXPECT_THAT(read.problems[0].problem.where, EndsWith(":2"));
    EXPECT_EQ(read.problems[0].kind, "broken JSON");
    EXPECT_THAT(read.problems[1].problem.where, EndsWith(":4"));
}

TEST(ImporterBrokenInput, InvalidUtf8IsToldWithItsLine) {
    const Read lines = readContent("a.jsonl", "{\"text\": \"ok\"}\n{\"text\": \"\xFF\xFE\"}\n");
    ASSERT_EQ(lines.problems.size(), 1u);
    EXPECT_EQ(lines.problems[0].kind, "encoding");
    EXPECT_THAT(lines.problems[0].problem.where, EndsWith(":2"));
    EXPECT_THAT(readContent("a.txt", "fine\nfine\n\xC3(").problems.at(0).problem.where, EndsWith(":3"));
    EXPECT_EQ(readContent("a.csv", "text\n\xC3(\nok\n").examples.size(), 1u);
    EXPECT_EQ(readContent("a.csv", std::string("\xFF\xFEt\0e\0", 6)).problems.at(0).kind, "encoding");
}

TEST(ImporterBrokenInput, ALoneSurrogateBecomesTheReplacementCharacter) {
    EXPECT_EQ(readContent("a.jsonl", R"({"text": "a\ud800b"})").examples.at(0).text, "a\xEF\xBF\xBD" "b");
}

TEST(ImporterBrokenInput, DeepNestingIsReadOrRefusedNeverCrashes) {
    const auto nested = [](int depth) { return "{\"text\": \"a\", \"x\": " + std::string(depth, '[') + std::string(depth, ']') + "}"; };
    EXPECT_EQ(readContent("a.jsonl", nested(100)).examples.size(), 1u);
    EXPECT_EQ(readContent("a.jsonl", nested(200000)).problems.size(), 1u);
    EXPECT_EQ(readContent("a.json", "[" + nested(200000) + "]").problems.size(), 1u);
}

TEST(ImporterBrokenInput, TruncatedPackedFilesAreTold) {
    std::string lines;
    for (int i = 0; i < 5000; ++i) lines += "{\"text\": \"row " + std::to_string(i * 7919) + "\"}\n";
    for (const std::string& packed : {gzipped(lines), zstded(lines)}) {
        const Read read = readContent("a.jsonl", packed.substr(0, packed.size() / 2));
        ASSERT_FALSE(read.problems.empty());
        EXPECT_EQ(read.problems.back().kind, "truncated file");
        EXPECT_EQ(read.problems.back().problem.level, Level::Error);
        std::string damaged = packed;
        for (size_t i = 100; i < 200; ++i) damaged[i] = static_cast<char>(~damaged[i]);
        EXPECT_FALSE(readContent("a.jsonl", damaged).problems.empty());
    }
}

TEST(ImporterBrokenInput, AnUnclosedQuoteIsToldWhereItsRowBegins) {
    const Read read = readContent("a.csv", "prompt,completion\na,b\nc,\"d\ne,f\n");
    EXPECT_EQ(read.examples.size(), 1u);
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].problem.where, EndsWith(":3"));
}

TEST(ImporterBrokenInput, RowsOfATableNeedAsManyFieldsAsTheHeader) {
    const Read read = readContent("a.csv", "prompt,completion\na\na,b,c\na,b\n");
    EXPECT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.problems.size(), 2u);
    EXPECT_EQ(read.gathered().size(), 1u);
}

TEST(ImporterBrokenInput, AnUnclosedListGivesItsRowsAndAProblem) {
    for (const char* content : {"[{\"text\": \"a\"}", "[{\"text\": \"a\"},", "[{\"text\": \"a\"},]", "[{\"text\": \"a\"} {\"text\": \"b\"}]",
                                "[{\"text\": \"a\"}] x", "[{\"text\": \"a\"}, {\"text\": \"b\""}) {
        const Read read = readContent("a.json", content);
        EXPECT_EQ(read.examples.size(), 1u) << content;
        EXPECT_EQ(read.problems.size(), 1u) << content;
    }
}

TEST(ImporterBrokenInput, WrongTypesAreTold) {
    for (const char* content : {R"({"messages": "Hi"})", R"({"messages": ["Hi"]})", R"({"messages": [{"content": "Hi"}]})", R"({"messages": [{"role": 5}]})",
                                R"({"prompt": 5, "completion": "a"})", R"({"text": ["a"]})", R"({"messages": [], "tools": 5})",
                                R"({"prompt": [{"role": "user"}], "completion": "a"})"}) {
        const Read read = readContent("a.jsonl", content);
        EXPECT_TRUE(read.examples.empty()) << content;
        EXPECT_EQ(read.problems.size(), 1u) << content;
    }
}

TEST(ImporterBrokenInput, UnknownColumnsAreNamedWithAWayOut) {
    const Read read = readContent("a.jsonl", "{\"frage\": \"a\", \"antwort\": \"b\"}\n{\"frage\": \"c\", \"antwort\": \"d\"}\n");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].problem.what, HasSubstr("\"frage\", \"antwort\""));
    EXPECT_THAT(read.problems[0].problem.mend, HasSubstr("data.columns"));
}

TEST(ImporterBrokenInput, AColumnThatNoFormatHasNamesTheNearestOne) {
    const Read read = readContent("a.csv", "q,completion\na,b\n", withColumns({{"promt", "q"}}));
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_THAT(read.problems[0].problem.what, HasSubstr("the nearest known one is \"prompt\""));
}

TEST(Importer, AMemberThatIsNullTellsNoFormat) {
    const Read read = readContent("a.jsonl", R"({"messages": null, "prompt": "a", "completion": "b"})");
    ASSERT_EQ(read.examples.size(), 1u);
    EXPECT_EQ(read.examples[0].kind, Example::Kind::PromptCompletion);
    const Read labelled = readContent("b.jsonl", "{\"text\": \"a\", \"label\": null}\n{\"text\": \"b\", \"label\": \"good\"}\n");
    ASSERT_EQ(labelled.examples.size(), 2u);
    EXPECT_EQ(labelled.examples[0].kind, labelled.examples[1].kind) << "a first row without a label";
}

TEST(ImporterBrokenInput, ManyRowsWithOneFaultAreOneProblem) {
    std::string lines = std::string(kChatRow) + "\n";
    for (int i = 0; i < 50; ++i) lines += "{\"text\": \"a\"}\n";
    const Read read = readContent("a.jsonl", lines);
    ASSERT_EQ(read.gathered().size(), 1u);
    EXPECT_THAT(read.gathered()[0].what, HasSubstr("50 rows"));
    EXPECT_THAT(read.gathered()[0].where, EndsWith(":2"));
}

TEST(ImporterBrokenInput, ARowOfTenMegabytesIsRead) {
    const std::string large(10'000'000, 'x');
    EXPECT_EQ(readContent("a.jsonl", "{\"text\": \"" + large + "\"}\n").examples.at(0).text.size(), large.size());
    EXPECT_EQ(readContent("a.json", "[{\"text\": \"" + large + "\"}]").examples.at(0).text.size(), large.size());
    EXPECT_EQ(readContent("a.csv", "text\n\"" + large + "\"\n").examples.at(0).text.size(), large.size());
}

/// Some bytes changed, taken out, or written twice.
std::string damaged(std::string text, std::mt19937& random) {
    const auto below = [&](size_t end) { return random() % end; };
    for (size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
        const size_t at = below(text.size());
        switch (below(4)) {
        case 0: text[at] = static_cast<char>(below(256)); break;
        case 1: text.erase(at, 1 + below(20)); break;
        case 2: text.insert(at, text.substr(at, 1 + below(20))); break;
        default: text[at] = "\"{}[],:\\\n\r"[below(10)]; break;
        }
    }
    return text;
}

TEST(ImporterBrokenInput, DamagedFilesGiveRowsOrProblemsAndOnlyValidText) {
    const std::string chats = std::string(kChatRow) + "\n" + kChatRow + "\n";
    const std::string seeds[] = {chats,
                                 "[" + std::string(kChatRow) + ",\n" + kChatRow + "]",
                                 "{\"version\": [1], \"data\": [" + std::string(kChatRow) + "]}",
                                 "{\n\"text\": \"a\"\n}\n{\n\"text\": \"b\"\n}\n",
                                 "prompt,completion\r\n\"a \"\"b\"\"\",c\r\nd,\"e\nf\"\r\n",
                                 "# Title\n\nGr\xC3\xBC\xC3\x9F" "e\n",
                                 gzipped(chats),
                                 zstded(chats)};
    std::mt19937 random(7);
    for (const std::string& seed : seeds)
        for (int i = 0; i < 40; ++i) {
            const std::string content = damaged(seed, random);
            const Read read = readContent(i % 2 ? "a.jsonl" : "a.md", content);
            EXPECT_FALSE(read.examples.empty() && read.problems.empty()) << content;
            for (const Example& example : read.examples)
                EXPECT_TRUE(isValidUtf8(example.text + example.prompt + example.completion + example.messages.dump())) << content;
        }
}

TEST(Importer, ALargeFileDoesNotLieInMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer keeps freed memory";
#endif
    TempFolder folder;
    const std::string row = "{\"text\": \"" + std::string(1000, 'x') + "\"}";
    for (const auto& [name, before, between, after] : {std::tuple{"a.jsonl", "", "\n", "\n"}, std::tuple{"a.json", "[", ",\n", "]"}}) {
        std::ofstream out(folder / name, std::ios::binary);
        out << before;
        for (int i = 0; i < 60'000; ++i) out << (i ? between : "") << row;
        out << after;
        out.close();
        const uint64_t anonymous = os::processMemory().anonymous;
        uint64_t most = 0;
        int64_t rows = 0;
        importFile((folder / name).string(), {},
                   {[&](Example&&) {
                        if (++rows % 1000 == 0) most = std::max(most, os::processMemory().anonymous);
                        return true;
                    },
                    [](RowProblem&& problem) { ADD_FAILURE() << problem.problem.what; }});
        EXPECT_EQ(rows, 60'000) << name;
        EXPECT_LT(most, anonymous + (uint64_t{16} << 20)) << name;  // of a file of 60 MB
    }
}

TEST(Importer, ReadingEndsWhenTheSinkHasEnough) {
    TempFolder folder;
    write(folder / "a.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\nbroken\n");
    int count = 0;
    importFile((folder / "a.jsonl").string(), {}, {[&](Example&&) { return ++count < 1; }, [](RowProblem&&) { FAIL(); }});
    EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace luthier::testing
