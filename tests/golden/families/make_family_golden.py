# SPDX-License-Identifier: Apache-2.0
"""Golden logits, gradients, answers and 10-step curves of tiny models of every family, from the reference libraries.

    python tests/golden/families/make_family_golden.py [NAME…]        # torch 2.13.0, transformers 5.23.0, peft 0.21.2

Writes one NAME.json per case: config.json, the names and shapes Transformers saves, and expected numbers. Weights are not stored: both sides fill
tensor NAME with value(hash(NAME), i) = h(hash + i) / 2^31 - 1, h a 32-bit mix and hash FNV-1a of the name, times 0.2, norms with 1 + 0.25 times that
(see weight() here and tests/support/torch_family.h). The weights go through a safetensors file, so that the names are those which from_pretrained reads.
Gradients are kept as their norm and four products with such numbers. Tolerances of the tests: logits 2e-5 of the largest, loss 1e-6 relative,
gradients 1e-4 of the norm, curves 1e-4 relative, answers equal.
"""
import json
import pathlib
import sys
import tempfile

import numpy
import torch
import transformers
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).parent
VOCABULARY, STEPS, RATE, RANK = 63, 10, {"full": 5e-4, "lora": 3e-3, "freeze": 1e-3}, 3
SAMPLES = [[(7 * i * i + 3 * i + 11) % VOCABULARY for i in range(11)], [7], [12, 60, 1], [(5 * i * i + 13 * i + 2) % VOCABULARY for i in range(41)]]
ROWS = [0, 5, 10, 11, 12, 14, 15, 20, 31, 40, 46, 55]  # of all samples' logits, end to end


def mixed(x):
    x = numpy.asarray(x, dtype=numpy.uint64) & 0xFFFFFFFF
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x ^= x >> numpy.uint64(shift)
        x = (x * numpy.uint64(factor)) & numpy.uint64(0xFFFFFFFF)
    return x ^ (x >> numpy.uint64(16))


def hashed(name):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def values(name, shape):
    counter = (hashed(name) + numpy.arange(int(numpy.prod(shape)), dtype=numpy.uint64)) & 0xFFFFFFFF
    return (mixed(counter).astype(numpy.float64) / 2.0**31 - 1).reshape(tuple(shape))


def is_norm(name, shape):
    return name.endswith(".weight") and (len(shape) == 1 or "norm" in name.split(".")[-2])


def weight(name, shape):
    x = values(name, shape)
    return torch.tensor((1 + 0.25 * x if is_norm(name, shape) else 0.2 * x).astype(numpy.float32)).contiguous()


def written_names(config, folder):
    """What Transformers saves: the published names and shapes."""
    transformers.AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    return {n: list(t.shape) for n, t in load_file(folder / "model.safetensors").items()}


def opened(folder):
    torch.manual_seed(0)
    model, info = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"] and not info["mismatched_keys"], info
    return model.eval()  # without the base model's own dropout


def labels_of(tokens, sample):
    """Every third token is not learnt."""
    return [-100 if (i + sample) % 3 == 0 else t for i, t in enumerate(tokens)]


def loss_of(model, tokens, labels):
    logits = model(torch.tensor([tokens]), use_cache=False).logits[0].float()
    if len(tokens) < 2:
        return logits, 0.0, 0
    target = torch.tensor(labels[1:])
    return logits, torch.nn.functional.cross_entropy(logits[:-1], target, ignore_index=-100, reduction="sum"), int((target != -100).sum())


def gradients(model, renamed):
    result = {}
    for name, parameter in model.named_parameters():
        if parameter.grad is None:
            continue
        for n, g in renamed(name, parameter.grad):
            products = [float((g.double() * torch.tensor(values(f"{n}#{k}", g.shape))).sum()) for k in range(4)]
            result[n] = [float(g.double().norm())] + products
    return result


def as_published(names):
    """Transformers 5 holds all experts in one tensor; the file holds one each."""
    def renamed(name, gradient):
        if name in names:
            return [(name, gradient)]
        if name == "lm_head.weight":  # Pythia's files call it so
            return [("embed_out.weight", gradient)]
        if name.endswith("mlp.gate.weight"):
            return [(name.replace(".mlp.gate.", ".block_sparse_moe.gate."), gradient)]
        pieces = []
        for expert, each in enumerate(gradient):
            if name.endswith("experts.down_proj"):
                parts = {"down_proj": each, "w2": each}
            else:
                gate, up = each.chunk(2)
                parts = {"gate_proj": gate, "up_proj": up, "w1": gate, "w3": up}
            stem = name.rsplit(".", 1)[0]
            for part, g in parts.items():
                for candidate in (f"{stem}.{expert}.{part}.weight", f"{stem.replace('.mlp.', '.block_sparse_moe.')}.{expert}.{part}.weight"):
                    if candidate in names:
                        pieces.append((candidate, g))
        return pieces
    return renamed


