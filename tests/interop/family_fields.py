# SPDX-License-Identifier: Apache-2.0
"""Every member of every family's config.json, changed one at a time. Opt-in, a quarter of an hour on one core:

    python tests/interop/family_fields.py BUILD [NAME…]        # torch 2.13.0, transformers 5.23.0

BUILD is the folder with the test programs. Of each golden case of a family (tests/golden/families, and with heads for labels tests/golden/classifiers, encoders
among them; NAME or answers_NAME) each member that Transformers writes gets other values, null, or is left out; members of what it says of RoPE too; and words
that other families or older files know are put in beside them. Where Transformers can run what comes out, it must be read here as it reads it (names, shapes, logits
within 2e-5), or be refused by name. What is refused is listed.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch
import transformers

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "golden" / "fields"))
import make_field_golden as fields  # noqa: E402

# Words about the file, its training or its use.
ASIDE = {"architectures", "model_type", "transformers_version", "dtype", "torch_dtype", "use_cache", "label2id", "problem_type", "chunk_size_feed_forward",
         "output_attentions", "output_hidden_states", "return_dict", "initializer_range", "_name_or_path", "router_aux_loss_coef", "bos_token_id", "eos_token_id",
         "cls_token_id", "sep_token_id"}
STRETCHED = [{"rope_type": "linear", "factor": 2.0}, {"type": "linear", "factor": 2.0}, {"rope_type": "dynamic", "factor": 2.0},
             {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 8}, {"rope_type": "yarn", "factor": 4.0, "truncate": False, "beta_fast": 4.0},
             {"rope_type": "yarn", "factor": None, "original_max_position_embeddings": 16, "mscale": 0.7, "mscale_all_dim": 1.2},
             {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16},
             {"rope_type": "default", "rope_theta": 33.0, "partial_rotary_factor": 0.5}, {"rope_type": "default", "mrope_section": [1, 1, 1]},
             {"full_attention": {"rope_type": "default", "rope_theta": 33.0}, "sliding_attention": {"rope_type": "default", "rope_theta": 55.0}},
             {"full_attention": {"rope_type": "linear", "factor": 2.0}, "sliding_attention": None},
             {"rope_type": "proportional", "factor": 2.0, "partial_rotary_factor": 0.5}]
# What other families, older files or Transformers in general know.
WORDS = {"head_dim": [4, 8], "rope_theta": [33.0], "partial_rotary_factor": [0.5], "rotary_pct": [0.5], "rotary_emb_base": [33.0], "rope_pct": [0.5], "rotary_dim": [4], "rope_local_base_freq": [33.0],
         "global_rope_theta": [33.0], "local_rope_theta": [33.0], "rope_scaling": STRETCHED, "rope_parameters": STRETCHED, "original_max_position_embeddings": [16],
         "hidden_size": [24], "n_embd": [24], "n_embed": [24], "dim": [24], "d_model": [24], "n_layer": [1, 3], "n_layers": [1, 3], "num_hidden_layers": [1, 3], "num_attention_heads": [2], "n_head": [2],
         "n_heads": [2], "num_key_value_heads": [1], "num_kv_heads": [1], "n_head_kv": [1], "intermediate_size": [20], "n_inner": [20], "ffn_hidden_size": [20], "hidden_dim": [20],
         "max_position_embeddings": [40], "n_positions": [40], "n_ctx": [40], "num_experts": [3], "num_local_experts": [3], "num_experts_per_tok": [1], "moe_intermediate_size": [12],
         "sliding_window": [5], "use_sliding_window": [True], "sliding_window_pattern": [2], "max_window_layers": [1], "local_attention": [6], "global_attn_every_n_layers": [2], "attention_chunk_size": [5],
         "layer_types": ["sliding", "full", "attention", "chunked"], "no_rope_layers": [[0, 1, 1]], "no_rope_layer_interval": [2], "mlp_only_layers": [[0]], "decoder_sparse_step": [2],
         "attention_bias": [True], "mlp_bias": [True], "use_bias": [True], "bias": [True], "qkv_bias": [True], "use_qkv_bias": [True], "norm_bias": [True], "classifier_bias": [True],
         "attn_logit_softcapping": [2.0], "final_logit_softcapping": [2.0], "logit_scale": [0.3], "logits_scaling": [2.0], "embedding_multiplier": [2.0], "residual_multiplier": [0.5],
         "attention_multiplier": [0.5], "query_pre_attn_scalar": [5], "scale_embedding": [True], "use_qk_norm": [True], "qk_layernorm": [True], "clip_qkv": [0.3], "use_parallel_residual": [True, False],
         "parallel_attn": [True, False], "new_decoder_architecture": [True], "multi_query": [False], "alibi": [True], "num_ln_in_parallel_attn": [1, 2], "apply_residual_connection_post_layernorm": [True],
         "is_causal": [False, True], "is_decoder": [True], "is_encoder_decoder": [True], "add_cross_attention": [True], "use_bidirectional_attention": [True], "per_layer_config": [{"0": {"intermediate_size": 20}}],
         "position_embedding_type": ["relative_key"], "sinusoidal_pos_embds": [True], "hidden_act": ["relu"], "hidden_activation": ["relu"], "activation_function": ["relu"], "activation": ["relu"],
         "rms_norm_eps": [0.25], "layer_norm_eps": [0.25], "layer_norm_epsilon": [0.25], "norm_epsilon": [0.25], "norm_eps": [0.25], "norm_topk_prob": [True, False], "pretraining_tp": [2], "slow_but_exact": [True],
         "tie_word_embeddings": [True, False, None], "pad_token_id": [0, 1, 5, None], "num_labels": [5], "id2label": [{"0": "a", "1": "b"}], "problem_type": ["regression", "multi_label_classification"],
         "classifier_pooling": ["mean"], "classifier_activation": ["relu"], "scale_attn_weights": [False], "scale_attn_by_inverse_layer_idx": [True], "reorder_and_upcast_attn": [True], "type_vocab_size": [3],
         "embedding_size": [20], "unpadded_vocab_size": [40], "vocab_size": [50], "output_router_logits": [True], "router_jitter_noise": [0.5]}

OF_LABELS = ["pad_token_id", "num_labels", "id2label", "problem_type", "classifier_pooling", "is_causal", "tie_word_embeddings", "layer_types", "per_layer_config"]


def others(value):
    """Other values of a member."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value * 2, 0]
    if isinstance(value, float):
        return [value * 1.5 + 0.125]
    if isinstance(value, str):
        return ["relu", "gelu", "silu", "gelu_new", "quick_gelu", "relu2", "gelu_10", "tanh"]
    return [True, 2, 0.5] if value is None else []


