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
    bool soFar = false;        ///< the run ended early: the tuned one is what it kept
    std::filesystem::path missing;  ///< where that has to be written first (`luthier export`), and in which format; empty when nothing is to be had
    std::string format;
};
/// Where what runs kept is written to be tried: below $LUTHIER_HOME, one at a time.
std::filesystem::path triedFolder();
/// Throws Error when the folder holds no run that can be read.
TriedModels triedModelsOf(const std::filesystem::path& runFolder);

}  // namespace luthier::ui
