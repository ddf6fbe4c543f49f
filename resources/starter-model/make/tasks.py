# SPDX-License-Identifier: Apache-2.0
"""What can be asked without a story: facts, sums, lists of words, small talk. Each function gives a question and its answer; an answer that
is free carries a test of its own, else only the given answer is right."""
import re

import words
from forms import Form, answer_forms
from stories import COLOUR, PUTS, TAKES, Story
from words import with_article

IS_A, YES_IS_A, NO_IS_A = answer_forms(
    "{A} {noun} is {a} {category}.", "Yes, {a} {noun} is {a2} {category}.", "No, {a} {noun} is not {a2} {category2}. It is {a3} {category}.")
OPPOSITE, COLOUR_FACT, SOUND, WORK = answer_forms(
    "The opposite of {opposite} is {opposite2}.", "The colour of {coloured} is {colour}.", "{A} {animal} says {sound}.",
    "{A} {job} works in the {work}.")
AFTER_DAY, BEFORE_DAY, AFTER_MONTH, BEFORE_MONTH = answer_forms(
    "The day after {day} is {day2}.", "The day before {day} is {day2}.", "The month after {month} is {month2}.",
    "The month before {month} is {month2}.")
SUM, BIGGER, COUNTED, HAVE_NOW = answer_forms(
    "The answer is {number}.", "The bigger number is {number}.", "I count: {numbers}.", "You have {number} {counted}.")
SAID, BACKWARDS, FIRST, LAST, HOW_MANY, THE_ONE = answer_forms(
    "You said: {words}.", "Backwards it is: {words}.", "The first word is {word}.", "The last word is {word}.",
    "These are {number} words.", "The {category} is {noun}.")
LISTED, PLURAL, USE, GREETING, STORY_END = answer_forms(
    "Here are {number} {plural}: {members}.", "The plural of {one} is {many}.", "You can {use} with it.",
    "Hello {person}, nice to see you!", "The end.")
NICE, YOUR_NAME, NO_NAME, LIKED, YOU_LIKE, NO_LIKE = answer_forms(
    "Hello {person}, nice to meet you.", "Your name is {person}.", "I do not know your name yet.", "It is good that you like {like}.",
    "You like {like}.", "I do not know what you like.")
for _text in [text for _, answers in words.SMALL_TALK for text in answers] + list(words.ADVICE.values()):
    Form(_text)


def article(text):
    return with_article(text).split()[0]


class Free:
    """An answer for which there is a choice: `right` says of any text whether it would do. `only`: of no other text."""

    def __init__(self, text, right, only=False):
        self.text, self.right, self.only = text, right, only


# ---- facts --------------------------------------------------------------------------------------------------------------------

def what_is(choices, memory):
    noun = choices.pick(list(words.NOUN_CATEGORY))
    category = words.NOUN_CATEGORY[noun]
    return f"What is {with_article(noun)}?", IS_A(A=article(noun).capitalize(), noun=noun, a=article(category), category=category)


def is_it(choices, memory):
    noun = choices.pick(list(words.NOUN_CATEGORY))
    category = words.NOUN_CATEGORY[noun]
    if choices.chance(0.5):
        return f"Is {with_article(noun)} {with_article(category)}?", YES_IS_A(
            a=article(noun), noun=noun, a2=article(category), category=category)
    other = choices.pick([name for name in words.CATEGORIES if name != category])
    return f"Is {with_article(noun)} {with_article(other)}?", NO_IS_A(
        a=article(noun), noun=noun, a2=article(other), category2=other, a3=article(category), category=category)


def opposite(choices, memory):
    pair = choices.pick(words.OPPOSITES)
    word, other = pair if choices.chance(0.5) else reversed(pair)
    return f"What is the opposite of {word}?", OPPOSITE(opposite=word, opposite2=other)


def fact_colour(choices, memory):
    thing = choices.pick(list(words.COLOUR_FACTS))
    return f"What colour is {thing}?", COLOUR_FACT(coloured=thing, colour=words.COLOUR_FACTS[thing])


