# SPDX-License-Identifier: Apache-2.0
"""Little stories: persons go to places, take things, give them away and put them down; and questions about how it then stands."""
import words
from forms import Form, answer_forms

IS_IN, GOES, TAKES, GIVES, PUTS = answer_forms(
    "{person} is in the {place}.", "{person} goes to the {place}.", "{person} takes the {colour} {thing}.",
    "{person} gives the {thing} to {person2}.", "{person} puts the {thing} on the {surface}.")
HAS, HAS_THINGS, HAS_NOTHING, LIES = answer_forms(
    "{person} has the {thing}.", "{person} has {things}.", "{person} has nothing.", "The {thing} is on the {surface}.")
COLOUR = Form("The {thing} is {colour}.")


class Story:
    """Who is where, who has what, what lies where. A sentence is written and happens at once."""

    most_persons = 2
    most_things = 2
    most_held = 2

    def __init__(self, choices):
        self.choices = choices
        self.place, self.held, self.colour, self.surface = {}, {}, {}, {}  # person -> place, things; thing -> colour, surface

    def holder(self, thing):
        return next((person for person, things in self.held.items() if thing in things), None)

    def actor(self):
        known = list(self.held)
        if not known or (len(known) < self.most_persons and self.choices.chance(0.35)):
            return self.new_person()
        return self.choices.pick(known)

    def new_person(self):
        person = self.choices.pick([name for name in words.PERSONS if name not in self.held])
        self.held[person] = []
        return person

    def event(self, actor=None):
        """One more sentence."""
        actor = actor or self.actor()
        kinds = {"move": 4}
        others = [person for person in self.held if person != actor and len(self.held[person]) < self.most_held]
        if len(self.held[actor]) < self.most_held and len(self.colour) < self.most_things:
            kinds["take"] = 4
        if self.held[actor] and others:
            kinds["give"] = 4
        if self.held[actor]:
            kinds["put"] = 2
        return getattr(self, self.choices.weighted(kinds))(actor)

    def move(self, actor):
        form = GOES if actor in self.place else IS_IN
        self.place[actor] = self.choices.pick([place for place in words.PLACES if place != self.place.get(actor)])
        return form(person=actor, place=self.place[actor])

    def take(self, actor):
        colour = self.choices.pick(words.COLOURS)
        thing = self.choices.pick([thing for thing in words.THINGS if thing not in self.colour])
        self.colour[thing] = colour
        self.held[actor].append(thing)
        return TAKES(person=actor, colour=colour, thing=thing)

    def give(self, actor):
        thing = self.choices.pick(self.held[actor])
        to = self.choices.pick([person for person in self.held if person != actor and len(self.held[person]) < self.most_held])
        self.held[actor].remove(thing)
        self.held[to].append(thing)
        return GIVES(person=actor, thing=thing, person2=to)

    def put(self, actor):
        thing = self.choices.pick(self.held[actor])
        self.held[actor].remove(thing)
        self.surface[thing] = self.choices.pick(words.SURFACES)
        return PUTS(person=actor, thing=thing, surface=self.surface[thing])

    def events(self, least, most, going_on=0.6):
        told = []
        while len(told) < least or (len(told) < most and self.choices.chance(going_on)):
            told.append(self.event())
        return " ".join(told)

    # ---- questions: each gives the question and its answer ------------------------------------------------------------------

    def question(self):
        kinds = {"has": 3}
        if self.place:
            kinds["where"] = 5
        if self.colour:
            kinds["where_thing"] = 4
        if any(self.held.values()):
            kinds["who"] = 4
        return getattr(self, "ask_" + self.choices.weighted(kinds))()

    def ask_where(self):
        person = self.choices.pick(list(self.place))
        text = self.choices.pick(["Where is {}?", "Where is {} now?", "In which place is {}?"])
        return text.format(person), IS_IN(person=person, place=self.place[person])

    def ask_who(self):
        thing = self.choices.pick([thing for things in self.held.values() for thing in things])
        text = self.choices.pick(["Who has the {}?", "Who has the {} now?"])
        return text.format(thing), HAS(person=self.holder(thing), thing=thing)

    def ask_where_thing(self):
        thing = self.choices.pick(list(self.colour))
        return f"Where is the {thing}?", self.whereabouts(thing, HAS, LIES)

    def whereabouts(self, thing, held, lying):
        holder = self.holder(thing)
        return held(person=holder, thing=thing) if holder else lying(thing=thing, surface=self.surface[thing])

    def ask_has(self):
        person = self.choices.pick(list(self.held))
        text = self.choices.pick(["What does {} have?", "What does {} have now?"])
        things = self.held[person]
        if not things:
            return text.format(person), HAS_NOTHING(person=person)
        return text.format(person), HAS_THINGS(person=person, things=" and ".join("the " + thing for thing in things))
