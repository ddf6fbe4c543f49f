# SPDX-License-Identifier: Apache-2.0
"""Sentence forms with typed slots: one declaration both writes a sentence and recognises it."""
import re

import words

CLASSES = {
    "person": words.PERSONS, "place": words.PLACES, "surface": words.SURFACES, "colour": words.COLOURS, "thing": words.THINGS,
    "number": words.NUMBERS, "category": list(words.CATEGORIES), "plural": [plural for plural, _ in words.CATEGORIES.values()],
    "word": words.WORD_POOL, "noun": list(words.NOUN_CATEGORY), "day": words.DAYS, "month": words.MONTHS, "job": words.JOBS,
    "opposite": sorted({word for pair in words.OPPOSITES for word in pair}), "coloured": list(words.COLOUR_FACTS),
    "animal": words.ANIMALS, "sound": sorted(set(words.SOUNDS.values())), "one": list(words.PLURALS),
    "many": sorted(set(words.PLURALS.values())), "work": sorted(set(words.JOB_PLACES.values())), "use": sorted(set(words.USES.values())),
    "like": words.LIKES, "counted": words.COUNTED, "feeling": words.FEELINGS, "a": ["a", "an"], "A": ["A", "An"],
}


def one_of(texts):
    return "(?:" + "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) + ")"


def slot_pattern(name):
    """The pattern of slot `thing2` or, for several joined by commas, `words`, and by commas and a last "and", `members`."""
    if name == "words":
        return f"{one_of(words.WORD_POOL)}(?:, {one_of(words.WORD_POOL)})*"
    if name == "numbers":
        return f"{one_of(words.NUMBERS)}(?:, {one_of(words.NUMBERS)})*"
    if name == "members":
        noun = one_of(words.NOUN_CATEGORY)
        return f"{noun}(?:, {noun})* and {noun}"
    if name == "things":
        return f"the {one_of(words.THINGS)}(?: and the {one_of(words.THINGS)})*"
    return one_of(CLASSES[name.rstrip("0123456789")])


class Form:
    """Text with {slots}; `Form.answers` collects those that a model may answer with."""

    answers = []

    def __init__(self, text, answer=True):
        self.text = text
        parts = re.split(r"\{(\w+)\}", text)
        self.pattern = "".join(slot_pattern(part) if at % 2 else re.escape(part) for at, part in enumerate(parts))
        if answer:
            Form.answers.append(self)

    def __call__(self, **slots):
        return self.text.format(**slots)


def answer_forms(*texts):
    return [Form(text) for text in texts]


def grammar():
    """One pattern that the whole of every answer of the language matches."""
    whole = "|".join(form.pattern for form in Form.answers)
    return re.compile(f"(?:{whole})(?: (?:{whole}))*")
