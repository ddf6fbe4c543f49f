# SPDX-License-Identifier: Apache-2.0
"""Whole conversations of the little language, with the probability of each."""
import words
from choices import Choices
from stories import Story
from tasks import TASKS, Free

LEADS = ["Please tell me. ", "I have a question. ", "Listen. ", "Now this. "]


class Memory:
    """What a conversation holds so far, and how much of its -ln p lies in the assistant's answers."""

    def __init__(self, choices):
        self.choices = choices
        self.name = self.like = self.story = None
        self.answer_nats = 0.0

    def answering(self, choose):
        """Choices whose result stands in the answer, not in the question."""
        before = self.choices.nats
        result = choose()
        self.answer_nats += self.choices.nats - before
        return result


def story_turn(choices, memory):
    memory.story = Story(choices)
    told = memory.story.events(2, 4)
    question, answer = memory.story.question()
    return f"{told} {question}", answer


def story_goes_on(choices, memory):
    told = memory.story.events(1, 2) + " " if choices.chance(0.5) else ""
    question, answer = memory.story.question()
    return told + question, answer


def turn(choices, memory):
    """One question and its answer. Every kind can be told by how the question begins, so its probability is the row's."""
    kinds = {"task": 5, "story": 5 if memory.story is None else 1}
    if memory.story:
        kinds["story_on"] = 8
    kind = choices.weighted(kinds)
    if kind == "story_on":
        return story_goes_on(choices, memory)
    if kind == "story":
        return story_turn(choices, memory)
    lead = choices.pick(LEADS) if choices.chance(0.15) else ""
    question, answer = choices.weighted(TASKS)(choices, memory)
    return lead + question, answer


class Length:
    """How long conversations are: the share that goes on after each answer, and the most answers."""

    def __init__(self, goes_on, most):
        self.goes_on, self.most = goes_on, most


USUAL, LONG = Length(0.5, 4), Length(0.8, 6)


class Row:
    """One conversation: its messages, -ln p of all it says and of its answers alone, and for each answer what would be right."""

    def __init__(self, seed, length=USUAL):
        choices = Choices(seed)
        memory = Memory(choices)
        self.messages, self.answers = [], []
        if choices.chance(0.1):
            self.messages.append({"role": "system", "content": choices.pick(words.SYSTEM)})
        while True:
            question, answer = turn(choices, memory)
            free = answer if isinstance(answer, Free) else Free(answer, answer.__eq__, only=True)
            self.messages += [{"role": "user", "content": question}, {"role": "assistant", "content": free.text}]
            self.answers.append(free)
            if len(self.answers) == length.most or not choices.unseen(length.goes_on):
                break
        self.nats, self.answer_nats = choices.nats, memory.answer_nats


def rows(count, seed, length=USUAL):
    """`count` rows that depend on nothing but `seed` and the length; another seed gives other rows."""
    return (Row(f"{seed}/{at}", length) for at in range(count))