def curve(model, kind, samples):
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    matrices = [p for n, p in learning if p.ndim > 1 and "norm" not in n]
    rest = [p for n, p in learning if not (p.ndim > 1 and "norm" not in n)]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}], lr=RATE[kind])
    losses = []
    for _ in range(STEPS):
        total, parts = 0, []
        for index, tokens in enumerate(samples):
            _, loss, count = loss_of(model, tokens, labels_of(tokens, index))
            total += count
            parts.append(loss)
        mean = sum(parts) / total
        losses.append(float(mean))
        mean.backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in learning], 1.0)
        optimizer.step()
        optimizer.zero_grad()
    return losses


def adapted(folder, targets="all-linear"):
    model = get_peft_model(opened(folder), LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=targets, task_type="CAUSAL_LM")).eval()
    names = {}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if ".lora_" in name:
                published = name.replace(".default", "")
                names[published] = list(parameter.shape)
                parameter.copy_(torch.tensor((0.2 * values(published, parameter.shape)).astype(numpy.float32)))
    return model, names


def frozen(model):
    last = f".{model.config.num_hidden_layers - 1}."
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(last in name and (".layers" + last in name or ".h" + last in name))
    return model


def make(name, config, samples=SAMPLES, rows=ROWS, prompt=9, lora="all-linear"):
    config.vocab_size = VOCABULARY
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        names = written_names(config, folder)
        save_file({n: weight(n, s) for n, s in names.items()}, folder / "model.safetensors", metadata={"format": "pt"})
        model = opened(folder)
        logits, total, count = [], 0.0, 0
        for index, tokens in enumerate(samples):
            out, loss, some = loss_of(model, tokens, labels_of(tokens, index))
            logits.append(out.detach())
            total, count = total + loss, count + some
        total.backward()
        every = torch.cat(logits)
        begin = samples[0][:prompt]
        greedy = list(begin)
        for _ in range(12):  # by whole forwards: what a cache gives must agree
            greedy.append(int(model(torch.tensor([greedy]), use_cache=False).logits[0, -1].argmax()))
        case = {"made by": "make_family_golden.py, torch 2.13.0, transformers 5.23.0, peft 0.21.2",
                "config": json.loads((folder / "config.json").read_text()), "tensors": names, "samples": samples,
                "labels": [labels_of(t, i) for i, t in enumerate(samples)], "rows": rows, "logits": [[round(x, 7) for x in every[r].tolist()] for r in rows],
                "argmax": every.argmax(1).tolist(), "loss_sum": float(total), "count": count, "gradients": gradients(model, as_published(names)),
                "prompt": begin, "greedy": greedy[len(begin):], "rank": RANK, "alpha": 2 * RANK, "rates": RATE, "targets": lora, "curves": {}}
        case["curves"]["full"] = curve(opened(folder), "full", samples)
        case["curves"]["freeze"] = curve(frozen(opened(folder)), "freeze", samples)
        if lora:
            model, case["adapter"] = adapted(folder, lora)
            case["adapter_loss_sum"] = float(sum(loss_of(model, t, labels_of(t, i))[1] for i, t in enumerate(samples)))
            case["curves"]["lora"] = curve(model, "lora", samples)
    (HERE / f"{name}.json").write_text(json.dumps(case, indent=None) + "\n")
    print(name, (HERE / f"{name}.json").stat().st_size, "bytes")


def sizes(**more):
    return dict(vocab_size=VOCABULARY, hidden_size=36, intermediate_size=52, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
                max_position_embeddings=128, pad_token_id=0, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False) | more


def rope(kind="default", theta=500.0, **more):
    return dict(rope_type=kind, rope_theta=theta, **more)


