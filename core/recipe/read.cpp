// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/read.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <iterator>
#include <set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/nearest.h"
#include "core/base/os.h"
#include "core/recipe/field.h"
#include "core/recipe/yaml_value.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestFile = 4 << 20;

bool isNullWord(const std::string& text) { return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL"; }

/// A plain scalar as YAML 1.2's core schema reads it (decimal numbers only), null aside.
Json resolved(const std::string& text) {
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* const end = text.data() + text.size();
    int64_t whole = 0;
    if (const auto [stop, fault] = std::from_chars(begin, end, whole); fault == std::errc() && stop == end) return whole;
    double number = 0;
    const bool digits = text.find_first_of("0123456789") != std::string::npos && text.find_first_of("nN") == std::string::npos;
    if (const auto [stop, fault] = std::from_chars(begin, end, number); digits && fault == std::errc() && stop == end) return number;
    return text;
}

/// A value in the form a field of this type takes: texts as written, everything else by what it looks like.
Json jsonOf(const YamlValue& value, Field::Type type) {
    const bool asText = type != Field::Type::Number && type != Field::Type::Integer && type != Field::Type::Flag && type != Field::Type::Special;
    switch (value.kind) {
        case YamlValue::Kind::Null: return {};
        case YamlValue::Kind::Scalar:
            if (!value.quoted && isNullWord(value.text)) return {};
            return value.quoted || asText ? Json(value.text) : resolved(value.text);
        case YamlValue::Kind::List: {
            Json list = Json::array();
            // Lists of settings hold names, never numbers.
            for (const YamlValue& item : value.items) list.push_back(jsonOf(item, Field::Type::List));
            return list;
        }
        default: {
            Json map = Json::object();
            for (size_t i = 0; i < value.items.size(); ++i) map[value.keys[i]] = jsonOf(value.items[i], Field::Type::Map);
            return map;
        }
    }
}

/// An absolute path without dots, where that is the same place (a link followed by ".." is not).
std::string absolute(const std::string& text, const fs::path& folder) {
    fs::path path = pathOf(text);
    if (const auto home = os::environment("HOME"); text.starts_with("~/") && home) path = pathOf(*home) / pathOf(text.substr(2));
    const fs::path whole = fs::absolute(folder / path), plain = whole.lexically_normal();
    std::error_code fault;
    const bool elsewhere = fs::exists(whole, fault) && !fs::equivalent(whole, plain, fault);
    return textOf(elsewhere ? whole : plain);
}

void makeAbsolute(Json& value, const Field& field, const fs::path& folder) {
    if (value.isString()) {
        const std::string& text = value.asString();
        if (!text.empty() && std::ranges::find(field.words, text) == field.words.end()) value = Json(absolute(text, folder));
    } else if (value.isArray()) {
        for (Json& item : value.asArray()) makeAbsolute(item, field, folder);
    }
}

std::string lastPart(const std::string& key) { return key.substr(key.rfind('.') + 1); }
std::string sectionOf(const std::string& key) { return key.substr(0, key.find('.')); }

/// The setting of names with values that `key` is one of: data.columns of data.columns.prompt; null where there is none.
const Field* mapAbove(const std::string& key) {
    const size_t dot = key.rfind('.');
    const Field* field = dot == std::string::npos ? nullptr : fieldOf(key.substr(0, dot));
    return field && field->type == Field::Type::Map ? field : nullptr;
}

bool isSection(const std::string& key) {
    return std::ranges::any_of(recipeFields(), [&](const Field& field) { return field.key.starts_with(key + "."); });
}

/// How far a known key is from a wrong one: by the whole, or by the last part when the section was left out or mistaken. A part that stands
/// in the known one ("batch" in "batch_size") is near.
size_t keyDistance(const std::string& wrong, const std::string& known) {
    constexpr size_t kOtherSection = 2, kLongest = 64, kTelling = 3;
    const std::string part = lastPart(wrong).substr(0, kLongest), knownPart = lastPart(known);
    const bool inside = part.size() >= kTelling && knownPart.find(part) != std::string::npos;
    const size_t byPart = inside ? (part != knownPart) : editDistance(part, knownPart);
    const bool sameSection = wrong.find('.') != std::string::npos && sectionOf(wrong) == sectionOf(known);
    return std::min(editDistance(wrong.substr(0, kLongest), known), byPart + (sameSection ? 0 : kOtherSection));
}

std::string nearestKey(const std::string& key) {
    std::vector<std::string> keys;
    for (const Field& field : recipeFields()) {
        const std::string section = sectionOf(field.key);
        if (section != field.key && (keys.empty() || !keys.back().starts_with(section + "."))) keys.push_back(section);
        keys.push_back(field.key);
    }
    return *std::ranges::min_element(keys, {}, [&](const std::string& known) { return keyDistance(key, known); });
}

class Reader {
public:
    /// `source` is what messages call the text: a file, or "recipe".
    RecipeRead read(std::string_view yaml, const fs::path& folder, const std::vector<std::string>& overrides, const std::string& source) {
        folder_ = folder;
        const auto parsed = readYaml(yaml);
        if (const auto* fault = std::get_if<YamlFault>(&parsed)) {
            add(source + ":" + std::to_string(fault->line), "this is no YAML that can be read: " + fault->what, "mend this line");
            return {result_.recipe, result_.problems};
        }
        readTop(std::get<YamlValue>(parsed), source);
        folder_ = fs::current_path();
        for (const std::string& pair : overrides) override(pair);
        for (const char* key : {"model.path", "data.train"}) {
            if (!given_.contains(key)) add(key, "nothing is given, and there is no default", "write " + allowedIn(*fieldOf(key)));
        }
        return result_;
    }

    bool given(const std::string& key) const { return given_.contains(key); }

private:
    void add(std::string where, std::string what, std::string mend) {
        result_.problems.push_back(error(std::move(where), std::move(what), std::move(mend)));
    }

    std::string at(const YamlValue& value) const { return fromOverride_ ? " (--set)" : " (line " + std::to_string(value.line) + ")"; }

    void readTop(const YamlValue& top, const std::string& source) {
        if (top.kind == YamlValue::Kind::Map) readMap(top, "");
        else if (top.kind != YamlValue::Kind::Null) {
            add(source + ":" + std::to_string(top.line), "expected keys with values, as \"name: …\", found something else",
                "see a recipe of resources/recipes");
        }
    }

    void readMap(const YamlValue& map, const std::string& prefix) {
        std::set<std::string> seen;
        for (size_t i = 0; i < map.items.size(); ++i) {
            const std::string key = prefix + map.keys[i];
            if (!seen.insert(key).second) add(key, "the key stands there twice" + at(map.items[i]), "remove one of the two");
            else readKey(key, map.items[i]);
        }
    }

    void readKey(const std::string& key, const YamlValue& value) {
        if (const Field* field = fieldOf(key)) return put(*field, value);
        if (!isSection(key)) {
            const std::string nearest = nearestKey(key);
            return add(key, "unknown key; the nearest known one is " + nearest + at(value), "write " + nearest + ", or remove the key");
        }
        if (value.kind == YamlValue::Kind::Map) return readMap(value, key + ".");
        if (value.kind == YamlValue::Kind::Null) return;
        add(key, "expected keys below it, found a value" + at(value), "write its keys on lines of their own, indented");
    }

    void put(const Field& field, const YamlValue& value) {
        given_.insert(field.key);
        const std::set<std::string> names(value.keys.begin(), value.keys.end());
        if (names.size() < value.keys.size()) return add(field.key, "a name stands there twice" + at(value), "remove one of the two");
        Json json = jsonOf(value, field.type);
        if (field.namesFiles) makeAbsolute(json, field, folder_);
        const auto fault = field.put(result_.recipe, json);
        if (fault && !putEach(field, json, value)) add(field.key, *fault + at(value), "write " + allowedIn(field));
    }

    /// Tells of every element of a list that is wrong; false where none is wrong by itself.
    bool putEach(const Field& field, const Json& list, const YamlValue& value) {
        const size_t before = result_.problems.size();
        Recipe tried;
        for (size_t i = 0; list.isArray() && field.type == Field::Type::List && i < list.size(); ++i)
            if (const auto fault = field.put(tried, Json(Json::Array{list.asArray()[i]}))) add(field.key, *fault + at(value.items[i]), "write " + allowedIn(field));
        return result_.problems.size() > before;
    }

    void override(const std::string& pair) {
        fromOverride_ = true;
        const size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) {
            return add("--set", "expected key=value, found \"" + pair + "\"", "write for example --set train.steps=20");
        }
        const std::string key = pair.substr(0, equals), text = pair.substr(equals + 1);
        const Field* const field = fieldOf(key);
        const Field* const map = mapAbove(key);
        // Names and paths are taken as they stand, so that blanks, colons and # need no quotes.
        const bool isName = map || (field && (field->type == Field::Type::Text || field->type == Field::Type::Path));
        const bool plain = isName && !text.starts_with('"') && !text.starts_with('\'');
        const auto parsed = plain ? YamlValue{YamlValue::Kind::Scalar, text, false, {}, {}, 1} : readYaml(text);
        if (const auto* fault = std::get_if<YamlFault>(&parsed)) return add(key, "the value of --set cannot be read: " + fault->what, "write it as in a recipe file");
        if (map) putEntry(*map, lastPart(key), std::get<YamlValue>(parsed));
        else readKey(key, std::get<YamlValue>(parsed));
    }

    /// One name with its value beside those that are there.
    void putEntry(const Field& map, const std::string& name, const YamlValue& value) {
        Json entries = map.value(result_.recipe);
        entries[name] = jsonOf(value, Field::Type::Map);
        if (const auto fault = map.put(result_.recipe, entries)) add(map.key + "." + name, *fault + at(value), "write " + allowedIn(map));
    }

    RecipeRead result_;
    fs::path folder_;
    std::set<std::string> given_;
    bool fromOverride_ = false;
};

std::string standardInput() {
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    if (std::cin.bad()) throw Error("standard input", "reading failed", "give the recipe as a file");
    return text;
}

}  // namespace

RecipeRead readRecipe(std::string_view yaml, const fs::path& folder, const std::vector<std::string>& overrides) {
    return Reader().read(yaml, folder, overrides, "recipe");
}

RecipeRead readRecipeFile(const std::string& file, const std::vector<std::string>& overrides) {
    Reader reader;
    if (file == "-") return reader.read(standardInput(), fs::current_path(), overrides, "-");
    const fs::path path = pathOf(file);
    std::error_code fault;
    if (!fs::exists(path, fault)) return {{}, {error(file, "the recipe does not exist", "check the path, or give - for standard input")}};
    if (fs::is_directory(path, fault)) return {{}, {error(file, "expected a recipe file, found a folder", "give the file inside it")}};
    RecipeRead read = reader.read(readFile(path, kLargestFile), fs::absolute(path).parent_path(), overrides, file);
    if (!reader.given("name")) read.recipe.name = textOf(path.stem());
    return read;
}

}  // namespace luthier
