// SPDX-License-Identifier: Apache-2.0
// Mistral's tekken.json as the tokenizer that Transformers 5.23 makes of it without mistral_common (integrations/mistral/tokenizer.py, MistralConverter).
#include <algorithm>

#include "core/base/base64.h"
#include "core/text/byte_ranks.h"
#include "core/text/section_reader.h"
#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

constexpr int64_t kMostSpecial = 100000;  // published files have 1000

/// By rank, filled up to the number that the configuration names.
std::vector<std::string> specialTexts(const Json& json, const Json& config, const std::string& place) {
    if (!json.find("special_tokens")) refuse(place, "a tekken file without a list of special tokens (the first form of it)");
    const Json::Array& list = requiredArray(json, "special_tokens", place, "tekken file");
    std::vector<std::string> texts(list.size());
    std::vector<bool> seen(list.size());
    for (const Json& token : list) {
        const int64_t rank = token.integerOr("rank", -1);
        if (rank < 0 || rank >= static_cast<int64_t>(list.size()) || seen[static_cast<size_t>(rank)])
            refuseBroken(place, "The ranks of the special tokens must be 0, 1, 2 … without holes, found " + std::to_string(rank) + ".");
        texts[static_cast<size_t>(rank)] = requiredString(token, "token_str", place, "special token");
        seen[static_cast<size_t>(rank)] = true;
    }
    const int64_t count = config.integerOr("default_num_special_tokens", static_cast<int64_t>(texts.size()));
    if (count < static_cast<int64_t>(texts.size()) || count > kMostSpecial)
        refuseBroken(place, "default_num_special_tokens is " + std::to_string(count) + ", and the file lists " + std::to_string(texts.size()) + ".");
    while (static_cast<int64_t>(texts.size()) < count) texts.push_back("<SPECIAL_" + std::to_string(texts.size()) + ">");
    return texts;
}

std::vector<ByteRanks::Ranked> ranksOf(const Json& json, int64_t most, const std::string& place) {
    std::vector<ByteRanks::Ranked> tokens;
    for (const Json& token : requiredArray(json, "vocab", place, "tekken file")) {
        if (static_cast<int64_t>(tokens.size()) >= most) break;  // what lies behind pads the file
        const auto bytes = base64Bytes(requiredString(token, "token_bytes", place, "token"));
        if (!bytes) refuseBroken(place, "token_bytes of token " + std::to_string(tokens.size()) + " is not base64.");
        tokens.push_back({*bytes, static_cast<int64_t>(tokens.size())});
    }
    return tokens;
}

}  // namespace

TokenizerSource readTekken(const ModelFiles&, const std::string& content, const std::string& place) {
    const Json json = parsedJson(content, place);
    const Json& config = required(json, "config", place, "tekken file");
    const std::vector<std::string> special = specialTexts(json, config, place);
    const int64_t size = config.integerOr("default_vocab_size", INT64_MAX) - static_cast<int64_t>(special.size());
    if (size <= 0) refuseBroken(place, "default_vocab_size leaves no room for tokens.");
    TokenizerSource source;
    source.file = place;
    source.sections["model"] = ByteRanks(ranksOf(json, size, place), place).model(static_cast<int64_t>(special.size()), special);
    ByteRanks::addSections(requiredString(config, "pattern", place, "tekken file"), source.sections);
    source.sections["added_tokens"] = specialTokens(special);
    source.around = {"bos_token", "eos_token", true};
    return source;
}

}  // namespace luthier