def sound(choices, memory):
    animal = choices.pick(list(words.SOUNDS))
    return f"What does {with_article(animal)} say?", SOUND(A=article(animal).capitalize(), animal=animal, sound=words.SOUNDS[animal])


def work(choices, memory):
    job = choices.pick(words.JOBS)
    return f"Where does {with_article(job)} work?", WORK(A=article(job).capitalize(), job=job, work=words.JOB_PLACES[job])


def calendar(choices, memory):
    name, row, after, before = choices.pick(
        [("day", words.DAYS, AFTER_DAY, BEFORE_DAY), ("month", words.MONTHS, AFTER_MONTH, BEFORE_MONTH)])
    at = row.index(choices.pick(row))
    side, form, step = choices.pick([("after", after, 1), ("before", before, -1)])
    text = choices.pick(["Which {} comes {} {}?", "What is the {} {} {}?"])
    return text.format(name, side, row[at]), form(**{name: row[at], name + "2": row[(at + step) % len(row)]})


def plural(choices, memory):
    word = choices.pick(list(words.PLURALS))
    return f"What is the plural of {word}?", PLURAL(one=word, many=words.PLURALS[word])


def use(choices, memory):
    thing = choices.pick(list(words.USES))
    return f"What can I do with {with_article(thing)}?", USE(use=words.USES[thing])


# ---- numbers ------------------------------------------------------------------------------------------------------------------

def plus(choices, memory):
    first, second = choices.pick(range(11)), choices.pick(range(11))
    text = choices.pick(["What is {} plus {}?", "How much is {} and {}?"])
    return text.format(words.NUMBERS[first], words.NUMBERS[second]), SUM(number=words.NUMBERS[first + second])


def minus(choices, memory):
    first = choices.pick(range(11))
    second = choices.pick(range(first + 1))
    return f"What is {words.NUMBERS[first]} minus {words.NUMBERS[second]}?", SUM(number=words.NUMBERS[first - second])


def bigger(choices, memory):
    first, second = choices.several(range(21), 2)
    return (f"Which number is bigger, {words.NUMBERS[first]} or {words.NUMBERS[second]}?",
            BIGGER(number=words.NUMBERS[max(first, second)]))


def count(choices, memory):
    first = choices.pick(range(1, 12))
    last = first + choices.pick(range(2, 8))
    return (f"Count from {words.NUMBERS[first]} to {words.NUMBERS[last]}.", COUNTED(numbers=", ".join(words.NUMBERS[first:last + 1])))


def bought(choices, memory):
    first, second, goods = choices.pick(range(1, 11)), choices.pick(range(1, 11)), choices.pick(words.COUNTED)
    verb, sign = choices.pick([("get", 1), ("give away", -1)]) if second <= first else ("get", 1)
    return (f"I have {words.NUMBERS[first]} {goods} and {verb} {words.NUMBERS[second]}. How many {goods} do I have now?",
            HAVE_NOW(number=words.NUMBERS[first + sign * second], counted=goods))


# ---- words that the question itself holds ---------------------------------------------------------------------------------------

def row_of_words(choices, least=2, most=5):
    return choices.several(words.WORD_POOL, choices.pick(range(least, most + 1)))


def repeat(choices, memory):
    row = ", ".join(row_of_words(choices))
    return choices.pick(["Repeat these words: {}.", "Say after me: {}."]).format(row), SAID(words=row)


def backwards(choices, memory):
    row = row_of_words(choices, 2, 4)
    return f"Say these words backwards: {', '.join(row)}.", BACKWARDS(words=", ".join(reversed(row)))


def first_or_last(choices, memory):
    row = row_of_words(choices)
    side, form, at = choices.pick([("first", FIRST, 0), ("last", LAST, -1)])
    return f"What is the {side} word of these: {', '.join(row)}?", form(word=row[at])


def how_many(choices, memory):
    row = row_of_words(choices, 2, 6)
    return f"How many words are these: {', '.join(row)}?", HOW_MANY(number=words.NUMBERS[len(row)])


