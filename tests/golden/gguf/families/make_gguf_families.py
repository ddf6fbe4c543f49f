# SPDX-License-Identifier: Apache-2.0
"""Small GGUF files of every family that llama.cpp knows, written as its converter writes them, and the logits of the model they were made of.

    python tests/golden/gguf/families/make_gguf_families.py [NAME…]        # gguf 0.19.0, torch 2.13.0, transformers 5.23.0

A tiny random model of Transformers (weights as in tests/golden/families/make_family_golden.py, matrices rounded to float16) becomes NAME.gguf: names by
gguf's own tensor map, metadata and changes of weights as in conversion/*.py of llama.cpp (norms of Gemma plus one, rows of queries and keys by pairs, all
queries before all keys, experts stacked, GPT-2's matrices turned over). NAME.json holds config.json, tokens and logits; tolerance of the test: 2e-5 of the
largest. Beside each name stands how far Transformers' own reading of the file is from the model, where it can read it.
"""
import json
import logging
import pathlib
import re
import sys
import tempfile

import gguf
import torch
import transformers
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "families"))
from make_family_golden import opened, weight, written_names  # noqa: E402

VOCABULARY = 48
TOKENS = [(5 * i * i + 13 * i + 2) % VOCABULARY for i in range(40)]
ROWS = [0, 3, 17, 29, 39]
ARCHITECTURES = {"cohere": "command-r", "gemma3_text": "gemma3", "qwen3_moe": "qwen3moe", "gpt_neox": "gptneox", "phi": "phi2", "mistral": "llama", "mixtral": "llama"}


def sizes(**more):
    return dict(vocab_size=VOCABULARY, hidden_size=24, intermediate_size=28, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
                max_position_embeddings=128, pad_token_id=0, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False) | more


def rope(kind="default", theta=500.0, **more):
    return dict(rope_type=kind, rope_theta=theta, **more)


