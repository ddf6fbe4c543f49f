// SPDX-License-Identifier: Apache-2.0
#include "core/text/gguf_merges.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "core/base/unicode.h"

namespace luthier {
namespace {

constexpr size_t kLongestPiece = 512;  ///< bytes; SentencePiece's own limit is 16 characters, and cutting costs the square

struct Merge {
    std::string_view left, right;
    double score;
    size_t leftLength, rightLength;  ///< characters
};

}  // namespace

Json impliedMerges(const std::vector<std::string>& pieces, const std::vector<double>& scores) {
    std::unordered_map<std::string_view, size_t> ids;
    for (size_t id = 0; id < pieces.size(); ++id) ids[pieces[id]] = id;
    std::vector<Merge> merges;
    std::unordered_set<std::string_view> seen;
    for (const std::string_view piece : pieces) {
        if (piece.empty() || piece.size() > kLongestPiece || !seen.insert(piece).second) continue;
        const double score = scores[ids[piece]];  // of a piece that stands twice, the last one's, at its first place
        const size_t begin = merges.size(), length = codePointCount(piece);
        size_t at = 0, characters = 0;
        for (nextCodePoint(piece, at), ++characters; at < piece.size(); nextCodePoint(piece, at), ++characters) {
            const std::string_view left = piece.substr(0, at), right = piece.substr(at);
            if (ids.contains(left) && ids.contains(right)) merges.push_back({left, right, score, characters, length - characters});
        }
        std::stable_sort(merges.begin() + static_cast<std::ptrdiff_t>(begin), merges.end(),
                         [&](const Merge& a, const Merge& b) { return std::pair(ids[a.left], ids[a.right]) < std::pair(ids[b.left], ids[b.right]); });
    }
    std::stable_sort(merges.begin(), merges.end(), [](const Merge& a, const Merge& b) {
        return std::tuple(a.score, a.leftLength, a.rightLength) > std::tuple(b.score, b.leftLength, b.rightLength);
    });
    Json::Array list;
    list.reserve(merges.size());
    for (const Merge& merge : merges) list.push_back(Json(Json::Array{merge.left, merge.right}));
    return Json(std::move(list));
}

}  // namespace luthier
