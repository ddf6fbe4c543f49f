// SPDX-License-Identifier: Apache-2.0
// A file of tiktoken (a token in base64 and its rank a line) as the tokenizer that Transformers 5.23 makes of it: TikTokenConverter in
// convert_slow_tokenizer.py, and _convert_from_tiktoken in tokenization_utils_tokenizers.py.
#include <algorithm>
#include <charconv>
#include <map>

#include "core/base/base64.h"
#include "core/text/byte_ranks.h"
#include "core/text/section_reader.h"
#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

// The default pattern of TikTokenConverter, which is that of Llama 3.
constexpr const char* kSplit =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

std::optional<ByteRanks::Ranked> rankedIn(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t blank = line.find(' ');
    if (blank == line.npos) return std::nullopt;
    const auto bytes = base64Bytes(line.substr(0, blank));
    int64_t rank = 0;
    const char *begin = line.data() + blank + 1, *end = line.data() + line.size();
    const auto read = std::from_chars(begin, end, rank);
    if (!bytes || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return ByteRanks::Ranked{*bytes, rank};
}

std::string_view lineAt(std::string_view content, size_t at) { return content.substr(at, std::min(content.find('\n', at), content.size()) - at); }

std::vector<ByteRanks::Ranked> ranksOf(std::string_view content, const std::string& place) {
    std::vector<ByteRanks::Ranked> tokens;
    size_t number = 1;
    for (size_t at = 0; at < content.size(); ++number) {
        const std::string_view line = lineAt(content, at);
        at += line.size() + 1;
        if (line.empty() || line == "\r") continue;
        auto token = rankedIn(line);
        if (!token) refuseBroken(place, "Line " + std::to_string(number) + " should hold a token in base64, a blank and its rank.");
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

constexpr int64_t kMostExtras = 100000;  // published files have some hundred

/// The tokens of added_tokens_decoder behind the file's, with placeholders where it has holes, then those of the list of further ones.
std::vector<std::string> extrasOf(const Json& config, int64_t size, const std::string& place) {
    std::map<int64_t, std::string> byId;
    if (const Json* given = config.find("added_tokens_decoder"); given && given->isObject())
        for (const auto& [key, token] : given->asObject()) {
            int64_t id = -1;
            std::from_chars(key.data(), key.data() + key.size(), id);
            byId[id] = tokenText(&token, "");
        }
    std::vector<std::string> extras;
    const int64_t highest = byId.empty() ? 0 : byId.rbegin()->first;
    if (highest >= size + kMostExtras) refuseBroken(place, "tokenizer_config.json gives a token the id " + std::to_string(highest) + ".");
    for (int64_t id = size; id <= highest; ++id) {
        const auto found = byId.find(id);
        extras.push_back(found != byId.end() ? found->second : "<|reserved_token_" + std::to_string(id) + "|>");
    }
    for (std::string& text : furtherTokenTexts(config))
        if (std::find(extras.begin(), extras.end(), text) == extras.end()) extras.push_back(std::move(text));
    return extras;
}

}  // namespace

bool looksLikeTiktoken(std::string_view content) { return rankedIn(lineAt(content, 0)).has_value(); }

TokenizerSource readTiktoken(const ModelFiles& files, const std::string& content, const std::string& place) {
    const ByteRanks ranks(ranksOf(content, place), place);
    if (ranks.size() == 0) refuseBroken(place, "The file holds no tokens.");
    TokenizerSource source;
    source.file = place;
    source.sections["model"] = ranks.model(0, {});
    ByteRanks::addSections(kSplit, source.sections);
    source.sections["added_tokens"] = specialTokens(extrasOf(configFile(files, "tokenizer_config.json"), static_cast<int64_t>(ranks.size()), place));
    source.around = {"bos_token", "eos_token", true};
    return source;
}

}  // namespace luthier
