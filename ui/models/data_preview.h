// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/data/example.h"
#include "core/recipe/recipe.h"
#include "ui/models/label_counts.h"

namespace luthier::ui {

/// Who says something in an example, as the window draws it.
struct Said {
    enum class Who { System, Person, Model, Tool, Text, Label };
    Who who = Who::Text;
    QString text;
    bool learnt = false;
    bool operator==(const Said&) const = default;
};

/// What the data files of a draft hold, as far as it can be told without a model.
struct DataPreview {
    std::string format;                          ///< as data.format names it: asked for or recognised; empty when neither
    std::string recognised;                      ///< what the columns of the first file are, whatever was asked for; empty: nothing known
    std::vector<std::string> roles;              ///< what its columns may be used as
    std::map<std::string, std::string> columns;  ///< our name -> the file's, as used
    bool guessed = false;                        ///< the columns were matched by their names, nobody confirmed it
    QStringList names;                           ///< columns of the first file, in its order; empty for documents
    std::vector<QStringList> table;              ///< the first rows as they stand in the file, one text a column
    std::vector<Example> first;                  ///< the first examples
    int64_t rows = 0;                            ///< that can be read
    int64_t unreadable = 0;                      ///< that cannot
    Problems problems;                           ///< of rows, counted by kind
    bool onlyTexts = false;                      ///< its rows are plain texts: nothing asks, nothing answers
    bool labelled = false;                       ///< its rows are texts with a label, whatever is to be learnt of them
    bool labelsAreNumbers = false;               ///< all of them, and too many to be names
    LabelScheme labels;                          ///< of an objective over labels; else none
    LabelCounts counts;

    bool isGood() const { return rows > 0; }
};

/// Reads the data files of a recipe from end to end, as its objective wants them; `dropped` is asked between rows whether anybody still waits.
DataPreview dataPreview(const Recipe& recipe, const std::function<bool()>& dropped);

/// The objective that suits what was found, nearest to the present one: labels for texts that have some, whole texts for those that answer
/// nothing, answers for all others. `wereTexts`: the rows before had nothing but texts, so that whole texts were nobody's choice.
std::string objectiveSuiting(const DataPreview& preview, const std::string& present, bool wereTexts = false);
/// Whether an objective is one of its own for these rows: in plain texts there is nothing to answer.
bool canBeChosen(const DataPreview& preview, const std::string& objective);

/// What is said in an example, and what of it a recipe learns. `labels`: of its objective; with them a row is a text and what is said of it.
std::vector<Said> conversationOf(const Example& example, const ObjectiveSettings& objective, const LabelScheme& labels = {});

/// What a column may be used as in a format ("auto": in those that have what is used already), our names in order.
std::vector<std::string> rolesIn(const std::string& format, const std::vector<std::string>& used = {});
/// Which columns are questions and answers, or with an objective over labels texts and labels, by what people call them in English and German;
/// empty when that cannot be told.
std::map<std::string, std::string> guessedColumns(const QStringList& names, bool labels = false);

}  // namespace luthier::ui
