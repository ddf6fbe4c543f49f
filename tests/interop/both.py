# SPDX-License-Identifier: Apache-2.0
"""What the proofs share: calling the program, the reference model, and which tokens are learnt, computed independently of it."""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = os.environ["MODEL"]
WORK = Path(os.environ["WORK"])
SAMPLE = ROOT / "resources" / "samples" / "repair-shop.jsonl"


def luthier(*arguments, given=None, raw=False):
    """Standard output of one call, a JSON value a line; ends the proof when the program fails."""
    done = subprocess.run([os.environ["LUTHIER"], *map(str, arguments)], input=given, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"luthier {' '.join(map(str, arguments))}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout if raw else [json.loads(line) for line in done.stdout.splitlines()]


def rows(count, skip=0):
    with open(SAMPLE, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][skip:skip + count]


def write_rows(name, some):
    file = WORK / name
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), encoding="utf-8")
    return file


def tokenizer():
    from transformers import AutoTokenizer
    return AutoTokenizer.from_pretrained(MODEL)


def model():
    import torch
    from transformers import AutoModelForCausalLM
    return AutoModelForCausalLM.from_pretrained(MODEL, dtype=torch.float32).eval()


def sample(tokens, messages):
    """input_ids and labels of a conversation: learnt is every answer from the end of the generation prompt through <|im_end|>."""
    text = tokens.apply_chat_template(messages, tokenize=False)
    learnt = []
    for at, message in enumerate(messages):
        if message["role"] == "assistant":
            begin = len(tokens.apply_chat_template(messages[:at], tokenize=False, add_generation_prompt=True))
            end = text.index("<|im_end|>", begin + len(message["content"])) + len("<|im_end|>")
            learnt.append((begin, end))
    encoding = tokens(text, add_special_tokens=False, return_offsets_mapping=True)
    labels = [id if any(begin <= first < end for begin, end in learnt) else -100
              for id, (first, _) in zip(encoding["input_ids"], encoding["offset_mapping"])]
    return {"input_ids": encoding["input_ids"], "labels": labels}


def log_probabilities(network, one):
    """Of the learnt tokens, in order."""
    import torch
    with torch.no_grad():
        logits = network(input_ids=torch.tensor([one["input_ids"]])).logits[0, :-1].float()
    labels = torch.tensor(one["labels"][1:])
    at = (labels != -100).nonzero().flatten()
    return torch.log_softmax(logits[at], -1).gather(1, labels[at, None]).flatten()


def mean_loss(network, samples):
    values = [log_probabilities(network, one) for one in samples]
    return -sum(float(v.sum()) for v in values) / sum(len(v) for v in values)


class Proof:
    """Counts what held and says what did not."""

    def __init__(self):
        self.held, self.broken = 0, 0

    def check(self, fact, holds, detail=""):
        self.held += bool(holds)
        self.broken += not holds
        if not holds or detail:
            print(f"{'ok  ' if holds else 'FAIL'} {fact} {detail}", flush=True)

    def end(self):
        print(f"{self.held} held, {self.broken} did not")
        sys.exit(1 if self.broken else 0)
