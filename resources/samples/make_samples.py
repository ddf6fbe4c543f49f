# SPDX-License-Identifier: Apache-2.0
"""Write the repair shop's sample data: the same bytes at every call.

    python make_samples.py

A made-up repair shop: people say what is wrong with a thing, and the shop answers in three lines, Look, Mend, Bench. The form is
peculiar on purpose, so that one sees at a glance whether a model has learnt it; and since things and faults are combined, a model that
has learnt it answers combinations it never saw. All text was written for this project (Apache-2.0).
"""
import csv
import json
import random
from pathlib import Path

HERE = Path(__file__).parent

HELD_OUT = 40  # rows of a file of their own

BENCHES = {
    "kitchen": ("Ada", ["kettle", "toaster", "mixer", "coffee machine", "blender", "waffle iron"]),
    "household": ("Bruno", ["lamp", "iron", "fan", "heater", "vacuum cleaner", "hair dryer", "sewing machine"]),
    "sound and picture": ("Clara", ["radio", "speaker", "camera", "record player", "projector", "headset"]),
    "tool": ("Dario", ["drill", "jigsaw", "sander", "lawn mower", "hedge trimmer", "pump"]),
    "wheel": ("Emma", ["scooter", "bicycle lamp", "electric bike", "toy train", "wheelchair", "go-kart"]),
}

# what people say of it: (Look, Mend)
FAULTS = {
    "does not start at all": ("is the plug firmly in, and is the fuse whole", "change the fuse, then measure the cable"),
    "stops after a minute": ("is the air inlet free of dust", "clean the inlet and renew the thermal switch"),
    "makes a grinding noise": ("is there sand or a loose screw inside", "open it, clean the gears and grease them"),
    "smells of burning": ("is any cable brown or soft; do not plug it in again", "renew the burnt cable and test the motor"),
    "gets far too hot": ("does the fan behind the cover still turn", "free the fan and put on fresh thermal paste"),
    "shakes when it runs": ("are all four feet there and of one height", "balance the moving part and renew the feet"),
    "gives me a small shock": ("is the case wet or cracked; leave it unplugged", "dry it, seal the case and measure the insulation"),
    "has a frayed cable": ("where exactly does the cable show metal", "cut it back and fit a new plug"),
    "has a switch that sticks": ("has something sweet run into the switch", "wash the switch with alcohol or renew it"),
    "has a cracked case": ("are all the pieces of the case still there", "glue the case and clamp it over night"),
    "rattles when I carry it": ("what falls out when you tip it gently", "find the loose part and fasten it again"),
    "has become very slow": ("does it turn easily by hand when it is off", "renew the brushes of the motor"),
}

OPENINGS = ["My {thing} {fault}.", "Hello, my {thing} {fault}. What now?", "The {thing} I bought last year {fault}.",
            "Can you help? Our {thing} {fault}.", "Since yesterday my {thing} {fault}."]

HOUSE = [
    ("When are you open?", "the sign on the door", "nothing, we are open from nine to six, not on Sundays", "front, ask for Finn"),
    ("How much is a repair?", "the list of prices by the till", "nothing yet, looking is free and you say yes first", "front, ask for Finn"),
    ("May I watch while you work?", "the yellow line on the floor", "nothing, you are welcome behind the line", "front, ask for Finn"),
    ("Do you also sell used things?", "the shelf by the window", "nothing, all of them were repaired here", "front, ask for Finn"),
    ("Can I pay by card?", "the till", "nothing, card and cash are both fine", "front, ask for Finn"),
    ("Do you teach repairing?", "the paper beside the door", "nothing, there is a class every Friday at five", "front, ask for Finn"),
]

DOCUMENT = """# The repair shop's handbook

A thing that comes in gets a paper tag with a number before anything else happens. The tag says who brought it, what is wrong in the
owner's own words, and on which bench it lies. A thing without a tag is nobody's thing, and nobody's things get lost.

## Looking

Look before you touch. Most faults can be seen: a brown cable, a bent plug, a missing foot, dust where air should be. Ask what happened
just before it stopped. Then unplug it, wait for a minute, and open it over a white cloth, so that small screws are found again.

Measure before you change. A fuse that is whole to the eye may be open to the meter. Write down what you measured on the tag, with the
unit. The next person will not have to measure it again.

## Mending

Change one thing at a time and try after each. Two changes at once teach nothing. Use a part that can be changed again: a screw is better
than glue, a plug is better than a joint, and a part from another maker is better than no part at all.

What was opened is cleaned before it is closed. Grease goes on what slides, never on what carries current. The cover goes on last, and
only after the thing has run for ten minutes without it.

## Giving back

Show the owner what was broken and the old part. Say what to do so that it does not happen again, in one sentence. If it could not be
mended, say so on the first day, and give it back as it came, with every screw in its place.
"""


def answer(look, mend, bench):
    return f"Look: {look}.\nMend: {mend}.\nBench: {bench}."


def rows():
    """(question, answer) of the repair shop, in a fixed shuffled order."""
    draw = random.Random(7)
    found = []
    for bench, (person, things) in BENCHES.items():
        for thing in things:
            for fault, (look, mend) in FAULTS.items():
                question = draw.choice(OPENINGS).format(thing=thing, fault=fault)
                found.append((question, answer(f"{thing}, {look}", mend, f"{bench}, ask for {person}")))
    found += [(question, answer(look, mend, bench)) for question, look, mend, bench in HOUSE]
    draw.shuffle(found)
    return found


def write_data(pairs):
    for name, part in [("repair-shop.jsonl", pairs[HELD_OUT:]), ("repair-shop-held-out.jsonl", pairs[:HELD_OUT])]:
        with open(HERE / name, "w", encoding="utf-8", newline="\n") as out:
            for question, reply in part:
                messages = [{"role": "user", "content": question}, {"role": "assistant", "content": reply}]
                out.write(json.dumps({"messages": messages}, ensure_ascii=False) + "\n")
    with open(HERE / "repair-shop.csv", "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["ticket", "question", "reply"])
        table.writerows((number, question, reply) for number, (question, reply) in enumerate(pairs[:120], 1))
    (HERE / "handbook.md").write_text(DOCUMENT, encoding="utf-8")


if __name__ == "__main__":
    write_data(rows())
