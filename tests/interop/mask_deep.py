# SPDX-License-Identifier: Apache-2.0
"""What is learnt of a chat, per family of published templates, on fresh random conversations. Opt-in, nothing is kept.

    TZ=UTC python tests/interop/mask_deep.py BUILD/bin/luthier [--count 200] [--seed 1] [--only NAME]

TRL carries many families' templates twice: as published, and with {% generation %} marks (NAME_training.jinja). Of the marked ones the learnt
bytes have to be those that Transformers' own environment marks (else the program ends with 1). Of the published ones, which we find by where each
byte came from and by what the generation prompt writes, it is shown where the two differ: TRL also learns line ends behind an answer's last token,
and in some families the header, or both of two special tokens at the end. Needs transformers 5.23.0, TRL 1.16.0.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

import trl

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden" / "text"))
import make_template_golden as golden  # noqa: E402
import make_tokenizer_golden  # noqa: E402

TEMPLATES = pathlib.Path(trl.__file__).parent / "chat_templates"
WORDS = ["yes", "no", "Grüße", "世界", "😀", "two plus three", "a\nb", "  padded ", "x" * 40, "12.5", "<b>", "assistant", "user", "<think>", "{}", "\"quoted\"", "the end."]
TOOL = {"type": "function", "function": {"name": "weather", "description": "Weather", "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "Where"}}, "required": ["city"]}}}


def text(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 6))).strip() or "ok"


def conversation(rng):
    """Turns that nearly every template takes; now and then a system message, reasoning, calls."""
    messages = [{"role": "system", "content": text(rng)}] if rng.random() < 0.3 else []
    tools = rng.random() < 0.2
    for _ in range(rng.randrange(1, 4)):
        messages.append({"role": "user", "content": text(rng)})
        if tools and rng.random() < 0.6:
            call = {"id": "abc123def", "type": "function", "function": {"name": "weather", "arguments": {"city": rng.choice(["Oslo", "Rome"])}}}
            messages += [{"role": "assistant", "content": rng.choice(["", text(rng)]), "tool_calls": [call]},
                         {"role": "tool", "name": "weather", "tool_call_id": "abc123def", "content": text(rng)}]
        answer = {"role": "assistant", "content": text(rng)}
        if rng.random() < 0.15:
            answer["reasoning_content"] = text(rng)
        messages.append(answer)
    return {"messages": messages, **({"tools": [TOOL]} if tools else {})}


def specials(source):
    """What looks like a token of its own in a template."""
    found = set(re.findall(r"<[|｜][^<>'\"{}\n ]{1,40}[|｜]>|<(?:end|start)_of_turn>|</?s>|\[/?INST\]|<eos>|<bos>|<turn\|>|<\|turn>", source))
    return sorted(found | {"<s>", "</s>"})


def model_folder(folder, source):
    byte_level = make_tokenizer_golden.trained(make_tokenizer_golden.pre_tokenizers.ByteLevel(add_prefix_space=False))
    tokens = [make_tokenizer_golden.added(token, special=True) for token in specials(source)]
    tokenizer = make_tokenizer_golden.made(byte_level, make_tokenizer_golden.BYTES, decoder=make_tokenizer_golden.BYTES, tokens=tokens)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "tokenizer_config.json").write_text(json.dumps({"bos_token": "<s>", "eos_token": "</s>"}))
    (folder / "config.json").write_text(json.dumps({"model_type": "llama"}))
    (folder / "chat_template.jinja").write_bytes(source.encode())


def ours(luthier, folder, chats):
    lines = "".join(json.dumps(chat) + "\n" for chat in chats)
    ran = subprocess.run([luthier, "render", "--model", str(folder)], input=lines, capture_output=True, text=True)
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(said) != len(chats):
        sys.exit(f"{folder.name}: {len(said)} answers to {len(chats)} chats: {ran.stderr[-400:]}")
    return said


def theirs(source, chat):
    return golden.reference({"source": source, **chat, "variables": {"bos_token": "<s>", "eos_token": "</s>"}})


def learnt(said):
    """Bytes that are learnt, as a set of ranges joined where they touch."""
    joined = []
    for begin, end in said:
        if joined and joined[-1][1] == begin:
            joined[-1][1] = end
        elif begin < end:
            joined.append([begin, end])
    return joined


def difference(whole, marked, found):
    """In words: which bytes one side learns and the other does not."""
    a, b = (set(i for begin, end in spans for i in range(begin, end)) for spans in (marked, found))
    bytes_ = whole.encode()
    text_of = lambda places: bytes(bytes_[i] for i in sorted(places)).decode(errors="replace")
    return f"only marked {text_of(a - b)[:60]!r}, only ours {text_of(b - a)[:60]!r}"


def family(luthier, work, name, chats):
    """How often: marks exact, published as marked; and what differs."""
    published = (TEMPLATES / f"{name}.jinja").read_bytes().decode()
    marked = (TEMPLATES / f"{name}_training.jinja").read_bytes().decode()
    count, wrong = collections.Counter(), collections.Counter()
    kept, wanted = [], []
    for chat in chats:
        reference = theirs(marked, chat)
        if reference.get("generation") is not None and "text" in theirs(published, chat):
            kept.append(chat)
            wanted.append(reference)
    for kind, source in (("marked", marked), ("published", published)):
        folder = work / f"{name}-{kind}"
        folder.mkdir()
        model_folder(folder, source)
        for reference, said in zip(wanted, ours(luthier, folder, kept) if kept else []):
            if said["text"] != reference["text"]:
                count[f"{kind}, another text"] += 1
            elif learnt(said["learn"]) == learnt(reference["generation"]):
                count[kind] += 1
            else:
                wrong[f"{kind}: {difference(said['text'], reference['generation'], said['learn'])}"] += 1
    return len(kept), count, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("luthier")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    args = parser.parse_args()
    if os.environ.get("TZ") != "UTC":
        sys.exit(__doc__)
    golden.NOW = time.time()  # templates that write the date
    failed = False
    names = sorted(file.stem.removesuffix("_training") for file in TEMPLATES.glob("*_training.jinja"))
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            if args.only and name != args.only:
                continue
            rng = random.Random(f"{args.seed} {name}")
            kept, count, wrong = family(args.luthier, pathlib.Path(folder), name, [conversation(rng) for _ in range(args.count)])
            print(f"{name}: {kept} chats, marks {count['marked']}, published {count['published']}, other text {count['published, another text']}", flush=True)
            failed = failed or count["marked"] != kept
            for what, times in wrong.most_common(4):
                print(f"    {times} x {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
