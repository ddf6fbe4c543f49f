# SPDX-License-Identifier: Apache-2.0
"""generate gives the same greedy answers as Transformers, token for token. Where they part, the reference's own two best logits must be
closer than float32 rounding reaches (2e-3); at most one answer in ten may part so."""
import torch

from both import MODEL, Proof, luthier, model, rows, tokenizer, write_rows

NEW = 48
QUESTIONS = ["What is the capital of France?", "Write one sentence about the sea.", "Name three colours.", "What is 7 times 8?",
             "Who wrote Romeo and Juliet?", "Explain rain to a child.", "Translate 'good morning' into Spanish.", "Why is the sky blue?"]

some = rows(12) + [{"messages": [{"role": "user", "content": q}, {"role": "assistant", "content": "?"}]} for q in QUESTIONS]
proof, tokens, network = Proof(), tokenizer(), model()
said = luthier("generate", "--model", MODEL, "--data", write_rows("questions.jsonl", some), "--max-new-tokens", NEW, "--temperature", 0)
parted = 0
for row, answer in zip(some, said, strict=True):
    prompt = tokens.apply_chat_template(row["messages"][:-1], add_generation_prompt=True, return_dict=True, return_tensors="pt")
    out = network.generate(**prompt, max_new_tokens=NEW, do_sample=False)[0]
    wanted = out[prompt["input_ids"].shape[1]:].tolist()
    ended = wanted[-1] == tokens.eos_token_id
    ours = answer["ids"]
    # Whether the end token itself is among the ids is a matter of form.
    wanted, ours = ([id for id in ids if id != tokens.eos_token_id] for ids in (wanted, ours))
    question = row["messages"][0]["content"]
    if ours == wanted:
        proof.check(f"{question!r}", answer["stop"] == ("eos" if ended else "length"), answer["text"][:50].replace("\n", " "))
        continue
    at = next((i for i, (a, b) in enumerate(zip(ours, wanted)) if a != b), min(len(ours), len(wanted)))
    ids = torch.cat([prompt["input_ids"][0], torch.tensor(wanted[:at], dtype=torch.long)])[None]
    best = network(input_ids=ids).logits[0, -1].topk(2).values
    parted += 1
    gap = float(best[0] - best[1])
    proof.check(f"{question!r} parts at token {at}", gap < 2e-3, f"where the two best logits are {gap:.2g} apart")
proof.check("at most one in ten parts", parted * 10 <= len(some), f"{parted} of {len(some)}")
proof.end()
