# SPDX-License-Identifier: Apache-2.0
"""Write the repair shop's letters, sorted by what people want: the same bytes at every call.

    python make_label_samples.py

Made-up letters to a made-up repair shop, with a label (what the writer wants) and an urgency from 0 to 10 (how soon somebody should look at it).
Words alone do not decide the label: things that work and things that do not, thanks and complaints share most of them. The held-out file's
sentences are none of the training file's. All text was written for this project (Apache-2.0).
"""
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
ROWS, HELD_OUT = 72, 24  # of every label

THINGS = ["kettle", "toaster", "mixer", "coffee machine", "blender", "lamp", "iron", "fan", "heater", "vacuum cleaner", "hair dryer",
          "sewing machine", "radio", "speaker", "camera", "record player", "projector", "drill", "jigsaw", "sander", "lawn mower", "pump",
          "scooter", "electric bike", "toy train"]

# label -> (sentences for training, sentences held out); each with its urgency
LETTERS = {
    "fault": ([
        ("My {thing} does not start any more.", 5), ("The {thing} stops after a minute, every time.", 5), ("Smoke comes out of my {thing} when I switch it on.", 9),
        ("The {thing} gave me a small shock this morning.", 10), ("Since yesterday the {thing} makes a noise like gravel.", 4), ("My {thing} worked well for years and now it is dead.", 5),
        ("I dropped the {thing}, and its case is cracked.", 3), ("The switch of our {thing} sticks.", 3), ("The cable of the {thing} shows bare metal.", 9),
        ("The {thing} you mended in spring is not working again.", 6), ("My {thing} gets so hot that I cannot touch it.", 8), ("Water ran out of the {thing} over the whole floor.", 7),
        ("It used to be quiet, but the {thing} rattles now.", 3), ("The {thing} no longer does what it should, it only hums.", 4), ("I am not happy: the {thing} died before breakfast.", 5),
        ("Something is loose inside the {thing}.", 3), ("The light of the {thing} is on, but nothing moves.", 4), ("Our {thing} smells of burning rubber.", 9),
    ], [
        ("There is no life left in my {thing}.", 5), ("Sparks fly whenever the {thing} is plugged in.", 10), ("The {thing} turns slower every day.", 4),
        ("I pressed every button; the {thing} stays dark.", 5), ("One part of the {thing} has come off.", 3), ("The {thing} was fine on Monday and is broken today.", 5),
    ]),
    "fixed": ([
        ("My {thing} starts again, thank you.", 0), ("The {thing} runs through the whole day without stopping.", 0), ("No smoke any more: the {thing} is as good as new.", 0),
        ("The {thing} does not shock me any longer, well done.", 0), ("Since you had it, the {thing} makes no noise at all.", 0), ("It was dead for years, and now my {thing} works.", 0),
        ("You cannot see the crack in the {thing} any more.", 0), ("The switch of our {thing} does not stick now.", 0), ("The new cable of the {thing} is perfect.", 0),
        ("The {thing} you mended in spring is still working.", 0), ("My {thing} stays cool, just as you said.", 0), ("Not a drop of water comes out of the {thing} now.", 0),
        ("It used to rattle, but the {thing} is quiet now.", 0), ("The {thing} does what it should, nothing hums.", 0), ("I am happy: the {thing} made breakfast.", 0),
        ("Nothing is loose inside the {thing} any more.", 0), ("The light of the {thing} is on, and everything moves.", 0), ("Our {thing} no longer smells of burning.", 0),
    ], [
        ("There is life in my {thing} again.", 0), ("No more sparks when the {thing} is plugged in.", 0), ("The {thing} turns as fast as on its first day.", 0),
        ("I pressed one button, and the {thing} lit up.", 0), ("The part that had come off the {thing} holds.", 0), ("The {thing} was broken on Monday and is fine today.", 0),
    ]),
    "price": ([
        ("How much would it be to mend a {thing}?", 2), ("What do you take for looking at a {thing}?", 2), ("Is it worth having an old {thing} repaired?", 2),
        ("Could you tell me beforehand what the {thing} will come to?", 2), ("Do I have to pay if the {thing} cannot be mended?", 2), ("I would spend thirty on the {thing}, would that do?", 2),
        ("A new {thing} costs sixty. Is a repair cheaper?", 2), ("What does a new cable for a {thing} cost?", 2), ("Can the bill for the {thing} be paid in two parts?", 3),
        ("Do students pay less for a {thing}?", 1), ("Before you begin with the {thing}, please send me an estimate.", 3), ("Is the first look at a {thing} free?", 1),
        ("Which is dearer, a motor or a switch for the {thing}?", 2), ("My {thing} does not start; what will that cost me?", 3), ("Would you buy a broken {thing}, and for how much?", 1),
        ("Are the parts of a {thing} in the price?", 2), ("I need to know the price for the {thing} before Friday.", 4), ("What did the last {thing} cost me, do you remember?", 1),
    ], [
        ("Roughly what should I expect to pay for a {thing}?", 2), ("Does mending a {thing} cost more than fifty?", 2), ("Is there a fee when you only look at the {thing}?", 2),
        ("Please give me a figure for the {thing} first.", 3), ("How dear is a motor for a {thing}?", 2), ("What would you charge for a {thing} that gets too hot?", 3),
    ]),
    "visit": ([
        ("When may I bring the {thing}?", 3), ("Is Thursday at five all right for my {thing}?", 3), ("I cannot come on Monday; may I fetch the {thing} on Tuesday?", 4),
        ("Are you open on Saturday? I want to bring a {thing}.", 3), ("How long will the {thing} stay with you?", 2), ("Is my {thing} ready to be fetched?", 4),
        ("Could somebody pick up the {thing} at my house?", 3), ("I shall be late with the {thing}, about half past six.", 5), ("Where do I leave the {thing} when nobody is at the till?", 3),
        ("Please move my date for the {thing} to next week.", 4), ("My sister will come for the {thing} in my place.", 3), ("Do I need an appointment for a {thing}?", 2),
        ("Until when can I drop off the {thing} today?", 5), ("I was there at noon with my {thing}, but the door was shut. When do you open?", 4), ("May I wait while you look at the {thing}?", 2),
        ("Is there a place to park when I bring a heavy {thing}?", 2), ("Which door do I take with the {thing}?", 2), ("Would tomorrow morning do for the broken {thing}?", 4),
    ], [
        ("At what time can the {thing} be handed in?", 3), ("I would like to collect my {thing} on the way home.", 3), ("Does next Wednesday suit you for the {thing}?", 3),
        ("Please cancel my appointment for the {thing}.", 5), ("Are you there over lunch? It is about a {thing}.", 3), ("Can I come by with two parts of the {thing} today?", 4),
    ]),
    "complaint": ([
        ("Three weeks, and nobody has looked at my {thing}.", 8), ("You gave me back somebody else's {thing}.", 9), ("The bill for the {thing} is twice what you told me.", 7),
        ("I was not told that the {thing} would take so long.", 6), ("Your man was rude when I asked for my {thing}.", 7), ("The {thing} came back dirtier than it was.", 5),
        ("You promised the {thing} for Monday; today is Thursday.", 8), ("Nobody answers when I ring about the {thing}.", 7), ("I want my money back for the {thing}.", 8),
        ("You mended the wrong part of the {thing}.", 7), ("A screw of my {thing} is missing since it was with you.", 6), ("I paid for a repair, and you only dusted the {thing}.", 7),
        ("Thank you for nothing: the {thing} is worse than before.", 8), ("This is the third time I bring the same {thing}, and I have had enough.", 8), ("You lost the lid of my {thing}.", 6),
        ("I was happy with you until I saw the bill for the {thing}.", 7), ("The {thing} works, but the way you treated me does not.", 6), ("You said it was free to look at the {thing}, and then charged me.", 7),
    ], [
        ("It is a shame how long my {thing} has been lying around with you.", 8), ("Nobody told me that the {thing} was ready a week ago.", 6), ("I shall not recommend you after what you did to my {thing}.", 7),
        ("Why did I have to pay for the {thing} before you had touched it?", 7), ("You scratched my {thing} from end to end.", 7), ("What you call mended, I call a broken {thing}.", 8),
    ]),
}


def rows(part, count, draw):
    result = []
    for label, parts in LETTERS.items():
        pairs = [(sentence, urgency, thing) for sentence, urgency in parts[part] for thing in THINGS]
        draw.shuffle(pairs)
        seen = {}
        for sentence, urgency, thing in pairs:  # every sentence about as often
            if len([1 for row in result if row["label"] == label]) == count:
                break
            if seen.get(sentence, 0) * len(parts[part]) < count:
                seen[sentence] = seen.get(sentence, 0) + 1
                result.append({"text": sentence.format(thing=thing), "label": label, "urgency": urgency})
    draw.shuffle(result)
    return result


def main():
    draw = random.Random(20)
    for name, part, count in (("letters.jsonl", 0, ROWS), ("letters-held-out.jsonl", 1, HELD_OUT)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(part, count, draw))
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
