// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/recipe/recipe.h"

namespace luthier {

/// One setting, declared once: it gives the recipe file, --set, the check, the help and (later) the form.
struct Field {
    enum class Type { Text, Path, Number, Integer, Flag, Choice, List, Map, Special };

    std::string key;    ///< "train.batch_size"
    Type type = Type::Text;
    std::string label;  ///< two or three words for people
    std::string help;   ///< one sentence: what it does, what more or less of it means
    std::string unit;   ///< "tokens", "steps", ""
    std::vector<std::string> choices;  ///< for Choice: what may be chosen now
    std::vector<std::string> later;    ///< for Choice: words the format knows that come later; refused by name
    bool allowsAuto = false;
    bool namesFiles = false;           ///< relative paths in it are made absolute when read …
    std::vector<std::string> words;    ///< … but these words are none ("auto", "plain")
    std::optional<double> least, most;
    std::string range;  ///< in words, for help and messages: "above 0", "0 to 1", "auto, steps, or minutes as \"10min\""
    std::function<Json(const Recipe&)> value;  ///< as it is written into a file ("auto" for unset)
    /// Puts a value read from a file or --set; returns what is wrong with it, in words, or nothing.
    std::function<std::optional<std::string>(Recipe&, const Json&)> put;
};

/// Every setting of a recipe, in the order of the file.
const std::vector<Field>& recipeFields();
const Field* fieldOf(std::string_view key);
/// What may be written there, in words: "one of full, freeze, lora", "a whole number, 1 or more".
std::string allowedIn(const Field& field);
/// Every key with its default and what it does, for the help of the command line.
std::string recipeHelp();

}  // namespace luthier