def cases():
    t = transformers
    yield "llama", lambda: t.LlamaConfig(**sizes(head_dim=10, attention_bias=True, mlp_bias=True, rope_parameters=rope()))
    yield "llama_linear", lambda: t.LlamaConfig(**sizes(head_dim=12, rope_parameters=rope("linear", factor=2.5)))
    yield "llama_dynamic", lambda: t.LlamaConfig(**sizes(head_dim=12, max_position_embeddings=16, rope_parameters=rope("dynamic", factor=2.0)))
    yield "llama_yarn", lambda: t.LlamaConfig(**sizes(head_dim=24, rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=32)))
    yield "llama3", lambda: t.LlamaConfig(**sizes(head_dim=24, tie_word_embeddings=True, rope_parameters=rope(
        "llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)))
    yield "qwen2", lambda: t.Qwen2Config(**sizes(hidden_size=40, num_attention_heads=5, num_key_value_heads=1, rope_parameters=rope()))
    yield "qwen2_window", lambda: t.Qwen2Config(**sizes(use_sliding_window=True, sliding_window=7, max_window_layers=1, hidden_size=40,
                                                        rope_parameters=rope()))
    yield "mistral", lambda: t.MistralConfig(**sizes(head_dim=10, sliding_window=8, rope_parameters=rope()))
    yield "mistral_full", lambda: t.MistralConfig(**sizes(head_dim=8, sliding_window=None, tie_word_embeddings=True, rope_parameters=rope()))
    yield "qwen3", lambda: t.Qwen3Config(**sizes(head_dim=14, rope_parameters=rope()))
    yield "qwen3_window", lambda: t.Qwen3Config(**sizes(head_dim=14, attention_bias=True, use_sliding_window=True, sliding_window=9, max_window_layers=0,
                                                        tie_word_embeddings=True, num_key_value_heads=4, rope_parameters=rope()))
    long = rope("longrope", short_factor=[1.0, 1.1, 1.3], long_factor=[1.5, 3.0, 6.0], original_max_position_embeddings=16)
    yield "phi3", lambda: t.Phi3Config(**sizes(hidden_size=40, num_key_value_heads=4, sliding_window=12, rope_parameters=rope()))
    yield "phi3_longrope", lambda: t.Phi3Config(**sizes(hidden_size=40, tie_word_embeddings=True, original_max_position_embeddings=16, rope_parameters=dict(
        long, partial_rotary_factor=0.6)))
    yield "gemma", lambda: t.GemmaConfig(**sizes(head_dim=10, num_key_value_heads=1, tie_word_embeddings=True, rope_parameters=rope()))
    yield "gemma2", lambda: t.Gemma2Config(**sizes(head_dim=10, tie_word_embeddings=True, sliding_window=9, query_pre_attn_scalar=7, num_hidden_layers=3,
                                                   attn_logit_softcapping=2.0, final_logit_softcapping=3.0, rope_parameters=rope()))
    yield "gemma3", lambda: t.Gemma3TextConfig(**sizes(head_dim=10, tie_word_embeddings=True, sliding_window=9, query_pre_attn_scalar=12, num_hidden_layers=3,
                                                       layer_types=["sliding_attention", "full_attention", "sliding_attention"], rope_parameters=dict(
        full_attention=rope("linear", 5000.0, factor=4.0), sliding_attention=rope(theta=100.0))))
    yield "smollm3", lambda: t.SmolLM3Config(**sizes(no_rope_layer_interval=2, tie_word_embeddings=True, num_hidden_layers=3, hidden_size=40,
                                                     rope_parameters=rope()))
    yield "granite", lambda: t.GraniteConfig(**sizes(hidden_size=40, embedding_multiplier=3.0, logits_scaling=1.7, residual_multiplier=0.4, attention_multiplier=0.2,
                                                     attention_bias=True, rope_parameters=rope()))
    yield "olmo2", lambda: t.Olmo2Config(**sizes(hidden_size=40, rope_parameters=rope()))
    yield "stablelm", lambda: t.StableLmConfig(**sizes(hidden_size=64, use_qkv_bias=True, rope_parameters=rope()))
    yield "stablelm_parallel", lambda: t.StableLmConfig(**sizes(hidden_size=64, use_parallel_residual=True, qk_layernorm=True, rope_parameters=rope(
        partial_rotary_factor=0.5)))
    small = dict(vocab_size=VOCABULARY, n_embd=36, n_layer=2, n_head=3, n_positions=64, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    yield "gpt2", lambda: t.GPT2Config(**small)
    yield "gpt2_scaled", lambda: t.GPT2Config(**small | dict(n_inner=44, scale_attn_by_inverse_layer_idx=True, tie_word_embeddings=False,
                                                              activation_function="relu"))
    yield "gpt_neox", lambda: t.GPTNeoXConfig(**sizes(hidden_size=48, rope_parameters=rope(partial_rotary_factor=0.5)))
    yield "gpt_neox_sequential", lambda: t.GPTNeoXConfig(**sizes(hidden_size=40, use_parallel_residual=False, attention_bias=False,
                                                                  hidden_act="gelu_fast", rope_parameters=rope(partial_rotary_factor=1.0)))
    falcon = dict(vocab_size=VOCABULARY, hidden_size=48, num_hidden_layers=2, num_attention_heads=4, max_position_embeddings=128, bos_token_id=1, eos_token_id=2,
                  pad_token_id=0, rope_parameters=rope())
    yield "falcon", lambda: t.FalconConfig(**falcon)
    yield "falcon_new", lambda: t.FalconConfig(**falcon | dict(new_decoder_architecture=True, num_kv_heads=2, ffn_hidden_size=60, tie_word_embeddings=False))
    yield "falcon_new_one_norm", lambda: t.FalconConfig(**falcon | dict(new_decoder_architecture=True, num_kv_heads=2, num_ln_in_parallel_attn=1, bias=True))
    yield "falcon_alibi", lambda: t.FalconConfig(**falcon | dict(num_attention_heads=6, alibi=True, multi_query=False, parallel_attn=False, bias=True))
    yield "starcoder2", lambda: t.Starcoder2Config(**sizes(hidden_size=40, sliding_window=10, tie_word_embeddings=True, rope_parameters=rope()))
    yield "cohere", lambda: t.CohereConfig(**sizes(hidden_size=40, logit_scale=0.3, tie_word_embeddings=True, rope_parameters=rope()))
    yield "cohere_normed", lambda: t.CohereConfig(**sizes(hidden_size=40, logit_scale=0.3, use_qk_norm=True, attention_bias=True, tie_word_embeddings=True,
                                                          rope_parameters=rope()))
    yield "bloom", lambda: t.BloomConfig(vocab_size=VOCABULARY, hidden_size=36, n_layer=2, n_head=6, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    yield "phi", lambda: t.PhiConfig(**sizes(hidden_size=48, rope_parameters=rope(partial_rotary_factor=0.5)))
    yield "phi_normed", lambda: t.PhiConfig(**sizes(hidden_size=48, qk_layernorm=True, tie_word_embeddings=True, rope_parameters=rope(
        partial_rotary_factor=0.5)))
    yield "cohere2", lambda: t.Cohere2Config(**sizes(hidden_size=40, logit_scale=0.3, sliding_window=11, layer_types=["sliding_attention", "full_attention"],
                                                     tie_word_embeddings=True, rope_parameters=rope()))
    yield "mixtral", lambda: t.MixtralConfig(**sizes(num_local_experts=5, num_experts_per_tok=2, sliding_window=20, head_dim=10, rope_parameters=rope()))
    yield "qwen3_moe", lambda: t.Qwen3MoeConfig(**sizes(num_experts=6, num_experts_per_tok=3, moe_intermediate_size=20, head_dim=10, num_hidden_layers=3,
                                                        mlp_only_layers=[1], norm_topk_prob=True, rope_parameters=rope()))
    yield "qwen3_moe_plain", lambda: t.Qwen3MoeConfig(**sizes(num_experts=6, num_experts_per_tok=3, moe_intermediate_size=20, head_dim=10,
                                                              tie_word_embeddings=True, rope_parameters=rope()))


LONG = [[(7 * i + 3 * (i // 64) + 1) % VOCABULARY for i in range(300)]]
# Rather than all-linear: PEFT would also adapt router and experts there, which are no linear maps but tensors of many.
ATTENTION = ["q_proj", "k_proj", "v_proj", "o_proj"]

if __name__ == "__main__":
    wanted = sys.argv[1:]
    for name, config in cases():
        if wanted and name not in wanted:
            continue
        make(name, config(), **(dict(lora=ATTENTION) if "moe" in name or name == "mixtral" else {}))
        if name == "llama3":
            make("llama3_long", config(), samples=LONG, rows=[0, 31, 63, 64, 127, 200, 298, 299], prompt=200)
