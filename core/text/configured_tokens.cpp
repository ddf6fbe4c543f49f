// SPDX-License-Identifier: Apache-2.0
#include "core/text/configured_tokens.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "core/base/json.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

constexpr std::string_view kNamedTokens[] = {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

/// A token as Transformers holds it: a text, or a text with flags. What is not said of flags is settled when it is added.
struct Said {
    std::string content;
    bool isText = true, singleWord = false, leftStrip = false, rightStrip = false;
    std::optional<bool> normalized = {}, special = {};

    bool operator==(const Said&) const = default;
    AddedToken added() const {
        const bool isSpecial = special.value_or(isText);
        return {content, singleWord, leftStrip, rightStrip, normalized.value_or(!isSpecial), isSpecial};
    }
};

Said saidOf(const AddedToken& token) { return {token.content, false, token.singleWord, token.leftStrip, token.rightStrip, token.normalized, token.special}; }

/// Nothing when it is neither a text nor an object with one.
std::optional<Said> saidIn(const Json& value) {
    const std::string content = value.isString() ? value.asString() : value.stringOr("content", "");
    if (content.empty()) return std::nullopt;
    if (value.isString()) return Said{content};
    const auto flag = [&](const char* name) { return value.find(name) && value.find(name)->isBool() ? std::optional(value.find(name)->asBool()) : std::nullopt; };
    return Said{content, false, flag("single_word").value_or(false), flag("lstrip").value_or(false), flag("rstrip").value_or(false), flag("normalized"), flag("special")};
}

using ById = std::map<int64_t, Said>;

ById listed(const Json& list, const std::string& file) {
    ById byId;
    if (!list.isObject()) refuseBroken(file, "'added_tokens_decoder' must be an object.");
    for (const auto& [key, value] : list.asObject()) {
        int64_t id = 0;
        const auto read = std::from_chars(key.data(), key.data() + key.size(), id);
        const auto token = value.isObject() ? saidIn(value) : std::nullopt;
        if (read.ec != std::errc() || read.ptr != key.data() + key.size() || !token)
            refuseBroken(file, "Entry " + inQuotes(key) + " of 'added_tokens_decoder' is not an id with a token.");
        byId[id] = *token;
    }
    return byId;
}

bool isNamed(std::string_view key) { return std::find(std::begin(kNamedTokens), std::end(kNamedTokens), key) != std::end(kNamedTokens); }

void append(const Json& list, std::vector<Said>& tokens) {
    if (!list.isArray()) return;
    for (const Json& value : list.asArray())
        if (auto token = saidIn(value)) {
            if (!token->isText && !value.find("__type") && !token->special) token->special = true;  // as older files mean it
            tokens.push_back(std::move(*token));
        }
}

/// What the files of a folder say of tokens, step by step as PreTrainedTokenizerBase._from_pretrained gathers it.
class Gathered {
public:
    explicit Gathered(const Json& config) {
        const Json *extra = config.find("extra_special_tokens"), *older = config.find("additional_special_tokens");
        if ((!extra || extra->isNull() || extra->size() == 0) && older) extra = older;
        hasFurther_ = extra != nullptr;
        if (extra) append(*extra, further_);
        for (const auto& [key, value] : config.asObject())
            if (key.ends_with("_token") && !isNamed(key) && value.isString()) addOwn(value);
        if (extra && extra->isObject())
            for (const auto& [key, value] : extra->asObject()) addOwn(value);
        for (const std::string_view name : kNamedTokens)
            if (const Json* value = config.find(name)) setNamed(name, *value, false);
    }

    /// The form before tokenizer_config.json listed the added tokens: two files beside it, and what tokenizer.json holds.
    void addOlder(const ModelFiles& files, const std::vector<TokenAtId>& ofTokenizerJson) {
        const Json older = configFile(files, "special_tokens_map.json");
        for (const auto& [key, value] : older.asObject()) {
            if (isNamed(key)) setNamed(key, value, true);
            else if (key == "extra_special_tokens") append(value, further_);
            else if (key == "additional_special_tokens" && !hasFurther_) append(value, further_);
        }
        const Json ids = configFile(files, "added_tokens.json");
        for (const auto& [text, id] : ids.asObject())
            if (id.isInteger()) {
                const bool special = isNamedText(text) || holds(further_, text);
                list_[id.asInteger()] = {text, false, false, false, false, !special, special};
            }
        for (const auto& [id, token] : ofTokenizerJson) list_[id] = saidOf(token);
    }
    void addList(ById list) { list_ = std::move(list); }

    /// In the order in which Transformers adds them; equal to known ones among them.
    std::vector<AddedToken> tokens(const AddedTokens& known) const {
        std::vector<Said> all;
        for (const auto& [id, token] : list_) all.push_back(token);
        const size_t ofList = all.size();
        const auto addNew = [&](const Said& token) {
            const auto same = [&](const Said& other) { return other.content == token.content; };
            const bool held = known.hasContent(token.content) || std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(ofList), same);
            if (!held && std::find(all.begin(), all.end(), token) == all.end()) all.push_back(token);
        };
        for (const std::string_view name : kNamedTokens)
            if (const auto found = named_.find(name); found != named_.end()) addNew(found->second);
        for (const Said& token : own_) addNew(token);
        for (const Said& token : further_) addNew(token);
        std::vector<AddedToken> added;
        for (Said& token : all) {
            if (!token.isText && (isNamedText(token.content) || holds(own_, token.content))) token.special = true;
            added.push_back(token.added());
        }
        return added;
    }

    std::optional<std::string> textOf(const char* name) const {
        const auto found = name ? named_.find(name) : named_.end();
        return found == named_.end() ? std::nullopt : std::optional(found->second.content);
    }

private:
    void addOwn(const Json& value) {
        if (auto token = saidIn(value)) own_.push_back(std::move(*token));
    }
    void setNamed(std::string_view name, const Json& value, bool special) {
        auto token = saidIn(value);
        if (!token) {
            named_.erase(std::string(name));
            return;
        }
        if (special && !token->isText) token->special = true;
        named_[std::string(name)] = std::move(*token);
    }
    static bool holds(const std::vector<Said>& tokens, const std::string& content) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const Said& token) { return token.content == content; });
    }
    bool isNamedText(const std::string& content) const {
        return std::any_of(named_.begin(), named_.end(), [&](const auto& entry) { return entry.second.content == content; });
    }

    std::map<std::string, Said, std::less<>> named_;
    std::vector<Said> own_, further_;  ///< that only this model names; and the list of further ones
    bool hasFurther_ = false;
    ById list_;
};

}  // namespace

ConfiguredTokens configuredTokens(const ModelFiles& files, const Json& implied, const std::optional<TokenizerSource::Around>& around, const AddedTokens& known,
                                  const std::vector<TokenAtId>& ofFile) {
    Json config = implied;
    const Json given = configFile(files, "tokenizer_config.json");
    for (const auto& [key, value] : given.asObject()) config[key] = value;
    Gathered gathered(config);
    const Json* list = config.find("added_tokens_decoder");
    if (list && !list->isNull()) gathered.addList(listed(*list, files.placeOf("tokenizer_config.json")));
    else gathered.addOlder(files, ofFile);
    ConfiguredTokens found{gathered.tokens(known), std::nullopt, std::nullopt, config.boolOr("split_special_tokens", false)};
    if (!around) return found;
    if (!around->asked || config.boolOr("add_bos_token", false)) found.before = gathered.textOf(around->before);
    if (!around->asked || config.boolOr("add_eos_token", false)) found.after = gathered.textOf(around->after);
    return found;
}

}  // namespace luthier
