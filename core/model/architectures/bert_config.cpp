// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {

/// Defaults of Transformers 5.23, BertConfig. An encoder whose first token stands for the text, through the pooler of the base.
Architecture bertArchitecture() {
    return {"bert", "BERT, MiniLM, BGE, E5, GTE", "BertModel", "BertForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readBertSizes(fields, 0);
                composeBert(fields, config, "bert");
                config.labelHead.dense = {"bert.pooler.dense", config.hidden, config.hidden, true};
                return config;
            }};
}

}  // namespace luthier
