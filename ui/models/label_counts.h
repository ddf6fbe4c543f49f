// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

#include "core/data/label_scheme.h"
#include "core/recipe/recipe.h"

namespace luthier::ui {

/// How often each label stands in the rows of a dataset, or how its numbers lie. Empty for data without labels.
struct LabelCounts {
    struct Bar {
        QString name;
        int64_t rows = 0;
        bool operator==(const Bar&) const = default;
    };
    std::vector<Bar> bars;  ///< labels, the most frequent first; of numbers, equal stretches from the least to the largest
    int64_t rows = 0;       ///< that have a label
    double least = 0, most = 0, mean = 0;  ///< of numbers

    int64_t largest() const;  ///< rows of the longest bar
};

/// Looks at the labels of rows, one after the other, without knowing yet what is to be learnt of them.
class LabelTally {
public:
    void add(const Json& label);
    bool any() const { return rows_ > 0; }
    bool looksLikeNumbers() const;
    /// What an objective would learn of them; none for one over tokens.
    LabelScheme scheme(const ObjectiveSettings& objective) const;
    LabelCounts counts(const LabelScheme& scheme) const;

private:
    LabelCounts numberCounts() const;

    LabelCensus census_;
    std::vector<float> numbers_;
    int64_t rows_ = 0;
};

/// "It learns which of 5 labels a text has."; empty for none.
QString taskWords(const LabelScheme& scheme);
/// A number that stands for a label, as people write it.
QString labelNumberWords(double number);

}  // namespace luthier::ui
