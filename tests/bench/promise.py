#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold the memory promise against what runs really take, over a grid of models, rows, lengths, methods and formats.

    python3 tests/bench/promise.py                       # the whole grid, 178 cells
    python3 tests/bench/promise.py --only 30m,minilm --precisions float32    # of it the lines of some models, in one format
    python3 tests/bench/promise.py --models 2m --lengths 64,512 --methods lora    # any other cells
    python3 tests/bench/promise.py --models FOLDER --rows labels                  # a model from disk

Needs nothing but Python and a built luthier. Models have random weights, made on the fly (random_models.py). Two promises are held: that of `luthier check`,
made without libtorch, and that of the run's first event. Peak is the largest resident memory of the process until the last step (VmHWM, mapped weights
included: what step events tell). Good is a promise of 1.00 to 1.10 times the peak; anything below 1 ends the program with 1.
"""
import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import random_models

ROOT = Path(__file__).resolve().parent.parent.parent
METHODS, PRECISIONS = ["lora", "freeze", "full"], ["float32", "bfloat16"]


def cells(models, rows="texts", lengths=(64,), methods=METHODS, precisions=PRECISIONS, **settings):
    """Every model at every length, with every method and precision; settings: model.store, train.recompute, train.batch_size."""
    return [(model, rows, length, method, precision, settings) for model in models for length in lengths for method in methods for precision in precisions]


GRID = (cells(["2m", "starter", "30m", "qwen"], lengths=(64, 256, 1024))
        + cells(["135m"], lengths=(64, 1024))
        + cells(["0.5b"], methods=["lora", "freeze"]) + cells(["0.5b"], lengths=(256,), methods=["lora"], precisions=["bfloat16"])
        + cells(["0.5b"], lengths=(1024,), methods=["freeze"], precisions=["bfloat16"])
        + cells(["minilm", "distil"], "labels", (64, 256)) + cells(["starter"], "labels", (64, 256))
        + cells(["experts", "packed"], lengths=(64, 256))
        + cells(["starter", "30m"], "system", (128,), ["lora", "full"])
        + cells(["2m", "30m"], methods=["lora", "full"], recompute="layers") + cells(["30m"], lengths=(1024,), methods=["lora"], recompute="layers")
        + cells(["30m"], methods=["lora", "freeze"], store="float32") + cells(["packed"], methods=["lora", "freeze"], store="bfloat16")
        + cells(["30m"], methods=["lora"], batch_size=1))


def make_rows(file, length, kind):
    """Rows whose lengths vary up to about `length` tokens; longer ones are cut. Of a system prompt all have the same, half as long."""
    with open(file, "w") as out:
        system = " ".join(str(random.randrange(100)) for _ in range(length // 4))
        for row in range(96):
            words = " ".join(str(random.randrange(100)) for _ in range(max(4, length * (row % 8 + 1) // 8)))
            if kind == "labels":
                text = {"text": words, "label": "ab"[row % 2]}
            elif kind == "system":
                text = {"messages": [{"role": "system", "content": system}, {"role": "user", "content": f"Question {row}?"},
                                     {"role": "assistant", "content": words[:len(words) // 3]}]}
            else:
                text = {"prompt": f"Question {row}?", "completion": words}
            out.write(json.dumps(text) + "\n")


def luthier(args, *words):
    env = {**os.environ, "LUTHIER_HOME": str(args.work / "home")}
    done = subprocess.run([args.luthier, *words, "--threads", str(args.threads)], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr[-2000:]}{done.stdout[-500:]}")
    return done.stdout


def measure(args, cell):
    """What check promises, what the run promises, and the most it takes, in bytes."""
    model, kind, length, method, precision, settings = cell
    rows = args.work / f"rows-{length}-{kind}.jsonl"
    if not rows.exists():
        make_rows(rows, length, kind)
    known = model in random_models.SHAPES or model in random_models.PACKED
    path = random_models.make(args.work, model) if known else Path(model).resolve()
    recipe = {"luthier": 1, "name": "promise", "model": {"path": str(path), "precision": precision, "store": settings.get("store", "auto")},
              "objective": {"kind": "classify" if kind == "labels" else "sft"},
              "data": {"train": [str(rows)], "eval": 0.1, "max_length": length, "overlong": "truncate"}, "method": {"kind": method},
              "train": {"steps": args.steps, "batch_size": settings.get("batch_size", 8), "eval_every": args.steps, "save_every": args.steps,
                        "recompute": settings.get("recompute", "auto")}, "export": []}
    file = args.work / "recipe.yaml"
    file.write_text(json.dumps(recipe))
    words = next(line for line in luthier(args, "check", file).splitlines() if line.startswith("promise"))
    checked = int(words.split(" MB of memory")[0].split()[-1]) * 1_000_000
    events = [json.loads(line) for line in luthier(args, "run", file, "--events", "jsonl").splitlines()]
    promised = next(e for e in events if e["event"] == "started")["promise"]["memory"]
    return checked, promised, max(e["memory"] for e in events if e["event"] == "step")


def asked(args):
    """The cells that the command line names."""
    if not args.models:
        return [cell for cell in GRID if (not args.only or cell[0] in args.only.split(",")) and cell[4] in args.precisions.split(",")]
    lists = {name: getattr(args, name).split(",") for name in ("models", "methods", "precisions")}
    return cells(rows=args.rows, lengths=list(map(int, args.lengths.split(","))), store=args.store, recompute=args.recompute, **lists)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--luthier", type=Path, default=ROOT / "build" / "bootstrap" / "bin" / "luthier")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "promise")
    parser.add_argument("--only", help="models whose lines of the grid are measured")
    parser.add_argument("--models", help=f"instead of the grid: {', '.join([*random_models.SHAPES, *random_models.PACKED])}, folders or GGUF files")
    parser.add_argument("--rows", default="texts", choices=["texts", "system", "labels"])
    parser.add_argument("--lengths", default="64,256,1024")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--precisions", default=",".join(PRECISIONS))
    parser.add_argument("--store", default="auto")
    parser.add_argument("--recompute", default="auto", help="auto, none or layers")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.work = args.work.resolve()
    args.work.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    print(f"{'model':9}{'rows':7}{'tokens':>6} {'method':7}{'precision':10}{'besides':18}{'checked MB':>11}{'promised':>9}{'peak':>7}{'ratios':>8}", flush=True)
    ratios = []
    for cell in asked(args):
        model, kind, length, method, precision, settings = cell
        *promises, peak = measure(args, cell)
        ratios += [promise / peak for promise in promises]
        besides = " ".join(f"{key} {value}" for key, value in settings.items() if value != "auto")
        print(f"{Path(model).name[:8]:9}{kind:7}{length:6} {method:7}{precision:10}{besides:18}{promises[0] / 1e6:11.0f}{promises[1] / 1e6:9.0f}{peak / 1e6:7.0f}"
              f"{ratios[-2]:8.3f}{ratios[-1]:7.3f}", flush=True)
    within = sum(1 <= ratio <= 1.1 for ratio in ratios)
    print(f"{within} of {len(ratios)} within 1.00 to 1.10 of the peak; least {min(ratios):.3f}, most {max(ratios):.3f}")
    sys.exit(1 if min(ratios) < 1 else 0)


if __name__ == "__main__":
    main()
