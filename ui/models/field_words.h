// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "core/recipe/field.h"

namespace luthier::ui {

/// What a setting says in the window's language: its words are declared in core, core_texts.cpp names them for translators.
QString labelOf(const Field& field);
QString helpOf(const Field& field);
QString unitOf(const Field& field);
QString rangeOf(const Field& field);  ///< "a whole number, 1 or more"
QString sectionOf(const Field& field);  ///< the group it stands in: "Training"
/// Words of core in the window's language; those it has no translation for stay as they are.
QString coreWords(const std::string& words);

/// A value as a person reads it, with the names of files, models, methods and numbers that the window uses; a dash for none.
QString wordsOfValue(const Field& field, const Json& value);
/// A value as a person reads and writes it: "0.0002", "auto", "one, two", "prompt: question, completion: answer"; empty for none.
QString textOfValue(const Json& value);
/// The value a text means for a setting; what cannot be one is refused by Field::put.
Json valueOfText(const Field& field, const QString& text);

/// Puts a text into a recipe; what is wrong with it, in words, or nothing (the recipe is then changed).
std::optional<QString> putText(const Field& field, const QString& text, Recipe& recipe);
bool isDefault(const Field& field, const Recipe& recipe);
/// Whether a word of a search stands in a setting's words.
bool matches(const Field& field, const QString& search);

}  // namespace luthier::ui
