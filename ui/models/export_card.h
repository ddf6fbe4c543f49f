// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"

namespace luthier::ui {

/// What an export of a run is made from, as its cards need to know.
struct ExportFacts {
    QString name;                 ///< of the run
    int64_t learning = 0;         ///< weights that learnt
    int64_t baseBytes = 0;        ///< of the base model's weights, unpacked; 0 when it has none
    bool labels = false;          ///< it answers with labels and cannot write
    bool hasAdapter = false;      ///< what learnt lies beside the base model
    std::string licence;          ///< that the base model names; empty when none
};
/// Throws Error when the folder holds no run that can be read.
ExportFacts exportFactsOf(const std::filesystem::path& runFolder);

/// How one export format stands before people. One file in exports/, one line in export_cards.def.
struct ExportCard {
    std::string format;   ///< as `luthier export --format` knows it
    QString title, words; ///< what it is
    QString worksIn;      ///< where the result can be used
    QString labelsWorkIn; ///< the same of a model that answers with labels
    std::string folder;   ///< end of the name that is proposed for it
    int64_t (*bytes)(const ExportFacts& facts);       ///< that it will take; 0: not known
    QString (*obstacle)(const ExportFacts& facts);    ///< why it cannot be had; empty when it can
};
/// In the language of the moment.
std::vector<ExportCard> exportCards();

/// What a finished export proved, in words.
QString proofWords(const Json& proof);

/// A folder for an export below `parent` that is not there yet: "NAME-adapter", "NAME-adapter-2" …
std::filesystem::path freeTarget(const std::filesystem::path& parent, const QString& run, const ExportCard& card);

}  // namespace luthier::ui
