// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "ui/models/forecast.h"

namespace luthier::ui {

/// A base model as a card shows it.
struct BaseModel {
    std::string path;            ///< as a recipe names it: a folder, a file, or "starter"
    QString name;                ///< "SmolLM2-135M-Instruct"
    QString home;                ///< which program keeps it: "Luthier", "Hugging Face"; empty for a folder that was chosen
    QString family;              ///< "llama"
    int64_t parameters = 0;
    int64_t bytes = 0;           ///< of its weights on disk
    int64_t memory = 0;          ///< a usual run with adapters would need, bytes
    Fit fit = Fit::Easily;
    QString licence;             ///< empty when it does not say
    QStringList languages;       ///< codes; empty when it does not say
    bool reads = false;          ///< an encoder: it can tell texts apart, and cannot write
    bool chat = false;           ///< it brings a template for conversations
    bool weights = true;         ///< false: it would start from noise
    Problems problems;           ///< why it cannot be tuned, and what else is worth a word

    bool isTunable() const { return !hasError(problems); }
};

/// A model as people call it: the owner and name of the hub for one of its cache, else the name of its folder or file.
QString modelNameOf(const std::string& path);

/// What a folder or file holds; a bad one says in `problems` what is wrong.
BaseModel baseModel(const std::string& path);
/// All base models on this computer: the starter model, those of our folder and of other programs, and those in folders of the person's own.
/// Each place is looked at one after the other; `dropped` is asked between whether anybody still waits.
std::vector<BaseModel> baseModels(const QStringList& folders, const std::function<bool()>& dropped);

/// Languages in the head of a model's README.md, as the Hugging Face hub has them.
QStringList languagesIn(const QString& readme);
QString languageWords(const QStringList& codes);  ///< "English, German"

}  // namespace luthier::ui
