# SPDX-License-Identifier: Apache-2.0
"""Writes template_snippets.jsonl and template_styles.jsonl: what Transformers' own Jinja environment makes of the templates.

Run in an environment with transformers 5.23.0 and Jinja2 3.1.6, with TZ=UTC:  python make_template_golden.py
Tolerance: none, every byte counts. Line 1 of each file names the versions; each further line is one case:
{"source" or "template", "context", "text", "generation" | "error": "syntax" or "runtime", "message"?}
Generation spans are byte offsets of the outermost blocks, found with markers around each block, since the library's own tracker counts
characters and is wrong inside macros and set blocks.
"""

import datetime
import json
import os
import pathlib
import sys

import jinja2
import transformers
import transformers.utils.chat_template_utils as utils

HERE = pathlib.Path(__file__).parent
NOW = 1700000000.5
OPEN, CLOSE = "\U0010fff0", "\U0010fff1"

SNIPPET_MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Grüße, 世界 <b>&\n'q' \"d\""},
    {"role": "assistant", "content": " fine 😀 "},
]
SNIPPET_VARIABLES = {
    "s": "Hello World", "u": "aé世😀ß", "e": "", "n": 7, "z": 0, "f": 2.5, "big": 123456789012345678901234567890, "t": True, "f_": False, "no": None,
    "l": [3, 1, 2], "names": ["Bob", "alice", "Carol"], "d": {"a": 1, "b": "x", "c": None},
    "deep": {"list": [1, {"x": "y"}], "tree": [{"v": 1, "c": [{"v": 2}, {"v": 3, "c": [{"v": 4}]}]}, {"v": 5}], "é": [[], {}, None, True, 1.5]},
    "people": [{"name": "Bob", "age": 31, "city": "Rome", "address": {"zip": 2}}, {"name": "alice", "age": 25, "city": "oslo", "address": {"zip": 1}},
               {"name": "Carol", "age": 42, "city": "Oslo", "address": {"zip": 2}}, {"name": "dan", "age": 25, "city": "", "address": {"zip": 3}}],
    "blank": "  \t x y \n ",
}
SNIPPET_CONTEXT = {"messages": SNIPPET_MESSAGES, "variables": SNIPPET_VARIABLES}


def snippet_case(source):
    return {"source": source, "now": NOW, **SNIPPET_CONTEXT}


def strftime_now(form):
    return datetime.datetime.fromtimestamp(NOW).strftime(form)


def compiled(source, marked):
    template = utils._cached_compile_jinja_template(source)
    template.globals["strftime_now"] = strftime_now
    if marked:
        extension = next(e for e in template.environment.extensions.values() if "generation" in e.tags)
        extension._generation_support = lambda caller: OPEN + caller() + CLOSE
    return template


def spans_of(marked):
    text, spans, depth, begin = bytearray(), [], 0, 0
    for character in marked:
        if character == OPEN:
            begin = len(text) if depth == 0 else begin
            depth += 1
        elif character == CLOSE:
            depth -= 1
            if depth == 0 and len(text) > begin:
                spans.append([begin, len(text)])
        else:
            text += character.encode()
    return bytes(text).decode(), spans


def reference(case):
    """What the library does with a case."""
    original = utils._compile_jinja_template
    arguments = dict(tools=case.get("tools"), add_generation_prompt=case.get("add_generation_prompt", False), **case.get("variables", {}))
    try:
        compiled(case["source"], False)
    except Exception as error:
        return {"error": "syntax", "why": repr(error)}
    try:
        texts = []
        for marked in (False, True):
            utils._compile_jinja_template = lambda source: compiled(source, marked)
            rendered, _ = utils.render_jinja_template([json.loads(json.dumps(case["messages"]))], chat_template=case["source"], **arguments)
            texts.append(rendered[0])
        text, spans = spans_of(texts[1])
        if "generation" in case["source"] and text != texts[0]:
            spans = None  # the template looked at the marked text
        return {"text": texts[0], "generation": spans}
    except Exception as error:
        result = {"error": "runtime", "why": repr(error)}
        if type(error) is jinja2.exceptions.TemplateError:
            result["message"] = str(error)
        return result
    finally:
        utils._compile_jinja_template = original


def versions():
    return {"script": "make_template_golden.py", "transformers": transformers.__version__, "jinja2": jinja2.__version__, "python": sys.version.split()[0],
            "tolerance": 0, "now": NOW}


def write(name, header, cases):
    lines = [json.dumps({**versions(), **header}, ensure_ascii=False)] + [json.dumps(case, ensure_ascii=False) for case in cases]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def without_why(result):
    return {key: value for key, value in result.items() if key != "why"}


def main():
    if os.environ.get("TZ") != "UTC":
        sys.exit("run with TZ=UTC")
    import template_contexts
    import template_snippets

    snippets = []
    for section, sources in template_snippets.SECTIONS.items():
        snippets += [{"section": section, "source": source, **without_why(reference(snippet_case(source)))} for source in sources]
    write("template_snippets.jsonl", {"context": SNIPPET_CONTEXT}, snippets)

    styles = []
    for path in sorted((HERE / "templates").glob("*.jinja")):
        source = path.read_bytes().decode()
        for name, context in template_contexts.CONTEXTS.items():
            styles.append({"template": path.name, "context": name, **without_why(reference({"source": source, **context}))})
    write("template_styles.jsonl", {"contexts": template_contexts.CONTEXTS}, styles)
    print(len(snippets), "snippets,", len(styles), "renders of", len(list((HERE / "templates").glob("*.jinja"))), "templates")


if __name__ == "__main__":
    main()
