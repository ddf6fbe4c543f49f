// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, XLMRobertaConfig. RoBERTa with another vocabulary.
Architecture xlm_robertaArchitecture() {
    return {"xlm-roberta", "XLM-RoBERTa, multilingual E5, BGE-M3", "XLMRobertaModel", "XLMRobertaForSequenceClassification", [](ConfigFields& fields) { return readRoberta(fields, 30522); }};
}

}  // namespace luthier
