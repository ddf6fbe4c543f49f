# SPDX-License-Identifier: Apache-2.0
"""Examine a starter model through the command line, on prompts it never saw.

    python accept.py LUTHIER MODEL        # LUTHIER: the program; MODEL: the folder, or starter

1. 300 fresh conversations, the last answer of each asked for at temperature 0.7: it must end and parse by the grammar (95 %), and be right
   (90 %). Ten seeds, thirty conversations each.
2. The loss on 2 000 held-out conversations beside the generator's own -ln p of the same ones: what the whole conversation costs, questions
   included (within 5 %), and what the answers alone cost.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from forms import grammar
from language import rows

SEEDS, PER_SEED, HELD_OUT = 10, 30, 2_000
LEAST_PARSED, LEAST_RIGHT, MOST_LOSS = 0.95, 0.90, 1.05


def luthier(*command):
    ran = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def write(file, some):
    file.write_text("".join(json.dumps({"messages": row.messages}) + "\n" for row in some))
    return file


def examine_answers(program, model, work):
    fresh = list(rows(SEEDS * PER_SEED, "fresh"))
    language = grammar()
    ended = parsed = right = 0
    for seed in range(SEEDS):
        some = fresh[seed * PER_SEED:(seed + 1) * PER_SEED]
        answers = luthier(program, "generate", "--model", model, "--data", write(work / "prompts.jsonl", some), "--temperature", 0.7,
                          "--seed", seed, "--max-new-tokens", 100)
        for row, answer in zip(some, answers, strict=True):
            ended += answer["stop"] == "eos"
            fits = answer["stop"] == "eos" and language.fullmatch(answer["text"]) is not None
            correct = fits and row.answers[-1].right(answer["text"])
            parsed += fits
            right += correct
            if not correct:
                print(f"  asked  {row.messages[-2]['content']}\n  said   {answer['text']}\n  right  {row.answers[-1].text}")
    return {"ended": ended / len(fresh), "parsed": parsed / len(fresh), "right": right / len(fresh)}


def examine_loss(program, model, work):
    some = list(rows(HELD_OUT, "held-out"))
    data = write(work / "held-out.jsonl", some)
    measured = {}
    for name, objective, nats in [("whole", "text", sum(row.nats for row in some)), ("answers", "sft", sum(row.answer_nats for row in some))]:
        scores = luthier(program, "score", "--model", model, "--data", data, "--objective", objective)
        loss, count = sum(score["loss_sum"] for score in scores), sum(score["count"] for score in scores)
        measured[name] = {"loss": loss / count, "entropy": nats / count, "ratio": loss / nats, "tokens": count}
    return measured


def main(program, model):
    with tempfile.TemporaryDirectory() as folder:
        answers, losses = examine_answers(program, model, Path(folder)), examine_loss(program, model, Path(folder))
    print(json.dumps({**answers, **losses}, indent=1))
    good = answers["parsed"] >= LEAST_PARSED and answers["right"] >= LEAST_RIGHT and losses["whole"]["ratio"] <= MOST_LOSS
    print("accepted" if good else "not accepted")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
