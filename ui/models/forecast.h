// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/engine/prepare.h"
#include "core/engine/resolve.h"
#include "core/recipe/recipe.h"

namespace luthier::ui {

/// How a need of memory stands beside what is free.
enum class Fit { Easily, Tightly, Not };
Fit fitOf(int64_t needed, uint64_t available);

/// What a method would take with this model and this data.
struct MethodForecast {
    std::string kind;
    Problems problems;      ///< what its settings get wrong with this model
    int64_t learning = 0;   ///< numbers that learn
    int64_t memory = 0;     ///< peak bytes
    double seconds = 0;     ///< of the whole run; 0 while the speed of this machine is not known
    int64_t fileBytes = 0;  ///< of its result
    Fit fit = Fit::Easily;
    bool isPossible() const { return !hasError(problems); }
};

/// The text half of a run, kept between forecasts; its sample file lies in a folder that goes with it.
struct PreparedRun;

/// What can be told of a draft before it runs.
struct Forecast {
    Recipe recipe;               ///< that it is about
    Problems problems;           ///< of model and data
    int64_t trainRows = 0, evalRows = 0, leftOut = 0;
    LabelScheme labels;          ///< what is learnt of rows with labels; none of others
    int64_t longest = 0;         ///< tokens of the longest row that is used
    int64_t maxLength = 0;       ///< tokens a row may have
    int64_t modelLength = 0;     ///< tokens the model can read
    Resolved resolved;           ///< for the method of the recipe
    std::vector<MethodForecast> methods;
    std::string recommended;     ///< a kind of method; empty when nothing fits
    std::shared_ptr<const PreparedRun> prepared;

    bool isGood() const { return prepared && !hasError(problems); }
    const MethodForecast* of(const std::string& kind) const;
    const MethodForecast* chosen() const { return of(recipe.method.kind); }
};

/// Slow when model or data are others than those of `known`; else quick. `between` is called between rows and may throw.
Forecast forecast(const Recipe& recipe, const std::shared_ptr<const PreparedRun>& known, int threads, const std::function<void()>& between);

/// The text half of the model, for looking at rows; null pointer when it cannot be read.
std::shared_ptr<const TextModel> textModelOf(const PreparedRun& prepared);

}  // namespace luthier::ui
