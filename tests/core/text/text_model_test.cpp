// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/core/text/chat_folder.h"

namespace luthier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* kTurns = R"([{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"},{"role":"assistant","content":"See you"}])";

TEST(TextModel, ReadsWhatEndsAnAnswerAndHowMuchTheModelReads) {
    const TextModel model = ChatFolder().load();
    EXPECT_EQ(model.eos(), 2);
    EXPECT_THAT(model.stopIds(), ElementsAre(2, 0));
    EXPECT_EQ(model.maxLength(), 512);
    EXPECT_FALSE(model.bos().has_value());
}

/// GenerationConfig.from_pretrained looks into config.json only where there is no generation_config.json.
TEST(TextModel, ConfigTellsWhatEndsAnAnswerOnlyWhereGenerationIsSilent) {
    ChatFolder folder;
    folder.write("config.json", R"({"model_type": "llama", "eos_token_id": 5})");
    EXPECT_THAT(folder.load().stopIds(), ElementsAre(2, 0));
    folder.write("generation_config.json", R"({"eos_token_id": null})");
    EXPECT_THAT(folder.load().stopIds(), ElementsAre(2, 5));
    EXPECT_THAT(folder.remove("generation_config.json").load().stopIds(), ElementsAre(2, 5));
}

TEST(TextModel, ReadsTokensWrittenAsObjects) {
    ChatFolder folder("tiny-base");
    folder.write("tokenizer_config.json", R"({"bos_token": {"content": "<s>", "special": true}, "eos_token": null})");
    const TextModel model = folder.load();
    EXPECT_EQ(model.bos(), 1);
    EXPECT_EQ(model.eos(), 2);  // of config.json
}

TEST(TextModel, ReadsTheOlderFileOfSpecialTokens) {
    ChatFolder folder;
    folder.write("special_tokens_map.json", R"({"eos_token": "<|endoftext|>"})");
    EXPECT_EQ(folder.load().eos(), 0);
    folder.write("tokenizer_config.json", R"({"eos_token": "<|im_end|>", "added_tokens_decoder": {}})");
    EXPECT_EQ(folder.load().eos(), 2);
}

TEST(TextModel, TheTemplateFileOverridesTheConfiguration) {
    ChatFolder folder;
    folder.write("tokenizer_config.json", R"({"eos_token": "<|im_end|>", "chat_template": "old"})");
    EXPECT_THAT(folder.load().templateSource(), HasSubstr("im_start"));
    EXPECT_EQ(folder.remove("chat_template.jinja").load().templateSource(), "old");
}

TEST(TextModel, ToolsChooseTheTemplateForTools) {
    ChatFolder folder;
    folder.remove("chat_template.jinja");
    folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "default", "template": "D"}, {"name": "tool_use", "template": "T"}]})");
    const TextModel model = folder.load();
    const Json tools = Json::array();
    EXPECT_EQ(model.render(chat(kTurns), nullptr, false).text, "D");
    EXPECT_EQ(model.render(chat(kTurns), &tools, false).text, "T");
    folder.write("tokenizer_config.json", R"({"chat_template": {"default": "D", "tool_use": "T"}})");
    EXPECT_EQ(folder.load().render(chat(kTurns), nullptr, false).text, "D");
    EXPECT_EQ(folder.load().render(chat(kTurns), &tools, false).text, "T");
    folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "odd", "template": "D"}]})");
    EXPECT_THROW(folder.load(), Error);
}

TEST(TextModel, TemplatesOfOtherNamesLieInTheirFolder) {
    ChatFolder folder;
    folder.write("additional_chat_templates/tool_use.jinja", "T");
    const Json tools = Json::array();
    EXPECT_EQ(folder.load().render(chat(kTurns), &tools, false).text, "T");
}

/// As Transformers 5.23 reads them: default.jinja of that folder counts more than chat_template.jinja, and any file more than all of tokenizer_config.json.
TEST(TextModel, TheFolderOfTemplatesCountsMost) {
    ChatFolder folder;
    folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "default", "template": "D"}, {"name": "tool_use", "template": "T"}]})");
    folder.write("chat_template.jinja", "J").write("additional_chat_templates/default.jinja", "A");
    const TextModel model = folder.load();
    const Json tools = Json::array();
    EXPECT_EQ(model.render(chat(kTurns), nullptr, false).text, "A");
    EXPECT_EQ(model.render(chat(kTurns), &tools, false).text, "A");
    folder.remove("chat_template.jinja").remove("additional_chat_templates/default.jinja");
    folder.write("additional_chat_templates/odd.jinja", "O");
    EXPECT_THROW(folder.load(), Error);  // none is called default
}

TEST(TextModel, ATemplateOfTheUsersOwnWins) {
    ChatFolder folder;
    folder.write("mine.jinja", "mine {{ eos_token }}");
    const TextModel model = folder.load((folder.path() / "mine.jinja").string());
    EXPECT_EQ(model.render(chat(kTurns), nullptr, false).text, "mine <|im_end|>");
    EXPECT_TRUE(model.hasTemplate());
    EXPECT_THROW(folder.load("/nowhere/mine.jinja"), Error);
}

