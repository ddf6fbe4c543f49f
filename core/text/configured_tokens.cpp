// SPDX-License-Identifier: Apache-2.0
#include "core/text/configured_tokens.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/json.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

constexpr std::string_view kNamedTokens[] = {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

/// A token as text or as an object; nothing when it is neither.
std::optional<AddedToken> tokenOf(const Json& value, bool special) {
    const std::string content = value.isString() ? value.asString() : value.stringOr("content", "");
    if (content.empty()) return std::nullopt;
    special = value.boolOr("special", special);
    return AddedToken{content, value.boolOr("single_word", false), value.boolOr("lstrip", false), value.boolOr("rstrip", false),
                      value.boolOr("normalized", !special), special};
}

class TokenList {
public:
    explicit TokenList(const AddedTokens& known) : known_(known) {}

    /// Not when an equal token is known.
    void addIfOther(const AddedToken& token) {
        const auto id = known_.idOf(token.content);
        if (!id || *known_.find(*id) != token) tokens_.push_back(token);
    }
    void addIfNew(const AddedToken& token) {
        const auto same = [&](const AddedToken& other) { return other.content == token.content; };
        if (!known_.hasContent(token.content) && std::none_of(tokens_.begin(), tokens_.end(), same)) tokens_.push_back(token);
    }
    void markSpecial(const std::string& content) {
        for (AddedToken& token : tokens_) token.special = token.special || token.content == content;
    }
    std::vector<AddedToken> take() { return std::move(tokens_); }

private:
    const AddedTokens& known_;
    std::vector<AddedToken> tokens_;
};

void addById(const Json& list, const std::string& file, TokenList& tokens) {
    std::vector<std::pair<int64_t, AddedToken>> byId;
    if (!list.isObject()) refuseBroken(file, "'added_tokens_decoder' must be an object.");
    for (const auto& [key, value] : list.asObject()) {
        int64_t id = 0;
        const auto read = std::from_chars(key.data(), key.data() + key.size(), id);
        const auto token = tokenOf(value, false);
        if (read.ec != std::errc() || read.ptr != key.data() + key.size() || !token)
            refuseBroken(file, "Entry " + inQuotes(key) + " of 'added_tokens_decoder' is not an id with a token.");
        byId.emplace_back(id, *token);
    }
    std::stable_sort(byId.begin(), byId.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [id, token] : byId) tokens.addIfOther(token);
}

bool isTokenKey(const std::string& key) {
    return key.ends_with("_token") && std::find(std::begin(kNamedTokens), std::end(kNamedTokens), key) == std::end(kNamedTokens);
}

/// The values of bos_token and kin.
std::vector<AddedToken> namedTokens(const Json& config) {
    std::vector<AddedToken> tokens;
    for (const std::string_view name : kNamedTokens)
        if (const Json* value = config.find(name))
            if (auto token = tokenOf(*value, true)) tokens.push_back(std::move(*token));
    for (AddedToken& token : tokens) token.special = true;
    return tokens;
}

/// Tokens that only this model names, then the list of further ones.
std::vector<AddedToken> furtherTokens(const Json& config) {
    std::vector<AddedToken> tokens;
    const auto add = [&](const Json& value) {
        if (auto token = tokenOf(value, true)) tokens.push_back(std::move(*token));
    };
    for (const auto& [key, value] : config.asObject())
        if (isTokenKey(key) && value.isString()) add(value);
    const Json* more = config.find("extra_special_tokens");
    if (!more || more->size() == 0) more = config.find("additional_special_tokens");
    if (more && more->isObject())
        for (const auto& [key, value] : more->asObject()) add(value);
    if (more && more->isArray())
        for (const Json& value : more->asArray()) add(value);
    return tokens;
}

/// The form before tokenizer_config.json listed the added tokens: two files beside it.
void addOlder(const ModelFiles& files, Json& config, TokenList& tokens) {
    const Json older = configFile(files, "special_tokens_map.json");
    for (const auto& [key, value] : older.asObject()) config[key] = value;
    const Json ids = configFile(files, "added_tokens.json");
    std::vector<std::pair<int64_t, std::string>> byId;
    for (const auto& [text, id] : ids.asObject())
        if (id.isInteger()) byId.emplace_back(id.asInteger(), text);
    std::stable_sort(byId.begin(), byId.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<AddedToken> named = namedTokens(config);
    for (AddedToken& token : furtherTokens(config)) named.push_back(std::move(token));
    for (const auto& [id, text] : byId) {
        const bool special = std::any_of(named.begin(), named.end(), [&text = text](const AddedToken& token) { return token.content == text; });
        tokens.addIfOther({text, false, false, false, !special, special});
    }
}

std::optional<std::string> textOfToken(const Json& config, const char* name) {
    const Json* value = name ? config.find(name) : nullptr;
    const auto token = value ? tokenOf(*value, true) : std::nullopt;
    return token ? std::optional(token->content) : std::nullopt;
}

}  // namespace

ConfiguredTokens configuredTokens(const ModelFiles& files, const Json& implied, const TokenizerSource::Around& around, const AddedTokens& known) {
    Json config = implied;
    const Json given = configFile(files, "tokenizer_config.json");
    for (const auto& [key, value] : given.asObject()) config[key] = value;
    TokenList tokens(known);
    const Json* byId = config.find("added_tokens_decoder");
    if (byId && !byId->isNull()) addById(*byId, files.placeOf("tokenizer_config.json"), tokens);
    else addOlder(files, config, tokens);
    for (const AddedToken& token : namedTokens(config)) {
        tokens.addIfNew(token);
        tokens.markSpecial(token.content);
    }
    for (const AddedToken& token : furtherTokens(config)) tokens.addIfNew(token);
    ConfiguredTokens found{tokens.take(), std::nullopt, std::nullopt, config.boolOr("split_special_tokens", false)};
    if (!around.asked || config.boolOr("add_bos_token", false)) found.before = textOfToken(config, around.before);
    if (!around.asked || config.boolOr("add_eos_token", false)) found.after = textOfToken(config, around.after);
    return found;
}

}  // namespace luthier
