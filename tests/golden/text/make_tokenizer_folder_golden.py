# SPDX-License-Identifier: Apache-2.0
"""Golden files of tokenizers in older forms: small folders of our own making, and what Transformers 5.23.0 (tokenizers 0.23.3) says with them.

    python make_tokenizer_folder_golden.py     # writes tokenizer_folders/NAME/* and tokenizer_folder_NAME.json beside itself

Tolerance: none. The sentencepiece files are trained by sentencepiece 0.2.3; mistral_common must not be installed (Transformers would use it).
"""
import base64
import json
import logging
import pathlib
import random
import shutil
import tempfile
import warnings

import make_tokenizer_golden as golden
import sentencepiece
import sentencepiece.sentencepiece_model_pb2 as sentencepiece_model_pb2
import tokenizers
import transformers
import transformers.convert_slow_tokenizer

HERE = pathlib.Path(__file__).parent
FOLDERS = HERE / "tokenizer_folders"


# A few of the rules of nmt_nfkc, which whole would be a quarter of a megabyte.
RULES = [("\t", " "), ("\n", " "), ("\u3000", " "), ("\u00a0", " "), ("\u212b", "\u00c5"), ("A\u030a", "\u00c5"), ("e\u0301", "\u00e9"), ("\ufb01", "fi"), ("\u2126", "\u03a9"), ("\u00bd", "1\u20442"), ("\uff0c", ","), ("\u200b", "")]


def sentence_model(**options):
    """The bytes of a small sentencepiece file."""
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder) / "lines.txt"
        rules = pathlib.Path(folder) / "rules.tsv"
        rules.write_text("".join("\t".join(" ".join(f"{ord(c):X}" for c in side) for side in rule) + "\n" for rule in RULES))
        if options.pop("rules", False):
            options["normalization_rule_tsv"] = str(rules)
        lines.write_text("\n".join(line.replace("\n", " ") for line in golden.corpus() * 3))
        sentencepiece.SentencePieceTrainer.train(input=str(lines), model_prefix=f"{folder}/m", minloglevel=2, num_threads=1, character_coverage=0.98, **options)
        proto = sentencepiece_model_pb2.ModelProto.FromString(pathlib.Path(f"{folder}/m.model").read_bytes())
        proto.trainer_spec.ClearField("input")  # where it was made
        proto.trainer_spec.ClearField("model_prefix")
        return proto.SerializeToString(deterministic=True)


def llama_model(**options):
    return sentence_model(**{"model_type": "bpe", "vocab_size": 420, "byte_fallback": True, "split_digits": True, "normalization_rule_name": "identity",
                             "remove_extra_whitespaces": False, "user_defined_symbols": ["<|m|>", "ab"], **options})


def gemma_model():
    return llama_model(add_dummy_prefix=False, pad_id=0, eos_id=1, bos_id=2, unk_id=3, pad_piece="<pad>", bos_piece="<bos>", eos_piece="<eos>",
                       user_defined_symbols=["<mask>", "<|m|>", "\n", "\n\n", "\u2581\u2581"], allow_whitespace_only_pieces=True)


