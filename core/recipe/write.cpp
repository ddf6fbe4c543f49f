// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <set>

#include "core/base/unicode.h"
#include "core/recipe/field.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

constexpr size_t kCommentColumn = 36;

/// A text in YAML's double quotes.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (c == '"' || c == '\\') out += '\\', out += static_cast<char>(c);
        else if (isPrintable(c)) appendUtf8(out, c);
        else if (c < 0x10000) out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
        else out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
    }
    return out + "\"";
}

/// Whether every YAML reader takes these characters for the text they are.
bool isPlain(const std::string& text) {
    static const std::set<std::string> taken{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"};
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_/", rest = "0123456789.-";
    if (text.empty() || letters.find(text[0]) == std::string_view::npos || taken.contains(lowerCased(text))) return false;
    return text.find_first_not_of(std::string(letters) + std::string(rest)) == std::string::npos;
}

std::string number(double value) {
    if (std::trunc(value) == value && std::fabs(value) < 1e15) return fmt::format("{:.0f}", value);
    std::string text = pythonFloat(value);
    // Older readers take 1e-08 for a text.
    if (const size_t e = text.find('e'); e != std::string::npos && text.find('.') == std::string::npos) text.insert(e, ".0");
    return text;
}

std::string yamlOf(const Json& value) {
    if (value.isString()) return isPlain(value.asString()) ? value.asString() : quoted(value.asString());
    if (value.isFloat()) return number(value.asNumber());
    if (value.isArray()) {
        std::string text;
        for (const Json& item : value.asArray()) text += (text.empty() ? "" : ", ") + yamlOf(item);
        return "[" + text + "]";
    }
    if (value.isObject()) {
        std::string text;
        for (const auto& [key, item] : value.asObject()) text += (text.empty() ? "" : ", ") + yamlOf(Json(key)) + ": " + yamlOf(item);
        return "{" + text + "}";
    }
    return value.dump();
}

std::string commented(std::string line, const std::string& comment) {
    if (line.size() < kCommentColumn) line.resize(kCommentColumn, ' ');
    return line + "  # " + comment + "\n";
}

/// The keys in the order of the file; `line` writes one, given its indented name.
template <typename Line>
std::string eachLine(const Line& line) {
    std::string text, section;
    for (const Field& field : recipeFields()) {
        const size_t dot = field.key.find('.');
        const std::string own = dot == std::string::npos ? "" : field.key.substr(0, dot);
        if (!own.empty() && own != section) text += own + ":\n";
        section = own;
        text += line(field, (own.empty() ? "" : "  ") + field.key.substr(own.empty() ? 0 : dot + 1));
    }
    return text;
}

}  // namespace

std::string recipeYaml(const Recipe& recipe) {
    return eachLine([&](const Field& field, const std::string& name) { return commented(name + ": " + yamlOf(field.value(recipe)), field.help); });
}

std::string recipeHelp() {
    const Recipe defaults;
    return eachLine([&](const Field& field, const std::string& name) {
        const bool needed = field.key == "model.path" || field.key == "data.train";
        std::string comment = field.help + "; " + allowedIn(field);
        if (!field.later.empty()) {
            comment += "; later:";
            for (const std::string& word : field.later) comment += " " + word;
        }
        return commented(name + ": " + (needed ? "…" : yamlOf(field.value(defaults))), comment);
    });
}

}  // namespace luthier
