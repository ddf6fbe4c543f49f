// SPDX-License-Identifier: Apache-2.0
#include "core/model/gguf_form.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace luthier {
namespace {

/// Metadata that change numbers (gguf 0.19, constants.py), each with the value that changes nothing.
struct Changing {
    std::string_view key;
    double neutral;
};
constexpr std::array<Changing, 26> kChanging{{{"attn_logit_softcapping", 0}, {"final_logit_softcapping", 0}, {"router_logit_softcapping", 0},
                                              {"logit_scale", 1}, {"residual_scale", 1}, {"embedding_scale", 1}, {"attention.scale", 0},
                                              {"attention.output_scale", 0}, {"attention.temperature_length", 0}, {"attention.temperature_scale", 0},
                                              {"attention.sliding_window", 0}, {"attention.clamp_kqv", 0}, {"attention.max_alibi_bias", 0},
                                              {"expert_count", 0}, {"expert_shared_count", 0}, {"expert_weights_scale", 1}, {"leading_dense_block_count", 0},
                                              {"nextn_predict_layers", 0}, {"attention.kv_lora_rank", 0}, {"rope.freq_base_swa", 0},
                                              {"rope.scaling.attn_factor", 1}, {"rope.scaling.alpha", 0}, {"rope.scaling.yarn_ext_factor", 1},
                                              {"rope.scaling.yarn_log_multiplier", 0}, {"attention.causal", 1}, {"attention.sliding_window_pattern", 0}}};

/// How much of a head is turned, where that is not all of it.
void tellRotation(GgufSettings& file, Json& config) {
    const int64_t head = file.headSize(), turned = file.whole("rope.dimension_count", head);
    if (head > 0 && turned != head) config["partial_rotary_factor"] = static_cast<double>(turned) / static_cast<double>(head);
}

}  // namespace

const Json* GgufSettings::find(std::string_view key) {
    asked_.emplace(key);
    return file_.find(prefix_ + std::string(key));
}

int64_t GgufSettings::whole(std::string_view key, int64_t fallback) {
    const Json* value = find(key);
    return value && value->isInteger() ? value->asInteger() : fallback;
}

void GgufSettings::tell(std::string_view key, std::string_view own, Json& config) {
    if (const Json* value = find(key)) config[own] = *value;
}

int64_t GgufSettings::rows(const std::string& tensor) const {
    const GgufFile::Tensor* stored = file_.tensor(tensor);
    return stored && !stored->shape.empty() ? stored->shape.front() : 0;
}

std::vector<float> GgufSettings::numbers(const std::string& tensor) const {
    const GgufFile::Tensor* stored = file_.tensor(tensor);
    if (!stored || std::string_view(stored->type->name) != "F32") return {};
    std::vector<float> numbers(stored->bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), stored->bytes.data(), stored->bytes.size());
    return numbers;
}

int64_t GgufSettings::headSize() {
    const int64_t heads = whole("attention.head_count", 0), width = whole("embedding_length", 0);
    return whole("attention.key_length", heads > 0 ? width / heads : 0);
}

std::vector<std::string> GgufSettings::unasked() const {
    std::vector<std::string> keys;
    for (const auto& [key, neutral] : kChanging) {
        const Json* value = asked_.contains(key) ? nullptr : file_.find(prefix_ + std::string(key));
        const bool says = value && (value->isNumber() ? value->asNumber() != neutral : !value->isBool() || value->asBool() != (neutral != 0));
        if (says) keys.push_back(prefix_ + std::string(key));
    }
    const Json *keyLength = file_.find(prefix_ + "attention.key_length"), *valueLength = file_.find(prefix_ + "attention.value_length");
    if (keyLength && valueLength && !(*keyLength == *valueLength)) keys.push_back(prefix_ + "attention.value_length");
    return keys;
}

void GgufForm::call(std::string_view gguf, std::string_view published) {
    const auto known = std::find_if(layer.begin(), layer.end(), [&](const Name& name) { return name.gguf == gguf; });
    if (known == layer.end()) layer.push_back({gguf, published});
    else known->published = published;
}

GgufForm llamaLikeForm(GgufSettings& file) {
    GgufForm form;
    form.model = {{"token_embd", "model.embed_tokens"}, {"output_norm", "model.norm"}, {"output", "lm_head"}};
    form.layer = {{"attn_norm", "input_layernorm"},
                  {"ffn_norm", "post_attention_layernorm"},
                  {"attn_q", "self_attn.q_proj"},
                  {"attn_k", "self_attn.k_proj"},
                  {"attn_v", "self_attn.v_proj"},
                  {"attn_output", "self_attn.o_proj"},
                  {"attn_q_norm", "self_attn.q_norm"},
                  {"attn_k_norm", "self_attn.k_norm"},
                  {"ffn_gate", "mlp.gate_proj"},
                  {"ffn_up", "mlp.up_proj"},
                  {"ffn_down", "mlp.down_proj"}};
    tellRotation(file, form.config);
    return form;
}

GgufForm pairedForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.pairedRows = true;
    // Without a head's own size, what is turned is all of it.
    if (!file.find("attention.key_length") && file.find("rope.dimension_count")) {
        file.tell("rope.dimension_count", "head_dim", form.config);
        std::erase_if(form.config.asObject(), [](const Json::Member& member) { return member.first == "partial_rotary_factor"; });
    }
    return form;
}

GgufForm gemmaForm(GgufSettings& file) {
    GgufForm form = llamaLikeForm(file);
    form.normsPlusOne = true;
    return form;
}

GgufForm gemma2Form(GgufSettings& file, int64_t largest) {
    GgufForm form = gemmaForm(file);
    form.call("post_attention_norm", "post_attention_layernorm");
    form.call("ffn_norm", "pre_feedforward_layernorm");
    form.call("post_ffw_norm", "post_feedforward_layernorm");
    file.tell("attention.sliding_window", "sliding_window", form.config);
    file.tell("final_logit_softcapping", "final_logit_softcapping", form.config);
    const int64_t heads = std::max<int64_t>(file.whole("attention.head_count", 1), 1);
    const bool shared = file.whole("block_count", 0) == largest;
    form.config["query_pre_attn_scalar"] = shared ? file.whole("embedding_length", 0) / heads : file.headSize();
    return form;
}

void addExperts(GgufForm& form, const GgufForm::Name& router, std::string_view gate, std::string_view up, std::string_view down) {
    form.call(router.gguf, router.published);
    form.call("ffn_gate_exps", gate);
    form.call("ffn_up_exps", up);
    form.call("ffn_down_exps", down);
}

}  // namespace luthier