def which_one(choices, memory):
    category = choices.pick(list(words.CATEGORIES))
    right = choices.pick(words.CATEGORIES[category][1])
    others = choices.several([noun for noun, kind in words.NOUN_CATEGORY.items() if kind != category], 2)
    at = choices.pick(range(3))
    row = others[:at] + [right] + others[at:]
    return f"Which of these is {with_article(category)}: {', '.join(row)}?", THE_ONE(category=category, noun=right)


# ---- free answers -----------------------------------------------------------------------------------------------------------------

def members_of(category, number, text):
    found = re.fullmatch(f"Here are {number} {words.CATEGORIES[category][0]}: (.+)\\.", text)
    row = re.split(", | and ", found[1]) if found else []
    return len(set(row)) == len(row) == words.NUMBERS.index(number) and set(row) <= set(words.CATEGORIES[category][1])


def list_some(choices, memory):
    category = choices.pick(list(words.CATEGORIES))
    plural_name, members = words.CATEGORIES[category]
    number = choices.pick(["two", "three", "four"])
    text = choices.pick(["List {} {}.", "Name {} {}."]).format(number, plural_name)
    row = memory.answering(lambda: choices.several(members, words.NUMBERS.index(number)))
    return text, Free(LISTED(number=number, plural=plural_name, members=", ".join(row[:-1]) + " and " + row[-1]),
                      lambda answer: members_of(category, number, answer))


def tell_story(choices, memory):
    person = choices.pick(words.PERSONS)
    text = choices.pick(["Tell me a story about {}.", "Tell me something about {}."]).format(person)

    def told():
        story = Story(choices)
        story.held[person] = []
        return " ".join(story.event(person) if at == 0 else story.event() for at in range(3)) + " The end."
    return text, Free(memory.answering(told), lambda answer: answer.startswith(person) and answer.endswith(" The end.")
                      and answer.count(".") == 4)


def sentence(choices, memory):
    thing = choices.pick(words.THINGS)

    def written():
        person = choices.pick(words.PERSONS)
        form, slots = choices.pick([(COLOUR, {"colour": words.COLOURS}), (TAKES, {"colour": words.COLOURS}), (PUTS, {"surface": words.SURFACES})])
        return form(person=person, thing=thing, **{name: choices.pick(options) for name, options in slots.items()})
    return f"Write a sentence with the word {thing}.", Free(memory.answering(written), lambda answer: f" {thing}" in answer)


def greet(choices, memory):
    person = choices.pick(words.PERSONS)
    return choices.pick(["Say hello to {}.", "Please greet {}."]).format(person), GREETING(person=person)


def small_talk(choices, memory):
    questions, answers = choices.pick(words.SMALL_TALK)
    question = choices.pick(questions)
    return question, Free(memory.answering(lambda: choices.pick(answers)), lambda answer: answer in answers)


def feeling(choices, memory):
    name = choices.pick(words.FEELINGS)
    return choices.pick(["I am {}.", "I feel {} today."]).format(name), words.ADVICE[name]


# ---- what the person said of themselves ---------------------------------------------------------------------------------------------

def my_name(choices, memory):
    memory.name = choices.pick(words.PERSONS)
    return choices.pick(["My name is {}.", "I am {}."]).format(memory.name), NICE(person=memory.name)


def ask_name(choices, memory):
    return "What is my name?", YOUR_NAME(person=memory.name) if memory.name else NO_NAME()


def my_liking(choices, memory):
    memory.like = choices.pick(words.LIKES)
    return f"I like {memory.like}.", LIKED(like=memory.like)


def ask_liking(choices, memory):
    return "What do I like?", YOU_LIKE(like=memory.like) if memory.like else NO_LIKE()


TASKS = {
    what_is: 4, is_it: 5, opposite: 4, fact_colour: 3, sound: 2, work: 2, calendar: 3, plural: 3, use: 3, plus: 6, minus: 4, bigger: 3,
    count: 2, bought: 5, repeat: 4, backwards: 4, first_or_last: 4, how_many: 4, which_one: 5, list_some: 4, tell_story: 3, sentence: 3,
    greet: 1, small_talk: 8, feeling: 2, my_name: 2, ask_name: 1, my_liking: 2, ask_liking: 1,
}
