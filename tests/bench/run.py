#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure Luthier beside the peer, in one go: same weights, data, order, threads; A, B, A, B.

    python tests/bench/run.py --quick          # under 20 minutes on two cores
    python tests/bench/run.py --rounds 5 --variants loop,tuned,stock

Run it with the Python of a virtual environment that has the peers' libraries (peers/README.md). Luthier is taken from build/bootstrap
(installer/bootstrap run), or give --luthier. Prints one JSON line per measurement and a table of medians and ratios at the end; says
plainly when a pair did not do the same work (tokens, learnt tokens and losses are compared at every step).
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import tokenizer_speed as tokenizer_pair

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = os.sysconf("SC_CLK_TCK")


# ---- watching a process ---------------------------------------------------------------------------------------------

def status(pid):
    """Bytes of the memory fields of a living process, and its processor seconds."""
    with open(f"/proc/{pid}/status") as lines:
        fields = {name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)
                  if name in ("VmHWM", "RssAnon", "RssFile")}
    with open(f"/proc/{pid}/stat") as stat:
        times = stat.read().rsplit(")", 1)[1].split()
    return fields, (int(times[11]) + int(times[12])) / PAGE


class Watched:
    """A running child whose memory is sampled every 20 ms while its lines are read."""

    def __init__(self, command, env, log):
        self.log = open(log, "wb")
        self.child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log)
        os.set_blocking(self.child.stdout.fileno(), False)
        self.anon = self.anon_training = self.file = self.total = 0
        self.training = False
        self.cpu = 0.0

    def sample(self):
        try:
            fields, self.cpu = status(self.child.pid)
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return
        if "RssAnon" not in fields:
            return
        self.anon = max(self.anon, fields["RssAnon"])
        self.total = max(self.total, fields["VmHWM"])
        if self.training:
            self.anon_training = max(self.anon_training, fields["RssAnon"])
            self.file = max(self.file, fields["RssFile"])

    def lines(self):
        """Every line of standard output with the processor seconds used when it came."""
        rest = b""
        while True:
            self.sample()
            chunk = self.child.stdout.read()
            if chunk:
                *whole, rest = (rest + chunk).split(b"\n")
                for line in whole:
                    yield line, self.cpu
            elif chunk == b"" and self.child.poll() is not None:
                break
            time.sleep(0.02)
        if rest:
            yield rest, self.cpu
        self.log.close()


# ---- one measurement each -------------------------------------------------------------------------------------------

# sft-lora over chats that all begin with the same system prompt of about as many tokens, as those of a service do
SYSTEM, SYSTEM_WORDS = "sft-lora-system", 120


def data(args, workload):
    return args.work / ("system.jsonl" if workload == SYSTEM else "chat.jsonl")


def recipe(args, workload):
    method = {"kind": "full"} if workload == "sft-full" else {"kind": "lora", "init_from": str(adapter(args))}
    return {
        "luthier": 1, "name": f"bench-{workload}",
        "model": {"path": str(args.model), "precision": args.precision, **({"store": args.store} if args.store else {})},
        "data": {"train": [str(data(args, workload))], "eval": 0, "shuffle": False, "max_length": args.max_length, "overlong": "truncate"},
        "method": method,
        "train": {"steps": args.steps, "batch_size": args.batch, "learning_rate": 2e-4, "schedule": "constant", "warmup": 0,
                  "eval_every": 1000000, "save_every": 1000000},
        "export": ["merged" if workload == "sft-full" else "peft"],
    }