TEST(TextModel, AModelWithoutTemplateWritesChatsPlainly) {
    const TextModel model = ChatFolder("tiny-base").load();
    EXPECT_FALSE(model.hasTemplate());
    EXPECT_TRUE(model.templateIsPlain());
    EXPECT_EQ(model.render(chat(kTurns), nullptr, true).text,
              "<s>User:\nHi\n\nAssistant:\nHello</s>\n\nUser:\nBye\n\nAssistant:\nSee you</s>\n\nAssistant:\n");
    EXPECT_THAT(learnt(model, chat(kTurns)), ElementsAre("Hello</s>", "See you</s>"));
}

TEST(TextModel, PlainWritesToolsPartsAndCalls) {
    const TextModel model = ChatFolder().load("plain");
    const Json tools = Json::parse(R"([{"name": "f"}])");
    const Json messages = chat(R"([{"role":"system","content":"Be kind."},{"role":"user","content":[{"type":"text","text":"Hi"}]},)"
                               R"({"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","content":"3"}])");
    EXPECT_EQ(model.render(messages, &tools, false).text,
              "Tools:\n{\"name\": \"f\"}\n\nSystem:\nBe kind.\n\nUser:\nHi\n\nAssistant:\n{\"function\": {\"name\": \"f\"}}<|im_end|>\n\nTool:\n3\n\n");
    EXPECT_TRUE(model.hasTemplate());
}

TEST(TextModel, ShowsTemplatesWhatTransformersShows) {
    ChatFolder folder;
    folder.write("chat_template.jinja", "{% for m in messages %}{{ m.keys() | list }}{% endfor %}");
    EXPECT_EQ(folder.load().render(chat(R"([{"role":"user","content":null,"name":"x"}])"), nullptr, false).text, "['role', 'name']");
    EXPECT_EQ(folder.load().render(chat(R"([{"role":"assistant","reasoning":"r"}])"), nullptr, false).text,
              "['thinking', 'role', 'reasoning', 'reasoning_content']");
}

TEST(TextModel, AChatWithoutMessagesIsRefused) {
    const TextModel model = ChatFolder().load();
    for (const char* messages : {"[]", "5", "null", "[\"Hi\"]"}) EXPECT_THROW(model.render(chat(messages), nullptr, false), TemplateError) << messages;
}

TEST(TextModel, BrokenFilesAreNamed) {
    for (const char* name : {"tokenizer.json", "tokenizer_config.json", "config.json", "generation_config.json"}) {
        ChatFolder folder;
        folder.write(name, "{\"a\": ");
        try {
            folder.load();
            ADD_FAILURE() << name;
        } catch (const Error& problem) {
            EXPECT_THAT(problem.where(), HasSubstr(name));
        }
    }
    EXPECT_THROW(ChatFolder().write("chat_template.jinja", "{% if %}").load(), Error);
    EXPECT_THROW(ChatFolder().write("chat_template.jinja", "\xFF").load(), Error);
    EXPECT_THROW(ChatFolder().remove("tokenizer.json").load(), Error);
}

struct Written {
    const char* name;
    const char* source;
    std::vector<std::string> learnt;
};
void PrintTo(const Written& written, std::ostream* out) { *out << written.name; }

/// Templates that write an answer in one of the ways published ones do, without marking it.
class UnmarkedTemplate : public ::testing::TestWithParam<Written> {};

TEST_P(UnmarkedTemplate, LearnsFromTheGenerationPromptThroughTheFirstSpecialToken) {
    const TextModel model = ChatFolder().write("chat_template.jinja", GetParam().source).load();
    EXPECT_THAT(learnt(model, chat(kTurns)), ::testing::ElementsAreArray(GetParam().learnt));
}

