// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, RobertaConfig.
Architecture robertaArchitecture() {
    return {"roberta", "RoBERTa, DistilRoBERTa", "RobertaModel", "RobertaForSequenceClassification", [](ConfigFields& fields) { return readRoberta(fields, 50265); }};
}

}  // namespace luthier
