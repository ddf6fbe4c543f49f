// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/data/importer.h"
#include "core/engine/prepare.h"

namespace luthier {

/// The head that answers with labels; none (the model's next token) without.
TaskHead headFor(const LabelScheme& labels, uint64_t seed = 0);
/// What a checkpoint's own head answers with; nothing when it has none.
LabelScheme labelsOf(const DecoderConfig& config);

/// Labels that are all numbers, and too many to be names.
bool looksLikeNumbers(const LabelScheme& labels);

/// What labels there are, from the training files as they stand: before any row is encoded, for the model's head has their number. Nothing
/// for objectives over tokens.
void settleLabels(const Recipe& recipe, Prepared& prepared);
/// Rows of every class in a part, in the order of prepared.labels.names.
std::vector<int64_t> rowsOfClasses(const Prepared& prepared, Part part);
/// What is wrong with the label of a row, when that is why it is left out.
std::optional<RowFault> labelFault(const Example& example, const std::string& why, const LabelScheme& labels);
/// The config of prepared.modelFolder with the head that is asked for. A head of the checkpoint's own is kept where it knows the data's labels.
ConfigRead readConfig(const Recipe& recipe, Prepared& prepared);
/// Tells prepared.config which modules of a new head no file of the model holds, and says so as Transformers does. The model's weights must be there.
void settleNewHead(Prepared& prepared);

}  // namespace luthier
