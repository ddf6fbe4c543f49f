// SPDX-License-Identifier: Apache-2.0
// What BERT and its kin share when they read config.json and compose their layers.
#include <cmath>

#include "core/model/config_fields.h"

namespace luthier {

DecoderConfig readBertSizes(ConfigFields& fields, int64_t paddingId, int64_t vocabulary) {
    SizeKeys keys;
    keys.kvHeads = keys.headSize = nullptr;
    DecoderConfig config = readSizes(fields, {vocabulary, 768, 3072, 12, 12, 512, {}, {}, true, paddingId}, keys);
    config.tied = false;
    config.head.clear();
    config.tokenTypes = fields.size("type_vocab_size", 2, kMostVocabulary);
    config.modelDropout = fields.largestDropout({"hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout"});
    fields.onlyNeutral("is_decoder", false, "a decoder in an encoder's clothes");
    fields.onlyNeutral("position_embedding_type", "absolute", "positions relative to each other");
    return config;
}

void composeBert(ConfigFields& fields, DecoderConfig& config, const std::string& base) {
    const int64_t width = config.hidden, inner = config.intermediate;
    const double eps = fields.number("layer_norm_eps", 1e-12, 0, 1);
    LayerPlan plan;
    plan.normsSums = true;
    plan.postAttention = layerNormPlan("attention.output.LayerNorm", width, eps);
    plan.postMlp = layerNormPlan("output.LayerNorm", width, eps);
    AttentionPlan& attention = plan.attention;
    attention.name = "attention";
    attention.q = {"self.query", width, width, true};
    attention.k = {"self.key", width, width, true};
    attention.v = {"self.value", width, width, true};
    attention.o = {"output.dense", width, width, true};
    attention.rope = -1;
    attention.causal = false;
    attention.scale = 1 / std::sqrt(static_cast<double>(config.headSize));
    plan.mlp.name.clear();
    plan.mlp.activation = fields.activation("hidden_act", "gelu");
    plan.mlp.up = {"intermediate.dense", inner, width, true};
    plan.mlp.down = {"output.dense", width, inner, true};
    repeatLayer(config, plan, base + ".encoder.layer.");
    config.base = base;
    config.embedding = base + ".embeddings.word_embeddings";
    config.positionEmbedding = base + ".embeddings.position_embeddings";
    config.typeEmbedding = base + ".embeddings.token_type_embeddings";
    config.embeddingNorm = layerNormPlan(base + ".embeddings.LayerNorm", width, eps);
    config.leftOut = {"position_ids", "token_type_ids", "pooler.", "cls.", "lm_head."};
    config.labelHead.pooling = LabelHeadPlan::Pooling::First;
    config.labelHead.last = "classifier";
    config.labelHead.bias = true;
}

DecoderConfig readRoberta(ConfigFields& fields, int64_t vocabulary) {
    DecoderConfig config = readBertSizes(fields, 1, vocabulary);
    composeBert(fields, config, "roberta");
    config.positionOffset = config.paddingId + 1;
    config.maxPositions -= config.positionOffset;
    if (config.maxPositions < 1) fields.fault("max_position_embeddings", "should be above pad_token_id + 1, where positions begin.", kAsPublished);
    config.labelHead.dense = {"classifier.dense", config.hidden, config.hidden, true};
    config.labelHead.last = "classifier.out_proj";
    return config;
}

}  // namespace luthier
