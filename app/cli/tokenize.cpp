// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>
#include <memory>

#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/engine/prepare.h"
#include "core/text/tokenizer.h"

namespace luthier::cli {
namespace {

struct Choice {
    std::string model, file = "-";
    bool noSpecial = false, decode = false;
};

/// The ids of a line, a list or what encoding prints; nothing when it is no list of whole numbers that could be ids.
std::optional<std::vector<int32_t>> idsOf(const Json& value) {
    if (const Json* ids = value.find("ids")) return idsOf(*ids);
    if (!value.isArray()) return std::nullopt;
    std::vector<int32_t> ids;
    for (const Json& id : value.asArray()) {
        if (!id.isInteger() || id.asInteger() < 0 || id.asInteger() > std::numeric_limits<int32_t>::max()) return std::nullopt;
        ids.push_back(static_cast<int32_t>(id.asInteger()));
    }
    return ids;
}

void encodeLine(const Tokenizer& tokenizer, const Choice& choice, const Json& value, const std::string& where, Problems& wrong) {
    if (!value.isString()) {
        wrong.push_back(error(where, "expected a JSON string to tokenize", "write each text as one JSON string a line"));
        return;
    }
    printLine(fmt::format("{{\"ids\":[{}]}}", fmt::join(tokenizer.encode(value.asString(), !choice.noSpecial), ",")));
}

void decodeLine(const Tokenizer& tokenizer, const Choice& choice, const Json& value, const std::string& where, Problems& wrong) {
    const auto ids = idsOf(value);
    if (!ids) {
        wrong.push_back(error(where, "expected a list of token ids", "write each list of whole numbers as one line, like [1, 2, 3]"));
        return;
    }
    Json line = Json::object();
    line["text"] = tokenizer.decode(*ids, choice.noSpecial);
    printLine(line.dump());
}

int tokenize(const Choice& choice) {
    Problems problems;
    const std::filesystem::path folder = modelFolderOf(choice.model, "--model", problems);
    lookForRows(choice.file, "FILE", problems);
    const auto tokenizer = hasError(problems) ? nullptr : loadTokenizer(folder, problems);
    if (!tokenizer) return report(problems);
    return report(forEachJson(choice.file, [&](Json&& value, const std::string& where, Problems& wrong) {
        (choice.decode ? decodeLine : encodeLine)(*tokenizer, choice, value, where, wrong);
    }));
}

}  // namespace

Action tokenizeCommand(CLI::App& options) {
    auto choice = std::make_shared<Choice>();
    options.add_option("--model", choice->model, "A model folder (its tokenizer is enough), or starter")->required();
    options.add_flag("--no-special", choice->noSpecial, "Neither add special tokens nor keep them on decode");
    options.add_flag("--decode", choice->decode, "Lines of id lists to text");
    options.add_option("FILE", choice->file, "Lines of JSON strings (- for standard input)")->capture_default_str();
    return [choice] { return tokenize(*choice); };
}

}  // namespace luthier::cli