def luthier(args, workload):
    """One run of ours: figures of the steps after the warm-up, by the clock of their events."""
    file = args.work / f"{workload}.yaml"
    file.write_text(json.dumps(recipe(args, workload), indent=1), encoding="utf-8")  # JSON is YAML
    env = {**os.environ, "LUTHIER_HOME": str(args.work / "home"), "OMP_NUM_THREADS": str(args.threads)}
    watched = Watched([str(args.luthier), "run", str(file), "--events", "jsonl", "--threads", str(args.threads)], env,
                      args.work / f"{workload}.log")
    steps, ends = [], []
    for line, cpu in watched.lines():
        event = json.loads(line)
        if event["event"] == "started":
            watched.training = True
        elif event["event"] == "step":
            steps.append(event)
            ends.append((event["time"], cpu))
            watched.training = len(steps) < args.steps  # what export takes is another matter
        elif event["event"] == "failed":
            sys.exit(f"luthier: {event}")
    if watched.child.returncode != 0 or len(steps) != args.steps:
        sys.exit(f"luthier ended with {watched.child.returncode} after {len(steps)} steps; see {args.work / (workload + '.log')}")
    timed = steps[args.warm_up:]
    wall, cpu = (ends[-1][i] - ends[args.warm_up - 1][i] for i in (0, 1))
    return {"who": "luthier", "workload": workload, "tokens_per_second": sum(s["tokens"] for s in timed) / wall,
            "tokens_per_cpu_second": sum(s["tokens"] for s in timed) / max(cpu, 1e-9),
            "tokens": [s["tokens"] for s in steps], "learnt_tokens": [s["learnt_tokens"] for s in steps],
            "losses": [s["loss"] for s in steps], "anon": watched.anon_training, "anon_whole": watched.anon,
            "mapped": watched.file, "total": watched.total}


def peer(args, workload, variant):
    command = [args.python, str(HERE / "peers" / "peer.py"), workload.removesuffix("-system"), "--variant", variant, "--model", str(args.model),
               "--data", str(data(args, workload)), "--steps", str(args.steps), "--batch", str(args.batch), "--warm-up", str(args.warm_up),
               "--max-length", str(args.max_length), "--set", f"threads={args.threads}"]
    watched = Watched(command, {**os.environ, "OMP_NUM_THREADS": str(args.threads)}, args.work / f"{workload}-{variant}.log")
    out = [line for line, _ in watched.lines() if line.startswith(b"{")]
    if not out:
        sys.exit(f"the peer said nothing; see {args.work / f'{workload}-{variant}.log'}")
    said = json.loads(out[-1])
    timed = said["tokens"][args.warm_up:]
    return {"who": variant, "workload": workload, "tokens_per_second": said["tokens_per_second"],
            "tokens_per_cpu_second": sum(timed) / sum(said["cpu_seconds"][args.warm_up:]),
            "tokens": said["tokens"], "learnt_tokens": said["learnt_tokens"], "losses": said["losses"],
            "anon": said["peak_anon_rss_training"], "anon_whole": said["peak_anon_rss"], "mapped": 0, "total": watched.total}


def same_work(ours, theirs):
    """What differs between the two, in words; nothing when the pair is fair."""
    for field in ("tokens", "learnt_tokens"):
        if ours[field] != theirs[field]:
            return f"{field} differ: {ours[field]} and {theirs[field]}"
    worst = max(abs(a - b) for a, b in zip(ours["losses"], theirs["losses"]))
    return "" if worst <= 1e-3 else f"losses differ by up to {worst:.2g}"


# ---- what both start from ---------------------------------------------------------------------------------------------

ADAPTER = """
import sys; sys.path.insert(0, sys.argv[1])
import peft, torch, peer
torch.manual_seed(peer.SEED)
model = peer.load("sft-lora", peer.VARIANTS["loop"], sys.argv[2], 0)
peft.get_peft_model(model, peer.peft_config("sft-lora")).save_pretrained(sys.argv[3])
"""


def adapter(args):
    return args.work / f"adapter-{args.shape}"


def prepare(args):
    args.work.mkdir(parents=True, exist_ok=True)
    args.model = args.work / "models" / args.shape
    for workload, words in (("sft-lora", 0), (SYSTEM, SYSTEM_WORDS)):
        if not data(args, workload).exists():
            subprocess.run([args.python, HERE / "peers" / "make_data.py", "chat", "--count", "400", "--seed", "46", "--system", str(words),
                            "--out", data(args, workload)], check=True)
    if not (args.model / "config.json").exists():
        subprocess.run([args.python, HERE / "peers" / "make_model.py", args.shape, "--text", data(args, "sft-lora"), "--out", args.model],
                       check=True, stdout=subprocess.DEVNULL)
    # The adapter the peer will draw, so that both start from the same one and every loss can be compared.
    subprocess.run([args.python, "-c", ADAPTER, HERE / "peers", args.model, adapter(args)], check=True,
                   stdout=subprocess.DEVNULL)


