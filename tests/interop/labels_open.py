# SPDX-License-Identifier: Apache-2.0
"""A classifier and a regressor learnt from the sample of letters: PEFT opens the adapter, Transformers the merged folder, and both give Luthier's logits; held-out rows are
answered better than by the most frequent label, and the metrics are scikit-learn's."""
import json
import shutil

import torch
from peft import PeftModel
from sklearn import metrics
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from both import MODEL, ROOT, WORK, Proof, luthier

SAMPLES = ROOT / "resources" / "samples"


def recipe(kind):
    file = WORK / f"labels-{kind}.yaml"
    label = "{label: urgency}" if kind == "regress" else "{}"
    file.write_text(f"""luthier: 1
name: labels-{kind}
model: {{path: {MODEL}}}
data: {{train: [{SAMPLES}/letters.jsonl], eval: {SAMPLES}/letters-held-out.jsonl, columns: {label}}}
objective: {{kind: {kind}}}
method: {{rank: 8, alpha: 16}}
train: {{epochs: 2, batch_size: 16, learning_rate: 1.0e-3}}
export: [peft, merged]
""")
    return file


def logits_of(network, tokens, texts):
    with torch.no_grad():
        return [network(torch.tensor([tokens(text)["input_ids"]])).logits[0].tolist() for text in texts]


def same(ours, theirs):
    return max(abs(a - b) / max(1.0, abs(b)) for x, y in zip(ours, theirs, strict=True) for a, b in zip(x, y, strict=True))


proof, tokens = Proof(), AutoTokenizer.from_pretrained(MODEL)
rows = [json.loads(line) for line in open(SAMPLES / "letters-held-out.jsonl", encoding="utf-8")]
texts = [row["text"] for row in rows]
data = SAMPLES / "letters-held-out.jsonl"
for kind in ("classify", "regress"):
    events = luthier("run", recipe(kind), "--events", "jsonl")
    folder = events[-1]["dir"]
    evals = [event for event in events if event["event"] == "eval"]
    best = next(event for event in reversed(evals) if event["best"])
    said = luthier("score", "--model", f"{folder}/model", "--data", data)
    beside = luthier("score", "--model", MODEL, "--adapter", f"{folder}/adapter", "--data", data)
    whole = AutoModelForSequenceClassification.from_pretrained(f"{folder}/model", dtype=torch.float32).eval()
    width = whole.config.num_labels
    adapted = PeftModel.from_pretrained(AutoModelForSequenceClassification.from_pretrained(MODEL, num_labels=width, dtype=torch.float32), f"{folder}/adapter").eval()
    far = same([line["logits"] for line in said], logits_of(whole, tokens, texts))
    proof.check(f"{kind}: Transformers' logits of the merged folder", far <= 1e-4, f"{far:.2g}")
    far = same([line["logits"] for line in beside], logits_of(adapted, tokens, texts))
    proof.check(f"{kind}: PEFT's logits of the adapter", far <= 1e-4, f"{far:.2g}")
    if kind == "classify":
        names = [whole.config.id2label[i] for i in range(width)]
        right, answered = [row["label"] for row in rows], [line["label"] for line in beside]
        proof.check("classify: labels in the model's order", names == sorted(set(right)))
        proof.check("classify: accuracy is scikit-learn's", abs(metrics.accuracy_score(right, answered) - best["metrics"]["accuracy"]) < 0.02)
        proof.check("classify: better than the most frequent label", best["metrics"]["accuracy"] > best["metrics"]["majority"] + 0.2, str(best["metrics"]["accuracy"]))
    else:
        right, answered = [float(row["urgency"]) for row in rows], [line["label"] for line in beside]
        proof.check("regress: r2 is scikit-learn's", abs(metrics.r2_score(right, answered) - best["metrics"]["r2"]) < 0.02)
        proof.check("regress: explains some of the differences", best["metrics"]["r2"] > 0.2, str(best["metrics"]["r2"]))
    shutil.rmtree(f"{folder}/model", ignore_errors=True)
proof.end()
