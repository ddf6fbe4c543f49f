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

namespace luthier::ui {

/// Who says something in an example, as the window draws it.
struct Said {
    enum class Who { System, Person, Model, Tool, Text };
    Who who = Who::Text;
    QString text;
    bool operator==(const Said&) const = default;
};

/// What the data files of a draft hold, as far as it can be told without a model.
struct DataPreview {
    std::string format;                          ///< as data.format names it: asked for or recognised; empty when neither
    std::map<std::string, std::string> columns;  ///< our name -> the file's, as used
    bool guessed = false;                        ///< the columns were matched by their names, nobody confirmed it
    QStringList names;                           ///< columns of the first file, in its order; empty for documents
    std::vector<QStringList> table;              ///< the first rows as they stand in the file, one text a column
    std::vector<Example> first;                  ///< the first examples
    int64_t rows = 0;                            ///< that can be read
    int64_t unreadable = 0;                      ///< that cannot
    Problems problems;                           ///< of rows, counted by kind

    bool isGood() const { return rows > 0; }
};

/// Reads the files from end to end; `dropped` is asked between rows whether anybody still waits.
DataPreview dataPreview(const DataSettings& data, const std::function<bool()>& dropped);

std::vector<Said> conversationOf(const Example& example);

/// What a column may be used as in a format ("auto": in the usual ones), our names in order.
std::vector<std::string> rolesIn(const std::string& format);
/// Which columns are questions and answers, by what people call them in English and German; empty when that cannot be told.
std::map<std::string, std::string> guessedColumns(const QStringList& names);

}  // namespace luthier::ui
