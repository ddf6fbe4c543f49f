# SPDX-License-Identifier: Apache-2.0
"""Golden 10-step curves of classification and regression: a loop by hand over Transformers 5.23.0 and PEFT 0.21.2 (torch 2.13.0).

Run in the reference environment, after tests/golden/tuning/make_lora_golden.py, whose tiny Llama they start from:
    python tests/golden/train/make_label_golden.py
Writes label_curves.json beside this file, and labels/KIND/ (a tiny LlamaForSequenceClassification with a head of 4 or 1) and labels/KIND-lora/ (a PEFT SEQ_CLS adapter on it)
for KIND one, several, number, which the curves start from. The losses are the models' own, by problem_type, on one sample at a time; a step's is their mean over its rows.
Also the answers (logits) of every sample before the first step. Tolerance of the test: 1e-4, relative.
"""
import json
import pathlib
import random
import shutil

import torch
from peft import LoraConfig, PeftModel, TaskType, get_peft_model
from transformers import LlamaForSequenceClassification, get_cosine_schedule_with_warmup

HERE = pathlib.Path(__file__).parent
BASE = HERE.parent / "tuning" / "base-llama"
STEPS, BATCH, WARMUP, CLIP, DECAY = 10, 4, 3, 1.0, 0.1
RATES = {"full": 3e-3, "lora": 1e-2}
PROBLEMS = {"one": "single_label_classification", "several": "multi_label_classification", "number": "regression"}
NAMES = ["ant", "bee", "cat", "dog"]


def samples():
    draw = random.Random(7)
    result = []
    for _ in range(18):
        ids = [draw.randrange(3, 40) for _ in range(draw.randrange(3, 21))]
        result.append({"ids": ids, "one": draw.randrange(4), "several": [float(draw.random() < 0.4) for _ in range(4)], "number": round(draw.uniform(-1, 3), 3)})
    return result


def make_base(kind):
    torch.manual_seed(3)
    extra = {"num_labels": 1} if kind == "number" else {"num_labels": 4, "id2label": dict(enumerate(NAMES)), "label2id": {name: i for i, name in enumerate(NAMES)}}
    model = LlamaForSequenceClassification.from_pretrained(BASE, problem_type=PROBLEMS[kind], dtype=torch.float32, **extra)
    with torch.no_grad():
        model.score.weight.normal_(0, 0.3)
    folder = HERE / "labels" / kind
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder)
    config = LoraConfig(task_type=TaskType.SEQ_CLS, r=3, lora_alpha=6, target_modules="all-linear", base_model_name_or_path="")
    adapted = get_peft_model(LlamaForSequenceClassification.from_pretrained(folder, dtype=torch.float32), config)
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.1)
    adapted.peft_config["default"].base_model_name_or_path = ""
    target = HERE / "labels" / (kind + "-lora")
    shutil.rmtree(target, ignore_errors=True)
    adapted.save_pretrained(target)
    (target / "README.md").unlink(missing_ok=True)


def network(kind, method):
    base = LlamaForSequenceClassification.from_pretrained(HERE / "labels" / kind, dtype=torch.float32)
    if method == "full":
        return base.train()
    return PeftModel.from_pretrained(base, HERE / "labels" / (kind + "-lora"), is_trainable=True).train()


def target_of(kind, sample):
    return torch.tensor([sample[kind]], dtype=torch.long if kind == "one" else torch.float32)


def curve(kind, method, data):
    model = network(kind, method)
    with torch.no_grad():
        answers = [model(torch.tensor([one["ids"]])).logits[0].tolist() for one in data]
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    exempt = [p for n, p in learning if "norm" in n or n.endswith("bias")]
    decaying = [p for n, p in learning if "norm" not in n and not n.endswith("bias")]
    optimizer = torch.optim.AdamW([{"params": decaying, "weight_decay": DECAY}, {"params": exempt, "weight_decay": 0.0}], lr=RATES[method])
    schedule = get_cosine_schedule_with_warmup(optimizer, WARMUP, STEPS)
    steps = [data[at:at + BATCH] for at in range(0, len(data), BATCH)] * 2
    result = {"answers": answers, "loss": [], "gradient_norm": [], "learning_rate": []}
    for some in steps[:STEPS]:
        total = 0.0
        for one in some:
            loss = model(input_ids=torch.tensor([one["ids"]]), labels=target_of(kind, one)).loss / len(some)
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
              "warmup": WARMUP, "clip": CLIP, "weight_decay": DECAY, "learning_rate": RATES, "samples": data}
    for kind in PROBLEMS:
        make_base(kind)
        golden[kind] = {method: curve(kind, method, data) for method in RATES}
    (HERE / "label_curves.json").write_text(json.dumps(golden, indent=None) + "\n")
