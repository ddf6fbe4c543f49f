// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

namespace luthier {
namespace {

GgufForm ggufForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    file.tell("attention.layer_norm_epsilon", "layer_norm_eps", form.config);
    file.tell("logit_scale", "logit_scale", form.config);
    form.config["use_qk_norm"] = file.holds("blk.0.attn_q_norm.weight");
    return form;
}

}  // namespace

/// Defaults of Transformers 5.23, CohereConfig. Layer norms without bias, both halves read the same one; neighbours are turned as pairs.
Architecture cohereArchitecture() {
    return {"cohere", "Command-R, Aya", "CohereForCausalLM", "", [](ConfigFields& fields) {
                DecoderConfig config = readSizes(fields, {256000, 8192, 22528, 40, 64, 8192, {}, {}, true, 0});
                config.ropes = {readRope(fields, config, {500000})};
                config.ropes[0].interleaved = true;
                config.modelDropout = fields.largestDropout({"attention_dropout"});
                LlamaForm form{NormPlan::Kind::Layer, fields.number("layer_norm_eps", 1e-5, 0, 1), false};
                form.activation = fields.activation("hidden_act", "silu");
                form.qkvBias = form.outputBias = fields.flag("attention_bias", false);
                composeLlama(config, form);
                config.logitScale = fields.number("logit_scale", 0.0625, 1e-9, 1e6);
                const bool normed = fields.flag("use_qk_norm", false);
                for (LayerPlan& layer : config.plans) {
                    layer.parallel = true;
                    layer.preMlp = {};
                    if (!normed) continue;
                    layer.attention.qNorm = {"q_norm", NormPlan::Kind::Layer, form.eps, {config.heads, config.headSize}};
                    layer.attention.kNorm = {"k_norm", NormPlan::Kind::Layer, form.eps, {config.kvHeads, config.headSize}};
                }
                return config;
            }, GgufFamily{"command-r", ggufForm}};
}

}  // namespace luthier
