# SPDX-License-Identifier: Apache-2.0
"""Golden 10-step curves of full and LoRA tuning: a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (torch 2.13.0).

Run in the reference environment, after tests/golden/tuning/make_lora_golden.py, whose tiny Llama and "all-linear" adapter they start from:
    python tests/golden/train/make_curve_golden.py
Writes curves.json beside this file: the samples, the settings, and of every step loss (before the update), gradient norm (before clipping)
and learning rate. Loss = sum over predicted labels / their number in the whole step. Tolerance of the test: 1e-4, relative.
"""
import json
import pathlib
import random

import torch
from peft import PeftModel
from transformers import LlamaForCausalLM, get_cosine_schedule_with_warmup

HERE = pathlib.Path(__file__).parent
TUNING = HERE.parent / "tuning"
STEPS, BATCH, WARMUP, CLIP, DECAY = 10, 4, 3, 1.0, 0.1
RATES = {"full": 3e-3, "lora": 1e-2}


def samples():
    """18 samples (five steps an epoch, the last smaller) of 3 to 20 tokens; a part of each is not learnt."""
    draw = random.Random(5)
    result = []
    for _ in range(18):
        ids = [draw.randrange(3, 40) for _ in range(draw.randrange(3, 21))]
        begin = draw.randrange(0, len(ids) - 1)
        result.append({"ids": ids, "labels": [-100] * begin + ids[begin:]})
    return result


def network(kind):
    base = LlamaForCausalLM.from_pretrained(TUNING / "base-llama", dtype=torch.float32)
    return base.train() if kind == "full" else PeftModel.from_pretrained(base, TUNING / "all-linear", is_trainable=True).train()


def curve(kind, data):
    model = network(kind)
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    exempt = [p for n, p in learning if "norm" in n or n.endswith("bias")]
    decaying = [p for n, p in learning if "norm" not in n and not n.endswith("bias")]
    optimizer = torch.optim.AdamW([{"params": decaying, "weight_decay": DECAY}, {"params": exempt, "weight_decay": 0.0}], lr=RATES[kind])
    schedule = get_cosine_schedule_with_warmup(optimizer, WARMUP, STEPS)
    steps = [data[at:at + BATCH] for at in range(0, len(data), BATCH)] * 2
    result = {"loss": [], "gradient_norm": [], "learning_rate": []}
    for some in steps[:STEPS]:
        count = sum(label != -100 for one in some for label in one["labels"][1:])
        total = 0.0
        for one in some:
            logits = model(torch.tensor([one["ids"]])).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(logits, torch.tensor(one["labels"][1:]), reduction="sum") / count
            loss.backward()
            total += loss.item()
        result["loss"].append(total)
        result["gradient_norm"].append(float(torch.nn.utils.clip_grad_norm_([p for _, p in learning], CLIP)))
        result["learning_rate"].append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    return result


if __name__ == "__main__":
    data = samples()
    golden = {"versions": {"torch": "2.13.0", "transformers": "5.23.0", "peft": "0.21.2"}, "tolerance": 1e-4, "steps": STEPS, "batch_size": BATCH,
              "warmup": WARMUP, "clip": CLIP, "weight_decay": DECAY, "learning_rate": RATES, "samples": data,
              "full": curve("full", data), "lora": curve("lora", data)}
    (HERE / "curves.json").write_text(json.dumps(golden, indent=None) + "\n")