def cases():
    t = transformers
    yield "llama", t.LlamaConfig(**sizes(head_dim=8, rope_parameters=rope()))
    yield "llama_linear", t.LlamaConfig(**sizes(head_dim=6, tie_word_embeddings=True, rope_parameters=rope("linear", factor=2.5)))
    yield "llama_yarn", t.LlamaConfig(**sizes(head_dim=8, rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=32)))
    yield "mistral", t.MistralConfig(**sizes(head_dim=8, sliding_window=None, rope_parameters=rope()))
    yield "mixtral", t.MixtralConfig(**sizes(num_local_experts=3, num_experts_per_tok=2, sliding_window=None, head_dim=6, rope_parameters=rope()))
    yield "qwen2", t.Qwen2Config(**sizes(rope_parameters=rope()))
    yield "qwen2_yarn", t.Qwen2Config(**sizes(tie_word_embeddings=True, rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=32)))
    yield "qwen3", t.Qwen3Config(**sizes(head_dim=8, tie_word_embeddings=True, rope_parameters=rope()))
    yield "qwen3_moe", t.Qwen3MoeConfig(**sizes(num_experts=4, num_experts_per_tok=2, moe_intermediate_size=12, head_dim=8, norm_topk_prob=True, rope_parameters=rope()))
    yield "phi3", t.Phi3Config(**sizes(num_key_value_heads=4, sliding_window=12, original_max_position_embeddings=128, rope_parameters=rope()))
    yield "phi3_longrope", t.Phi3Config(**sizes(original_max_position_embeddings=16, sliding_window=None, rope_parameters=rope(
        "longrope", short_factor=[1.0, 1.25], long_factor=[1.5, 3.0], original_max_position_embeddings=16, partial_rotary_factor=0.7)))
    yield "gemma", t.GemmaConfig(**sizes(head_dim=10, num_key_value_heads=1, tie_word_embeddings=True, rope_parameters=rope(theta=10000.0)))
    yield "gemma2", t.Gemma2Config(**sizes(head_dim=8, tie_word_embeddings=True, sliding_window=9, query_pre_attn_scalar=8, attn_logit_softcapping=2.0,
                                           final_logit_softcapping=3.0, rope_parameters=rope(theta=10000.0)))
    yield "gemma3", t.Gemma3TextConfig(**sizes(head_dim=8, tie_word_embeddings=True, sliding_window=9, query_pre_attn_scalar=8, num_hidden_layers=6, intermediate_size=12,
                                               rope_parameters=dict(full_attention=rope("linear", 5000.0, factor=4.0), sliding_attention=rope(theta=10000.0))))
    yield "smollm3", t.SmolLM3Config(**sizes(no_rope_layer_interval=4, tie_word_embeddings=True, num_hidden_layers=4, intermediate_size=12, rope_parameters=rope()))
    yield "granite", t.GraniteConfig(**sizes(embedding_multiplier=3.0, logits_scaling=1.75, residual_multiplier=0.375, attention_multiplier=0.25, rope_parameters=rope()))
    yield "olmo2", t.Olmo2Config(**sizes(rope_parameters=rope()))
    yield "stablelm", t.StableLmConfig(**sizes(hidden_size=32, use_qkv_bias=True, rope_parameters=rope(theta=10000.0, partial_rotary_factor=0.25)))
    yield "stablelm_parallel", t.StableLmConfig(**sizes(hidden_size=32, use_parallel_residual=True, qk_layernorm=True, rope_parameters=rope(theta=10000.0, partial_rotary_factor=0.5)))
    yield "gpt2", t.GPT2Config(vocab_size=VOCABULARY, n_embd=24, n_layer=2, n_head=3, n_positions=64, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    yield "gpt_neox", t.GPTNeoXConfig(**sizes(hidden_size=32, rope_parameters=rope(theta=10000.0, partial_rotary_factor=0.5)))
    yield "gpt_neox_sequential", t.GPTNeoXConfig(**sizes(use_parallel_residual=False, rope_parameters=rope(theta=10000.0, partial_rotary_factor=1.0)))
    falcon = dict(vocab_size=VOCABULARY, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, max_position_embeddings=2048, bos_token_id=1, eos_token_id=2,
                  pad_token_id=0, rope_parameters=rope(theta=10000.0))
    yield "falcon", t.FalconConfig(**falcon)
    yield "falcon_new", t.FalconConfig(**falcon | dict(new_decoder_architecture=True, num_kv_heads=2, tie_word_embeddings=False))
    yield "falcon_new_one_norm", t.FalconConfig(**falcon | dict(new_decoder_architecture=True, num_kv_heads=2, num_ln_in_parallel_attn=1, ffn_hidden_size=40))
    yield "starcoder2", t.Starcoder2Config(**sizes(sliding_window=None, tie_word_embeddings=True, rope_parameters=rope()))
    yield "cohere", t.CohereConfig(**sizes(logit_scale=0.25, tie_word_embeddings=True, rope_parameters=rope()))
    yield "cohere_normed", t.CohereConfig(**sizes(logit_scale=0.25, use_qk_norm=True, tie_word_embeddings=True, rope_parameters=rope()))
    yield "cohere2", t.Cohere2Config(**sizes(logit_scale=0.25, sliding_window=11, num_hidden_layers=4, intermediate_size=12, tie_word_embeddings=True, rope_parameters=rope()))
    yield "bloom", t.BloomConfig(vocab_size=VOCABULARY, hidden_size=24, n_layer=2, n_head=6, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    yield "phi", t.PhiConfig(**sizes(hidden_size=32, intermediate_size=128, rope_parameters=rope(theta=10000.0, partial_rotary_factor=0.5)))


# ---- metadata, as set_gguf_parameters of each class writes them ------------------------------------------------------------------------------------


def rope_of(c):
    parameters = c.get("rope_parameters") or {}
    return parameters.get("full_attention", parameters)


def usual(w, c):
    """TextModel"""
    def first(*keys):
        return next((c[key] for key in keys if c.get(key) is not None), None)

    for value, add in ((first("max_position_embeddings", "n_positions"), w.add_context_length), (first("hidden_size", "n_embd"), w.add_embedding_length),
                       (first("intermediate_size", "n_inner"), w.add_feed_forward_length), (first("num_attention_heads", "n_head"), w.add_head_count),
                       (first("num_key_value_heads"), w.add_head_count_kv), (rope_of(c).get("rope_theta"), w.add_rope_freq_base),
                       (first("rms_norm_eps"), w.add_layer_norm_rms_eps), (first("layer_norm_eps", "layer_norm_epsilon", "norm_epsilon"), w.add_layer_norm_eps),
                       (first("num_local_experts", "num_experts"), w.add_expert_count), (first("num_experts_per_tok"), w.add_expert_used_count),
                       (first("head_dim"), w.add_key_length), (first("head_dim"), w.add_value_length)):
        if value is not None:
            add(value)
    kind, factor = rope_of(c).get("rope_type"), rope_of(c).get("factor")
    if kind == "linear":
        w.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        w.add_rope_scaling_factor(factor)
    if kind == "yarn":
        w.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        w.add_rope_scaling_factor(factor)
        w.add_rope_scaling_orig_ctx_len(rope_of(c)["original_max_position_embeddings"])


def llama(w, c):
    usual(w, c)
    w.add_vocab_size(c["vocab_size"])
    w.add_rope_dimension_count(c.get("head_dim") or c["hidden_size"] // c["num_attention_heads"])


def granite(w, c):
    llama(w, {key: value for key, value in c.items() if key != "head_dim"})
    w.add_attention_scale(c["attention_multiplier"])
    w.add_embedding_scale(c["embedding_multiplier"])
    w.add_residual_scale(c["residual_multiplier"])
    w.add_logit_scale(c["logits_scaling"])


def qwen3moe(w, c):
    usual(w, c)
    w.add_expert_feed_forward_length(c["moe_intermediate_size"])


def gemma(w, c):
    usual(w, {key: value for key, value in c.items() if key != "rope_parameters"})


def gemma2(w, c):
    gemma(w, c)
    w.add_attn_logit_softcapping(c["attn_logit_softcapping"])
    w.add_final_logit_softcapping(c["final_logit_softcapping"])
    w.add_sliding_window(c["sliding_window"])


def gemma3(w, c):
    usual(w, c)
    w.add_sliding_window(c["sliding_window"])


def phi3(w, c):
    usual(w, {key: value for key, value in c.items() if key not in ("head_dim", "rope_parameters")})
    r = rope_of(c)
    turned = int(r.get("partial_rotary_factor", 1.0) * c["hidden_size"]) // c["num_attention_heads"]
    w.add_rope_scaling_orig_ctx_len(c["original_max_position_embeddings"])
    w.add_rope_dimension_count(turned)
    w.add_rope_freq_base(r["rope_theta"])
    w.add_sliding_window(c["sliding_window"] or 0)
    if r.get("long_factor"):
        scale = c["max_position_embeddings"] / c["original_max_position_embeddings"]
        w.add_rope_scaling_attn_factors((1 + torch.log(torch.tensor(scale)) / torch.log(torch.tensor(float(c["original_max_position_embeddings"])))).sqrt().item())
        for name in ("long", "short"):
            w.add_tensor(f"rope_factors_{name}.weight", torch.tensor(r[f"{name}_factor"], dtype=torch.float32).numpy())


def partly_turned(w, c):
    """StableLM, Phi, GPT-NeoX: no base of the rotation, but how much is turned."""
    usual(w, {key: value for key, value in c.items() if key not in ("head_dim", "rope_parameters")})
    w.add_rope_dimension_count(int(rope_of(c)["partial_rotary_factor"] * (c["hidden_size"] // c["num_attention_heads"])))
    if "use_parallel_residual" in c:
        w.add_parallel_residual(c["use_parallel_residual"])


def gpt2(w, c):
    usual(w, c | {"n_inner": 4 * c["n_embd"]})


def falcon(w, c):
    w.add_context_length(2048)
    w.add_tensor_data_layout("jploski")
    w.add_embedding_length(c["hidden_size"])
    w.add_feed_forward_length(4 * c["hidden_size"])
    w.add_head_count(c["num_attention_heads"])
    w.add_head_count_kv(c["num_kv_heads"] if c["new_decoder_architecture"] else 1)
    w.add_layer_norm_eps(c["layer_norm_epsilon"])


def cohere(w, c):
    usual(w, c)
    w.add_logit_scale(c["logit_scale"])
    w.add_rope_scaling_type(gguf.RopeScalingType.NONE)


def cohere2(w, c):
    cohere(w, {key: value for key, value in c.items() if key != "head_dim"})
    w.add_sliding_window(c["sliding_window"])
    w.add_vocab_size(c["vocab_size"])
    w.add_rope_dimension_count(c["hidden_size"] // c["num_attention_heads"])


def bloom(w, c):
    w.add_context_length(2048)
    w.add_embedding_length(c["hidden_size"])
    w.add_feed_forward_length(4 * c["hidden_size"])
    w.add_head_count(c["n_head"])
    w.add_head_count_kv(c["n_head"])
    w.add_layer_norm_eps(c["layer_norm_epsilon"])


METADATA = {"llama": llama, "mistral": llama, "mixtral": llama, "smollm3": llama, "granite": granite, "qwen2": usual, "qwen3": usual, "qwen3_moe": qwen3moe,
            "gemma": gemma, "gemma2": gemma2, "gemma3_text": gemma3, "phi3": phi3, "olmo2": usual, "stablelm": partly_turned, "phi": partly_turned,
            "gpt_neox": partly_turned, "gpt2": gpt2, "falcon": falcon, "starcoder2": usual, "cohere": cohere, "cohere2": cohere2, "bloom": bloom}


# ---- weights, as modify_tensors of each class changes them -------------------------------------------------------------------------------------------


def paired(x, heads):
    return x.reshape(heads, 2, x.shape[0] // heads // 2, *x.shape[1:]).swapaxes(1, 2).reshape(x.shape)


def changed(c, tensors):
    """name -> tensor under the names that gguf's map knows."""
    kind, stacks = c["model_type"], {}
    heads = c.get("num_attention_heads") or c.get("n_head")
    for name, x in tensors.items():
        if kind in ("llama", "mistral", "mixtral", "smollm3", "granite") and re.search(r"\.[qk]_proj\.", name):
            x = paired(x, heads if ".q_proj." in name else c["num_key_value_heads"])
        if kind.startswith("gemma") and name.endswith("norm.weight"):
            x = x + 1
        if kind == "gpt2" and re.search(r"(c_attn|c_proj|c_fc)\.weight", name):
            x = x.T
        if kind in ("gpt_neox", "bloom") and "query_key_value" in name:
            size = x.shape[0] // heads // 3
            x = torch.cat([x.reshape(heads, 3, size, *x.shape[1:])[:, i].reshape(heads * size, *x.shape[1:]) for i in range(3)])
        if kind == "falcon" and "query_key_value" in name:
            groups = c["num_kv_heads"] if c["new_decoder_architecture"] else 1
            qkv = x.reshape(groups, heads // groups + 2, c["hidden_size"] // heads, *x.shape[1:])
            x = torch.cat([part.reshape(-1, *x.shape[1:]) for part in (qkv[:, :-2], qkv[:, -2:-1], qkv[:, -1:])])
        if kind == "bloom":
            name = name.removeprefix("transformer.")
        stack = re.fullmatch(r"(.*)\.(?:experts|norms)\.(\d+)\.?(.*)", name)
        if not stack:
            yield name, x
            continue
        before, place, after = stack.groups()
        if ".block_sparse_moe" in before:
            before = before.replace("model.", "").replace(".block_sparse_moe", ".feed_forward")
        whole = f"{before}.experts.{after}" if "norm" not in before else f"{before}.{after}"
        stacks.setdefault(whole, []).append((int(place), x))
    for name, pieces in stacks.items():
        yield name, torch.stack([x for _, x in sorted(pieces, key=lambda one: one[0])])


def write(file, c, tensors):
    architecture = ARCHITECTURES.get(c["model_type"], c["model_type"])
    arch = next(key for key, value in gguf.MODEL_ARCH_NAMES.items() if value == architecture)
    layers = c.get("num_hidden_layers") or c["n_layer"]
    names = gguf.get_tensor_name_map(arch, layers)
    w = gguf.GGUFWriter(file, architecture)
    w.add_block_count(layers)
    METADATA[c["model_type"]](w, c)
    w.add_tokenizer_model("gpt2")
    w.add_token_list([chr(33 + i) for i in range(VOCABULARY)])
    w.add_token_merges([])
    w.add_bos_token_id(1)
    w.add_eos_token_id(2)
    w.add_pad_token_id(0)
    for name, x in changed(c, tensors):
        own = names.get_name(name, try_suffixes=(".weight", ".bias"))
        assert own, name
        w.add_tensor(own, (x.half() if x.ndim > 1 and "norm" not in own else x.float()).contiguous().numpy())
        if c["model_type"] == "gpt2" and own == "token_embd.weight":
            w.add_tensor("output.weight", x.half().numpy())
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def logits(model):
    with torch.no_grad():
        return model(torch.tensor([TOKENS]), use_cache=False).logits[0].float()


def as_read(file, wanted):
    try:
        model = transformers.AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32).eval()
        return f"{float((logits(model) - wanted).abs().max() / wanted.abs().max()):.1e}"
    except Exception as refused:  # whatever it is: this is said, not judged
        return f"not read ({type(refused).__name__})"


def make(name, config):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        tensors = {n: weight(n, s) for n, s in written_names(config, folder).items()}
        tensors = {n: x.half().float() if x.ndim > 1 and "norm" not in n.split(".")[-2] else x for n, x in tensors.items()}
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        wanted = logits(opened(folder))
        settings = json.loads((folder / "config.json").read_text())
    write(HERE / f"{name}.gguf", config.to_dict(), tensors)
    told = {"made by": "make_gguf_families.py, gguf 0.19.0, torch 2.13.0, transformers 5.23.0", "config": settings, "tokens": TOKENS, "rows": ROWS,
            "logits": [[round(x, 7) for x in wanted[row].tolist()] for row in ROWS]}
    (HERE / f"{name}.json").write_text(json.dumps(told) + "\n")
    print(f"{name:24} {(HERE / name).with_suffix('.gguf').stat().st_size:7} bytes; Transformers' reading is off by {as_read(HERE / f'{name}.gguf', wanted)}", flush=True)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    logging.disable(logging.WARNING)
    for name, config in cases():
        if not sys.argv[1:] or name in sys.argv[1:]:
            make(name, config)
