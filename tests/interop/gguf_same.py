# SPDX-License-Identifier: Apache-2.0
"""The GGUF file itself as base model: the weights that Transformers loads from it, bit for bit; the same tokens; log-probabilities as
Transformers computes them, within 5e-5; the same greedy answers as from the folder that Transformers wrote of it."""
import shutil

from safetensors.torch import load_file

from both import MODEL, WORK, Proof, log_probabilities, luthier, model, rows, sample, tokenizer, write_rows
from make_real_model import gguf_file

proof, file, out = Proof(), gguf_file(WORK / "cache"), WORK / "unpacked"
shutil.rmtree(out, ignore_errors=True)
luthier("export", file, "--format", "merged", "--out", out)
ours, theirs = load_file(out / "model.safetensors"), load_file(f"{MODEL}/model.safetensors")
proof.check("the same weights by name", ours.keys() == theirs.keys(), f"{len(ours)} of {len(theirs)}")
equal = sum(bool((ours[name] == theirs[name]).all()) for name in theirs)
proof.check("bit for bit", equal == len(theirs), f"{equal} of {len(theirs)}")

some = rows(6)
data = write_rows("gguf.jsonl", some)
tokens, network = tokenizer(), model()
samples = [sample(tokens, row["messages"]) for row in some]
encoded = luthier("encode", "--model", file, "--data", data)
proof.check("the same tokens and labels", [(e["input_ids"], e["labels"]) for e in encoded] == [(s["input_ids"], s["labels"]) for s in samples])
largest = 0.0
for row, one in zip(luthier("score", "--model", file, "--data", data, "--per-token"), samples, strict=True):
    wanted = log_probabilities(network, one).tolist()
    largest = max([largest] + [abs(a - b) for a, b in zip(row["logprobs"], wanted, strict=True)])
proof.check("log-probabilities of Transformers", largest < 5e-5, f"largest difference {largest:.2g}")

asked = ("generate", "--data", data, "--max-new-tokens", 32, "--temperature", 0)
proof.check("the same greedy answers", [a["ids"] for a in luthier(*asked, "--model", file)] == [a["ids"] for a in luthier(*asked, "--model", MODEL)])
proof.end()
