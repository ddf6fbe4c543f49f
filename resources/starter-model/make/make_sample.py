# SPDX-License-Identifier: Apache-2.0
"""Write the sample of the first run and the grammar that proves its form new: the same bytes at every call.

    python make_sample.py

../../samples/owl.jsonl, owl-held-out.jsonl    questions of the little language, answered as an owl would: in three lines
../language.json                               every form of an answer that the starter model was trained on, and what may fill it
"""
import json
from pathlib import Path

from forms import CLASSES, Form
from language import rows

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
PARTS = {"owl.jsonl": 240, "owl-held-out.jsonl": 120}


def owl(answer):
    return f"Hello friend!\n{answer}\nThe owl says hoot."


def questions():
    """One-turn rows with one right answer, no question twice."""
    asked = set()
    for row in rows(100_000, "owl"):
        question = row.messages[-2]["content"]
        if len(row.messages) == 2 and row.answers[0].only and question not in asked:
            asked.add(question)
            yield question, row.answers[0].text


def write_language():
    language = {"answers": sorted({form.text for form in Form.answers}), "slots": {name: sorted(set(texts)) for name, texts in CLASSES.items()}}
    (HERE.parent / "language.json").write_text(json.dumps(language, indent=1) + "\n")


def main():
    asked = questions()
    for name, count in PARTS.items():
        with (SAMPLES / name).open("w") as out:
            for _ in range(count):
                question, answer = next(asked)
                messages = [{"role": "user", "content": question}, {"role": "assistant", "content": owl(answer)}]
                out.write(json.dumps({"messages": messages}) + "\n")
    write_language()


if __name__ == "__main__":
    main()
