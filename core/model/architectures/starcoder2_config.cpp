// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.call("ffn_up", "mlp.c_fc");
    form.call("ffn_down", "mlp.c_proj");
    file.tell("attention.layer_norm_epsilon", "norm_epsilon", form.config);
    form.config["use_bias"] = file.holds("blk.0.attn_q.bias");
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, Starcoder2Config. Layer norms and a plain product.
Architecture starcoder2Architecture() {
    return {"starcoder2", "StarCoder2", "Starcoder2ForCausalLM", "Starcoder2ForSequenceClassification", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {49152, 3072, 12288, 30, 24, 4096, 2, {}, true});
                config.initial.range = fields.number("initializer_range", 0.018042, 0, 1);
                config.ropes = {readRope(fields, config)};
                config.modelDropout = fields.largestDropout({"attention_dropout", "residual_dropout", "embedding_dropout"});
                LlamaForm form{NormPlan::Kind::Layer, fields.number("norm_epsilon", 1e-5, 0, 1), true};
                form.activation = fields.activation("hidden_act", "gelu_pytorch_tanh");
                form.qkvBias = form.outputBias = form.mlpBias = fields.flag("use_bias", true);
                composeLlama(config, form);
                const int64_t window = slidingWindow(fields, 0);
                for (LayerPlan& layer : config.plans) {
                    layer.attention.window = window;
                    layer.mlp.gate = {};
                    layer.mlp.up.name = "c_fc";
                    layer.mlp.down.name = "c_proj";
                }
                return config;
            }, GgufFamily{"starcoder2", ggufForm}};
}

}  // namespace luthier
