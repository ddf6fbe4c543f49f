# SPDX-License-Identifier: Apache-2.0
"""Golden logits, losses and gradients of tiny Llama and Qwen2 models, from the reference library.

    python tests/golden/model/make_model_golden.py        # torch 2.13.0, transformers 5.23.0

Writes one NAME.json (config.json of the model, tokens, labels, sample borders) and one NAME.safetensors (expected numbers, float32) per case.
Weights are not stored: both sides fill tensor number n (in the order of the published checkpoint: sorted as listed in the json) with
value(n, i) = amplitude * (h(n * 2654435761 + i) / 2^31 - 1), h = a 32-bit mix, and norms with 1 + that; see weight() here and in decoder_test.cpp.
Tolerances of the test: logits 2e-5 of the largest, loss 1e-6 relative + 1e-6, gradients 1e-4 relative L2.
"""
import json
import pathlib

import numpy
import torch
import transformers
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
SAMPLES = [[3, 17, 5, 40, 22, 9, 61, 2, 33, 8, 50], [7], [12, 60, 1], [5, 5, 44, 31, 2, 19, 27, 38, 14, 6, 59, 21, 11, 48, 0, 36, 30, 25, 4]]


def mixed(x):
    x = numpy.asarray(x, dtype=numpy.uint64) & 0xFFFFFFFF
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x ^= x >> numpy.uint64(shift)
        x = (x * numpy.uint64(factor)) & numpy.uint64(0xFFFFFFFF)
    return x ^ (x >> numpy.uint64(16))


def weight(number, shape, is_norm):
    count = int(numpy.prod(shape))
    counter = (number * 2654435761 + numpy.arange(count, dtype=numpy.uint64)) & 0xFFFFFFFF
    values = mixed(counter).astype(numpy.float64) / 2.0**31 - 1
    values = 1 + 0.25 * values if is_norm else 0.2 * values
    return torch.tensor(values.astype(numpy.float32)).reshape(tuple(shape))


def labels_of(tokens, sample):
    """Every third token is not learnt."""
    return [-100 if (i + sample) % 3 == 0 else t for i, t in enumerate(tokens)]


def make(name, config, long=False):
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(config, attn_implementation="eager").float()
    names = [n for n, _ in model.named_parameters()]
    with torch.no_grad():
        for number, (n, p) in enumerate(model.named_parameters()):
            p.copy_(weight(number, p.shape, n.endswith("norm.weight")))
    samples = [[(7 * i + 3 * (i // 64) + 1) % config.vocab_size for i in range(300)]] if long else SAMPLES
    logits, total, count = [], 0.0, 0
    for index, tokens in enumerate(samples):
        out = model(torch.tensor([tokens])).logits[0]
        logits.append(out.detach())
        target = torch.tensor(labels_of(tokens, index))[1:]
        if len(target):
            total = total + torch.nn.functional.cross_entropy(out[:-1].float(), target, ignore_index=-100, reduction="sum")
            count += int((target != -100).sum())
    total.backward()
    wanted = [n for n in names if "layers.0." in n or "layers" not in n]
    tensors = {"logits": torch.cat(logits)[-40:].contiguous()}
    tensors |= {"gradient." + n: p.grad.contiguous() for n, p in model.named_parameters() if n in wanted}
    prompt = samples[0][:9]
    greedy = model.generate(torch.tensor([prompt]), max_new_tokens=12, do_sample=False, eos_token_id=None, pad_token_id=0)[0, len(prompt):]
    save_file(tensors, HERE / f"{name}.safetensors")
    case = {"made by": "make_model_golden.py, torch 2.13.0, transformers 5.23.0", "config": json.loads(config.to_json_string(use_diff=False)),
            "names": names, "samples": samples, "labels": [labels_of(t, i) for i, t in enumerate(samples)],
            "loss_sum": float(total.double()), "count": count, "prompt": prompt, "greedy": greedy.tolist()}
    case["config"] = {k: v for k, v in case["config"].items() if k in KEYS}
    (HERE / f"{name}.json").write_text(json.dumps(case, indent=None) + "\n")


KEYS = {"model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim",
        "max_position_embeddings", "rms_norm_eps", "rope_parameters", "rope_theta", "rope_scaling", "tie_word_embeddings", "attention_bias", "mlp_bias",
        "hidden_act", "attention_dropout", "initializer_range", "dtype"}
SMALL = dict(vocab_size=64, hidden_size=36, intermediate_size=52, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
             max_position_embeddings=512, rms_norm_eps=1e-5)

if __name__ == "__main__":
    llama, qwen2 = transformers.LlamaConfig, transformers.Qwen2Config
    make("llama_tied_head24", llama(**SMALL | dict(head_dim=24, tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 500.0})))
    make("llama_untied_kv1_bias", llama(**SMALL | dict(head_dim=10, num_key_value_heads=1, tie_word_embeddings=False, attention_bias=True, mlp_bias=True)))
    make("llama3_rope_long", llama(**SMALL | dict(head_dim=16, tie_word_embeddings=True, rope_parameters={
        "rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64})), long=True)
    make("qwen2_tied", qwen2(**SMALL | dict(hidden_size=40, num_attention_heads=5, num_key_value_heads=5, tie_word_embeddings=True,
                                            rope_parameters={"rope_type": "default", "rope_theta": 1000000.0})))
    make("qwen2_untied_gqa", qwen2(**SMALL | dict(hidden_size=32, num_key_value_heads=1, tie_word_embeddings=False)))
