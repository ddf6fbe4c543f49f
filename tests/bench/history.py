#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How quick the history stays with many runs: makes small run folders as an engine leaves them, and times the commands over them.

    python3 tests/bench/history.py                  # 10 000 runs, in a folder of its own that is removed again
    python3 tests/bench/history.py --runs 1000 --home FOLDER

Needs nothing but Python and a built luthier. Each command is timed three times, the quickest counts; the first index is made once.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "tests" / "data" / "compat" / "1" / "run"  # a real run folder; its small files are taken
BEGUN = 1700000000
APART = 600  # seconds from one run to the next


def name_of(number):
    return time.strftime("%Y%m%d-%H%M%S", time.gmtime(BEGUN + APART * number)) + f"-{number % 65536:04x}"


def make_run(runs, number):
    """A folder of about 20 kB: its own name, times and losses, the same rows held out."""
    folder = runs / name_of(number)
    folder.mkdir(parents=True)
    for file in ("environment.json", "held-out.jsonl", "recipe.yaml"):
        shutil.copyfile(KEPT / file, folder / file)
    notes = {"format": 1, "name": f"run {number}", "tags": [f"tag-{number % 7}"], "notes": "", "ratings": {}}
    (folder / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
    with open(KEPT / "events.jsonl", encoding="utf-8") as kept, open(folder / "events.jsonl", "w", encoding="utf-8") as events:
        for count, line in enumerate(kept):
            event = json.loads(line)
            event["time"] = BEGUN + APART * number + count
            if event["event"] == "eval":
                event["loss"] += number % 100 / 1000
            events.write(json.dumps(event, separators=(",", ":")) + "\n")
    return folder.name


def seconds(program, home, words, times=3):
    best = None
    for _ in range(times):
        begin = time.perf_counter()
        done = subprocess.run([program, *words], env={**os.environ, "LUTHIER_HOME": str(home)}, stdout=subprocess.PIPE, check=False)
        took = time.perf_counter() - begin
        if done.returncode != 0 or not done.stdout:
            sys.exit(f"luthier {' '.join(words)} ended with {done.returncode}")
        best = took if best is None else min(best, took)
    return best


def measure(program, home, count):
    runs = home / "runs"
    for number in range(count):
        make_run(runs, number)
    middle, other = name_of(count // 2), name_of(count // 3)
    table = [("first index, with the list", seconds(program, home, ["runs"], 1))]
    table.append(("runs", seconds(program, home, ["runs"])))
    table.append(("runs list --json", seconds(program, home, ["runs", "list", "--json"])))
    make_run(runs, count)
    table.append(("runs, after one new run", seconds(program, home, ["runs"], 1)))
    table.append(("runs show RUN", seconds(program, home, ["runs", "show", middle])))
    table.append(("runs show NAME", seconds(program, home, ["runs", "show", f"run {count // 2}"])))
    table.append(("runs compare RUN RUN", seconds(program, home, ["runs", "compare", middle, other])))
    for what, took in table:
        print(f"{what:28} {took:8.3f} s")
    print(f"{'history.sqlite':28} {(home / 'history.sqlite').stat().st_size / 1e6:8.1f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10000)
    parser.add_argument("--luthier", default=str(ROOT / "build" / "release" / "bin" / "luthier"))
    parser.add_argument("--home", type=Path, help="an empty folder that is kept")
    given = parser.parse_args()
    if given.home:
        return measure(given.luthier, given.home, given.runs)
    with tempfile.TemporaryDirectory(prefix="luthier-history-") as home:
        measure(given.luthier, Path(home), given.runs)


if __name__ == "__main__":
    main()
