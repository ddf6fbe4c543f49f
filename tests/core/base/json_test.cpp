// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "core/base/unicode.h"

namespace luthier {
namespace {

TEST(Json, ReadsEveryKind) {
    const Json json = Json::parse(R"( {"a": [1, -2.5, "x", true, false, null], "b": {}} )");
    EXPECT_EQ(json.find("a")->asArray()[0].asInteger(), 1);
    EXPECT_EQ(json.find("a")->asArray()[1].asNumber(), -2.5);
    EXPECT_EQ(json.dump(), R"({"a":[1,-2.5,"x",true,false,null],"b":{}})");
}

TEST(Json, ReadsNanAndInfinityAsPythonDoes) {
    EXPECT_TRUE(std::isnan(Json::parse("NaN").asNumber()));
    EXPECT_EQ(Json::parse("[Infinity]").asArray()[0].asNumber(), HUGE_VAL);
    EXPECT_EQ(Json::parse("-Infinity").asNumber(), -HUGE_VAL);
    Json::Style style;
    style.nullForNonFinite = false;
    EXPECT_EQ(Json::parse("[NaN,-Infinity]").dump(style), "[NaN,-Infinity]");
    EXPECT_EQ(Json::parse("[NaN]").dump(), "[null]");
}

TEST(Json, KeepsIntegersOfAnySize) {
    EXPECT_EQ(Json::parse("9223372036854775807").asInteger(), INT64_MAX);
    EXPECT_EQ(Json::parse("-9223372036854775808").asInteger(), INT64_MIN);
    EXPECT_EQ(Json::parse("9223372036854775808").asBigInteger().digits, "9223372036854775808");
    EXPECT_EQ(Json::parse("123456789012345678901234567890").dump(), "123456789012345678901234567890");
    EXPECT_EQ(Json::parse("-0").asInteger(), 0);
}

TEST(Json, RefusesIntegersPythonRefuses) {
    EXPECT_NO_THROW(Json::parse(std::string(4300, '7')));
    EXPECT_NO_THROW(Json::parse("-" + std::string(4300, '7')));
    EXPECT_THROW(Json::parse(std::string(4301, '7')), JsonError);
}

TEST(Json, FloatsOutOfRangeBecomeInfinityOrZero) {
    EXPECT_EQ(Json::parse("1e400").asNumber(), HUGE_VAL);
    EXPECT_EQ(Json::parse("-1e400").asNumber(), -HUGE_VAL);
    EXPECT_EQ(Json::parse("1e-400").asNumber(), 0.0);
    EXPECT_EQ(Json::parse("0.0001e+99999999999999999999").asNumber(), HUGE_VAL);
    EXPECT_EQ(Json::parse("123e-99999999999999999999").asNumber(), 0.0);
    EXPECT_EQ(Json::parse("5e-324").asNumber(), 5e-324);
    EXPECT_TRUE(Json::parse("0e999").isFloat());
}

TEST(Json, RepeatedKeyKeepsFirstPlaceAndLastValue) {
    EXPECT_EQ(Json::parse(R"({"a":1,"b":2,"a":3,"c":4,"a":5})").dump(), R"({"a":5,"b":2,"c":4})");
    std::string many = "{", expected = "{";
    for (int i = 0; i < 100; ++i) many += "\"k" + std::to_string(i) + "\":0,", expected += "\"k" + std::to_string(i) + "\":" + (i == 7 ? "9" : "0") + (i < 99 ? "," : "}");
    EXPECT_EQ(Json::parse(many + "\"k7\":8,\"k7\":9}").dump(), expected);
}

TEST(Json, LoneSurrogateBecomesReplacementAndPairIsJoined) {
    EXPECT_EQ(Json::parse(R"("\ud83d\ude00")").asString(), "\U0001F600");
    EXPECT_EQ(Json::parse(R"("a\ud83db")").asString(), "a\uFFFDb");
    EXPECT_EQ(Json::parse(R"("\ude00\ud83d")").asString(), "\uFFFD\uFFFD");
    EXPECT_EQ(Json::parse(R"("\ud83d\ud83d\ude00")").asString(), "\uFFFD\U0001F600");
    EXPECT_EQ(Json::parse(R"("\ud83d\n")").asString(), "\uFFFD\n");
    EXPECT_EQ(Json::parse(R"("\u0000")").asString(), std::string(1, '\0'));
}

TEST(Json, RefusesWhatPythonRefuses) {
    for (const char* text : {"", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "+1", "1.", ".5", "-",
                             "1e", "1e+", "nul", "True", "nan", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"", "\"a\nb\"", "\"\t\"", "[1] 2",
                             "1 2", "// c\n1", "\v1", "\xC2\xA0""1", "-Inf", "--1", "\"\\ud800\\u00\"", "]", "}", ",", ":"}) {
        EXPECT_THROW(Json::parse(text), JsonError) << text;
    }
    EXPECT_THROW(Json::parse(std::string_view("\0", 1)), JsonError);
    EXPECT_THROW(Json::parse(std::string_view("\"\0\"", 3)), JsonError);
}

TEST(Json, RefusesAByteOrderMark) { EXPECT_THROW(Json::parse("\xEF\xBB\xBF{}"), JsonError); }

TEST(Json, RefusesInvalidUtf8AndSaysWhere) {
    try {
        Json::parse("{\n\"a\": \"\xFF\"}");
        FAIL();
    } catch (const JsonError& error) {
        EXPECT_EQ(error.line, 2u);
        EXPECT_EQ(error.offset, 8u);
    }
    EXPECT_THROW(Json::parse("\"\xED\xA0\x80\""), JsonError);
    EXPECT_THROW(Json::parse("\"\xC3"), JsonError);
}

TEST(Json, ErrorNamesTheLine) {
    try {
        Json::parse("{\"a\": 1,\n\n\"b\" 2}");
        FAIL();
    } catch (const JsonError& error) {
        EXPECT_EQ(error.line, 3u);
        EXPECT_STREQ(error.what(), "expected ':' after the key, found '2'");
    }
}

std::string nested(size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, ReadsAHundredLevels) { EXPECT_EQ(Json::parse(nested(100)).dump(), nested(100)); }

TEST(Json, RefusesAHundredThousandLevelsWithoutOverflow) {
    EXPECT_NO_THROW(Json::parse(nested(512)));
    EXPECT_THROW(Json::parse(nested(513)), JsonError);
    EXPECT_THROW(Json::parse(nested(100000)), JsonError);
    EXPECT_THROW(Json::parse(std::string(100000, '[')), JsonError);
    std::string objects;
    for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
    EXPECT_THROW(Json::parse(objects), JsonError);
    EXPECT_THROW(Json::parse("[[]]", 1), JsonError);
    EXPECT_NO_THROW(Json::parse("[[],[[]],[]]", 3));
}

TEST(Json, WritesAsPythonWrites) {
    const Json json = Json::parse(R"({"b":[1,2.0,"é\u0001\"\\\n\u007f😀"],"a":{},"c":[]})");
    Json::Style python{.ensureAscii = true, .indent = {}, .itemSeparator = ", ", .keySeparator = ": "};
    EXPECT_EQ(json.dump(python), R"({"b": [1, 2.0, "\u00e9\u0001\"\\\n\u007f\ud83d\ude00"], "a": {}, "c": []})");
    Json::Style indented{.ensureAscii = false, .indent = 2, .itemSeparator = ",", .keySeparator = ": ", .sortKeys = true};
    EXPECT_EQ(json.dump(indented), "{\n  \"a\": {},\n  \"b\": [\n    1,\n    2.0,\n    \"é\\u0001\\\"\\\\\\n\x7F😀\"\n  ],\n  \"c\": []\n}");
}

