# SPDX-License-Identifier: Apache-2.0
"""Opt-in: every made-up tokenizer and every folder of an older form of tests/golden/text, and real ones, against the live libraries on fresh random texts.

    python tokenizer_deep.py --probe BUILD/bin/tokenizer_probe [--count 100000] [--seed 1] [--only NAME,NAME] [FOLDER_OR_JSON ...]

Needs tokenizers 0.23.3, for the older forms transformers 5.23.0 (with sentencepiece and tiktoken), and a build with -DLUTHIER_BENCH=ON. Ends with the number of differences; 0 is expected.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden" / "text"))
import make_tokenizer_golden as golden  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402


def scalars():
    """Every Unicode scalar in four surroundings, a row of 64 to a text where that changes nothing."""
    every = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
    for i in range(0, len(every), 64):
        some = every[i:i + 64]
        yield "\n".join(some)
        yield "\n".join(f"a{c}b {c}1" for c in some)
        yield "\n".join(f"'{c} '{c}e 'l{c} {c}'s" for c in some)
        yield "".join(some)
        yield "".join(f"{c}word{c}" for c in some)


def fed(lines):
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def expected(tokenizer, line):
    if isinstance(line, dict):
        ids, said = line["ids"], {}
    else:
        ids = tokenizer.encode(line).ids
        said = {"plain": tokenizer.encode(line, add_special_tokens=False).ids}
    return {**said, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False), "skipped": tokenizer.decode(ids, skip_special_tokens=True)}


def compare(name, place, tokenizer, lines, feed, probe):
    ran = subprocess.run([probe, str(place)], input=feed, capture_output=True)
    said = ran.stdout.splitlines()
    if len(said) != len(lines):
        print(f"{name}: {len(said)} answers to {len(lines)} lines: {ran.stdout[-300:]!r} {ran.stderr[-300:]!r}")
        return 1
    differences = 0
    for line, ours in zip(lines, said):
        ours = json.loads(ours)
        found = {"plain": ours["ids"], "skipped": ours["decoded"], **ours}  # told where they differ
        wrong = [key for key, value in expected(tokenizer, line).items() if found[key] != value]
        if wrong or not ours["laws"]:
            differences += 1
            if differences <= 3:
                print(f"{name}: {wrong or ['laws']} {json.dumps(line)[:200]}\n  {str(expected(tokenizer, line))[:300]}\n  {str(ours)[:300]}")
    print(f"{name}: {len(lines)} texts, {differences} differences", flush=True)
    return differences


def loaded(place):
    if place.is_file():
        return Tokenizer.from_file(str(place))
    import transformers  # only for folders of older forms
    return transformers.AutoTokenizer.from_pretrained(place)._tokenizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    parser.add_argument("--count", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=lambda names: set(names.split(",")))
    parser.add_argument("--scalars", action="store_true", help="also every Unicode scalar")
    parser.add_argument("real", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    differences, seeded = 0, random.Random(args.seed)
    texts = golden.HARD + [golden.random_text(seeded) for _ in range(args.count)] + (list(scalars()) if args.scalars else [])
    text_feed = fed(texts)
    with tempfile.TemporaryDirectory() as folder:
        made = [(name, config) for name, config in golden.all_tokenizers()] if not args.real else []
        places = []
        for name, config in made:
            place = pathlib.Path(folder) / f"{name}.json"
            place.write_text(json.dumps(config))
            places.append((name, place))
        places += [(str(p), p / "tokenizer.json" if p.is_dir() else p) for p in args.real]
        places += [(f"folder {p.name}", p) for p in sorted(golden.pathlib.Path(golden.__file__).parent.joinpath("tokenizer_folders").iterdir())] if not args.real else []
        for name, place in places:
            if args.only and name not in args.only:
                continue
            tokenizer = loaded(place)
            tokenizer.no_truncation()
            tokenizer.no_padding()
            lists = [{"ids": ids} for ids in golden.random_lists(random.Random(f"{args.seed} {name}"), tokenizer.get_vocab_size(), args.count // 10)]
            differences += compare(name, place, tokenizer, texts + lists, text_feed + fed(lists), args.probe)
    print(f"{differences} differences in all")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
