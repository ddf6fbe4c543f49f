// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace luthier::ui {

/// A sentence with the settings in it called as the window calls them: core names the keys of the recipe file ("data.max_length", "method.kind: lora"),
/// people at the window see labels (“Longest row”, “Method”: “Light touch (LoRA)”).
QString withSettingNames(const QString& sentence);

}  // namespace luthier::ui
