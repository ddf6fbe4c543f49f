# SPDX-License-Identifier: Apache-2.0
"""The words and facts of the little language: about a thousand words. All lists were written for this project."""

PERSONS = """Anna Ben Clara David Emma Felix Greta Henry Ida Jonas Kate Leo Mia Nina Oscar Paula Quinn Rosa Simon Tina
Victor Wanda Xenia Yusuf Zoe Adam Bella Carl Dora Erik Fiona Georg Hanna Ivan Julia Karim Lena Marta Noah Olga
Peter Ruth Sara Thomas Ulla Vera Walter Yara Bruno Emil Frida Gustav Hilda Isaac Jasmin Kurt""".split()

PLACES = """kitchen garden park school library market station bakery hospital museum office forest harbour castle theatre
barn bathroom bedroom cellar attic church farm zoo factory hotel garage shop village tower stable""".split()

SURFACES = "table shelf chair bed sofa desk bench floor carpet stool windowsill".split()

COLOURS = "red blue green yellow black white brown grey pink orange purple golden".split()

# What can be carried: the things of the stories. Each is also a noun of a category below.
TOYS = "ball doll kite puzzle drum balloon robot marble teddy yoyo".split()
TOOLS = "hammer saw drill rope ladder shovel brush wrench needle axe rake pump".split()
CLOTHES = "hat coat scarf shirt shoe glove sock belt jacket skirt dress boot".split()
DISHES = "cup plate bowl spoon fork knife pan pot glass jug".split()
SCHOOL_THINGS = "book pen pencil ruler map notebook letter stamp globe chalk".split()
CARRIED = """bag box basket key lamp candle clock mirror umbrella bottle blanket pillow coin ring camera ticket suitcase towel
wallet whistle purse bell comb sponge soap ribbon medal flag shell brick""".split()
THINGS = TOYS + TOOLS + CLOTHES + DISHES + SCHOOL_THINGS + CARRIED

ANIMALS = """dog cat cow horse sheep goat pig hen duck goose mouse rabbit fox wolf bear lion tiger elephant monkey donkey frog
snake owl eagle crow bee spider ant whale shark dolphin camel zebra giraffe squirrel hedgehog swan parrot penguin turtle
beaver badger otter seal lizard moth beetle stork heron lamb""".split()
FRUITS = "apple pear plum cherry banana lemon peach grape melon strawberry fig mango date kiwi apricot raspberry quince".split()
VEGETABLES = "carrot potato onion tomato cabbage bean pea pumpkin cucumber radish turnip leek beetroot pepper garlic lettuce spinach celery".split()
DRINKS = "water milk tea coffee juice lemonade cocoa soup cider broth".split()
VEHICLES = "car bus train tram bicycle truck boat ship plane tractor scooter sledge rocket ferry taxi airship".split()
FURNITURE = "table chair bed sofa desk bench shelf stool wardrobe cupboard drawer cradle".split()
PLANTS = "oak pine birch rose tulip daisy fern ivy moss lily willow clover thistle cactus poppy maple elm lilac".split()
INSTRUMENTS = "piano violin guitar flute trumpet harp cello organ accordion trombone".split()
JOB_PLACES = {
    "baker": "bakery", "teacher": "school", "doctor": "hospital", "nurse": "hospital", "farmer": "farm", "gardener": "garden",
    "actor": "theatre", "librarian": "library", "sailor": "harbour", "cook": "kitchen", "mechanic": "garage", "priest": "church",
    "clerk": "office", "hunter": "forest", "porter": "hotel", "keeper": "zoo", "guard": "castle", "painter": "museum",
    "merchant": "market", "driver": "station", "worker": "factory", "seller": "shop", "watchman": "tower", "groom": "stable",
}
JOBS = list(JOB_PLACES)
BODY = "head hand foot arm leg eye ear nose mouth finger knee shoulder tooth neck".split()

