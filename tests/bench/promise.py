#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold the memory promise against what runs really take, over a grid of models, lengths, methods and precisions.

    python3 tests/bench/promise.py                       # the grid: some minutes for each model
    python3 tests/bench/promise.py --shapes 2m --lengths 64,512 --methods lora
    python3 tests/bench/promise.py --shapes "" --model FOLDER --encoder FOLDER      # models from disk: one that writes, one that answers with labels

Needs nothing but Python and a built luthier. Models have random weights in bfloat16, made on the fly. Two promises are held: that of `luthier check`, made without
libtorch, and that of the run's first event. Peak is the largest resident memory of the process until the last step (VmHWM, mapped weights included: what step
events tell). Good is a promise of 1.00 to 1.10 times the peak; anything below 1 ends the program with 1.
"""
import argparse
import json
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TINY = ROOT / "tests" / "data" / "models" / "tiny-chat"  # its tokenizer
# layers, hidden, intermediate, heads, key/value heads, vocabulary; of Qwen2 (biases), else Llama
SHAPES = {"2m": (4, 160, 448, 4, 2, 2048), "starter": (6, 192, 512, 6, 2, 2048), "30m": (8, 448, 1280, 7, 7, 16384), "qwen": (6, 320, 1728, 5, 1, 65536),
          "135m": (30, 576, 1536, 9, 3, 49152), "0.5b": (24, 896, 4864, 14, 2, 151936)}
SIGNS = bytes(0x3C | (b & 0x80) for b in range(256))


def numbers(count, norm):
    """bfloat16 bytes: ones, or numbers between 0.008 and 0.03 of either sign."""
    if norm:
        return b"\x80\x3f" * count
    raw = bytearray(2 * count)
    raw[0::2], raw[1::2] = random.randbytes(count), random.randbytes(count).translate(SIGNS)
    return bytes(raw)


def make_model(folder, shape):
    layers, hidden, inner, heads, groups, vocabulary = SHAPES[shape]
    folder.mkdir(parents=True)
    for file in TINY.iterdir():
        shutil.copy(file, folder)
    config = json.loads((folder / "config.json").read_text())
    config |= {"num_hidden_layers": layers, "hidden_size": hidden, "intermediate_size": inner, "num_attention_heads": heads, "num_key_value_heads": groups,
               "head_dim": hidden // heads, "vocab_size": max(vocabulary, config["vocab_size"]), "tie_word_embeddings": True, "dtype": "bfloat16",
               "torch_dtype": "bfloat16", "max_position_embeddings": 4096}
    biased = shape in ("qwen", "0.5b")
    if biased:
        config |= {"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"]}
    (folder / "config.json").write_text(json.dumps(config))
    width, tensors = groups * (hidden // heads), {"model.embed_tokens.weight": (config["vocab_size"], hidden), "model.norm.weight": (hidden,)}
    for layer in range(layers):
        at = f"model.layers.{layer}."
        tensors |= {at + "input_layernorm.weight": (hidden,), at + "post_attention_layernorm.weight": (hidden,),
                    at + "self_attn.q_proj.weight": (hidden, hidden), at + "self_attn.k_proj.weight": (width, hidden),
                    at + "self_attn.v_proj.weight": (width, hidden), at + "self_attn.o_proj.weight": (hidden, hidden),
                    at + "mlp.gate_proj.weight": (inner, hidden), at + "mlp.up_proj.weight": (inner, hidden), at + "mlp.down_proj.weight": (hidden, inner)}
        if biased:
            tensors |= {at + f"self_attn.{name}_proj.bias": (size,) for name, size in (("q", hidden), ("k", width), ("v", width))}
    header, offset = {}, 0
    for name, size in tensors.items():
        count = size[0] * (size[1] if len(size) > 1 else 1)
        header[name] = {"dtype": "BF16", "shape": list(size), "data_offsets": [offset, offset + 2 * count]}
        offset += 2 * count
    text = json.dumps(header).encode()
    with open(folder / "model.safetensors", "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name, entry in header.items():
            out.write(numbers((entry["data_offsets"][1] - entry["data_offsets"][0]) // 2, name.endswith("norm.weight")))


def make_rows(file, length, labelled):
    """Rows whose lengths vary up to about `length` tokens; longer ones are cut."""
    with open(file, "w") as out:
        for row in range(96):
            words = " ".join(str(random.randrange(100)) for _ in range(max(4, length * (row % 8 + 1) // 8)))
            text = {"text": words, "label": "ab"[row % 2]} if labelled else {"prompt": f"Question {row}?", "completion": words}
            out.write(json.dumps(text) + "\n")


def luthier(args, *words):
    env = {**os.environ, "LUTHIER_HOME": str(args.work / "home")}
    done = subprocess.run([args.luthier, *words, "--threads", str(args.threads)], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr[-2000:]}{done.stdout[-500:]}")
    return done.stdout


def measure(args, model, labelled, length, method, precision):
    """What check promises, what the run promises, and the most it takes, in bytes."""
    rows = args.work / f"rows-{length}-{'labels' if labelled else 'texts'}.jsonl"
    if not rows.exists():
        make_rows(rows, length, labelled)
    recipe = {"luthier": 1, "name": "promise", "model": {"path": str(model), "precision": precision, "store": args.store},
              "objective": {"kind": "classify" if labelled else "sft"},
              "data": {"train": [str(rows)], "eval": 0.2, "max_length": length, "overlong": "truncate"}, "method": {"kind": method},
              "train": {"steps": args.steps, "batch_size": 8, "eval_every": args.steps, "save_every": args.steps, "recompute": args.recompute}, "export": []}
    file = args.work / "recipe.yaml"
    file.write_text(json.dumps(recipe))
    words = next(line for line in luthier(args, "check", file).splitlines() if line.startswith("promise"))
    checked = int(words.split(" MB of memory")[0].split()[-1]) * 1_000_000
    events = [json.loads(line) for line in luthier(args, "run", file, "--events", "jsonl").splitlines()]
    promised = next(e for e in events if e["event"] == "started")["promise"]["memory"]
    return checked, promised, max(e["memory"] for e in events if e["event"] == "step")


def models(args):
    """Each as its name, its folder, and whether it answers with labels."""
    for shape in filter(None, args.shapes.split(",")):
        if not (args.work / shape).exists():
            make_model(args.work / shape, shape)
        yield shape, args.work / shape, False
    for labelled, folders in ((False, args.model), (True, args.encoder)):
        for folder in folders:
            yield folder.name[:9], folder.resolve(), labelled


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--luthier", type=Path, default=ROOT / "build" / "bootstrap" / "bin" / "luthier")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "promise")
    parser.add_argument("--shapes", default="2m,starter,30m,qwen,135m")
    parser.add_argument("--model", type=Path, action="append", default=[], help="the folder or GGUF file of a model that writes")
    parser.add_argument("--encoder", type=Path, action="append", default=[], help="the folder of a model to answer with labels")
    parser.add_argument("--lengths", default="64,256,1024")
    parser.add_argument("--methods", default="lora,freeze,full")
    parser.add_argument("--precisions", default="float32,bfloat16")
    parser.add_argument("--store", default="auto")
    parser.add_argument("--recompute", default="auto", help="auto, none or layers")
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.work = args.work.resolve()
    args.work.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    print(f"{'model':9}{'tokens':>7} {'method':8}{'precision':10}{'checked MB':>11}{'promised':>10}{'peak':>8}{'ratios':>8}", flush=True)
    ratios = []
    for name, folder, labelled in models(args):
        for length in map(int, args.lengths.split(",")):
            for method in args.methods.split(","):
                for precision in args.precisions.split(","):
                    *promises, peak = measure(args, folder, labelled, length, method, precision)
                    ratios += [promise / peak for promise in promises]
                    print(f"{name:9}{length:7} {method:8}{precision:10}{promises[0] / 1e6:11.0f}{promises[1] / 1e6:10.0f}{peak / 1e6:8.0f}"
                          f"{ratios[-2]:8.3f}{ratios[-1]:7.3f}", flush=True)
    within = sum(1 <= ratio <= 1.1 for ratio in ratios)
    print(f"{within} of {len(ratios)} within 1.00 to 1.10 of the peak; least {min(ratios):.3f}, most {max(ratios):.3f}")
    sys.exit(1 if min(ratios) < 1 else 0)


if __name__ == "__main__":
    main()
