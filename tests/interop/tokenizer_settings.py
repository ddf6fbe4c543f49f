# SPDX-License-Identifier: Apache-2.0
"""Opt-in: what tokenizer_config.json, special_tokens_map.json and added_tokens.json say beside a tokenizer.json, drawn at random, against the tokenizer that
Transformers makes of the folder.

    python tokenizer_settings.py --probe BUILD/bin/tokenizer_probe [--count 400] [--seed 1]

Needs transformers 5.23.0 and a build with -DLUTHIER_BENCH=ON. For each folder 60 texts full of its tokens are encoded, and the ids decoded with and without special
tokens. Ends with the number of folders that differ; 0 is expected. Folders that Transformers cannot open are left out, and counted.
"""
import argparse
import json
import logging
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden" / "text"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import make_tokenizer_golden as golden  # noqa: E402
import tokenizer_deep  # noqa: E402
import transformers  # noqa: E402

TOKENS = ["<s>", "</s>", "<pad>", "<unk>", "<|m|>", "<|im_start|>", "ab", " low", "é", "[X]", "the", "E\u0301", "<a> "]
WORDS = ["the", "low", "lower", " ", "  ", "\n", "ab", "abab", "é", "e\u0301", "x", "1", "!", "Don't"]
NAMED = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"]


class Draw(random.Random):
    def maybe(self, share=0.5):
        return self.random() < share

    def flags(self, special=True):
        flags = {name: self.maybe(0.25) for name in ("lstrip", "rstrip", "single_word")} | {"normalized": self.maybe(0.3)}
        return flags | ({"special": self.maybe(0.7)} if special else {})

    def token(self):
        """As configuration files write it."""
        text = self.choice(TOKENS)
        if self.maybe(0.6):
            return text
        return {"content": text, **self.flags(special=False)} | ({"__type": "AddedToken"} if self.maybe(0.6) else {})

    def some(self, most):
        return self.sample(TOKENS, self.randrange(most + 1))


def tokenizer_json(base, draw):
    """One of the made-up tokenizers, with added tokens of its own."""
    made = json.loads(json.dumps(base))
    size = max(list(made["model"]["vocab"].values()) + [t["id"] for t in made["added_tokens"]]) + 1
    present = {t["content"] for t in made["added_tokens"]}
    for text in draw.some(4):
        if text not in present:
            made["added_tokens"].append({"id": made["model"]["vocab"].get(text, size), "content": text, **draw.flags()})
            size += text not in made["model"]["vocab"]
    return made


def settings(draw, size):
    """tokenizer_config.json"""
    config = {"tokenizer_class": draw.choice(["PreTrainedTokenizerFast", "TokenizersBackend"])}
    for name in NAMED:
        if draw.maybe(0.4):
            config[name] = draw.choice([draw.token(), draw.token(), None])
    if draw.maybe(0.3):
        config[draw.choice(["extra_special_tokens", "additional_special_tokens"])] = [draw.token() for _ in range(draw.randrange(3))]
    elif draw.maybe(0.2):
        config["extra_special_tokens"] = {"image_token": draw.choice(TOKENS), "video_token": draw.choice(TOKENS)}
    if draw.maybe(0.2):
        config["audio_token"] = draw.choice(TOKENS)
    if draw.maybe(0.4):
        ids = draw.sample(range(size + 6), draw.randrange(5))
        config["added_tokens_decoder"] = {str(id_): {"content": text, **draw.flags()} for id_, text in zip(ids, draw.some(5))}
    for name in ("add_bos_token", "add_eos_token", "split_special_tokens", "clean_up_tokenization_spaces", "add_prefix_space"):
        if draw.maybe(0.2):
            config[name] = draw.maybe()
    return config


def folder(place, base, draw):
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    made = tokenizer_json(base, draw)
    size = max(list(made["model"]["vocab"].values()) + [t["id"] for t in made["added_tokens"]]) + 1
    files = {"tokenizer.json": made}
    if draw.maybe(0.9):
        files["tokenizer_config.json"] = settings(draw, size)
    if draw.maybe(0.3):
        files["special_tokens_map.json"] = {name: draw.choice([draw.choice(TOKENS), {"content": draw.choice(TOKENS), **draw.flags(special=False)}]) for name in draw.sample(NAMED, 2)}
    if draw.maybe(0.2):
        files["added_tokens.json"] = {text: size + i for i, text in enumerate(draw.some(3))}
    for name, content in files.items():
        (place / name).write_text(json.dumps(content))
    return files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    bases = [config for name, config in golden.all_tokenizers() if name in ("gpt2", "qwen2", "llama2", "nfd", "metaspace_first")]
    assert len(bases) == 5
    wrong = left_out = 0
    with tempfile.TemporaryDirectory() as place:
        for number in range(args.count):
            draw = Draw(f"{args.seed} {number}")
            files = folder(pathlib.Path(place) / "one", draw.choice(bases), draw)
            try:
                tokenizer = transformers.AutoTokenizer.from_pretrained(pathlib.Path(place) / "one")._tokenizer
            except Exception:  # whatever it says
                left_out += 1
                continue
            texts = ["".join(draw.choice(draw.choice([TOKENS, WORDS])) for _ in range(draw.randrange(1, 9))) for _ in range(60)]
            if tokenizer_deep.compare(f"folder {number}", pathlib.Path(place) / "one", tokenizer, texts, tokenizer_deep.fed(texts), args.probe):
                wrong += 1
                print({name: content for name, content in files.items() if name != "tokenizer.json"}, files["tokenizer.json"]["added_tokens"], flush=True)
    print(f"{wrong} of {args.count - left_out} folders differ; Transformers opens none of {left_out} others")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