# category -> (its plural, its members)
CATEGORIES = {
    "animal": ("animals", ANIMALS), "fruit": ("fruits", FRUITS), "vegetable": ("vegetables", VEGETABLES),
    "drink": ("drinks", DRINKS), "vehicle": ("vehicles", VEHICLES), "plant": ("plants", PLANTS), "tool": ("tools", TOOLS),
    "toy": ("toys", TOYS), "dish": ("dishes", DISHES), "job": ("jobs", JOBS),
    "instrument": ("instruments", INSTRUMENTS),
    "piece of clothing": ("pieces of clothing", CLOTHES), "part of the body": ("parts of the body", BODY),
    "piece of furniture": ("pieces of furniture", FURNITURE),
    "colour": ("colours", COLOURS),
}

NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = "spring summer autumn winter".split()

OPPOSITES = [pair.split("-") for pair in """hot-cold big-small long-short high-low old-new fast-slow light-heavy full-empty open-closed
wet-dry clean-dirty happy-sad loud-quiet hard-soft strong-weak rich-poor early-late near-far thick-thin wide-narrow deep-shallow
sweet-sour good-bad right-wrong easy-difficult safe-dangerous awake-asleep young-aged bright-dark smooth-rough sharp-blunt true-false
first-last up-down in-out above-below before-after day-night morning-evening summer-winter friend-enemy question-answer
begin-end come-go buy-sell give-take love-hate laugh-cry push-pull win-lose find-miss remember-forget brave-afraid polite-rude
lazy-busy cheap-expensive front-back inside-outside always-never everything-nothing""".split()]

COLOUR_FACTS = {
    "snow": "white", "grass": "green", "coal": "black", "blood": "red", "milk": "white", "chocolate": "brown", "the sky": "blue",
    "the sun": "yellow", "a lemon": "yellow", "a banana": "yellow", "a carrot": "orange", "a tomato": "red", "a strawberry": "red",
    "a cucumber": "green", "a leaf": "green", "a pumpkin": "orange", "a crow": "black", "a swan": "white", "a bear": "brown",
    "an elephant": "grey", "a mouse": "grey", "a pig": "pink", "a frog": "green", "a fox": "red", "a cherry": "red", "a plum": "purple",
    "a pea": "green", "salt": "white", "the night": "black", "the sea": "blue", "gold": "golden", "silver": "grey", "ash": "grey",
    "honey": "golden", "coffee": "brown", "ivy": "green", "ice": "white", "a grape": "purple", "an oak": "brown", "butter": "yellow",
}

SOUNDS = {
    "dog": "woof", "cat": "meow", "cow": "moo", "sheep": "baa", "pig": "oink", "duck": "quack", "hen": "cluck", "horse": "neigh",
    "frog": "croak", "owl": "hoot", "bee": "buzz", "crow": "caw", "lion": "roar", "mouse": "squeak", "snake": "hiss", "wolf": "howl",
    "donkey": "heehaw", "goose": "honk",
}

PLURALS = {
    "mouse": "mice", "goose": "geese", "foot": "feet", "tooth": "teeth", "knife": "knives", "leaf": "leaves", "sheep": "sheep",
    "wolf": "wolves", "shelf": "shelves", "child": "children", "man": "men", "woman": "women", "cherry": "cherries", "box": "boxes",
    "glass": "glasses", "dish": "dishes", "brush": "brushes", "fox": "foxes", "dog": "dogs", "cat": "cats", "apple": "apples",
    "pear": "pears", "plum": "plums", "carrot": "carrots", "potato": "potatoes", "tomato": "tomatoes", "onion": "onions", "egg": "eggs",
    "cup": "cups", "ball": "balls", "book": "books", "key": "keys", "coin": "coins", "hat": "hats", "shoe": "shoes", "stamp": "stamps",
    "pencil": "pencils", "candle": "candles", "house": "houses", "tree": "trees", "flower": "flowers", "star": "stars",
}
COUNTED = "apples pears plums cherries carrots potatoes onions eggs coins stamps pencils candles books cups".split()