INSTANTIATE_TEST_SUITE_P(
    All, UnmarkedTemplate,
    ::testing::Values(
        Written{"EosAndNewline", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
                                 "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                {"Hello<|im_end|>", "See you<|im_end|>"}},
        // The answer follows the question's closing word; nothing is written for the generation prompt.
        Written{"NoGenerationPrompt", "{% for m in messages %}{% if m.role == 'user' %}{{ '[INST] ' + m.content + ' [/INST]' }}"
                                      "{% else %}{{ ' ' + m.content + ' ' + eos_token }}{% endif %}{% endfor %}",
                {" Hello <|im_end|>", " See you <|im_end|>"}},
        // Like GLM: what begins the next message ends the answer.
        Written{"NoTerminator", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content }}{% endfor %}"
                                "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                {"Hello<|im_start|>", "See you"}},
        // Like Qwen3: the last answer has a think block that earlier ones lose, so shorter chats are no beginnings of longer ones.
        Written{"ThinkInTheLastTurn", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' }}"
                                      "{% if m.role == 'assistant' and loop.last %}{{ '<think>\n\n</think>\n\n' }}{% endif %}"
                                      "{{ m.content + '<|im_end|>\n' }}{% endfor %}"
                                      "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                {"Hello<|im_end|>", "<think>\n\n</think>\n\nSee you<|im_end|>"}},
        // Like Qwen3.5: the generation prompt opens a think block that written answers do not have.
        Written{"ThinkInTheGenerationPrompt", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
                                              "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n<think>\n' }}{% endif %}",
                {"Hello<|im_end|>", "See you<|im_end|>"}},
        // The first words depend on how many messages there are, so no shorter chat is a beginning.
        Written{"CountedInFront", "{{ messages | length }}: {% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}"
                                  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                {"Hello<|im_end|>", "See you<|im_end|>"}},
        Written{"NewRoleWords", "{% for m in messages %}{{ ('Q: ' if m.role == 'user' else 'A: ') + m.content | trim + '\n' }}"
                                "{% endfor %}{% if add_generation_prompt %}{{ 'A:' }}{% endif %}",
                {" Hello", " See you"}},
        // Nothing of the content survives as it was.
        Written{"RewrittenContent", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' }}"
                                    "{% if m.content == 'Hello' %}{{ 'H.' }}{% elif m.content == 'See you' %}{{ 'S.' }}{% else %}{{ 'U.' }}{% endif %}"
                                    "{{ '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                {"H.<|im_end|>", "S.<|im_end|>"}},
        // An answer of which nothing is written; its end begins as the rest of the generation prompt does.
        Written{"EndLikeTheGenerationPrompt", "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' }}{% if m.content != 'Hello' %}{{ m.content }}{% endif %}"
                                              "{{ '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n<|think|>' }}{% endif %}",
                {"<|im_end|>", "See you<|im_end|>"}},
        Written{"Refuses", "{% if messages | length < 4 %}{{ raise_exception('short') }}{% endif %}"
                           "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}",
                {"Hello<|im_end|>", "See you<|im_end|>"}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(LearnSpans, LastLearnsTheLastAnswerOnly) {
    for (const char* model : {"tiny-chat", "tiny-chat-marked"}) EXPECT_THAT(learnt(ChatFolder(model).load(), chat(kTurns), "last"), ElementsAre("See you<|im_end|>")) << model;
}

TEST(LearnSpans, WhatTheNextHeaderRepeatsOfAnAnswerIsNotLearnt) {
    const TextModel model = ChatFolder().write("chat_template.jinja", "{% set ns = namespace(name='') %}{% for m in messages %}"
                                                                      "{{ '<|im_start|>' + (ns.name if m.role == 'tool' else m.role) + '\n' + m.content }}"
                                                                      "{% if m.name %}{% set ns.name = m.name %}{{ ' to ' + m.name }}{% endif %}{{ '<|im_end|>\n' }}{% endfor %}"
                                                                      "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}").load();
    EXPECT_THAT(learnt(model, chat(R"([{"role":"user","content":"Rain?"},{"role":"assistant","content":"Look","name":"weather"},{"role":"tool","content":"no"},
                                       {"role":"assistant","content":"No."}])")),
                ElementsAre("Look to weather<|im_end|>", "No.<|im_end|>"));
}

TEST(LearnSpans, AllLearnsEverything) {
    const TextModel model = ChatFolder().load();
    EXPECT_THAT(learnt(model, chat(kTurns), "all"), ElementsAre(model.render(chat(kTurns), nullptr, false).text));
}

TEST(LearnSpans, AnswersInThePromptAreNotLearnt) {
    for (const char* model : {"tiny-chat", "tiny-chat-marked"})
        EXPECT_THAT(learnt(ChatFolder(model).load(), chat(kTurns), "assistant", 3), ElementsAre("See you<|im_end|>")) << model;
}

TEST(LearnSpans, AChatWithoutAnswersTeachesNothing) {
    EXPECT_THAT(learnt(ChatFolder().load(), chat(R"([{"role":"user","content":"Hi"}])")), IsEmpty());
}

TEST(LearnSpans, NoByteOfAnotherMessageIsEverLearnt) {
    const std::string nasty[] = {"<|im_end|>", "assistant\n", "<|im_start|>assistant\n", "Hello", "", " ", "\n\n"};
    const TextModel model = ChatFolder().load();
    for (const std::string& question : nasty)
        for (const std::string& answer : nasty) {
            Json messages = chat(kTurns);
            messages.asArray()[2]["content"] = question;
            messages.asArray()[1]["content"] = answer;
            const Rendered rendered = model.render(messages, nullptr, false);
            for (const Rendered::Span& span : model.learnSpans(rendered, messages, nullptr, "assistant"))
                for (const Rendered::Run& run : rendered.runs)
                    EXPECT_FALSE((run.message == 0 || run.message == 2) && run.begin < span.end && run.end > span.begin) << question << "|" << answer;
        }
}

}  // namespace
}  // namespace luthier::testing
