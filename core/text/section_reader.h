// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/origin_text.h"

namespace luthier {

class Regex;

// What the readers of the sections of tokenizer.json share: each section is a list of kinds, each kind one entry of a table.

/// Throws Error: this file needs a feature that is not supported.
[[noreturn]] void refuse(const std::string& file, const std::string& feature);
/// Throws Error: this file is not what tokenizers would accept.
[[noreturn]] void refuseBroken(const std::string& file, const std::string& what);
std::string inQuotes(std::string_view text);
/// Throws Error, with the line, when the text is not JSON.
Json parsedJson(std::string_view text, const std::string& file);

const Json& required(const Json& config, std::string_view key, const std::string& file, std::string_view owner);
const std::string& requiredString(const Json& config, std::string_view key, const std::string& file, std::string_view owner);
const Json::Array& requiredArray(const Json& config, std::string_view key, const std::string& file, std::string_view owner);
bool requiredBool(const Json& config, std::string_view key, const std::string& file, std::string_view owner);

/// {"pattern": {"String": …}} or {"pattern": {"Regex": …}}.
struct TextPattern {
    std::string text;
    bool isRegex = false;
};
TextPattern textPattern(const Json& config, const std::string& file, const std::string& owner);

/// Throws Error that names the pattern and what it uses when it is not supported.
std::shared_ptr<const Regex> compiledRegex(const std::string& pattern, const std::string& file, const std::string& owner);
/// findAll; a pattern that takes too long is an Error of the file.
void searchAll(const Regex& regex, std::string_view text, TextRange range, const std::string& file, std::vector<TextRange>& matches);

template <class Steps>
struct KindOf {
    std::string_view type;
    void (*add)(const Json& config, const std::string& file, Steps& steps);
};

/// Finds the kind that config's "type" names and lets it add its steps.
template <class Steps, size_t kCount>
void addKind(const KindOf<Steps> (&kinds)[kCount], const Json& config, const std::string& file, const std::string& section, Steps& steps) {
    const std::string& type = requiredString(config, "type", file, section);
    for (const KindOf<Steps>& kind : kinds)
        if (kind.type == type) return kind.add(config, file, steps);
    refuse(file, section + " " + inQuotes(type));
}

}  // namespace luthier
