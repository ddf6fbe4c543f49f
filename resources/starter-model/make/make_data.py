# SPDX-License-Identifier: Apache-2.0
"""Write what the starter model is trained on: the same bytes at every call.

    python make_data.py WORK        # needs tokenizers 0.23.3; a minute

WORK/base      config, tokenizer and chat template: a model folder without weights
WORK/read.jsonl, answer.jsonl, settle.jsonl, held-out.jsonl      conversations of the little language, each part with a seed of its own
"""
import json
import shutil
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from language import LONG, USUAL, rows

HERE = Path(__file__).parent
PARTS = {"read": (300_000, USUAL), "answer": (90_000, LONG), "settle": (150_000, USUAL), "held-out": (2_000, USUAL)}
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
VOCABULARY = 2_048
SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def write_rows(file, name):
    with file.open("w") as out:
        for row in rows(PARTS[name][0], name, PARTS[name][1]):
            out.write(json.dumps({"messages": row.messages}) + "\n")


def make_tokenizer(corpus, folder):
    """Byte-level BPE over the messages, one by one: no token spans a line end, which no message has."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=SPECIAL, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    texts = (message["content"] for line in corpus.open() for message in json.loads(line)["messages"])
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    print("vocabulary", tokenizer.get_vocab_size())


def main(work):
    base = work / "base"
    base.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        write_rows(work / f"{name}.jsonl", name)
    make_tokenizer(work / "read.jsonl", base)
    for name in ("config.json", "tokenizer_config.json", "generation_config.json", "chat_template.jinja"):
        shutil.copy(HERE / "base" / name, base)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
