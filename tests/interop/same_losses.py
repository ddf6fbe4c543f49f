# SPDX-License-Identifier: Apache-2.0
"""score gives every row the loss Transformers gives it, in float32: each token's log-probability to 2e-3, each row's sum to 1e-4 of it."""
from both import MODEL, Proof, log_probabilities, luthier, model, rows, sample, tokenizer, write_rows

proof, tokens, network, some = Proof(), tokenizer(), model(), rows(20)
worst = 0.0
for row, said in zip(some, luthier("score", "--model", MODEL, "--data", write_rows("score.jsonl", some), "--per-token"), strict=True):
    wanted = log_probabilities(network, sample(tokens, row["messages"]))
    question = row["messages"][0]["content"]
    proof.check(f"count of {question!r}", said["count"] == len(wanted), "" if said["count"] == len(wanted) else str(said["count"]))
    total = -float(wanted.sum())
    proof.check(f"loss of {question!r}", abs(said["loss_sum"] - total) <= 1e-4 * total, f"{said['loss_sum']:.5f} {total:.5f}")
    far = max(abs(a - float(b)) for a, b in zip(said["logprobs"], wanted, strict=True))
    worst = max(worst, far)
    proof.check(f"tokens of {question!r}", far <= 2e-3)
print(f"largest difference of one token's log-probability: {worst:.2g}")
proof.end()
