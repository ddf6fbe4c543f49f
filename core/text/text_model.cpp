// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_model.h"

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/unicode.h"
#include "core/text/plain_template.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTellingHeader = 4;  ///< bytes; a shorter one may also be the end of something else
constexpr uint64_t kLargestSetting = uint64_t{64} << 20;  ///< bytes; published configuration files hold kilobytes

/// A JSON file of the model; an empty object when it is not there.
Json settingsFile(const ModelFiles& files, std::string_view name) {
    const std::optional<std::string> text = files.read(name, kLargestSetting);
    if (!text) return Json::object();
    try {
        Json value = Json::parse(*text);
        if (value.isObject()) return value;
    } catch (const JsonError& problem) {
        throw Error(files.placeOf(name), std::string("the file is not valid JSON: ") + problem.what(), "fetch the model again");
    }
    throw Error(files.placeOf(name), "expected an object in this file", "fetch the model again");
}

/// "<s>" or {"content": "<s>", …}, as tokenizer_config.json writes tokens.
std::optional<std::string> tokenText(const Json* value) {
    if (value && value->isString()) return value->asString();
    if (const Json* content = value ? value->find("content") : nullptr; content && content->isString()) return content->asString();
    return std::nullopt;
}

std::string templateText(const fs::path& file) {
    std::string text = readFile(file, kLargestSetting);
    if (!isValidUtf8(text)) throw Error(textOf(file), "the chat template is not valid UTF-8", "save it as UTF-8");
    return text;
}

std::shared_ptr<const ChatTemplate> compiled(const std::string& source, const fs::path& file) {
    try {
        return std::make_shared<const ChatTemplate>(source);
    } catch (const Error& problem) {
        throw Error(textOf(file), std::string("the chat template cannot be used: ") + problem.what(), "set model.template to plain, or to a file");
    }
}

/// The templates of a folder by name; the files beside it override tokenizer_config.json (transformers, tokenization_utils_base.py).
std::map<std::string, std::string> namedTemplates(const fs::path& folder, const Json& settings) {
    std::map<std::string, std::string> named;
    if (fs::exists(folder / "chat_template.jinja")) named["default"] = templateText(folder / "chat_template.jinja");
    if (fs::is_directory(folder / "additional_chat_templates"))
        for (const auto& entry : fs::directory_iterator(folder / "additional_chat_templates"))
            if (entry.path().extension() == ".jinja") named[textOf(entry.path().stem())] = templateText(entry.path());
    const Json* given = settings.find("chat_template");
    if (!named.empty() || !given || given->isNull()) return named;
    if (given->isString()) named["default"] = given->asString();
    if (given->isObject())
        for (const auto& [name, source] : given->asObject()) named[name] = source.isString() ? source.asString() : "";
    if (given->isArray())
        for (const Json& each : given->asArray()) named[each.stringOr("name", "")] = each.stringOr("template", "");
    return named;
}

/// Members that are null are left out, and reasoning goes by all its names, as Transformers 5.23 prepares messages for a template.
Json prepared(const Json& messages) {
    if (!messages.isArray() || messages.size() == 0) throw TemplateError("a chat needs at least one message");
    Json result = Json::array();
    for (const Json& given : messages.asArray()) {
        if (!given.isObject()) throw TemplateError("a message must be an object with a role and a content");
        Json::Object members;
        for (const Json::Member& member : given.asObject())
            if (!member.second.isNull()) members.push_back(member);
        const Json present{members};
        for (const char* name : {"reasoning_content", "thinking", "reasoning"})
            if (const Json* reasoning = present.find(name)) {
                const Json value = *reasoning;
                if (!present.find("thinking")) members.emplace(members.begin(), "thinking", value);
                Json aliased{std::move(members)};
                aliased["reasoning_content"] = value;
                members = std::move(aliased.asObject());
                break;
            }
        result.push_back(Json(std::move(members)));
    }
    return result;
}

void addIds(const Json& settings, std::vector<int32_t>& ids) {
    const Json* value = settings.find("eos_token_id");
    if (!value) return;
    for (const Json& id : value->isArray() ? value->asArray() : Json::Array{*value})
        if (id.isInteger() && std::find(ids.begin(), ids.end(), id.asInteger()) == ids.end()) ids.push_back(static_cast<int32_t>(id.asInteger()));
}

}  // namespace

