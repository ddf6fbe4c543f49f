# SPDX-License-Identifier: Apache-2.0
"""Small GGUF files and what the reference libraries make of them.

    python tests/golden/gguf/make_gguf_golden.py        # gguf 0.19.0, transformers 5.23.0, torch 2.13.0, numpy 2.4.6

blocks.gguf, blocks.safetensors   random blocks of every number format, in odd shapes, and the values of gguf.dequantize: exact
NAME.gguf, NAME.json, NAME.safetensors   a tiny model: its tokenizer.json, special tokens, ids of the texts of ../text/tokenizer_texts.json (exact),
                                  config values (exact), the weights that Transformers loads (exact, as sha256) and logits (1e-5 of the largest)
spm_bos.gguf, *_tokens.gguf       tokenizers alone (made alone with the word "tokens" behind the command)
"""
import hashlib
import json
import pathlib
import sys
import tempfile

import gguf
import numpy
import torch
import transformers
from gguf import GGMLQuantizationType as T
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
TEXTS = json.loads((HERE / "../text/tokenizer_texts.json").read_text())["texts"]
TINY = json.loads((HERE / "../../data/models/tiny-chat/tokenizer.json").read_text())
TEMPLATE = "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"


def random_blocks(rng, rows, width, kind):
    """Any bits at all, but scales that are finite numbers."""
    values, size = gguf.GGML_QUANT_SIZES[kind]
    blocks = rng.integers(0, 256, (rows * (width // values), size), dtype=numpy.uint8)
    halves = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}[kind]
    for at in halves:
        scale = rng.normal(size=len(blocks)) * 10.0 ** rng.integers(-7, 4, len(blocks))
        blocks[:, at : at + 2] = scale.astype(numpy.float16).reshape(-1, 1).view(numpy.uint8)
    return blocks.reshape(rows, -1)


def make_blocks():
    rng = numpy.random.default_rng(7)
    writer = gguf.GGUFWriter(HERE / "blocks.gguf", "llama")
    expected = {}
    for kind in (T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q8_0, T.Q4_K, T.Q5_K, T.Q6_K):
        unit = gguf.GGML_QUANT_SIZES[kind][0]
        for rows, columns in ((1, 1), (3, 1), (7, 3)):
            name = f"{kind.name}.{rows}x{columns * unit}"
            data = random_blocks(rng, rows, columns * unit, kind)
            writer.add_tensor(name, data, raw_dtype=kind)
            expected[name] = gguf.dequantize(data, kind)
    for kind, data in ((T.F32, rng.normal(size=(3, 5)).astype(numpy.float32)), (T.F16, rng.normal(size=(3, 5)).astype(numpy.float16)),
                       (T.BF16, rng.integers(0, 2**14, (3, 5), dtype=numpy.uint16))):
        name = f"{kind.name}.3x5"
        writer.add_tensor(name, data.view(numpy.uint8) if kind == T.BF16 else data, raw_dtype=kind)
        expected[name] = gguf.dequantize(data.view(numpy.uint8) if kind == T.BF16 else data, kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file({name: numpy.ascontiguousarray(values) for name, values in expected.items()}, HERE / "blocks.safetensors")


def byte_tokens(size):
    """The tiny chat model's vocabulary and merges."""
    vocabulary = TINY["model"]["vocab"]
    tokens = [token for token, _ in sorted(vocabulary.items(), key=lambda entry: entry[1])][:size]
    kinds = [3 if token.startswith("<|") else 1 for token in tokens]
    known = set(tokens)
    merges = [" ".join(pair) for pair in TINY["model"]["merges"] if set(pair) <= known and "".join(pair) in known]
    return tokens, kinds, merges


def add_byte_tokenizer(writer, size, pre, own=()):
    tokens, kinds, merges = byte_tokens(size - len(own))
    tokens += [token for token, _ in own]
    kinds += [kind for _, kind in own]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    return tokens


def add_piece_tokenizer(writer, add_bos=None):
    """A SentencePiece vocabulary: specials, bytes, then pieces with falling scores, some of them equal."""
    pieces = [("<unk>", 0.0, 2), ("<s>", 0.0, 3), ("</s>", 0.0, 3)] + [(f"<0x{byte:02X}>", 0.0, 6) for byte in range(256)]
    words = ["▁t", "he", "▁the", "in", "er", "▁a", "re", "on", "▁w", "▁he", "▁hel", "lo", "▁hello", "wor", "▁wor", "ld", "▁world", "▁▁", "▁▁▁▁", "ing", "ed",
             "ab", "bc", "abc", "aa", "aaa", "aaaa", "ña", "é", "日本", "<tool>"]
    letters = list("▁etaoinsrhldcumfpgwybvkxjqzHIW,.!?'0123456789\n") + ["ñ", "日", "本", "é"]
    seen = {piece for piece, _, _ in pieces}
    for rank, piece in enumerate(words):
        if piece not in seen:
            pieces.append((piece, -float(rank // 2), 4 if piece == "<tool>" else 1))
            seen.add(piece)
    for rank, piece in enumerate(letters):
        if piece not in seen:
            pieces.append((piece, -100.0 - rank, 1))
            seen.add(piece)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([piece for piece, _, _ in pieces])
    writer.add_token_scores([score for _, score, _ in pieces])
    writer.add_token_types([kind for _, _, kind in pieces])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    if add_bos is not None:
        writer.add_add_bos_token(add_bos)
        writer.add_add_eos_token(True)
    return len(pieces)


def add_gemma_tokenizer(writer):
    """Gemma's: specials first, blanks as blanks, no merges, scores that say nothing."""
    pieces = [("<pad>", 3), ("<eos>", 3), ("<bos>", 3), ("<unk>", 2), ("<mask>", 3), ("<unused0>", 4), ("<start_of_turn>", 3), ("\n", 4), ("\n\n", 4), ("  ", 4), ("    ", 4)]
    pieces += [(f"<0x{byte:02X}>", 6) for byte in range(256)]
    pieces += [(piece, 1) for piece in ("th", "he", "the", "▁t", "▁the", "in", "er", "ing", "ell", "hell", "hello", "▁hello", "lo", "▁w", "wor", "ld", "world", "aa", "aaaa", "日本")]
    pieces += [(letter, 1) for letter in "▁etaoinsrhldcumfpgwybvkxjqzHIW,.!?'0123456789ñ日本é"]
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([piece for piece, _ in pieces])
    writer.add_token_scores([-1000.0] * len(pieces))
    writer.add_token_types([kind for _, kind in pieces])
    writer.add_bos_token_id(2)
    writer.add_eos_token_id(1)
    writer.add_unk_token_id(3)
    writer.add_pad_token_id(0)
    writer.add_add_space_prefix(False)


def paired(weight, heads):
    """Rows as llama.cpp's converter orders them for queries and keys of a Llama."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def stored(values, kind, rng):
    if kind in (T.F32, T.F16):
        return values.astype(numpy.float32 if kind == T.F32 else numpy.float16)
    if kind in (T.Q4_K, T.Q5_K, T.Q6_K):  # the library cannot write these: blocks of any bits, with small scales
        blocks = random_blocks(rng, values.shape[0], values.shape[1], kind)
        size = gguf.GGML_QUANT_SIZES[kind][1]
        flat = blocks.reshape(-1, size)
        for at in {T.Q6_K: [208]}.get(kind, [0, 2]):
            flat[:, at : at + 2] = numpy.full((len(flat), 1), 0.0002, numpy.float16).view(numpy.uint8)
        return blocks
    return gguf.quantize(values, kind)


SHAPE = {"hidden": 64, "inner": 96, "heads": 4, "kv": 2, "layers": 2, "head": 16}


def add_model(writer, family, vocabulary, kinds, tied, shape=None, bias=False):
    s = shape or SHAPE
    rng = numpy.random.default_rng(11)
    writer.add_context_length(256)
    writer.add_embedding_length(s["hidden"])
    writer.add_block_count(s["layers"])
    writer.add_feed_forward_length(s["inner"])
    writer.add_head_count(s["heads"])
    writer.add_head_count_kv(s["kv"])
    writer.add_rope_freq_base(50000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_license("apache-2.0")
    if family == "llama":
        writer.add_rope_dimension_count(s["head"])
        writer.add_vocab_size(vocabulary)

    def matrix(name, rows, columns, pairs=0, kind=None):
        values = (rng.normal(size=(rows, columns)) * 0.08).astype(numpy.float32)
        kind = kind or kinds[sum(map(ord, name)) % len(kinds)]
        if columns % gguf.GGML_QUANT_SIZES[kind][0]:  # the blocks of this format are longer than its rows
            kind = T.Q8_0
        writer.add_tensor(name, stored(paired(values, pairs) if pairs else values, kind, rng), raw_dtype=kind)

    def vector(name, size, middle):
        writer.add_tensor(name, (middle + rng.normal(size=size) * 0.1).astype(numpy.float32))

    wide, narrow, llama = s["heads"] * s["head"], s["kv"] * s["head"], family == "llama"
    matrix("token_embd.weight", vocabulary, s["hidden"])
    for layer in range(s["layers"]):
        at = f"blk.{layer}."
        vector(at + "attn_norm.weight", s["hidden"], 1)
        matrix(at + "attn_q.weight", wide, s["hidden"], s["heads"] if llama else 0)
        matrix(at + "attn_k.weight", narrow, s["hidden"], s["kv"] if llama else 0)
        matrix(at + "attn_v.weight", narrow, s["hidden"])
        if bias:
            for leaf, size in (("q", wide), ("k", narrow), ("v", narrow)):
                vector(at + f"attn_{leaf}.bias", size, 0)
        matrix(at + "attn_output.weight", s["hidden"], wide)
        vector(at + "ffn_norm.weight", s["hidden"], 1)
        matrix(at + "ffn_gate.weight", s["inner"], s["hidden"])
        matrix(at + "ffn_up.weight", s["inner"], s["hidden"])
        matrix(at + "ffn_down.weight", s["hidden"], s["inner"])
    vector("output_norm.weight", s["hidden"], 1)
    if not tied:
        matrix("output.weight", vocabulary, s["hidden"])


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def told(name, with_model=True):
    """What Transformers makes of the file."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(HERE, gguf_file=f"{name}.gguf")
    result = {"made_by": "make_gguf_golden.py with gguf 0.19.0, transformers 5.23.0; exact, logits within 1e-5 of the largest"}
    result["tokenizer"] = json.loads(tokenizer.backend_tokenizer.to_str())
    result["special"] = {key: getattr(tokenizer, key) for key in ("bos_token", "eos_token", "unk_token", "pad_token")}
    result["ids"] = [tokenizer(text)["input_ids"] for text in TEXTS]
    if tokenizer.chat_template:
        result["chat"] = tokenizer.apply_chat_template([{"role": "user", "content": "Hi"}], tokenize=False, add_generation_prompt=True)
    if with_model:
        model = transformers.AutoModelForCausalLM.from_pretrained(HERE, gguf_file=f"{name}.gguf", dtype=torch.float32)
        config = model.config.to_dict()
        keys = ("model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
                "max_position_embeddings", "rms_norm_eps", "tie_word_embeddings", "bos_token_id", "eos_token_id", "pad_token_id")
        result["config"] = {key: config[key] for key in keys} | {"rope_theta": config["rope_parameters"]["rope_theta"]}
        result["config"]["head_dim"] = getattr(model.config, "head_dim", None) or config["hidden_size"] // config["num_attention_heads"]
        result["weights"] = {key: hashlib.sha256(value.detach().float().contiguous().numpy().tobytes()).hexdigest() for key, value in model.named_parameters()}
        result["tokens"] = [(7 * i * i + 3 * i + 1) % config["vocab_size"] for i in range(24)]
        logits = model(torch.tensor([result["tokens"]])).logits[0].detach().float().numpy()
        save_file({"logits": numpy.ascontiguousarray(logits[-4:])}, HERE / f"{name}.safetensors")
    (HERE / f"{name}.json").write_text(json.dumps(result, ensure_ascii=True, separators=(",", ":")) + "\n")


def make_llama_mixed():
    writer = gguf.GGUFWriter(HERE / "llama_mixed.gguf", "llama")
    add_byte_tokenizer(writer, 384, "smollm")
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_pad_token_id(2)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    add_model(writer, "llama", 384, (T.Q8_0, T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1), tied=True)
    finish(writer)
    told("llama_mixed")


def make_llama_pieces():
    writer = gguf.GGUFWriter(HERE / "llama_pieces.gguf", "llama")
    size = add_piece_tokenizer(writer)
    shape = {"hidden": 32, "inner": 64, "heads": 4, "kv": 2, "layers": 2, "head": 16}
    add_model(writer, "llama", size, (T.F16,), tied=False, shape=shape)
    finish(writer)
    told("llama_pieces")


def make_qwen2_k():
    writer = gguf.GGUFWriter(HERE / "qwen2_k.gguf", "qwen2")
    add_byte_tokenizer(writer, 280, "qwen2", own=(("<think>", 4),))
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(0)
    shape = {"hidden": 256, "inner": 32, "heads": 4, "kv": 1, "layers": 1, "head": 64}
    add_model(writer, "qwen2", 280, (T.Q4_K, T.Q5_K, T.Q6_K), tied=True, shape=shape, bias=True)
    finish(writer)
    told("qwen2_k")


def make_tokens_only():
    for name, pre, own in (("llama3_tokens", "llama-bpe", (("<|eot_id|>", 3), ("<｜odd｜>", 3), ("日本", 4))), ("gpt4o_tokens", "gpt-4o", ())):
        writer = gguf.GGUFWriter(HERE / f"{name}.gguf", "llama")
        tokens = add_byte_tokenizer(writer, 320, pre, own)
        if own:  # this one lacks <|endoftext|>, which Transformers' class then adds
            tokens[0] = "<|begin|>"
            writer.kv_data[0]["tokenizer.ggml.tokens"].value[0] = "<|begin|>"
            writer.add_add_bos_token(True)
        writer.add_bos_token_id(0)
        writer.add_eos_token_id(2)
        writer.add_context_length(64)
        writer.add_embedding_length(32)
        writer.add_block_count(1)
        writer.add_feed_forward_length(32)
        writer.add_head_count(2)
        finish(writer)
        told(name, with_model=False)
    for name, family, add in (("gemma2_tokens", "gemma2", add_gemma_tokenizer), ("phi3_tokens", "phi3", add_piece_tokenizer)):
        writer = gguf.GGUFWriter(HERE / f"{name}.gguf", family)
        add(writer)
        writer.add_block_count(1)
        finish(writer)
        told(name, with_model=False)
    writer = gguf.GGUFWriter(HERE / "spm_bos.gguf", "llama")
    add_piece_tokenizer(writer, add_bos=True)
    writer.add_block_count(1)
    finish(writer)
    told("spm_bos", with_model=False)


if __name__ == "__main__":
    if sys.argv[1:] == ["tokens"]:  # these alone
        sys.exit(make_tokens_only())
    make_blocks()
    make_llama_mixed()
    make_llama_pieces()
    make_qwen2_k()
    make_tokens_only()
