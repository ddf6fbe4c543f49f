// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_ranks.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/base/unicode.h"
#include "core/text/byte_alphabet.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

constexpr int64_t kHighestRank = 1 << 22;  // far above any model; a file that lies must not ask for gigabytes
constexpr size_t kLongestToken = 1024;     // bytes; published files have 128 blanks at most

using Ranks = std::unordered_map<std::string_view, int64_t>;

std::string spelled(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) appendUtf8(text, alphabetCharacter(static_cast<unsigned char>(byte)));
    return text;
}

void addMerges(std::string_view token, const Ranks& ranks, Json::Array& merges) {
    struct Cut {
        int64_t left, right;
        size_t at;
    };
    std::vector<Cut> cuts;
    for (size_t at = 1; at < token.size(); ++at) {
        const auto left = ranks.find(token.substr(0, at)), right = ranks.find(token.substr(at));
        if (left != ranks.end() && right != ranks.end()) cuts.push_back({left->second, right->second, at});
    }
    std::stable_sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return std::pair(a.left, a.right) < std::pair(b.left, b.right); });
    for (const Cut& cut : cuts) merges.push_back(Json(Json::Array{spelled(token.substr(0, cut.at)), spelled(token.substr(cut.at))}));
}

}  // namespace

ByteRanks::ByteRanks(std::vector<Ranked> tokens, const std::string& file) {
    std::unordered_map<std::string, size_t> places;
    for (Ranked& token : tokens) {
        if (token.bytes.empty() || token.bytes.size() > kLongestToken)
            refuseBroken(file, "A token must have 1 to " + std::to_string(kLongestToken) + " bytes, one has " + std::to_string(token.bytes.size()) + ".");
        if (token.rank < 0 || token.rank > kHighestRank) refuseBroken(file, "A token has the rank " + std::to_string(token.rank) + ".");
        const auto [place, fresh] = places.emplace(token.bytes, tokens_.size());
        if (fresh) tokens_.push_back(std::move(token));
        else tokens_[place->second].rank = token.rank;
    }
    std::stable_sort(tokens_.begin(), tokens_.end(), [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
}

Json ByteRanks::model(int64_t shift, const std::vector<std::string>& named) const {
    Ranks ranks;
    Json::Object vocabulary;
    Json::Array merges;
    vocabulary.reserve(tokens_.size() + named.size());
    for (const Ranked& token : tokens_) {
        ranks.emplace(token.bytes, token.rank);
        vocabulary.emplace_back(spelled(token.bytes), token.rank + shift);
    }
    for (const Ranked& token : tokens_) addMerges(token.bytes, ranks, merges);
    std::unordered_set<std::string_view> names(named.begin(), named.end());
    std::erase_if(vocabulary, [&](const Json::Member& token) { return names.contains(token.first); });
    for (size_t id = 0; id < named.size(); ++id) vocabulary.emplace_back(named[id], static_cast<int64_t>(id));
    return Json(Json::Object{{"type", "BPE"}, {"ignore_merges", true}, {"vocab", Json(std::move(vocabulary))}, {"merges", Json(std::move(merges))}});
}

void ByteRanks::addSections(const std::string& pattern, Json& sections) {
    const auto byteLevel = [](bool prefix, bool regex) {
        return Json(Json::Object{{"type", "ByteLevel"}, {"add_prefix_space", prefix}, {"trim_offsets", true}, {"use_regex", regex}});
    };
    Json split(Json::Object{{"type", "Split"}, {"pattern", Json(Json::Object{{"Regex", pattern}})}, {"behavior", "Isolated"}, {"invert", false}});
    sections["pre_tokenizer"] = Json(Json::Object{{"type", "Sequence"}, {"pretokenizers", Json(Json::Array{std::move(split), byteLevel(false, false)})}});
    sections["decoder"] = byteLevel(true, true);
}

Json specialTokens(const std::vector<std::string>& texts) {
    Json::Array tokens;
    for (const std::string& text : texts)
        tokens.push_back(Json(Json::Object{{"id", 0}, {"content", text}, {"single_word", false}, {"lstrip", false}, {"rstrip", false}, {"normalized", false}, {"special", true}}));
    return Json(std::move(tokens));
}

}  // namespace luthier
