# SPDX-License-Identifier: Apache-2.0
"""Keep a stopped run of the present format, to be opened by every later version: python make_run.py LUTHIER FOLDER.

Made once for each published format (recipe `luthier: 1`, environment `format: 1` in folder 1) and never again. Everything lies under
/tmp/luthier-kept while it runs; the test puts its own folder in the place of that name.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

program, out, home = sys.argv[1], Path(sys.argv[2]).resolve(), Path("/tmp/luthier-kept")
shutil.rmtree(home, ignore_errors=True)
shutil.copytree(out.parents[1] / "models" / "tiny-chat", home / "model")
out.mkdir(parents=True, exist_ok=True)
things, faults = ["kettle", "lamp", "drill", "radio", "fan", "pump"], ["leaks", "hums", "is slow", "smells"]
with open(home / "rows.jsonl", "w", encoding="utf-8") as rows:
    for thing in things:
        for fault in faults:
            rows.write(json.dumps({"prompt": f"My {thing} {fault}.", "completion": f"Bring the {thing} in."}) + "\n")
(home / "recipe.yaml").write_text("""luthier: 1
name: kept
model: {path: model, init: random, precision: float32, store: float32}
data: {train: [rows.jsonl], eval: 0.25, max_length: 128}
method: {kind: lora, rank: 2, alpha: 4, targets: attention}
train: {steps: 8, batch_size: 4, learning_rate: 0.001, eval_every: 2, save_every: 2}
export: [peft]
""", encoding="utf-8")

child = subprocess.Popen([program, "run", home / "recipe.yaml", "--events", "jsonl", "--control", "--threads", "1"], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "LUTHIER_HOME": str(home)})
run = None
for line in child.stdout:
    event = json.loads(line)
    run = Path(event["dir"]) if event["event"] == "started" else run
    if event["event"] == "step" and event["step"] == 4:
        child.stdin.write('{"do":"stop"}\n')
        child.stdin.flush()
child.wait()
for name in ("rows.jsonl", "recipe.yaml"):
    shutil.copy(home / name, out / name)
shutil.rmtree(out / "run", ignore_errors=True)
shutil.copytree(run, out / "run", ignore=shutil.ignore_patterns("run.lock"))
shutil.rmtree(home)
