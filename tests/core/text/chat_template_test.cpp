// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/base/error.h"
#include "core/base/os.h"

namespace luthier {
namespace {

const std::string kGolden = std::string(LUTHIER_SOURCE) + "/tests/golden/text/";

std::string fileText(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<Json> jsonLines(const std::string& file) {
    std::vector<Json> lines;
    std::istringstream text(fileText(file));
    for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
    return lines;
}

RenderInput inputOf(const Json& context, double now) {
    RenderInput input;
    input.messages = context.find("messages");
    if (const Json* tools = context.find("tools"); tools && !tools->isNull()) input.tools = tools;
    input.addGenerationPrompt = context.boolOr("add_generation_prompt", false);
    if (const Json* variables = context.find("variables")) input.variables = *variables;
    input.now = now;
    return input;
}

std::vector<Rendered::Span> spansOf(const Json& pairs) {
    std::vector<Rendered::Span> spans;
    for (const Json& pair : pairs.asArray())
        spans.push_back({static_cast<uint32_t>(pair.asArray()[0].asInteger()), static_cast<uint32_t>(pair.asArray()[1].asInteger())});
    return spans;
}

/// The text, or "syntax" / "runtime" with the message.
struct Outcome {
    std::string error, message;
    Rendered rendered;
};

Outcome outcomeOf(const std::string& source, const RenderInput& input) {
    Outcome outcome;
    try {
        outcome.rendered = ChatTemplate(source).render(input);
    } catch (const TemplateError& error) {
        outcome.error = "runtime";
        outcome.message = error.what();
    } catch (const Error& error) {
        outcome.error = "syntax";
        outcome.message = error.what();
    }
    return outcome;
}

void expectCase(const Json& golden, const std::string& source, const RenderInput& input) {
    const Outcome outcome = outcomeOf(source, input);
    ASSERT_EQ(outcome.error, golden.stringOr("error", "")) << outcome.message << "\n" << source;
    if (!outcome.error.empty()) {
        EXPECT_NE(outcome.message.find("line "), std::string::npos) << outcome.message;
        EXPECT_NE(outcome.message.find(golden.stringOr("message", "")), std::string::npos) << outcome.message;
        return;
    }
    EXPECT_EQ(outcome.rendered.text, golden.find("text")->asString()) << source;
    if (!golden.find("generation")->isNull()) {
        EXPECT_EQ(outcome.rendered.generation, spansOf(*golden.find("generation"))) << source;
    }
    uint32_t end = 0;
    for (const Rendered::Run& run : outcome.rendered.runs) {
        EXPECT_EQ(run.begin, end) << source;
        EXPECT_LT(run.begin, run.end) << source;
        end = run.end;
    }
    EXPECT_EQ(end, outcome.rendered.text.size()) << source;
}

class ChatTemplateTest : public testing::Test {
protected:
    ChatTemplateTest() { os::setEnvironment("TZ", "UTC"); }

    /// Renders with the messages given as JSON.
    static Rendered render(const std::string& source, const std::string& messages, bool prompt = false) {
        const Json json = Json::parse(messages);
        RenderInput input;
        input.messages = &json;
        input.addGenerationPrompt = prompt;
        return ChatTemplate(source).render(input);
    }

    static std::string failure(const std::string& source, const std::string& messages = "[]") {
        try {
            render(source, messages);
        } catch (const TemplateError& error) {
            return error.what();
        } catch (const Error& error) {
            return std::string("syntax: ") + error.what();
        }
        return "";
    }

    /// "message:content" of every run with its text, for reading.
    static std::string runs(const Rendered& rendered) {
        std::string out;
        for (const Rendered::Run& run : rendered.runs) {
            const std::string part = rendered.text.substr(run.begin, run.end - run.begin);
            out += run.message < 0 ? part : "<" + std::to_string(run.message) + (run.content ? "c:" : ":") + part + ">";
        }
        return out;
    }
};

TEST_F(ChatTemplateTest, EverySnippetIsWhatTransformersMakesOfIt) {
    const std::vector<Json> lines = jsonLines(kGolden + "template_snippets.jsonl");
    ASSERT_GT(lines.size(), 700u);
    const RenderInput input = inputOf(*lines[0].find("context"), lines[0].numberOr("now", 0));
    for (size_t i = 1; i < lines.size(); ++i) expectCase(lines[i], lines[i].find("source")->asString(), input);
}

TEST_F(ChatTemplateTest, EveryStyleOfTemplateIsWhatTransformersMakesOfIt) {
    const std::vector<Json> lines = jsonLines(kGolden + "template_styles.jsonl");
    ASSERT_GT(lines.size(), 150u);
    const Json& contexts = *lines[0].find("contexts");
    for (size_t i = 1; i < lines.size(); ++i) {
        SCOPED_TRACE(lines[i].stringOr("template", "") + " with " + lines[i].stringOr("context", ""));
        const Json* context = contexts.find(lines[i].stringOr("context", ""));
        expectCase(lines[i], fileText(kGolden + "templates/" + lines[i].stringOr("template", "")), inputOf(*context, lines[0].numberOr("now", 0)));
    }
}

TEST_F(ChatTemplateTest, GivenCasesAreWhatTransformersMakesOfThem) {
    const auto file = os::environment("LUTHIER_TEMPLATE_CASES");
    if (!file) GTEST_SKIP() << "tests/interop/template_deep.py gives the cases";
    for (const Json& line : jsonLines(*file)) {
        SCOPED_TRACE(line.stringOr("name", ""));
        expectCase(line, line.find("source")->asString(), inputOf(*line.find("input"), line.numberOr("now", 0)));
    }
}

const char* const kTwo = R"([{"role":"user","content":"Hi there"},{"role":"assistant","content":"Good, day","extra":7}])";

TEST_F(ChatTemplateTest, EveryByteKnowsWhichMessageItCameFrom) {
    EXPECT_EQ(runs(render("{% for m in messages %}[{{ m.role }}]{{ m.content }};{% endfor %}", kTwo)),
              "[<0:user>]<0c:Hi there>;[<1:assistant>]<1c:Good, day>;");
}

TEST_F(ChatTemplateTest, OriginSurvivesEveryWayOfCuttingAndJoining) {
    const std::pair<const char*, const char*> cases[] = {
        {"{{ messages[0].content[1:4] }}", "<0c:i t>"},
        {"{{ '[' ~ messages[0].content ~ ']' }}", "[<0c:Hi there>]"},
        {"{{ 'a' + messages[1].content + 'b' }}", "a<1c:Good, day>b"},
        {"{{ (' ' ~ messages[0].content ~ ' ')|trim }}", "<0c:Hi there>"},
        {"{{ messages[1].content.split(', ')|join('|') }}", "<1c:Good>|<1c:day>"},
        {"{{ messages[0].content|replace('i', messages[1].content) }}", "<0c:H><1c:Good, day><0c: there>"},
        {"{{ (messages[0].content ~ 'x')|upper }}", "<0c:HI THERE>X"},
        {"{{ '%s!'|format(messages[0].content) }}", "<0c:Hi there>!"},
        {"{{ '{}?'.format(messages[0].content) }}", "<0c:Hi there>?"},
        {"{{ messages[0].content * 2 }}", "<0c:Hi thereHi there>"},
        {"{{ messages[0].content[::-1] }}", "<0c:ereht iH>"},
        {"{{ messages|map(attribute='content')|join('+') }}", "<0c:Hi there>+<1c:Good, day>"},
        {"{{ messages[0]|tojson }}", "<0:{\"role\": \"user\", \"content\": ><0c:\"Hi there\"><0:}>"},
        {"{{ messages[1].extra }}", "<1:7>"},
        {"{{ messages[0].content ~ (messages[1].extra + 1) }}", "<0c:Hi there>8"},
        {"{% set ns = namespace(t='') %}{% for m in messages %}{% set ns.t = ns.t ~ m.content ~ '.' %}{% endfor %}{{ ns.t }}",
         "<0c:Hi there>.<1c:Good, day>."},
        {"{% macro m(x) %}({{ x }}){% endmacro %}{{ m(messages[0].content) }}", "(<0c:Hi there>)"},
        {"{% set x %}({{ messages[0].content }}){% endset %}{{ x|replace('(', '<') }}", "<<0c:Hi there>)"},
        {"{% for c in messages[0].content %}{{ c }}-{% endfor %}", "<0c:H>-<0c:i>-<0c: >-<0c:t>-<0c:h>-<0c:e>-<0c:r>-<0c:e>-"},
        {"{{ messages[0].content|indent(2, true) }}", "  <0c:Hi there>"},
        {"{{ messages[0].content.partition(' ')|last }}", "<0c:there>"},
        {"{{ messages[0].content|title }}", "<0c:Hi There>"},
        {"{{ messages[0].content|e }}", "<0c:Hi there>"},
        {"{{ [messages[0].content] }}", "[<0c:'Hi there'>]"},
        {"{{ messages[0].content|truncate(5, true, '~', 0) }}", "<0c:Hi t>~"},
        {"{{ messages[0].content.center(12, '*') }}", "**<0c:Hi there>**"},
    };
    for (const auto& [source, expected] : cases) EXPECT_EQ(runs(render(source, kTwo)), expected) << source;
}

TEST_F(ChatTemplateTest, PartsOfContentAreContent) {
    EXPECT_EQ(runs(render("{% for p in messages[0].content %}{{ p.type }}:{{ p.text }}{% endfor %}",
                          R"([{"role":"user","content":[{"type":"text","text":"Hi"}]}])")),
              "<0c:text>:<0c:Hi>");
}

TEST_F(ChatTemplateTest, ReasoningIsPassedUnderBothNames) {
    const char* messages = R"([{"role":"assistant","reasoning":"why","content":"so"}])";
    EXPECT_EQ(runs(render("{{ messages[0].reasoning_content }}{{ messages[0].thinking }}{{ messages[0]|list|join(',') }}", messages)),
              "<0:whywhythinking>,<0:role>,<0:reasoning>,<0:content>,<0:reasoning_content>");
}

TEST_F(ChatTemplateTest, TextWrittenAfterGenerationMovesWithItsSpan) {
    const Rendered rendered = render("{% set x %}--{% generation %}{{ messages[0].content }}{% endgeneration %}--{% endset %}{{ x|replace('-', '') }}|{{ x }}", kTwo);
    EXPECT_EQ(rendered.text, "Hi there|--Hi there--");
    EXPECT_EQ(rendered.generation, (std::vector<Rendered::Span>{{0, 8}, {11, 19}}));
}

TEST_F(ChatTemplateTest, SaysWhetherItMarksGeneration) {
    EXPECT_TRUE(ChatTemplate("{% generation %}a{% endgeneration %}").marksGeneration());
    EXPECT_FALSE(ChatTemplate("{# {% generation %} #}").marksGeneration());
}

TEST_F(ChatTemplateTest, ErrorsNameTheLine) {
    EXPECT_EQ(failure("a\nb\n{{ raise_exception('no ' ~ 'way') }}"), "line 3: no way");
    EXPECT_EQ(failure("a\n{% if x %}\n{{ y"), "syntax: line 3: expected token 'end of print statement', got 'end of template'");
    EXPECT_EQ(failure("\n\n{{ messages[0].content }}"), "line 3: list object has no element 0");
    EXPECT_EQ(failure("{{ s|nope }}"), "syntax: line 1: No filter named 'nope'.");
    EXPECT_EQ(failure("{{ messages.nope.x }}"), "line 1: 'list object' has no attribute 'nope'");
}

TEST_F(ChatTemplateTest, MessagesMustBeObjects) {
    EXPECT_NE(failure("{{ messages }}", "[1]").find("message 1"), std::string::npos);
    EXPECT_NE(failure("{{ messages }}", "{}").find("must be a list"), std::string::npos);
}

TEST_F(ChatTemplateTest, EndlessTemplatesAreStopped) {
    const char* endless[] = {
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 'a'.center(10000000000) }}",
        "{{ [1] * 10000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
        "{{ ('a\n' * 100000)|indent(100000) }}",
        "{{ (['a' * 100000] * 100000)|join }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|tojson }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x + [] }}",
        "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x == [ns.x] }}",
        "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}",
        "{% set ns = namespace(x=range(9)) %}{% for i in range(99999) %}{% set ns.x = ns.x|select %}{% endfor %}{{ ns.x|list }}",
        "{{ range(100000)|map('string')|batch(1)|list * 100000 }}",
        "{% for i in range(100000) %}{{ 'x' * 10000 }}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|pprint }}",
        "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ [ns.x, ns.y]|sort }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro f(n) %}{% if n > 1 %}{{ f(n - 1) }}{{ f(n - 2) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% macro a() %}{% call a() %}{{ caller() }}{% endcall %}{% endmacro %}{% call a() %}x{% endcall %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '{:{}}'.format(1, 1000000000) }}",
        "{{ '%.1000000000f' % 1.5 }}",
        "{{ [[1]]|tojson(indent=1000000000) }}",
        "{{ ([1] * 100000)|tojson(separators=('x' * 100000, 'y')) }}",
        "{{ range(100000)|slice(100000000)|list }}",
        "{{ [1]|batch(100000000, 0)|list }}",
        "{{ range(100001) }}",
        "{{ '\t'.expandtabs(10000000000) }}",
        "{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}{% endfor %}",
    };
    for (const char* source : endless) {
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_EQ(failure(source).substr(0, 5), "line ") << source;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << source;
    }
}

TEST_F(ChatTemplateTest, LongSearchesInLongTextsEnd) {
    EXPECT_EQ(render("{{ ('a' * 1000000).find('a' * 500000 ~ 'b') }}", "[]").text, "-1");
    EXPECT_EQ(render("{{ ('a' * 1000000).rfind('b' ~ 'a' * 500000) }}", "[]").text, "-1");
    EXPECT_EQ(render("{{ ('a' * 500000 ~ 'b') in ('a' * 1000000) }}", "[]").text, "False");
    EXPECT_EQ(render("{{ ('a' * 1000000).split('a' * 500000 ~ 'b')|length }}", "[]").text, "1");
    EXPECT_EQ(render("{{ ('a' * 1000000)|replace('a' * 500000 ~ 'b', '')|length }}", "[]").text, "1000000");
}

TEST_F(ChatTemplateTest, WhatATemplateRaisesIsCutWhenItIsLong) {
    const std::string said = failure("{{ raise_exception('\u00e9' * 100000) }}");
    EXPECT_LT(said.size(), 2100u);
    EXPECT_TRUE(said.ends_with("\u00e9 \u2026")) << said.substr(1990);
}

std::string repeated(const std::string& text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

std::string numbered(const std::string& name, const std::string& between, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i ? between : "") + name + std::to_string(i);
    return out;
}

TEST_F(ChatTemplateTest, AHundredLevelsDeepIsFine) {
    EXPECT_EQ(render(repeated("{% if true %}", 100) + "x" + repeated("{% endif %}", 100), "[]").text, "x");
    EXPECT_EQ(render("{{ " + repeated("(", 100) + "1" + repeated(")", 100) + " }}", "[]").text, "1");
    EXPECT_EQ(render("{{ " + repeated("[", 100) + repeated("]", 100) + "|string|length }}", "[]").text, "200");
    EXPECT_EQ(render("{% macro f(n) %}{{ f(n - 1) if n else 'end' }}{% endmacro %}{{ f(100) }}", "[]").text, "end");
}

TEST_F(ChatTemplateTest, DeeperOrWiderThanTheLimitIsASyntaxError) {
    const std::string deep[] = {
        repeated("{% if true %}", 5000) + repeated("{% endif %}", 5000),
        "{{ " + repeated("(", 50000),
        "{{ " + repeated("[", 50000),
        "{{ " + repeated("-", 50000) + "1 }}",
        "{{ " + repeated("not ", 50000) + "1 }}",
        "{{ 1" + repeated(" + 1", 50000) + " }}",
        "{{ a" + repeated(".b", 50000) + " }}",
        "{{ a" + repeated("|string", 50000) + " }}",
        "{{ 1" + repeated(" if a else 1", 50000) + " }}",
        repeated("{% for a in b %}", 20000),
        std::string((size_t{1} << 20) + 1, 'a'),
        "{% macro m(" + numbered("a", ",", 20000) + ") %}{% endmacro %}",
        "{{ dict(" + numbered("a", "=1,", 20000) + "=1) }}",
    };
    for (const std::string& source : deep) EXPECT_EQ(failure(source).substr(0, 7), "syntax:") << source.substr(0, 40);
}

TEST_F(ChatTemplateTest, TruncatedAndBrokenSourcesNeverCrash) {
    const std::string source = "{%- for m in messages if m.role in ['a', \"b\"] recursive %}{{ m['content'][1:-1:2]|join(', ', attribute='x') ~ 1.5e3 }}{# c #}{% else %}"
                               "{% set ns.x, y = {'a': (1,)}, not z is defined %}{% raw %}{{{% endraw %}{% endfor %}{% macro a(b, c=1) %}{% endmacro %}"
                               "{% call(x) a(*b, **c) %}{% generation %}{{ caller() if 1 < 2 <= 3 else none }}{% endgeneration %}{% endcall %}";
    for (size_t end = 0; end <= source.size(); ++end) failure(source.substr(0, end), kTwo);
    for (size_t at = 0; at < source.size(); ++at)
        for (const char c : {'{', '}', '%', '(', ')', '\'', ' ', '|', '.', '\xC3', '\0'}) {
            std::string broken = source;
            broken[at] = c;
            failure(broken, kTwo);
        }
    SUCCEED();
}

TEST_F(ChatTemplateTest, ManyThreadsMayRenderOneTemplate) {
    const ChatTemplate chat("{% for m in messages %}{{ m.role|upper }}: {{ m.content|trim }}\n{% endfor %}");
    const Json messages = Json::parse(kTwo);
    RenderInput input;
    input.messages = &messages;
    const std::string expected = chat.render(input).text;
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) wrong += chat.render(input).text == expected ? 0 : 1;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(ChatTemplateTest, TheSameInputGivesTheSameTextWhateverTheClockWhenOneIsGiven) {
    const Json messages = Json::array();
    RenderInput input;
    input.messages = &messages;
    input.now = 0;
    EXPECT_EQ(ChatTemplate("{{ strftime_now('%Y-%m-%d') }}").render(input).text, "1970-01-01");
}

}  // namespace
}  // namespace luthier
