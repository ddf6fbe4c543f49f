# SPDX-License-Identifier: Apache-2.0
"""A LoRA run lowers the held-out loss as PEFT's does on the same rows, in the same order, from the same adapter; then PEFT opens our
adapter and Transformers our merged folder, and both give our losses and each other's logits."""
import json
import math
import os
import shutil

import peft
import torch
from transformers import AutoModelForCausalLM, get_cosine_schedule_with_warmup

from both import MODEL, WORK, Proof, luthier, mean_loss, model, rows, sample, tokenizer, write_rows

ROWS, HELD, BATCH, RATE, WARMUP = int(os.environ.get("ROWS", 240)), 40, 8, 5e-4, 0.03


def fresh(work):
    """PEFT's own start, kept so that both begin with it."""
    torch.manual_seed(7)
    network = peft.get_peft_model(model(), peft.LoraConfig(task_type="CAUSAL_LM", r=16, lora_alpha=32, target_modules="all-linear"))
    network.save_pretrained(work / "start")
    return network


def tune(network, samples):
    """The losses of every step, by PEFT and a loop written by hand: sum over learnt tokens / their number in the whole step."""
    learning = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.0)
    steps = math.ceil(len(samples) / BATCH)
    schedule = get_cosine_schedule_with_warmup(optimizer, math.ceil(WARMUP * steps), steps)
    losses = []
    for begin in range(0, len(samples), BATCH):
        some = samples[begin:begin + BATCH]
        count = sum(label != -100 for one in some for label in one["labels"][1:])
        total = 0.0
        for one in some:
            labels = torch.tensor(one["labels"][1:])
            at = (labels != -100).nonzero().flatten()
            logits = network(input_ids=torch.tensor([one["input_ids"]]), logits_to_keep=at).logits[0]
            loss = torch.nn.functional.cross_entropy(logits, labels[at], reduction="sum") / count
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses.append(total)
    return losses


def ours(work):
    recipe = {"luthier": 1, "name": "interop", "model": {"path": MODEL, "precision": "float32"},
              "data": {"train": [str(work / "train.jsonl")], "eval": str(work / "held.jsonl"), "shuffle": False},
              "method": {"kind": "lora", "init_from": str(work / "start")},
              "train": {"epochs": 1, "batch_size": BATCH, "learning_rate": RATE, "warmup": WARMUP, "eval_every": 100000, "early_stop": 0},
              "export": ["peft", "merged"]}
    (work / "recipe.yaml").write_text(json.dumps(recipe), encoding="utf-8")
    return luthier("run", work / "recipe.yaml", "--events", "jsonl")


work = WORK / "lora"
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
proof, tokens = Proof(), tokenizer()
train, held = rows(ROWS), rows(HELD, skip=ROWS)
for name, some in (("train", train), ("held", held)):
    write_rows(f"lora/{name}.jsonl", some)
train, held = ([sample(tokens, row["messages"]) for row in some] for some in (train, held))

network = fresh(work)
before = mean_loss(network, held)
theirs = tune(network.train(), train)
after = mean_loss(network.eval(), held)
del network
events = ours(work)
steps = [event["loss"] for event in events if event["event"] == "step"]
evaluations = [event for event in events if event["event"] == "eval"]
finished = events[-1]
far = max(abs(a - b) for a, b in zip(steps, theirs, strict=True))
proof.check("every step has PEFT's loss (to 0.02)", far <= 0.02, f"largest difference {far:.2g}, first step {abs(steps[0] - theirs[0]):.2g}")
proof.check("the base's held-out loss is Transformers'", abs(evaluations[0]["loss"] - before) < 1e-4,
            f"{evaluations[0]['loss']:.5f} {before:.5f}")
if ROWS >= 200:  # fewer are too few steps for so much
    proof.check("held-out loss falls by half or more", evaluations[-1]["loss"] < before / 2, f"{before:.3f} to {evaluations[-1]['loss']:.4f}")
proof.check("held-out loss falls", evaluations[-1]["loss"] < before)
proof.check("as far as PEFT's does (to 2 %)", abs(evaluations[-1]["loss"] - after) < 0.02 * after, f"{evaluations[-1]['loss']:.4f} {after:.4f}")

folders = {artifact["format"]: artifact["dir"] for artifact in finished["artifacts"]}
opened = peft.PeftModel.from_pretrained(model(), folders["peft"]).eval()
loss = mean_loss(opened, held)
proof.check("PEFT opens our adapter and gives our loss", abs(loss - evaluations[-1]["loss"]) < 1e-3, f"{loss:.5f} {evaluations[-1]['loss']:.5f}")
merged = AutoModelForCausalLM.from_pretrained(folders["merged"], dtype=torch.float32).eval()
apart = 0.0
with torch.no_grad():
    for one in held[:8]:
        ids = torch.tensor([one["input_ids"]])
        apart = max(apart, float((opened(input_ids=ids).logits - merged(input_ids=ids).logits).abs().max()))
proof.check("Transformers opens our merged folder: logits of base + adapter (to 2e-2)", apart < 2e-2, f"largest difference {apart:.2g}")
loss = mean_loss(merged, held)
proof.check("and its loss is ours", abs(loss - evaluations[-1]["loss"]) < 1e-3, f"{loss:.5f} {evaluations[-1]['loss']:.5f}")
proof.end()
