// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

#include "core/recipe/recipe.h"

namespace luthier::ui {

/// A setting as a slider: a few places, each with a name. A value an expert set elsewhere shows as the nearest place, named as it is.
struct SliderSetting {
    std::vector<QString> places;
    int at = 0;
    bool between = false;  ///< the value is none of the places
    QString value;         ///< as it is, in words
};

/// How long: passes over the examples.
SliderSetting lengthOf(const Recipe& recipe);
void setLength(Recipe& recipe, int place);
/// How strongly: the rate, around the usual one of the method.
SliderSetting strengthOf(const Recipe& recipe);
void setStrength(Recipe& recipe, int place);
/// Longest text, in tokens; the last places are what the model can.
SliderSetting longestOf(const Recipe& recipe, int64_t modelLength);
void setLongest(Recipe& recipe, int place, int64_t modelLength);

/// Settings that are not as usual and that no slider shows, "Rank: 32".
QStringList otherChanges(const Recipe& recipe);

}  // namespace luthier::ui
