# SPDX-License-Identifier: Apache-2.0
"""Golden adapters: what PEFT 0.21.2 saves, answers, learns and merges on a tiny Llama (and a Qwen2 for its biases).

Run in the reference environment (torch 2.13.0, transformers 5.23.0, peft 0.21.2, safetensors 0.8.0):
    python tests/golden/tuning/make_lora_golden.py
Writes, beside this file: base-NAME/ (config.json, model.safetensors) and CASE/ with adapter_config.json and adapter_model.safetensors as PEFT
saved them, and expected.safetensors: tokens, logits, loss (sum over predicted labels), grad.KEY of every learnt tensor, merged_logits.
Tolerances of the test: logits and loss 2e-5 (relative to the largest), gradients 1e-4.
"""
import json
import pathlib
import shutil
import warnings

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

HERE = pathlib.Path(__file__).parent
SIZES = dict(vocab_size=40, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
             max_position_embeddings=64, bos_token_id=1, eos_token_id=2, initializer_range=0.2)
NAMED = {"script": "make_lora_golden.py", "versions": "torch 2.13.0, transformers 5.23.0, peft 0.21.2",
         "tolerance": "logits and loss 2e-5, gradients 1e-4, relative"}
CASES = {
    "all-linear": ("llama", dict(r=4, lora_alpha=8, target_modules="all-linear")),
    "rslora": ("llama", dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"], use_rslora=True)),
    "regex": ("llama", dict(r=3, lora_alpha=5, target_modules=r".*layers\.1\..*\.(q|up)_proj")),
    "patterns": ("llama", dict(r=4, lora_alpha=8, target_modules=["q_proj", "down_proj"], rank_pattern={"layers.0.self_attn.q_proj": 2},
                               alpha_pattern={"down_proj": 3})),
    "embedding": ("llama", dict(r=4, lora_alpha=8, target_modules=["q_proj", "embed_tokens"])),
    "head": ("llama", dict(r=4, lora_alpha=8, target_modules=["o_proj", "lm_head"])),
    "saved": ("llama", dict(r=4, lora_alpha=8, target_modules=["k_proj", "v_proj"], modules_to_save=["lm_head", "norm", "v_proj"])),
    "qwen2": ("qwen2", dict(r=4, lora_alpha=8, target_modules=["q_proj", "k_proj", "gate_proj"], modules_to_save=["v_proj"])),
}


def make_base(name):
    torch.manual_seed(1)
    config = LlamaConfig(**SIZES, tie_word_embeddings=True) if name == "llama" else Qwen2Config(**SIZES, tie_word_embeddings=False)
    model = (LlamaForCausalLM if name == "llama" else Qwen2ForCausalLM)(config).float()
    with torch.no_grad():
        for key, value in model.named_parameters():
            if key.endswith("bias") or "norm" in key:
                value.add_(torch.randn_like(value) * 0.1)
    folder = HERE / f"base-{name}"
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    return folder


def load_base(folder):
    return (LlamaForCausalLM if folder.name.endswith("llama") else Qwen2ForCausalLM).from_pretrained(folder, dtype=torch.float32).eval()


def loss_of(model, tokens):
    logits = model(tokens).logits
    loss = torch.nn.functional.cross_entropy(logits[0, :-1].float(), tokens[0, 1:], reduction="sum")
    return logits[0], loss


def make_case(case, folder, settings):
    torch.manual_seed(2)
    model = get_peft_model(load_base(folder), LoraConfig(task_type="CAUSAL_LM", **settings))
    with torch.no_grad():
        for name, value in model.named_parameters():
            if value.requires_grad:
                value.add_(torch.randn_like(value) * 0.2)
    out = HERE / case
    shutil.rmtree(out, ignore_errors=True)
    model.save_pretrained(out)
    (out / "README.md").unlink(missing_ok=True)
    config = json.loads((out / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = folder.name  # no path of the machine that made it
    if isinstance(config["target_modules"], list):
        config["target_modules"].sort()  # PEFT's set has no order
    (out / "adapter_config.json").write_text(json.dumps(config, indent=2, sort_keys=True))
    model.eval()
    tokens = torch.randint(3, SIZES["vocab_size"], (1, 12))
    logits, loss = loss_of(model, tokens)
    loss.backward()
    saved = load_file(out / "adapter_model.safetensors")
    gradients = {n: p.grad for n, p in model.named_parameters() if p.requires_grad}
    named = get_peft_model_state_dict(model, state_dict={**model.state_dict(), **gradients})
    expected = {"tokens": tokens[0], "logits": logits.detach(), "loss": loss.detach()}
    expected |= {f"grad.{k}": named[k].detach().clone().contiguous() for k in saved if not k.endswith("base_layer.weight")}
    reopened = PeftModel.from_pretrained(load_base(folder), out).eval()
    assert torch.equal(reopened(tokens).logits[0], logits)
    if case not in ("embedding", "head"):  # there PEFT merges into the tied weight and changes the other end's answers as well
        expected["merged_logits"] = reopened.merge_and_unload()(tokens).logits[0].detach()
    save_file(expected, out / "expected.safetensors", metadata=NAMED)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    bases = {name: make_base(name) for name in ("llama", "qwen2")}
    for case, (base, settings) in CASES.items():
        make_case(case, bases[base], settings)
    for file in HERE.rglob("*.safetensors"):
        file.chmod(0o644)
