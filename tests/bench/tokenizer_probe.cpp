// SPDX-License-Identifier: Apache-2.0
// For tests/interop/tokenizer_deep.py: tokenizer_probe TOKENIZER_JSON. Answers each line, a JSON string, with {"ids", "plain", "spans",
// "decoded", "skipped"}: ids with and without special tokens, spans of the former, and both decodings of them. {"ids": […]} lines are decoded.
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

Json answer(const Tokenizer& tokenizer, const Json& line) {
    Json said = Json::object();
    std::vector<int32_t> ids;
    if (line.isString()) {
        const auto encoding = tokenizer.encodeWithSpans(line.asString(), true);
        ids = encoding.ids;
        said["same"] = ids == tokenizer.encode(line.asString(), true);
        said["plain"] = listOf(tokenizer.encode(line.asString(), false));
        Json spans = Json::array();
        for (const auto& span : encoding.spans) spans.push_back(Json(Json::Array{int64_t{span.begin}, int64_t{span.end}}));
        said["spans"] = spans;
    } else {
        for (const Json& id : line.find("ids")->asArray()) ids.push_back(static_cast<int32_t>(id.asInteger()));
    }
    said["ids"] = listOf(ids);
    said["decoded"] = tokenizer.decode(ids, false);
    said["skipped"] = tokenizer.decode(ids, true);
    said["streams"] = streamed(tokenizer, ids, false) == tokenizer.decode(ids, false);
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
