// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luthier {

/// A chat for models that know none: role words, blank lines, eos after answers, no token the model does not have. bos_token is only
/// given where the tokenizer itself would put it in front of a text.
constexpr const char* kPlainTemplate = R"({{- bos_token }}
{%- if tools %}
    {{- 'Tools:' }}
    {%- for tool in tools %}
        {{- '\n' }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- '\n\n' }}
{%- endif %}
{%- macro write(message) %}
    {%- if message['content'] is string %}
        {{- message['content'] }}
    {%- elif message['content'] %}
        {%- for part in message['content'] %}
            {{- part['text'] }}
        {%- endfor %}
    {%- endif %}
    {%- for call in message['tool_calls'] or [] %}
        {{- '\n' if message['content'] or not loop.first }}
        {{- call | tojson }}
    {%- endfor %}
{%- endmacro %}
{%- for message in messages %}
    {{- message['role'] | capitalize }}
    {{- ':\n' }}
    {%- if message['role'] == 'assistant' %}
        {%- generation %}
            {{- write(message) }}
            {{- eos_token }}
        {%- endgeneration %}
    {%- else %}
        {{- write(message) }}
    {%- endif %}
    {{- '\n\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- 'Assistant:\n' }}
{%- endif %}
)";

}  // namespace luthier