def folders():
    """Name, then the files of the folder."""
    llama = llama_model()
    names = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
    yield "llama", {"tokenizer.model": llama, "config.json": {"model_type": "llama"},
                    "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "add_bos_token": True, "add_eos_token": False, **names}}
    yield "llama_legacy", {"tokenizer.model": llama, "config.json": {"model_type": "llama"},
                           "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "legacy": True, "add_bos_token": True, "add_eos_token": True, "pad_token": "<pad>",
                                                     "bos_token": {"__type": "AddedToken", "content": "<s>", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}}}
    yield "llama_bare", {"tokenizer.model": llama, "config.json": {"model_type": "llama"}}
    yield "llama_added", {"tokenizer.model": llama, "config.json": {"model_type": "llama"}, "added_tokens.json": {"<|r|>": 421, "<|l|>": 420},
                          "special_tokens_map.json": {**names, "pad_token": "<|l|>"},
                          "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "add_prefix_space": False, "additional_special_tokens": ["<|b|>"]}}
    yield "mistral", {"tokenizer.model": llama, "config.json": {"model_type": "mistral"},
                      "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "add_bos_token": True, "additional_special_tokens": [], **names}}
    yield "phi3", {"tokenizer.model": llama, "config.json": {"model_type": "phi3"}, "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "add_bos_token": False,
                   "added_tokens_decoder": {"3": {"content": "<|renamed|>", "special": True}, "420": {"content": "<|r|>", "rstrip": True, "special": False}}}}
    yield "gemma", {"tokenizer.model": gemma_model(), "config.json": {"model_type": "gemma2"},
                    "tokenizer_config.json": {"tokenizer_class": "GemmaTokenizer", "add_bos_token": True, "bos_token": "<bos>", "eos_token": "<eos>"}}


def list_of_tokens():
    """A vocab.txt with its quirks: blanks at the end of lines, a token twice, no end of the last line."""
    words = ["the", "low", "##er", "##est", "new", "##s", "a", "b", "##b", "##c", "caf\u00e9", "cafe", "\u4f60", "\u597d", "##\u4e16", "don", "'", "t", "1", "##2", "##3", "lazy", "dog", ".", ",", "!", "?", "-", "Hello", "hello",
             "world", "wor", "##ld", "quick", "##ly", "Br", "##own", "\u0440", "##\u0443", "T", "##he"]
    letters = [f"{ahead}{c}" for c in "abcdefghijklmnopqrstuvwxyz0123456789" for ahead in ("", "##")]
    return "[PAD]\n[unused1]\n[UNK] \n[CLS]\n[SEP]\u2003\n[MASK]\r\n" + "\n".join(dict.fromkeys([*words, *letters])) + "\nlow\n\nend"


def byte_files(first=(), names=()):
    """vocab.json and merges.txt of the small byte-level BPE, special tokens first or last."""
    model = golden.trained(golden.pre_tokenizers.ByteLevel(add_prefix_space=False))
    tokens = [*first, *sorted(model["vocab"], key=model["vocab"].get), *names]
    merges = "".join(f"{left} {right}\n" for left, right in (m.split(" ") if isinstance(m, str) else m for m in model["merges"]))
    return {"vocab.json": {token: i for i, token in enumerate(tokens)}, "merges.txt": "#version: 0.2\n" + merges}


def ranks():
    """The same tokens as bytes by rank."""
    model = golden.trained(golden.pre_tokenizers.ByteLevel(add_prefix_space=False))
    byte = {c: b for b, c in transformers.convert_slow_tokenizer.bytes_to_unicode().items()}
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    return [base64.b64encode(bytes(byte[c] for c in token)).decode() for token in tokens]


def tiktoken_file():
    return "".join(f"{token} {rank}\n" for rank, token in enumerate(ranks()))


def tekken_file(**config):
    special = [{"rank": i, "token_str": text, "is_control": True} for i, text in enumerate(["<unk>", "<s>", "</s>", "[INST]", "[/INST]", "<|m|>"])]
    tokens = [{"rank": i, "token_bytes": token, "token_str": None} for i, token in enumerate(ranks())]
    return {"config": {"pattern": golden.o200k("", r"\p{N}"), "num_vocab_tokens": len(tokens), "default_vocab_size": 400, "default_num_special_tokens": 10, "version": "v3", **config},
            "vocab": tokens, "special_tokens": special}


def unigram_model(**options):
    return sentence_model(**{"model_type": "unigram", "vocab_size": 150, "user_defined_symbols": ["<|m|>"], "hard_vocab_limit": False, "rules": True, **options})


def lists():
    """vocab.txt."""
    vocab = list_of_tokens()
    yield "bert", {"vocab.txt": vocab, "config.json": {"model_type": "bert"}}
    yield "bert_cased", {"vocab.txt": vocab, "config.json": {"model_type": "bert"}, "tokenizer_config.json": {"tokenizer_class": "BertTokenizer", "do_lower_case": False}}
    yield "bert_accents", {"vocab.txt": vocab, "config.json": {"model_type": "distilbert"}, "special_tokens_map.json": {"cls_token": "[CLS]", "mask_token": {"content": "[M]", "lstrip": True, "rstrip": False,
                           "single_word": False, "normalized": False}},
                           "tokenizer_config.json": {"tokenizer_class": "DistilBertTokenizer", "do_lower_case": True, "strip_accents": False, "tokenize_chinese_chars": False, "unk_token": "[unused1]"}}
    yield "bert_stripped", {"vocab.txt": vocab, "config.json": {"model_type": "electra"}, "tokenizer_config.json": {"do_lower_case": False, "strip_accents": True, "cls_token": "<s>", "sep_token": "</s>"}}


def byte_levels():
    """vocab.json and merges.txt."""
    end = ["<|endoftext|>"]
    yield "gpt2", {**byte_files(names=end), "config.json": {"model_type": "gpt2"}}
    yield "gpt2_prefix", {**byte_files(names=end), "config.json": {"model_type": "starcoder2"}, "special_tokens_map.json": {"bos_token": "<|m|>", "eos_token": "<|endoftext|>"},
                          "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": True, "add_bos_token": True}}
    yield "gpt2_split", {**byte_files(names=end), "config.json": {"model_type": "gpt2"}, "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "split_special_tokens": True, "added_tokens_decoder": {
        str(421 + i): {"content": text, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": special} for i, (text, special) in enumerate([("<|m|>", True), ("ab", False)])}}}
    yield "neox", {**byte_files(names=end), "config.json": {"model_type": "gpt_neox"}, "tokenizer_config.json": {"tokenizer_class": "GPTNeoXTokenizer", "add_eos_token": True},
                   "added_tokens.json": {"  ": 422, "<|l|>": 421}}
    yield "qwen2", {**byte_files(names=end), "config.json": {"model_type": "qwen2"}, "tokenizer_config.json": {"tokenizer_class": "Qwen2Tokenizer", "pad_token": "<|endoftext|>", "eos_token": "<|im_end|>",
                    "bos_token": None, "additional_special_tokens": ["<|im_start|>", "<|im_end|>"], "added_tokens_decoder": {
                        str(421 + i): {"content": text, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True} for i, text in enumerate(["<|im_start|>", "<|im_end|>"])}}}
    yield "roberta", {**byte_files(first=["<s>", "<pad>", "</s>", "<unk>"], names=["<mask>"]), "config.json": {"model_type": "roberta"}}
    yield "bart", {**byte_files(first=["<s>", "<pad>", "</s>", "<unk>"]), "config.json": {"model_type": "bart"}, "tokenizer_config.json": {"tokenizer_class": "BartTokenizer", "add_prefix_space": True,
                   "mask_token": {"__type": "AddedToken", "content": "<mask>", "lstrip": True, "normalized": False, "rstrip": False, "single_word": False}}}


def ranked():
    """Files of tiktoken and tekken.json."""
    specials = {str(420 + i): {"content": text, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True} for i, text in enumerate(["<|begin|>", "<|end|>", None, "<|m|>"]) if text}
    yield "tiktoken", {"tokenizer.model": tiktoken_file(), "config.json": {"model_type": "kimi_k25"}, "tokenizer_config.json": {"tokenizer_class": "TokenizersBackend", "bos_token": "<|begin|>", "eos_token": "<|end|>",
                       "added_tokens_decoder": specials, "extra_special_tokens": ["<|l|>", "<|m|>"]}}
    yield "tiktoken_bare", {"tiktoken.model": tiktoken_file(), "config.json": {"model_type": "glm4"}}
    yield "tiktoken_asked", {"tiktoken.model": tiktoken_file(), "config.json": {"model_type": "glm4"}, "tokenizer_config.json": {"bos_token": "<|m|>", "eos_token": "<|l|>", "add_bos_token": True, "add_eos_token": True}}
    yield "tekken", {"tekken.json": tekken_file(), "config.json": {"model_type": "mistral"}, "tokenizer_config.json": {"bos_token": "<s>", "eos_token": "</s>", "add_bos_token": True}}
    yield "tekken_bare", {"tekken.json": tekken_file(default_vocab_size=None, default_num_special_tokens=None), "config.json": {"model_type": "mistral3"}}


def unigrams():
    """Sentencepiece files of Unigram."""
    plain = unigram_model()
    yield "t5", {"spiece.model": unigram_model(pad_id=0, eos_id=1, unk_id=2, bos_id=-1), "config.json": {"model_type": "t5"}}
    yield "t5_named", {"spiece.model": unigram_model(pad_id=0, eos_id=1, unk_id=2, bos_id=-1), "config.json": {"model_type": "t5"}, "tokenizer_config.json": {
        "tokenizer_class": "T5Tokenizer", "extra_ids": 3, "additional_special_tokens": ["<extra_id_0>", "<extra_id_1>", "<extra_id_2>"], "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}}
    yield "xlmr", {"sentencepiece.bpe.model": plain, "config.json": {"model_type": "xlm-roberta"}}
    yield "xlmr_mask", {"sentencepiece.bpe.model": unigram_model(rules=False, normalization_rule_name="identity"), "config.json": {"model_type": "xlm-roberta"}, "tokenizer_config.json": {"tokenizer_class": "XLMRobertaTokenizer",
                        "mask_token": {"__type": "AddedToken", "content": "<mask>", "lstrip": True, "normalized": True, "rstrip": False, "single_word": False}}}
    yield "unigram", {"tokenizer.model": plain, "config.json": {"model_type": "olmo2"}, "tokenizer_config.json": {"add_bos_token": True}}
    yield "unigram_bytes", {"tokenizer.model": unigram_model(byte_fallback=True, vocab_size=400), "config.json": {"model_type": "umt5"}, "tokenizer_config.json": {"add_eos_token": True}}


def settled():
    """tokenizer.json, and what other files say of its tokens."""
    made = dict(golden.all_tokenizers())["gpt2"]
    size = max(made["model"]["vocab"].values()) + 1
    flags = {"lstrip": False, "rstrip": False, "single_word": False, "normalized": False}
    made["added_tokens"] = [{"id": size + i, "content": text, **flags, "special": special} for i, (text, special) in enumerate([("<|m|>", False), ("<|l|>", False), ("<|r|>", True), ("<|b|>", False)])]
    object_ = {"__type": "AddedToken", **flags}
    yield "settled_named", {"tokenizer.json": made, "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|m|>", "pad_token": {**object_, "content": "ab", "lstrip": True}, "cls_token": {**object_, "content": "ab"},
                            "image_token": "<|l|>", "extra_special_tokens": [{**object_, "content": "the", "rstrip": True}]}}
    yield "settled_listed", {"tokenizer.json": made, "special_tokens_map.json": {"eos_token": "<|b|>"}, "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|m|>", "additional_special_tokens": ["<|l|>"],
                             "added_tokens_decoder": {str(size): {"content": "<|m|>", **flags, "special": False}, str(size + 3): {"content": "<|b|>", **flags, "rstrip": True, "special": False}, str(size + 9): {"content": "low", **flags, "special": False}}}}
    yield "settled_older", {"tokenizer.json": made, "special_tokens_map.json": {"eos_token": {"content": "<|b|>", **flags}, "unk_token": "<|l|>"}, "added_tokens.json": {"low": size + 7, "<|l|>": size + 8},
                            "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast"}}


def all_folders():
    yield from settled()
    yield from folders()
    yield from lists()
    yield from byte_levels()
    yield from ranked()
    yield from unigrams()


def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else (json.dumps(content) + "\n").encode() if not isinstance(content, str) else content.encode()
        (folder / name).write_bytes(data)


def main():
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    made_by = f"make_tokenizer_folder_golden.py with transformers {transformers.__version__}, tokenizers {tokenizers.__version__}; exact"
    inputs = golden.texts(50, 1)
    for name, files in all_folders():
        write(FOLDERS / name, files)
        loaded = transformers.AutoTokenizer.from_pretrained(FOLDERS / name)
        backend = loaded._tokenizer
        cases, decodings = golden.said(backend, inputs, golden.random_lists(random.Random(2), backend.get_vocab_size(), 25))
        names = {key: str(value) for key, value in loaded._special_tokens_map.items() if value is not None}
        said = {"made_by": made_by, "folder": name, "named": names, "cases": cases, "decodings": decodings}
        HERE.joinpath(f"tokenizer_folder_{name}.json").write_text(json.dumps(said, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