# for what a thing is good: "What do you do with a hammer?"
USES = {
    "hammer": "hit nails", "saw": "cut wood", "drill": "make holes", "shovel": "dig holes", "brush": "paint walls", "needle": "sew shirts",
    "axe": "split logs", "ladder": "climb up", "rake": "gather leaves", "rope": "tie knots", "pump": "move water", "cup": "drink tea",
    "spoon": "eat soup", "knife": "cut bread", "fork": "eat noodles", "pan": "fry eggs", "pot": "cook rice", "pen": "write letters",
    "ruler": "draw lines", "map": "find the way", "book": "read stories", "key": "open doors", "lamp": "make light", "clock": "tell the time",
    "umbrella": "stay dry", "bed": "sleep", "chair": "sit", "towel": "dry hands", "camera": "take pictures", "whistle": "call the dog",
    "bag": "carry food", "coin": "pay", "ticket": "ride the train", "kite": "play in the wind", "ball": "play outside",
}

LIKES = """apples pears plums cherries bananas carrots tomatoes bread cheese cake soup rice noodles honey chocolate milk tea
music books dogs cats horses flowers snow rain stories games trains""".split()

FEELINGS = "happy sad tired hungry thirsty sick angry cold bored nervous".split()
ADVICE = {
    "happy": "That is good to hear.", "sad": "I am sorry. A friend can help.", "tired": "You can sleep a little.",
    "hungry": "You can eat some bread.", "thirsty": "You can drink some water.", "sick": "You can see a doctor.",
    "angry": "You can take a slow walk.", "cold": "You can put on a coat.", "bored": "You can read a book.",
    "nervous": "You can take a deep breath.",
}

# questions that mean the same -> answers, any of which is right
SMALL_TALK = [
    (["Hello.", "Hello!", "Hi.", "Hi there.", "Good day."], ["Hello! How can I help you?", "Hello! What can I do for you?"]),
    (["Good morning.", "Good morning!"], ["Good morning! How can I help you?"]),
    (["Good evening.", "Good evening!"], ["Good evening! How can I help you?"]),
    (["How are you?", "How are you today?", "Are you well?"], ["I am fine, thank you.", "I am well, thank you."]),
    (["Who are you?", "What are you?", "Tell me about yourself."], ["I am the starter model of Luthier. I know a small world of words."]),
    (["What is your name?", "What are you called?", "Do you have a name?"], ["My name is Starter."]),
    (["Who made you?", "Where do you come from?"], ["I was made with Luthier, from a small made language."]),
    (["What can you do?", "Can you help me?", "What do you know?"], ["I can answer questions about short stories, count, and list words."]),
    (["Are you a person?", "Are you human?"], ["No, I am a small language model."]),
    (["Are you clever?", "Do you know everything?"], ["No, I know only a small world of words."]),
    (["Thank you.", "Thanks.", "Thank you very much.", "Thanks a lot."], ["You are welcome.", "You are welcome. I am glad to help."]),
    (["Goodbye.", "Bye.", "See you soon.", "Good night."], ["Goodbye! See you soon."]),
    (["Well done.", "Very good.", "That is right."], ["Thank you, that is kind."]),
    (["I need help.", "Please help me."], ["I am here. What do you want to know?"]),
    (["Do you like me?", "Are you my friend?"], ["Yes, I like to talk with you."]),
    (["Tell me a joke.", "Do you know a joke?"], ["Why does the cow look at the sky? The cow waits for milk from the moon."]),
    (["What is Luthier?", "What does Luthier do?"], ["Luthier is a studio in which you tune language models."]),
    (["Can you learn?", "How do you learn?"], ["I learn when you tune me with your own examples."]),
]

SYSTEM = ["You are a friendly assistant.", "Answer in short and clear sentences.", "You are the starter model.", "Be polite and answer the question."]

NOUN_CATEGORY = {}
for _category, (_plural, _members) in CATEGORIES.items():
    for _word in _members:
        NOUN_CATEGORY.setdefault(_word, _category)
WORD_POOL = sorted(set(THINGS + ANIMALS + FRUITS + VEGETABLES + PLANTS + PLACES + COLOURS))


def with_article(noun):
    return ("an " if noun[0] in "aeiou" else "a ") + noun