TextModel TextModel::load(const fs::path& path, const std::string& chatTemplate) {
    TextModel model;
    model.tokenizer_ = Tokenizer::load(path);
    const ModelFiles files(path);
    const Json settings = settingsFile(files, "tokenizer_config.json");
    model.readSettings(files, settings);
    model.readTemplates(path, settings, chatTemplate);
    model.readAnswerHeader();
    return model;
}

void TextModel::readSettings(const ModelFiles& files, const Json& settings) {
    Json named = tokenizer_->named();
    for (const auto& [name, value] : settings.asObject()) named[name] = value;
    // The older file counts only where tokenizer_config.json does not list the added tokens.
    if (!settings.find("added_tokens_decoder")) {
        const Json older = settingsFile(files, "special_tokens_map.json");
        for (const auto& [name, value] : older.asObject()) named[name] = value;
    }
    for (const auto& [name, value] : named.asObject())
        if (const auto text = tokenText(&value); text && name.ends_with("_token")) variables_[name] = *text;

    const auto idOf = [&](const char* name) {
        const Json* text = variables_.find(name);
        return text ? tokenizer_->idOf(text->asString()) : std::nullopt;
    };
    bos_ = idOf("bos_token");
    eos_ = idOf("eos_token");
    if (eos_) stopIds_.push_back(*eos_);
    const Json config = settingsFile(files, "config.json");
    const Json generation = settingsFile(files, "generation_config.json"), *ends = generation.find("eos_token_id");
    addIds(ends && !ends->isNull() ? generation : config, stopIds_);
    if (!eos_ && !stopIds_.empty()) eos_ = stopIds_.front();
    maxLength_ = std::max<int64_t>(0, config.integerOr("max_position_embeddings", 0));
}

void TextModel::readTemplates(const fs::path& folder, const Json& settings, const std::string& choice) {
    plain_ = std::make_shared<const ChatTemplate>(kPlainTemplate);
    const std::vector<int32_t> start = tokenizer_->encode("a", true);
    if (bos_ && !start.empty() && start.front() == *bos_) plainVariables_["bos_token"] = variables_["bos_token"];
    if (eos_) plainVariables_["eos_token"] = tokenizer_->tokenOf(*eos_);

    if (choice == "plain") template_ = plain_;
    else if (choice != "auto") template_ = compiled(templateText(pathOf(choice)), pathOf(choice));
    if (choice != "auto") return;
    const auto named = namedTemplates(folder, settings);
    const auto inFolder = [&](const char* name) -> std::shared_ptr<const ChatTemplate> {
        const auto found = named.find(name);
        return found == named.end() ? nullptr : compiled(found->second, folder);
    };
    template_ = inFolder("default");
    toolTemplate_ = inFolder("tool_use");
    if (!template_ && !named.empty())
        throw Error(textOf(folder), "the model has several chat templates and none is called default", "name one as a file in model.template");
}

void TextModel::readAnswerHeader() {
    const Json question(Json::Array{Json(Json::Object{{"role", "user"}, {"content", "Hi"}})});
    try {
        const std::string without = render(question, nullptr, false).text, with = render(question, nullptr, true).text;
        if (with.starts_with(without) && with.size() >= without.size() + kTellingHeader) answerHeader_ = with.substr(without.size());
    } catch (const TemplateError&) {  // a template that wants other chats tells when it meets them
    }
}

const ChatTemplate& TextModel::templateFor(const Json* tools) const {
    if (tools && toolTemplate_) return *toolTemplate_;
    return template_ ? *template_ : *plain_;
}

std::string TextModel::templateSource() const { return templateFor(nullptr).source(); }

bool TextModel::isStop(int32_t id) const { return std::find(stopIds_.begin(), stopIds_.end(), id) != stopIds_.end(); }

Rendered TextModel::render(const Json& messages, const Json* tools, bool addGenerationPrompt) const {
    const Json chat = prepared(messages);
    RenderInput input;
    input.messages = &chat;
    input.tools = tools && !tools->isNull() ? tools : nullptr;
    input.addGenerationPrompt = addGenerationPrompt;
    const ChatTemplate& chosen = templateFor(input.tools);
    input.variables = &chosen == plain_.get() ? plainVariables_ : variables_;
    return chosen.render(input);
}

}  // namespace luthier
