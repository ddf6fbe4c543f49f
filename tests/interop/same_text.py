# SPDX-License-Identifier: Apache-2.0
"""tokenize, render and encode give what tokenizers and Transformers give, on the real model's own files."""
import json

from both import MODEL, Proof, luthier, rows, sample, tokenizer, write_rows

TEXTS = ["", " ", "Hello", " Hello  world\n\n\tthere", "I'll can't WE'VE it's", "1234567 3.14 1,000,000", "naïve façade Ærøskøbing",
         "你好，世界。こんにちは", "🙂👩‍👩‍👧 flag 🇩🇪", "مرحبا بالعالم", "e\u0301 \u00e9 \u200b zero width", "<|im_start|>user\nhi<|im_end|>",
         "<|im_start|", "a<|endoftext|>b", "tabs\t\t\tand   spaces   ", "\r\n\r\nlines\r\n", "def f(x):\n    return x**2  # comment",
         "\u0000\u0001\u007f", "ſtraße İstanbul ǅ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "a" * 300, "ab " * 200, "----====####", "x=1;y=2;", "\u3000ideographic space"]

CHATS = [[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello there."}],
         [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "4"}],
         [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"},
          {"role": "assistant", "content": "d e f"}],
         [{"role": "user", "content": "  spaces \n"}, {"role": "assistant", "content": "\n  kept  \n"}],
         [{"role": "user", "content": "😀 ünï"}, {"role": "assistant", "content": "antwort: größe 🙂"}]]


def lines(values):
    return "".join(json.dumps(value) + "\n" for value in values)


proof, tokens = Proof(), tokenizer()
for options, special in (((), True), (("--no-special",), False)):
    for text, said in zip(TEXTS, luthier("tokenize", "--model", MODEL, *options, given=lines(TEXTS)), strict=True):
        wanted = tokens(text, add_special_tokens=special)["input_ids"]
        proof.check(f"tokenize {options} {text!r}", said["ids"] == wanted, "" if said["ids"] == wanted else f"{said['ids']} not {wanted}")
ids = [tokens(text, add_special_tokens=False)["input_ids"] for text in TEXTS]
for one, said in zip(ids, luthier("tokenize", "--model", MODEL, "--decode", given=lines(ids)), strict=True):
    wanted = tokens.backend_tokenizer.decode(one, skip_special_tokens=False)
    proof.check(f"decode {one[:8]}", said["text"] == wanted, "" if said["text"] == wanted else f"{said['text']!r} not {wanted!r}")
chats = CHATS + [row["messages"] for row in rows(40)]
for prompt in (False, True):
    options = ("--generation-prompt",) if prompt else ()
    for chat, said in zip(chats, luthier("render", "--model", MODEL, *options, given=lines({"messages": c} for c in chats)), strict=True):
        wanted = tokens.apply_chat_template(chat, tokenize=False, add_generation_prompt=prompt)
        proof.check(f"render {chat[0]['content']!r}", said["text"] == wanted)
file = write_rows("chats.jsonl", [{"messages": chat} for chat in chats])
for chat, said in zip(chats, luthier("encode", "--model", MODEL, "--data", file), strict=True):
    proof.check(f"encode {chat[0]['content']!r}", {k: said[k] for k in ("input_ids", "labels")} == sample(tokens, chat))
proof.end()
