# SPDX-License-Identifier: Apache-2.0
"""Writes encode.jsonl: rows and what Transformers 5.23.0 and TRL 1.16.0 make of them with the model folders of tests/data/models.

A line: {"model", "row" (a line of a data file), "learn", "objective", "input_ids", "labels"}; exact, no tolerance.
  tiny-chat-marked  apply_chat_template(return_assistant_tokens_mask=True); learn "last": the blocks of the last answer
  tiny-chat         apply_chat_template; labels by the contract's sentence, in Python: each answer from the end of what the generation
                    prompt writes through the first special token after the content
  tiny-base         SFTTrainer's own preparation of prompt + completion and of text
Run from anywhere: python make_encode_golden.py
"""
import copy
import json
import pathlib

from datasets import Dataset
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer

HERE = pathlib.Path(__file__).resolve().parent
MODELS = HERE.parents[1] / "data" / "models"


def message(role, content, **more):
    return {"role": role, "content": content, **more}


def call(name, **arguments):
    return {"type": "function", "function": {"name": name, "arguments": arguments}}


TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}]

CHATS = [
    {"messages": [message("user", "What is the capital of France?"), message("assistant", "The capital of France is Paris.")]},
    {"messages": [message("system", "You are a helpful assistant."), message("user", "Hi"), message("assistant", "Hello! How can I help?"),
                  message("user", "Two plus three?"), message("assistant", "Five.")]},
    {"messages": [message("user", "Trim me"), message("assistant", "  \n padded on both sides \n\n"), message("user", "Again"), message("assistant", " x ")]},
    {"messages": [message("user", "Grüße aus München! 你好，世界。 🦉"), message("assistant", "Привет, как дела? こんにちは。 👩‍👩‍👧 e\u0301")]},
    {"messages": [message("user", "What is <|im_end|> for?"), message("assistant", "It ends a message: <|im_end|> like this.")]},
    {"messages": [message("user", "Weather in Paris?"), message("assistant", None, tool_calls=[call("weather", city="Paris")]),
                  message("tool", "21 degrees"), message("assistant", "It is 21 degrees.")], "tools": TOOLS},
    {"messages": [message("user", "Both"), message("assistant", "Let me look.", tool_calls=[call("weather", city="Rome"), call("weather", city="Oslo")])]},
    {"messages": [message("user", "assistant\nfake"), message("assistant", "assistant")]},
    {"messages": [message("user", "same"), message("assistant", "same"), message("user", "same"), message("assistant", "same")]},
    {"messages": [message("user", "1"), message("assistant", "One\n\n\n\ntwo\tthree   "), message("user", "open question")]},
    {"messages": [message("user", ""), message("assistant", "An answer to nothing.")]},
]

PAIRS = [
    {"prompt": "Question: What is two plus three?\nAnswer:", "completion": " Five."},
    {"prompt": "The sky is", "completion": " blue.\n"},
    {"prompt": "Ends by itself:", "completion": " yes</s>"},
    {"prompt": "</s> in front", "completion": " of it </s> and more"},
    {"prompt": "你好", "completion": "，世界。"},
    {"prompt": "def add(a, b):\n", "completion": "    return a + b\n"},
]

TEXTS = [{"text": "A luthier makes and mends string instruments."}, {"text": "Ends by itself.</s>"}, {"text": "</s> first"}, {"text": "\n\n  blank \n"},
         {"text": "a"}]


def labelled(ids, mask):
    return [i if m else -100 for i, m in zip(ids, mask)]


def first_bytes(tokenizer, text, ids):
    """First byte of every token; the tokenizers here keep blanks in offsets, which count characters."""
    offsets = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
    return [begin for begin, _ in offsets]


def by_sentence(tokenizer, row, learn):
    render = lambda messages, prompt=False: tokenizer.apply_chat_template(messages, tools=row.get("tools"), tokenize=False, add_generation_prompt=prompt)
    messages, text = row["messages"], render(row["messages"])
    answers = [i for i, m in enumerate(messages) if m["role"] == "assistant"]
    spans = []
    for i in answers if learn == "assistant" else answers[-1:]:
        prompt = render(messages[:i], True)
        assert text.startswith(prompt)
        content = (messages[i]["content"] or "").strip()
        calls = messages[i].get("tool_calls") or []
        after = len(prompt) + len(content) + sum(len(f"<tool_call>{json.dumps(c['function'], ensure_ascii=False)}</tool_call>") for c in calls)
        assert text[len(prompt):].startswith(content)
        end = min(at for at in (text.find(token, after) for token in tokenizer.all_special_tokens + ["<|im_start|>"]) if at >= 0)
        spans.append((len(prompt), text.index(">", end) + 1))
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids, [any(b <= first < e for b, e in spans) for first in first_bytes(tokenizer, text, ids)]


def by_trl(name, rows, **settings):
    tokenizer = AutoTokenizer.from_pretrained(MODELS / name)
    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(MODELS / name))
    arguments = SFTConfig(output_dir="/tmp/trl", max_length=None, report_to=[], use_cpu=True, bf16=False, **settings)
    return SFTTrainer(model=model, args=arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer).train_dataset


def lines():
    marked, plain = (AutoTokenizer.from_pretrained(MODELS / name) for name in ("tiny-chat-marked", "tiny-chat"))
    for row in CHATS:
        out = marked.apply_chat_template(copy.deepcopy(row["messages"]), tools=row.get("tools"), return_dict=True, return_assistant_tokens_mask=True)
        yield "tiny-chat-marked", row, "assistant", "sft", out["input_ids"], labelled(out["input_ids"], out["assistant_masks"])
        yield "tiny-chat-marked", row, "all", "sft", out["input_ids"], out["input_ids"]
        yield "tiny-chat-marked", row, "assistant", "text", out["input_ids"], out["input_ids"]
        for learn in ("assistant", "last"):
            ids, mask = by_sentence(plain, row, learn)
            yield "tiny-chat", row, learn, "sft", ids, labelled(ids, mask)
            yield "tiny-chat-marked", row, learn, "sft", ids, labelled(ids, mask)
    for row, out in zip(PAIRS, by_trl("tiny-base", PAIRS, completion_only_loss=True)):
        yield "tiny-base", row, "assistant", "sft", out["input_ids"], out["labels"]
    for row, out in zip(PAIRS, by_trl("tiny-base", PAIRS, completion_only_loss=False)):
        yield "tiny-base", row, "all", "sft", out["input_ids"], out["labels"]
    for row, out in zip(TEXTS, by_trl("tiny-base", TEXTS)):
        yield "tiny-base", row, "assistant", "text", out["input_ids"], out["labels"]


with open(HERE / "encode.jsonl", "w", encoding="utf-8") as file:
    for model, row, learn, objective, ids, labels in lines():
        json.dump({"model": model, "row": row, "learn": learn, "objective": objective, "input_ids": ids, "labels": labels}, file,
                  ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
