# SPDX-License-Identifier: Apache-2.0
"""The conversations every template of templates/ is rendered with."""

SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "Weather at a place, \"now\".",
    "parameters": {"type": "object", "properties": {"place": {"type": "string", "description": "A city"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
                   "required": ["place"]}, "return": {"type": "number"}}}
ADD = {"type": "function", "function": {"name": "add", "description": "Adds <two> & more", "parameters": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}}}}


def message(role, content, **more):
    return {"role": role, "content": content, **more}


SIMPLE = [message("user", "Hi"), message("assistant", "Hello!")]
MULTI = [message("system", " You are terse. "), message("user", "One?\n"), message("assistant", " 1 "), message("user", "Two?"), message("assistant", "2")]
CALL = [message("user", "Rain in Graz?"),
        message("assistant", "", tool_calls=[{"type": "function", "id": "call12345", "function": {"name": "get_weather", "arguments": {"place": "Graz", "unit": "celsius"}}}]),
        message("tool", "{\"rain\": true}", name="get_weather", tool_call_id="call12345"), message("assistant", "Yes, take an umbrella.")]

CONTEXTS = {
    "simple": {"messages": SIMPLE, "variables": SPECIAL},
    "multi": {"messages": MULTI, "variables": SPECIAL},
    "prompt": {"messages": MULTI[:4], "add_generation_prompt": True, "variables": SPECIAL},
    "no_special": {"messages": SIMPLE},
    "unicode": {"messages": [message("system", "Grüße 世界"), message("user", "😀 <|im_end|> ‘q’ \u2028\u00a0 é"), message("assistant", "ß → \\n \"x\"\n")], "variables": SPECIAL},
    "empty": {"messages": [], "variables": SPECIAL},
    "null_content": {"messages": [message("user", "a"), message("assistant", None)], "variables": SPECIAL},
    "no_content": {"messages": [message("user", "a"), {"role": "assistant"}], "variables": SPECIAL},
    "list_content": {"messages": [message("user", [{"type": "text", "text": "Look:"}, {"type": "image"}, {"type": "text", "text": " what?"}]),
                                  message("assistant", [{"type": "text", "text": "A cat."}])], "variables": SPECIAL},
    "tools": {"messages": [message("system", "Use tools."), *CALL], "tools": [WEATHER, ADD], "variables": SPECIAL},
    "tools_prompt": {"messages": CALL[:3], "tools": [WEATHER], "add_generation_prompt": True, "variables": SPECIAL},
    "tools_asked": {"messages": CALL[:1], "tools": [ADD], "add_generation_prompt": True, "variables": {**SPECIAL, "date_string": "01 Jan 2025"}},
    "parallel_calls": {"messages": [message("user", "1+2, 3+4?"), message("assistant", "Adding.", tool_calls=[
        {"id": "aaaaaaaaa", "type": "function", "function": {"name": "add", "arguments": {"a": 1, "b": 2.0}}},
        {"id": "bbbbbbbbb", "type": "function", "function": {"name": "add", "arguments": "{\"a\": 3, \"b\": 4}"}}]),
        message("tool", "3", tool_call_id="aaaaaaaaa"), message("tool", 7, tool_call_id="bbbbbbbbb"), message("assistant", "3 and 7")], "tools": [ADD], "variables": SPECIAL},
    "reasoning": {"messages": [message("user", "Why?"), message("assistant", "<think>\nhm\n</think>\n\nBecause."), message("user", "Sure?"),
                               message("assistant", "Yes.", reasoning_content="Let me see.\n")], "variables": SPECIAL},
    "no_thinking": {"messages": SIMPLE[:1], "add_generation_prompt": True, "variables": {**SPECIAL, "enable_thinking": False}},
    "thinking": {"messages": [message("user", "a"), message("assistant", "b", thinking="t1"), message("user", "c")], "add_generation_prompt": True,
                 "variables": {**SPECIAL, "enable_thinking": True, "reasoning_effort": "high"}},
    "two_users": {"messages": [message("user", "a"), message("user", "b"), message("assistant", "c")], "variables": SPECIAL},
    "assistant_first": {"messages": [message("assistant", "a"), message("user", "b")], "variables": SPECIAL},
    "odd_role": {"messages": [message("narrator", "a"), message("user", "b")], "variables": SPECIAL},
    "system_only": {"messages": [message("system", "only")], "add_generation_prompt": True, "variables": SPECIAL},
    "numbers": {"messages": [message("user", 5), message("assistant", 1.0)], "variables": SPECIAL},
}