# ---- tokenizers -------------------------------------------------------------------------------------------------------

def tokenizer_speed(args):
    """MB a second of processor time, tokenizers beside ours, in the same run; and whether every id is the same."""
    bench, build = args.luthier.parent / "tokenize_bench", args.luthier.parent.parent
    if not bench.exists() and not (build / "CMakeCache.txt").exists():
        return {"who": "tokenizer", "left_out": f"no {bench}: configure with -DLUTHIER_BENCH=ON"}
    if not bench.exists():
        for command in (["cmake", "-S", ROOT, "-B", build, "-DLUTHIER_BENCH=ON"], ["cmake", "--build", build, "--target", "tokenize_bench"]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    texts = tokenizer_pair.english(args.work / "english.jsonl", 8)
    return {"who": "tokenizer", **tokenizer_pair.pair(bench, args.model, texts, args.work, args.python, args.rounds)}


# ---- the whole ----------------------------------------------------------------------------------------------------------

def table(results, variants):
    print(f"\n{'':24}{'tokens/s':>10}{'spread':>16}{'tok/cpu s':>11}{'anon GB':>9}{'mapped GB':>11}{'peak GB':>9}")
    for workload in sorted({r["workload"] for r in results}):
        median = {}
        for who in ["luthier", *variants]:
            runs = [r for r in results if r["workload"] == workload and r["who"] == who]
            speeds = [r["tokens_per_second"] for r in runs]
            median[who] = {f: statistics.median(r[f] for r in runs) for f in ("tokens_per_second", "tokens_per_cpu_second", "anon", "mapped",
                                                                                 "total")}
            m = median[who]
            print(f"{workload + ' ' + who:24}{m['tokens_per_second']:10.1f}{f'{min(speeds):.0f}-{max(speeds):.0f}':>16}"
                  f"{m['tokens_per_cpu_second']:11.1f}{m['anon'] / 1e9:9.2f}{m['mapped'] / 1e9:11.2f}{m['total'] / 1e9:9.2f}")
        rival = max(variants, key=lambda who: median[who]["tokens_per_second"])
        print(f"  against the faster peer ({rival}): {median['luthier']['tokens_per_second'] / median[rival]['tokens_per_second']:.2f} x speed, "
              f"{median['luthier']['anon'] / median[rival]['anon']:.2f} x anonymous memory, "
              f"{median['luthier']['total'] / median[rival]['total']:.2f} x peak\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two rounds against the loop written by hand, which is the faster peer")
    parser.add_argument("--luthier", type=Path, default=ROOT / "build" / "bootstrap" / "bin" / "luthier")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="models, data and logs; kept between calls")
    parser.add_argument("--shape", default="135m")
    parser.add_argument("--workloads", default=f"sft-lora,{SYSTEM},sft-full")
    parser.add_argument("--variants", default="loop,tuned")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--max-length", type=int, default=1024)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--precision", default="float32")
    parser.add_argument("--store", default="", help="how frozen weights lie in memory; nothing = the recipe's auto")
    args = parser.parse_args()
    if args.quick:
        args.rounds, args.steps, args.variants = 2, 5, "loop"
    args.work = args.work.resolve()
    args.luthier = args.luthier.resolve()
    variants = args.variants.split(",")
    prepare(args)
    print(json.dumps({"load": os.getloadavg(), "threads": args.threads, "shape": args.shape}), flush=True)
    results = []
    for workload in args.workloads.split(","):
        for _ in range(args.rounds):
            ours = luthier(args, workload)
            print(json.dumps(ours), flush=True)
            results.append(ours)
            for variant in variants:
                theirs = peer(args, workload, variant)
                theirs["not_the_same_work"] = same_work(ours, theirs)
                print(json.dumps(theirs), flush=True)
                results.append(theirs)
    table(results, variants)
    print(json.dumps(tokenizer_speed(args)), flush=True)
    unfair = [f"{r['workload']} {r['who']}: {r['not_the_same_work']}" for r in results if r.get("not_the_same_work")]
    for line in unfair:
        print(f"NOT THE SAME WORK: {line}")
    sys.exit(1 if unfair else 0)


if __name__ == "__main__":
    main()