TEST(Json, FloatsAreWrittenAsPythonsRepr) {
    EXPECT_EQ(pythonFloat(1), "1.0");
    EXPECT_EQ(pythonFloat(-0.0), "-0.0");
    EXPECT_EQ(pythonFloat(1e16), "1e+16");
    EXPECT_EQ(pythonFloat(9999999999999998), "9999999999999998.0");
    EXPECT_EQ(pythonFloat(0.0001), "0.0001");
    EXPECT_EQ(pythonFloat(0.00001), "1e-05");
    EXPECT_EQ(pythonFloat(0.1), "0.1");
    EXPECT_EQ(pythonFloat(1.5e300), "1.5e+300");
    EXPECT_EQ(pythonFloat(5e-324), "5e-324");
}

TEST(Json, MembersAreMadeWhenAskedFor) {
    Json json;
    json["a"]["b"] = 1;
    json["list"].push_back("x");
    EXPECT_EQ(json.dump(), R"({"a":{"b":1},"list":["x"]})");
    EXPECT_EQ(json.integerOr("none", 4), 4);
    EXPECT_EQ(json.find("a")->integerOr("b", 4), 1);
    EXPECT_EQ(Json(uint64_t{1} << 63).dump(), "9223372036854775808");
}

TEST(Json, ReadsPlainRowsFast) {
    std::string row = R"({"messages":[{"role":"user","content":")";
    for (int i = 0; i < 40; ++i) row += "a sentence of plain words, as rows hold them. ";
    row += R"("},{"role":"assistant","content":")";
    for (int i = 0; i < 40; ++i) row += "the answer, which is as plain as that. ";
    row += R"("}]})";
    const auto begin = std::chrono::steady_clock::now();
    size_t bytes = 0;
    for (; bytes < 40'000'000; bytes += row.size()) ASSERT_EQ(Json::parse(row).size(), 1u);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    RecordProperty("megabytes_per_second", static_cast<int>(static_cast<double>(bytes) / 1e6 / seconds.count()));
    std::printf("%.0f MB/s\n", static_cast<double>(bytes) / 1e6 / seconds.count());
}

TEST(Json, ManyKeysAreReadInLinearTime) {
    std::string text = "{";
    for (int i = 0; i < 300000; ++i) text += "\"key" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    text.back() = '}';
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(Json::parse(text).size(), 300000u);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace luthier
