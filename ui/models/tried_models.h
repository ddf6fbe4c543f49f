// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <string>

#include "core/data/label_scheme.h"

namespace luthier::ui {

/// The two models that a run lets compare: as it was, and tuned.
struct TriedModels {
    QString name;              ///< of the run
    std::string base;          ///< model folder; empty when there is none with weights (the run began from noise)
    QStringList questions;     ///< that were asked while it learnt
    std::string model, adapter;  ///< of the tuned one; an empty model: the run has no result
    LabelScheme labels;        ///< what both answer with; none where they write
};
/// Throws Error when the folder holds no run that can be read.
TriedModels triedModelsOf(const std::filesystem::path& runFolder);

}  // namespace luthier::ui
