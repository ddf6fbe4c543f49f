# SPDX-License-Identifier: Apache-2.0
"""Compares chat templates found in an environment (TRL carries some ninety) with Transformers' own rendering. Opt-in, nothing is kept.

    TZ=UTC python tests/interop/template_deep.py BUILD/bin/text_test [--seed 1] [--count 0] [FOLDER or FILE.jinja …]

Each is rendered with the conversations of tests/golden/text/template_contexts.py and with `count` random ones: turns in any order, texts in many scripts, content
that is a list, a number, null or missing, tools of odd shapes, calls, reasoning under all its names, switches, words at unforeseen places. Needs transformers
5.23.0 and Jinja2 3.1.6; without paths it looks through the installed packages.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import sysconfig
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden" / "text"))
import make_template_golden as golden  # noqa: E402
import template_contexts  # noqa: E402

WORDS = ["yes", "Grüße", "世界", "😀", " two\n\nthree ", "", "  padded\t", "<b>&\"'", "</think>", "<think>\nhm\n</think>\n\n", "<|im_end|>", "{{ x }}", "{% if %}", "[INST]", "12.50", "é\u2028\u00a0", "\\n", "ﬁ", "مرحبا",
         "<tool_call>", "{\"a\": 1}", "a:b", "/no_think", "<start_of_turn>", "\r\n", "assistant", "İıß"]
VALUES = [0, 1, -1.0, 2.5, 1e30, 1e-7, 12345678901234567890123, True, False, None, "x", "Grüße", [], [1, "b"], {}, {"k": [None, {"q": 1.0}]}, "\u0085", "'\"\\"]


def text(rng):
    return "".join(rng.choice(WORDS) for _ in range(rng.randrange(0, 5)))


def content(rng):
    drawn = rng.random()
    if drawn < 0.7:
        return text(rng)
    if drawn < 0.85:
        return [rng.choice([{"type": "text", "text": text(rng)}, {"type": "text", "text": text(rng)}, {"type": "image"}, {"type": "audio"}, text(rng)]) for _ in range(rng.randrange(0, 3))]
    return rng.choice(VALUES)


def parameters(rng):
    properties = {name: {"type": rng.choice(["string", "number", "integer", "boolean", "object", "array", ["string", "null"]]), **({"description": text(rng)} if rng.random() < 0.7 else {}),
                         **({"enum": rng.sample(["a", "b", 1, None], 2)} if rng.random() < 0.3 else {}), **({"default": rng.choice(VALUES)} if rng.random() < 0.2 else {})}
                  for name in rng.sample(["place", "unit", "größe", "n", "items"], rng.randrange(0, 4))}
    return {"type": "object", "properties": properties, **({"required": rng.sample(sorted(properties), rng.randrange(0, len(properties) + 1))} if rng.random() < 0.7 else {})}


def tool(rng):
    function = {"name": rng.choice(["weather", "add", "ns.find"]), "description": text(rng), "parameters": parameters(rng)}
    if rng.random() < 0.2:
        function["return"] = {"type": "number", "description": text(rng)}
    return {"type": "function", "function": function} if rng.random() < 0.9 else function


def call(rng):
    arguments = {name: rng.choice(VALUES) for name in rng.sample(["place", "unit", "größe", "n"], rng.randrange(0, 4))}
    function = {"name": rng.choice(["weather", "add"]), "arguments": json.dumps(arguments, ensure_ascii=False) if rng.random() < 0.2 else arguments}
    return {"id": rng.choice(["abc123def", "call_1", "x"]), "type": "function", "function": function} if rng.random() < 0.9 else function


def turn(rng, tools):
    role = rng.choice(["user"] * 4 + ["assistant"] * 4 + ["system", "tool" if tools else "user", "developer", "narrator"][:2 if rng.random() < 0.8 else 4])
    message = {"role": role, "content": content(rng)}
    if role == "assistant":
        if tools and rng.random() < 0.5:
            message["tool_calls"] = [call(rng) for _ in range(rng.randrange(1, 3))]
        if rng.random() < 0.2:
            message[rng.choice(["reasoning_content", "reasoning", "thinking"])] = content(rng)
    if role == "tool":
        message |= {key: value for key, value in (("name", "weather"), ("tool_call_id", "abc123def")) if rng.random() < 0.7}
    if rng.random() < 0.03:
        message.pop("content")
    return message


def conversation(rng):
    tools = [tool(rng) for _ in range(rng.randrange(1, 3))] if rng.random() < 0.35 else None
    if rng.random() < 0.6:  # in an order that most templates take
        messages = [{"role": "system", "content": content(rng)}] if rng.random() < 0.4 else []
        for _ in range(rng.randrange(1, 4)):
            messages += [{"role": "user", "content": content(rng)}, turn(rng, tools) | {"role": "assistant"}]
            if "tool_calls" in messages[-1]:
                messages.append({"role": "tool", "name": "weather", "tool_call_id": "abc123def", "content": content(rng)})
                messages.append({"role": "assistant", "content": text(rng)})
    else:
        messages = [turn(rng, tools) for _ in range(rng.randrange(0, 6))]
    variables = dict(template_contexts.SPECIAL) if rng.random() < 0.9 else {}
    for key, values in (("enable_thinking", [True, False]), ("reasoning_effort", ["low", "high", None]), ("date_string", ["26 Jul 2024"]), ("tools_in_user_message", [True, False]),
                        ("add_vision_id", [True]), ("documents", [[{"title": "a", "text": "b"}]]), ("custom_tools", [[]]), ("keep_past_thinking", [True])):
        if rng.random() < 0.12:
            variables[key] = rng.choice(values)
    return {"messages": messages, **({"tools": tools} if tools else {}), **({"add_generation_prompt": True} if rng.random() < 0.5 else {}), "variables": variables}


def contexts(name, options):
    yield from template_contexts.CONTEXTS.items()
    rng = random.Random(f"{options.seed} {name}")
    for number in range(options.count):
        yield f"random {number}", conversation(rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("test")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if os.environ.get("TZ") != "UTC":
        sys.exit(__doc__)
    roots = options.paths or [pathlib.Path(sysconfig.get_paths()["purelib"])]
    files = sorted({file for root in roots for file in ([root] if root.is_file() else root.rglob("*.jinja"))})
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as cases:
        count = 0
        for file in files:
            source = file.read_bytes().decode()
            for name, context in contexts(file.name, options):
                expected = golden.without_why(golden.reference({"source": source, **context}))
                cases.write(json.dumps({"name": f"{file.name} with {name}", "now": golden.NOW, "source": source, "input": context, **expected}) + "\n")
                count += 1
        cases.flush()
        print(count, "renders of", len(files), "templates", flush=True)
        sys.exit(subprocess.run([options.test, "--gtest_filter=*GivenCases*"], env={**os.environ, "LUTHIER_TEMPLATE_CASES": cases.name}).returncode)


if __name__ == "__main__":
    main()
