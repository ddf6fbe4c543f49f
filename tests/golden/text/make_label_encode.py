# SPDX-License-Identifier: Apache-2.0
"""Golden ids of labelled texts, whole and truncated: tokenizers 0.23.3 through Transformers 5.23.0's call with truncation=True.

Run in the reference environment:
    python tests/golden/text/make_label_encode.py
Writes label_encode.jsonl beside this file. The tokenizer is tests/data/models/tiny-base with "</s>" behind every text, in the manner of encoders ([CLS] text [SEP]); the
test makes the same of it. Compared exactly.
"""
import json
import pathlib

from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast

HERE = pathlib.Path(__file__).parent
TEXTS = ["Hello, how are you?", "a", " leading and trailing ", "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich", "1234567890 and </s> inside", "日本語のテキスト", "x" * 40]

if __name__ == "__main__":
    settings = json.loads((HERE.parent.parent / "data/models/tiny-base/tokenizer.json").read_text())
    processor = settings["post_processor"]
    processor["single"].append({"SpecialToken": {"id": "</s>", "type_id": 0}})
    processor["special_tokens"]["</s>"] = {"id": "</s>", "ids": [2], "tokens": ["</s>"]}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer.from_str(json.dumps(settings)))
    with open(HERE / "label_encode.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for text in TEXTS:
            for length in (None, 3, 6):
                ids = tokenizer(text, truncation=length is not None, max_length=length)["input_ids"]
                out.write(json.dumps({"text": text, "max_length": length, "input_ids": ids}, ensure_ascii=False) + "\n")
