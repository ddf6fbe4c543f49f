// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/label_scheme.h"

namespace luthier {

/// What the model answered to a row beside what was right. (width), (what LabelScheme::target gives)
struct LabelledRow {
    std::vector<float> logits, target;
};

constexpr size_t kReliabilityBins = 10;   ///< of chances, equally wide, closed above (as scikit-learn's calibration_curve)
constexpr size_t kLargestConfusion = 50;  ///< classes; of more the table is left out

/// How good answers are, as scikit-learn 1.9 computes it (zero_division 0). One label:
///   accuracy, majority (share that always answering the most frequent class gets), f1_macro (over classes that occur or were answered), f1_micro,
///   f1_weighted, ece; classes [{label, rows, answered, precision, recall, f1}]; confusion [right][answered]; reliability [{low, high, rows, chance, right}].
/// Several: accuracy (all labels of a row right), hamming_loss, f1_macro, f1_micro, f1_weighted, f1_samples, ece (of every label's own chance); classes (with right:
/// rows that have it and were answered it), reliability. Numbers: mse, mae, r2, pearson (null where it is not defined).
/// ece: expected calibration error, the mean distance of chance and share that is right over the bins, by rows (arXiv 1706.04599, eq. 3).
/// An empty object without rows.
Json labelMetrics(const LabelScheme& scheme, const std::vector<LabelledRow>& rows);

/// +1 where more of a metric is better, -1 where less is, 0 where it says nothing of the model (majority).
int betterWhen(const std::string& metric);

/// Whether a row was answered right, all its labels; nothing for numbers.
std::optional<bool> isRight(const LabelScheme& scheme, const LabelledRow& row);

}  // namespace luthier
