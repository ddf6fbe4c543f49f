// SPDX-License-Identifier: Apache-2.0
// For tests/interop/tokenizer_deep.py: tokenizer_probe TOKENIZER_JSON. Answers each line, a JSON string, with {"ids", "plain", "decoded",
// "skipped", "laws"}: ids with and without special tokens, both decodings of the former, and whether spans tile the text and a stream of ids gives what
// decoding gives. {"ids": […]} lines are decoded.
#include <algorithm>
#include <iostream>
#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/text/tokenizer.h"

using namespace luthier;

namespace {

Json listOf(const std::vector<int32_t>& ids) {
    Json list = Json::array();
    for (const int32_t id : ids) list.push_back(int64_t{id});
    return list;
}

std::string streamed(const Tokenizer& tokenizer, const std::vector<int32_t>& ids, bool skip) {
    auto stream = tokenizer.stream(skip);
    std::string text;
    for (const int32_t id : ids) text += stream.next(id);
    return text + stream.finish();
}

/// Added special tokens have empty spans; all spans together are the text.
bool tiles(const std::vector<Tokenizer::Span>& spans, size_t size) {
    const auto isEmpty = [](const Tokenizer::Span& span) { return span.begin == span.end; };
    if (std::all_of(spans.begin(), spans.end(), isEmpty))  // nothing of the text became a token
        return std::all_of(spans.begin(), spans.end(), [&](const Tokenizer::Span& span) { return span.begin == 0 || span.begin == size; });
    uint32_t at = 0;
    for (const auto& span : spans) {
        if (span.begin != at || span.end < at) return false;
        at = span.end;
    }
    return at == size;
}

Json answer(const Tokenizer& tokenizer, const Json& line) {
    Json said = Json::object();
    std::vector<int32_t> ids;
    bool laws = true;
    if (line.isString()) {
        const auto encoding = tokenizer.encodeWithSpans(line.asString(), true);
        ids = tokenizer.encode(line.asString(), true);
        laws = ids == encoding.ids && tiles(encoding.spans, line.asString().size());
        if (auto plain = tokenizer.encode(line.asString(), false); plain != ids) said["plain"] = listOf(plain);
    } else {
        for (const Json& id : line.find("ids")->asArray()) ids.push_back(static_cast<int32_t>(id.asInteger()));
    }
    said["ids"] = listOf(ids);
    std::string decoded = tokenizer.decode(ids, false), skipped = tokenizer.decode(ids, true);
    said["laws"] = laws && streamed(tokenizer, ids, false) == decoded;
    if (skipped != decoded) said["skipped"] = skipped;
    said["decoded"] = decoded;
    return said;
}

}  // namespace

int main(int count, char** given) try {
    if (count != 2) return 2;
    const std::filesystem::path place = pathOf(given[1]);
    const auto tokenizer = std::filesystem::is_directory(place) ? Tokenizer::load(place) : Tokenizer::fromJson(readFile(place), given[1]);
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) std::cout << answer(*tokenizer, Json::parse(line)).dump() << '\n';
} catch (const Error& error) {
    std::cout << Json(Json::Object{{"error", Json(error.what())}}).dump() << '\n';
    return 1;
}
