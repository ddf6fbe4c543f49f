// SPDX-License-Identifier: Apache-2.0
#include "core/text/section_reader.h"

#include "core/base/error.h"
#include "core/text/regex.h"

namespace luthier {

void refuse(const std::string& file, const std::string& feature) {
    throw Error(file, "This tokenizer uses " + feature + ", which is not supported.",
                "Use a model whose tokenizer is of a supported kind; Luthier never approximates one.");
}

void refuseBroken(const std::string& file, const std::string& what) {
    throw Error(file, what, "Fetch the model's files again; the tokenizers library would refuse this one too.");
}

std::string inQuotes(std::string_view text) {
    constexpr size_t kLongest = 200;
    return "'" + std::string(text.substr(0, kLongest)) + (text.size() > kLongest ? "…'" : "'");
}

Json parsedJson(std::string_view text, const std::string& file) {
    try {
        return Json::parse(text);
    } catch (const JsonError& error) {
        refuseBroken(file, "Line " + std::to_string(error.line) + " is not JSON: " + error.what());
    }
}

const Json& required(const Json& config, std::string_view key, const std::string& file, std::string_view owner) {
    if (const Json* value = config.find(key)) return *value;
    refuseBroken(file, "The " + std::string(owner) + " lacks " + inQuotes(key) + ".");
}

const std::string& requiredString(const Json& config, std::string_view key, const std::string& file, std::string_view owner) {
    const Json& value = required(config, key, file, owner);
    if (!value.isString()) refuseBroken(file, inQuotes(key) + " of the " + std::string(owner) + " must be a text.");
    return value.asString();
}

const Json::Array& requiredArray(const Json& config, std::string_view key, const std::string& file, std::string_view owner) {
    const Json& value = required(config, key, file, owner);
    if (!value.isArray()) refuseBroken(file, inQuotes(key) + " of the " + std::string(owner) + " must be a list.");
    return value.asArray();
}

bool requiredBool(const Json& config, std::string_view key, const std::string& file, std::string_view owner) {
    const Json& value = required(config, key, file, owner);
    if (!value.isBool()) refuseBroken(file, inQuotes(key) + " of the " + std::string(owner) + " must be true or false.");
    return value.asBool();
}

TextPattern textPattern(const Json& config, const std::string& file, const std::string& owner) {
    const Json& pattern = required(config, "pattern", file, owner);
    if (const Json* text = pattern.find("String"); text && text->isString() && !text->asString().empty()) return {text->asString(), false};
    if (const Json* text = pattern.find("Regex"); text && text->isString()) return {text->asString(), true};
    refuseBroken(file, "The pattern of the " + owner + " must be {\"String\": …} or {\"Regex\": …}, and not empty.");
}

std::shared_ptr<const Regex> compiledRegex(const std::string& pattern, const std::string& file, const std::string& owner) {
    try {
        return std::make_shared<const Regex>(pattern);
    } catch (const RegexError& error) {
        refuse(file, std::string(error.what()) + " in the pattern " + inQuotes(pattern) + " of the " + owner);
    }
}

void searchAll(const Regex& regex, std::string_view text, TextRange range, const std::string& file, std::vector<TextRange>& matches) {
    try {
        regex.findAll(text, range, matches);
    } catch (const RegexError& error) {
        throw Error(file, std::string("A pattern of this tokenizer needs ") + error.what() + ".", "Use a model from a source you trust.");
    }
}

}  // namespace luthier