def layers(kind, count):
    names = {"sliding": ["sliding_attention", "full_attention"], "full": ["full_attention"], "attention": ["attention"], "chunked": ["chunked_attention", "full_attention"]}[kind]
    return [names[layer % len(names)] for layer in range(count)]


def inner(key, value):
    """The same for what stands inside a member."""
    for name, old in value.items():
        for other in others(old) + ([None] if old is not None else []) + [fields.GONE]:
            yield f"{key}.{name}: {old} -> {other}", {key: fields.changed(value, {name: other})}
        if isinstance(old, dict):
            yield from ((what, {key: value | changed}) for what, changed in inner(name, old))


def changes(settings, words):
    """(in words, members changed)"""
    count = settings.get("num_hidden_layers", settings.get("n_layer", settings.get("n_layers", 2)))
    for key, value in settings.items():
        if key in ASIDE or "dropout" in key or key.endswith("_pdrop"):
            continue
        for other in others(value) + ([None] if value is not None else []) + [fields.GONE]:
            yield f"{key}: {value} -> {'left out' if other is fields.GONE else other}", {key: other}
        if isinstance(value, dict) and key != "id2label":
            yield from inner(key, value)
    for word in words:
        for value in WORDS[word]:
            yield f"{word}: {json.dumps(value)} put in", {word: layers(value, count) if word == "layer_types" else value}
            if word == "rope_scaling":  # as older files have it
                yield f"{word}: {json.dumps(value)} put in, rope_parameters left out", {word: value, "rope_parameters": fields.GONE, "rope_theta": 700.0}
            if word == "layer_types":
                yield f"{word}: {value}, a window and no switch put in", {word: layers(value, count), "sliding_window": 5, "use_sliding_window": fields.GONE}


def cases(name, settings, answers, words, out):
    """One file for every change that Transformers can run."""
    unchanged, ran = fields.case(settings, answers)["logits"], 0
    for number, (what, members) in enumerate(changes(settings, words)):
        try:
            made = fields.case(fields.changed(settings, members), answers)
        except Exception:  # Transformers refuses it, whatever it says
            continue
        heeded = made["logits"] != unchanged
        ran += 1
        (out / f"{name}__{number}.json").write_text(json.dumps({"changed": what + ("" if heeded else " (no other logits)")} | made))
    print(f"{name}: {ran} changes that Transformers runs", flush=True)


def main(build, wanted):
    torch.set_num_threads(1)
    seen = set()
    with tempfile.TemporaryDirectory() as place:
        out = pathlib.Path(place)
        for answers, all_cases, read in ((False, fields.golden.cases, fields.writing), (True, fields.labels.cases, fields.answering)):
            for name, _ in all_cases():
                full = f"answers_{name}" if answers else name
                if wanted and full not in wanted:
                    continue
                settings = read(name)
                kind = settings["model_type"], answers
                first, writes = kind not in seen, (kind[0], False) in seen
                cases(full, settings, answers, [] if not first else OF_LABELS if answers and writes else list(WORDS), out)
                seen.add(kind)
        subprocess.run([build / "bin" / "model_test", "--gtest_filter=FamilyFields.*", "--gtest_brief=1"], env=os.environ | {"LUTHIER_FIELDS": str(out)}, check=True)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
