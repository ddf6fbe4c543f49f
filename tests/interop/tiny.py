# SPDX-License-Identifier: Apache-2.0
"""Tiny models with the real model's tokenizer, made by Transformers, and short runs of every kind of adapter on them."""
import json
import shutil
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

from both import MODEL, WORK, luthier, rows, write_rows

KINDS = {
    "all-linear": {"targets": "all-linear"},
    "rslora": {"targets": "attention", "rslora": True},
    "embedding": {"targets": ["q_proj", "embed_tokens"]},
    "head": {"targets": ["q_proj", "lm_head"]},
    "saved": {"targets": ["q_proj", "k_proj"], "modules_to_save": ["lm_head", "norm"]},
    "qwen2": {"targets": ["q_proj", "down_proj"], "modules_to_save": ["v_proj"]},
    "bfloat16": {"targets": "all-linear"},
}


def make_base(name, tokens):
    """A seeded two-layer model in a folder of its own; the one called bfloat16 is stored so."""
    torch.manual_seed(11)
    sizes = dict(vocab_size=len(tokens), hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
                 max_position_embeddings=1024, bos_token_id=tokens.bos_token_id, eos_token_id=tokens.eos_token_id, pad_token_id=tokens.pad_token_id,
                 initializer_range=0.1)
    network = Qwen2ForCausalLM(Qwen2Config(**sizes)) if name == "qwen2" else LlamaForCausalLM(LlamaConfig(**sizes, tie_word_embeddings=True))
    folder = WORK / "tiny" / f"{name}-base"
    shutil.rmtree(folder, ignore_errors=True)
    network.to(torch.bfloat16 if name == "bfloat16" else torch.float32).save_pretrained(folder)
    for file in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(Path(MODEL) / file, folder / file)
    return folder


def tuned(name, method):
    """The folder of a run of six steps."""
    recipe = {"luthier": 1, "name": name, "model": {"path": str(WORK / "tiny" / f"{name}-base"), "precision": "float32"},
              "data": {"train": [str(write_rows(f"tiny-{name}.jsonl", rows(24)))], "eval": 0},
              "method": {"kind": "lora", "rank": 4, "alpha": 8, **method}, "train": {"steps": 6, "batch_size": 4, "learning_rate": 0.01}, "export": ["peft"]}
    file = WORK / "tiny" / f"{name}.yaml"
    file.write_text(json.dumps(recipe), encoding="utf-8")
    return Path(luthier("run", file, "--events", "jsonl")[-1]["dir"])
