# SPDX-License-Identifier: Apache-2.0
"""PEFT opens every kind of adapter that runs write, without a warning and without a missing or surplus key, and gives Luthier's losses."""
import shutil
import warnings

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

from both import Proof, luthier, rows, sample, tokenizer, write_rows
from tiny import KINDS, make_base, tuned

proof, tokens, some = Proof(), tokenizer(), rows(6)
data, samples = write_rows("tiny.jsonl", some), [sample(tokens, row["messages"]) for row in some]
for name, method in KINDS.items():
    base, run = make_base(name, tokens), tuned(name, method)
    out = run.parent / f"{name}-peft"
    shutil.rmtree(out, ignore_errors=True)
    luthier("export", run, "--format", "peft", "--out", out)
    network = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        network = PeftModel.from_pretrained(network, out).eval()
    about = [str(one.message) for one in said if "key" in str(one.message) or "adapter" in str(one.message)]
    # PEFT warns of every adapter on a tied end, its own included; anything else is ours to mend.
    about = [one for one in about if "tie_word_embeddings" not in one]
    proof.check(f"{name}: PEFT opens it without a warning", not about, "; ".join(about))
    ours, theirs = load_file(out / "adapter_model.safetensors"), get_peft_model_state_dict(network)
    proof.check(f"{name}: same keys", set(ours) == set(theirs), str(set(ours) ^ set(theirs)) if set(ours) != set(theirs) else "")
    proof.check(f"{name}: same numbers", all(torch.equal(ours[key], theirs[key]) for key in ours))
    for said, one in zip(luthier("score", "--model", base, "--adapter", out, "--data", data), samples, strict=True):
        with torch.no_grad():
            logits = network(torch.tensor([one["input_ids"]])).logits[0, :-1]
        total = float(torch.nn.functional.cross_entropy(logits, torch.tensor(one["labels"][1:]), reduction="sum"))
        proof.check(f"{name}: loss of a row", abs(said["loss_sum"] - total) <= 1e-4 * total, f"{said['loss_sum']:.5f} {total:.5f}")
proof.end()
