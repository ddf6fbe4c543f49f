# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/models/{tiny-chat,tiny-chat-marked,tiny-base}: model folders without weights, all of our own making.

tiny-chat         ChatML-like template without generation marks (as most published models have it), no bos
tiny-chat-marked  the same with {% generation %} blocks
tiny-base         no template; <s> is put in front by the post-processor, </s> ends a text

Made with tokenizers 0.23.3. Run from anywhere: python make_tiny_models.py
"""
import json
import pathlib

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

OUT = pathlib.Path(__file__).resolve().parents[2] / "data" / "models"
VOCABULARY = 1024

TEXT = """
A customer writes that the parcel has not arrived. Ask for the order number, look up the parcel, and say when it will arrive.
If the parcel is lost, offer to send it again or to give the money back. Always be friendly, always be short, and never promise
what the shop cannot keep. Thank you for your message! I am sorry that the parcel is late. Could you please send me the order number?
The order number is on the receipt, at the top right. It starts with the letters "LU" and has eight digits, for example LU-20931847.
My name is Anna and I bought a lamp last week, but the lamp does not work. What can I do? Please send the lamp back to us, we will
check the lamp and send you a new one. You do not have to pay for the parcel. The money will be on your account in three to five days.

How do I reset my password? Open the settings, choose "Account", then "Reset password". You will get a message with a link. The link
works for one hour. If you did not get the message, look into the folder for unwanted messages, or write to us again.
What is the capital of France? The capital of France is Paris. What is the capital of Italy? The capital of Italy is Rome. What is the
capital of Spain? The capital of Spain is Madrid. And of Japan? Tokyo. What is two plus three? Two plus three is five. What is ten
minus four? Ten minus four is six. How many days has a week? A week has seven days. How many months has a year? A year has twelve months.
What colour is the sky? On a clear day the sky is blue, in the evening it is red, and at night it is black. What colour is grass? Green.

A luthier makes and mends string instruments: violins, guitars, cellos and lutes. The wood for the top is spruce, the wood for the back
is maple. First the wood dries for years, then it is cut, bent, glued and varnished. A good instrument is tuned by ear, slowly, one
string after the other, until every string sounds right together with the others. Tuning a model is not so different: start from
something good, change as little as possible, listen after every step, and stop when it sounds right.

Once upon a time there was a small town at the river. In the town lived an old clockmaker and his daughter. Every morning the daughter
opened the windows, and every evening the clockmaker wound the clocks. One day all the clocks stopped at the same time. "This cannot
be," said the clockmaker. "Something must have happened to time itself." They looked into every clock and found nothing. Then the
daughter went to the tower, and there she saw an owl sitting on the hands of the big clock, fast asleep. She laughed, gave the owl a
piece of bread, and the clocks began to run again.

You are a helpful assistant. You answer questions about our shop. You answer in one sentence. You may use these tools: search, weather,
calculator. {"name": "weather", "arguments": {"city": "Paris", "unit": "celsius"}} {"name": "search", "arguments": {"query": "opening
hours", "limit": 3}} The weather in Paris is sunny, 21 degrees. <tool_call> </tool_call> <think> </think> user assistant system tool
def add(a, b):
    return a + b
for i in range(10):
    print(i, add(i, i))
if x == 0:
    raise ValueError("x must not be zero")
int main() { std::vector<int> values = {1, 2, 3}; for (int value : values) { sum += value; } return 0; }
Grüße aus München! Der Käse ist süß, das Brötchen heiß, und die Straße führt über die Brücke. Où est la bibliothèque? Là-bas, à côté de
l'école. ¿Dónde está la estación? Mañana será otro día. Привет, как дела? Спасибо, хорошо. 你好，世界。今天天气很好。 こんにちは。
I'm sure that they've seen it, but we don't know what he'll say; she's not here, you're late, I'd rather wait. It's 12:45, the 3rd of
October 2026, and the price is $19.99 (or 17,50 €), that is 25 % less than 1999.
"""

PIECES = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")

TEMPLATE = """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0]['role'] == 'system' %}
        {{- messages[0]['content'] + '\\n\\n' }}
    {%- endif %}
    {{- 'You may use these tools:' }}
    {%- for tool in tools %}
        {{- '\\n' + (tool | tojson) }}
    {%- endfor %}
    {{- '<|im_end|>\\n' }}
{%- elif messages[0]['role'] == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if message['role'] == 'assistant' %}
        {{- '<|im_start|>assistant\\n' }}GENERATION
        {%- if message['content'] %}
            {{- message['content'] | trim }}
        {%- endif %}
        {%- for call in message['tool_calls'] or [] %}
            {{- '<tool_call>' + (call['function'] | tojson) + '</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>' }}ENDGENERATION
        {{- '\\n' }}
    {%- elif message['role'] in ['user', 'tool'] %}
        {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}
    {%- elif message['role'] != 'system' or not loop.first %}
        {{- raise_exception('Unexpected role ' + message['role']) }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""


def tokenizer(specials, post=None):
    result = Tokenizer(models.BPE())
    result.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PIECES), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    result.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=specials, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    result.train_from_iterator(TEXT.split("\n\n"), trainer)
    if post:
        result.post_processor = processors.TemplateProcessing(
            single=f"{post} $A", pair=f"{post} $A {post} $B", special_tokens=[(post, result.token_to_id(post))])
    return result


def write(name, tok, settings, template, stops):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    tok.save(str(folder / "tokenizer.json"), pretty=False)
    put = lambda file, value: (folder / file).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    put("tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": False,
                                  "model_max_length": 512, **settings})
    if template:
        (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    ids = [tok.token_to_id(stop) for stop in stops]
    first = tok.token_to_id(settings["bos_token"]) if "bos_token" in settings else None
    put("config.json", {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": tok.get_vocab_size(), "hidden_size": 64,
        "intermediate_size": 160, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16,
        "hidden_act": "silu", "max_position_embeddings": 512, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "attention_bias": False,
        "mlp_bias": False, "attention_dropout": 0.0, "initializer_range": 0.02, "tie_word_embeddings": name != "tiny-base",
        "bos_token_id": first, "eos_token_id": ids[0], "torch_dtype": "float32"})
    put("generation_config.json", {"bos_token_id": first, "eos_token_id": ids})


chat = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
settings = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
plain = TEMPLATE.replace("ENDGENERATION", "").replace("GENERATION", "")
marked = TEMPLATE.replace("ENDGENERATION", "\n        {%- endgeneration %}").replace("GENERATION", "\n        {%- generation %}")
write("tiny-chat", tokenizer(chat), settings, plain, ["<|im_end|>", "<|endoftext|>"])
write("tiny-chat-marked", tokenizer(chat), settings, marked, ["<|im_end|>", "<|endoftext|>"])
write("tiny-base", tokenizer(["<unk>", "<s>", "</s>"], "<s>"), {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}, None, ["</s>"])
