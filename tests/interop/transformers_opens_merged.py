# SPDX-License-Identifier: Apache-2.0
"""Transformers opens every merged folder without a missing or surplus weight; number formats are the base's, and so are tokenizer and
template; its losses are Luthier's on the same folder and, where weights were not rounded, those of base and adapter."""
import shutil

import torch
from safetensors import safe_open
from transformers import AutoModelForCausalLM, AutoTokenizer

from both import Proof, luthier, rows, sample, tokenizer, write_rows
from tiny import KINDS, make_base, tuned

proof, tokens, some = Proof(), tokenizer(), rows(6)
data, samples = write_rows("tiny.jsonl", some), [sample(tokens, row["messages"]) for row in some]
for name, method in KINDS.items():
    base, run = make_base(name, tokens), tuned(name, method)
    out = run.parent / f"{name}-merged"
    shutil.rmtree(out, ignore_errors=True)
    luthier("export", run, "--format", "merged", "--out", out)
    network, info = AutoModelForCausalLM.from_pretrained(out, dtype=torch.float32, output_loading_info=True)
    strays = {key: value for key, value in info.items() if value and key in ("missing_keys", "unexpected_keys", "mismatched_keys")}
    proof.check(f"{name}: every weight has its place", not strays, str(strays) if strays else "")
    with safe_open(base / "model.safetensors", "pt") as was, safe_open(out / "model.safetensors", "pt") as now:
        formats = [(key, was.get_slice(key).get_dtype(), now.get_slice(key).get_dtype()) for key in was.keys()]
        proof.check(f"{name}: number formats are the base's", all(a == b for _, a, b in formats))
        ends = method["targets"] if isinstance(method["targets"], list) else []
        untied = any(end in ("embed_tokens", "lm_head") for end in ends + method.get("modules_to_save", []))
        proof.check(f"{name}: says whether the head is tied", network.config.tie_word_embeddings == ("lm_head.weight" not in now.keys()))
        proof.check(f"{name}: the head parts only where it must", untied <= ("lm_head.weight" in now.keys()))
    proof.check(f"{name}: tokenizer answers the same", AutoTokenizer.from_pretrained(out)("A hum, and a <|im_end|>").input_ids == tokens("A hum, and a <|im_end|>").input_ids)
    both = luthier("score", "--model", base, "--adapter", run / "adapter", "--data", data)
    for said, tuned_row, one in zip(luthier("score", "--model", out, "--data", data), both, samples, strict=True):
        with torch.no_grad():
            logits = network.eval()(torch.tensor([one["input_ids"]])).logits[0, :-1]
        total = float(torch.nn.functional.cross_entropy(logits, torch.tensor(one["labels"][1:]), reduction="sum"))
        proof.check(f"{name}: loss of a row", abs(said["loss_sum"] - total) <= 1e-4 * total, f"{said['loss_sum']:.5f} {total:.5f}")
        rounding = 0.02 if name == "bfloat16" else 1e-4
        proof.check(f"{name}: loss of base and adapter", abs(said["loss_sum"] - tuned_row["loss_sum"]) <= rounding * total, f"{tuned_row['loss_sum']:.5f}")
proof.end()
