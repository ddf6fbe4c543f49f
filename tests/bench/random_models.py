# SPDX-License-Identifier: Apache-2.0
"""Models with random weights, made on the fly for measurements: folders with bfloat16 safetensors, and a GGUF file with packed ones.

Needs nothing but Python; the tokenizer is that of tests/data/models/tiny-chat, whatever the vocabulary's size.
"""
import json
import random
import shutil
import struct
from pathlib import Path

TINY = Path(__file__).resolve().parent.parent / "data" / "models" / "tiny-chat"
SIGNS = bytes(0x3C | (b & 0x80) for b in range(256))


def bfloat16(count, norm):
    """Ones, or numbers between 0.008 and 0.03 of either sign."""
    if norm:
        return b"\x80\x3f" * count
    raw = bytearray(2 * count)
    raw[0::2], raw[1::2] = random.randbytes(count), random.randbytes(count).translate(SIGNS)
    return bytes(raw)


def q8_0(count):
    """Blocks of 32 numbers: a float16 scale of 0.0002, then a byte for each."""
    raw = bytearray(random.randbytes(count // 32 * 34))
    raw[0::34], raw[1::34] = b"\x8e" * (count // 32), b"\x0a" * (count // 32)
    return bytes(raw)


# Each shape becomes the keys of config.json that are its own, and its tensors: names and sizes.

def sizes(layers, hidden, inner, heads, groups, vocabulary):
    return {"num_hidden_layers": layers, "hidden_size": hidden, "intermediate_size": inner, "num_attention_heads": heads, "num_key_value_heads": groups,
            "head_dim": hidden // heads, "vocab_size": vocabulary, "max_position_embeddings": 4096, "tie_word_embeddings": True}


def decoder(shape, products, biased=False):
    """Tensors of a Llama, `products` being those of its second half."""
    layers, hidden, _, heads, groups, vocabulary = shape
    width, tensors = groups * (hidden // heads), {"model.embed_tokens.weight": (vocabulary, hidden), "model.norm.weight": (hidden,)}
    for layer in range(layers):
        at = f"model.layers.{layer}."
        tensors |= {at + "input_layernorm.weight": (hidden,), at + "post_attention_layernorm.weight": (hidden,),
                    at + "self_attn.q_proj.weight": (hidden, hidden), at + "self_attn.k_proj.weight": (width, hidden),
                    at + "self_attn.v_proj.weight": (width, hidden), at + "self_attn.o_proj.weight": (hidden, hidden)}
        tensors |= {at + name: size for name, size in products.items()}
        if biased:
            tensors |= {at + f"self_attn.{name}_proj.bias": (size,) for name, size in (("q", hidden), ("k", width), ("v", width))}
    return tensors


def gated(hidden, inner):
    return {"mlp.gate_proj.weight": (inner, hidden), "mlp.up_proj.weight": (inner, hidden), "mlp.down_proj.weight": (hidden, inner)}


def llama(*shape):
    return {"model_type": "llama", "architectures": ["LlamaForCausalLM"], **sizes(*shape)}, decoder(shape, gated(*shape[1:3]))


def qwen2(*shape):
    return {"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], **sizes(*shape)}, decoder(shape, gated(*shape[1:3]), biased=True)


def mixtral(experts, chosen, *shape):
    hidden, inner = shape[1:3]
    products = {"block_sparse_moe.gate.weight": (experts, hidden)}
    for expert in range(experts):
        at = f"block_sparse_moe.experts.{expert}."
        products |= {at + "w1.weight": (inner, hidden), at + "w2.weight": (hidden, inner), at + "w3.weight": (inner, hidden)}
    config = {"model_type": "mixtral", "architectures": ["MixtralForCausalLM"], "num_local_experts": experts, "num_experts_per_tok": chosen}
    return config | sizes(*shape), decoder(shape, products)


def encoder(tensors, at, maps, norms, hidden, inner):
    """A layer with norms over its sums."""
    for name, (rows, columns) in zip(maps, [(hidden, hidden)] * 4 + [(inner, hidden), (hidden, inner)]):
        tensors |= {at + name + ".weight": (rows, columns), at + name + ".bias": (rows,)}
    for name in norms:
        tensors |= {at + name + ".weight": (hidden,), at + name + ".bias": (hidden,)}


def bert(layers, hidden, inner, heads, vocabulary):
    config = {"model_type": "bert", "architectures": ["BertModel"], "num_hidden_layers": layers, "hidden_size": hidden, "intermediate_size": inner,
              "num_attention_heads": heads, "vocab_size": vocabulary, "max_position_embeddings": 512}
    tensors = {"embeddings.word_embeddings.weight": (vocabulary, hidden), "embeddings.position_embeddings.weight": (512, hidden),
               "embeddings.token_type_embeddings.weight": (2, hidden), "embeddings.LayerNorm.weight": (hidden,), "embeddings.LayerNorm.bias": (hidden,),
               "pooler.dense.weight": (hidden, hidden), "pooler.dense.bias": (hidden,)}
    maps = [f"attention.{name}" for name in ("self.query", "self.key", "self.value", "output.dense")] + ["intermediate.dense", "output.dense"]
    for layer in range(layers):
        encoder(tensors, f"encoder.layer.{layer}.", maps, ("attention.output.LayerNorm", "output.LayerNorm"), hidden, inner)
    return config, tensors


def distilbert(layers, hidden, inner, heads, vocabulary):
    config = {"model_type": "distilbert", "architectures": ["DistilBertModel"], "n_layers": layers, "dim": hidden, "hidden_dim": inner, "n_heads": heads,
              "vocab_size": vocabulary, "max_position_embeddings": 512}
    tensors = {"embeddings.word_embeddings.weight": (vocabulary, hidden), "embeddings.position_embeddings.weight": (512, hidden),
               "embeddings.LayerNorm.weight": (hidden,), "embeddings.LayerNorm.bias": (hidden,)}
    maps = [f"attention.{name}_lin" for name in ("q", "k", "v", "out")] + ["ffn.lin1", "ffn.lin2"]
    for layer in range(layers):
        encoder(tensors, f"transformer.layer.{layer}.", maps, ("sa_layer_norm", "output_layer_norm"), hidden, inner)
    return config, tensors


SHAPES = {"2m": lambda: llama(4, 160, 448, 4, 2, 2048), "starter": lambda: llama(6, 192, 512, 6, 2, 2048), "30m": lambda: llama(8, 448, 1280, 7, 7, 16384),
          "qwen": lambda: qwen2(6, 320, 1728, 5, 1, 65536), "135m": lambda: llama(30, 576, 1536, 9, 3, 49152),
          "0.5b": lambda: qwen2(24, 896, 4864, 14, 2, 151936), "experts": lambda: mixtral(8, 2, 4, 256, 512, 4, 2, 8192),
          "minilm": lambda: bert(6, 384, 1536, 12, 30522), "distil": lambda: distilbert(6, 768, 3072, 12, 30522)}
PACKED = {"packed": (8, 448, 1280, 7, 7, 16384)}  # as GGUF files
ENCODERS = ("minilm", "distil")


def make_folder(folder, shape):
    config, tensors = SHAPES[shape]()
    folder.mkdir(parents=True)
    for file in TINY.iterdir():
        shutil.copy(file, folder)
    kept = json.loads((TINY / "config.json").read_text()) if "tie_word_embeddings" in config else {}
    (folder / "config.json").write_text(json.dumps(kept | config | {"dtype": "bfloat16", "torch_dtype": "bfloat16"}))
    header, offset = {}, 0
    for name, size in tensors.items():
        count = size[0] * (size[1] if len(size) > 1 else 1)
        header[name] = {"dtype": "BF16", "shape": list(size), "data_offsets": [offset, offset + 2 * count]}
        offset += 2 * count
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder / "model.safetensors", "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name, entry in header.items():
            out.write(bfloat16((entry["data_offsets"][1] - entry["data_offsets"][0]) // 2, "norm" in name.lower() and name.endswith("weight")))


# ---- GGUF (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) ----------------------------------------------------

def gguf_text(text):
    return struct.pack("<Q", len(text.encode())) + text.encode()


def gguf_value(value):
    """Kind and bytes of a value: uint32 (4), float32 (6), text (8), or a list of them (9)."""
    if isinstance(value, list):
        return struct.pack("<IIQ", 9, gguf_kind(value[0]), len(value)) + b"".join(gguf_bytes(item) for item in value)
    return struct.pack("<I", gguf_kind(value)) + gguf_bytes(value)


def gguf_kind(value):
    return {int: 4, float: 6, str: 8}[type(value)]


def gguf_bytes(value):
    return gguf_text(value) if isinstance(value, str) else struct.pack("<I" if isinstance(value, int) else "<f", value)


def make_gguf(file, shape):
    layers, hidden, inner, heads, groups, vocabulary = PACKED[shape]
    model = json.loads((TINY / "tokenizer.json").read_text())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    tokens += [f"<unused{i}>" for i in range(vocabulary - len(tokens))]
    facts = {"general.architecture": "llama", "llama.context_length": 4096, "llama.embedding_length": hidden, "llama.block_count": layers,
             "llama.feed_forward_length": inner, "llama.attention.head_count": heads, "llama.attention.head_count_kv": groups, "llama.rope.freq_base": 10000.0,
             "llama.attention.layer_norm_rms_epsilon": 1e-5, "llama.rope.dimension_count": hidden // heads, "llama.vocab_size": vocabulary,
             "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "llama-bpe", "tokenizer.ggml.tokens": tokens,
             "tokenizer.ggml.token_type": [3 if token.startswith("<") and token.endswith(">") else 1 for token in tokens],
             "tokenizer.ggml.merges": [" ".join(pair) for pair in model["merges"]], "tokenizer.ggml.eos_token_id": 2,
             "tokenizer.chat_template": (TINY / "chat_template.jinja").read_text()}
    width, tensors = groups * (hidden // heads), {"token_embd.weight": (vocabulary, hidden), "output_norm.weight": (hidden,)}
    for at in (f"blk.{layer}." for layer in range(layers)):
        tensors |= {at + "attn_norm.weight": (hidden,), at + "ffn_norm.weight": (hidden,), at + "attn_q.weight": (hidden, hidden),
                    at + "attn_k.weight": (width, hidden), at + "attn_v.weight": (width, hidden), at + "attn_output.weight": (hidden, hidden),
                    at + "ffn_gate.weight": (inner, hidden), at + "ffn_up.weight": (inner, hidden), at + "ffn_down.weight": (hidden, inner)}
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(facts)) + b"".join(gguf_text(key) + gguf_value(value) for key, value in facts.items())
    offset = 0
    for name, size in tensors.items():  # the innermost dimension first; float32 is kind 0, Q8_0 kind 8
        head += gguf_text(name) + struct.pack(f"<I{len(size)}QIQ", len(size), *size[::-1], 0 if len(size) == 1 else 8, offset)
        offset += gguf_room(size)
    file.parent.mkdir(parents=True)
    with open(file, "wb") as out:
        out.write(head + b"\0" * (-len(head) % 32))
        for size in tensors.values():
            values = struct.pack("<f", 1) * size[0] if len(size) == 1 else q8_0(size[0] * size[1])
            out.write(values + b"\0" * (-len(values) % 32))


def gguf_room(size):
    count = 4 * size[0] if len(size) == 1 else size[0] * size[1] // 32 * 34
    return count + -count % 32


def make(work, name):
    """The folder or file of a model, made where it is not there yet."""
    place = work / name / f"{name}.gguf" if name in PACKED else work / name
    if not place.exists():
        (make_gguf if name in PACKED else make_folder)(place, name)
    return place
