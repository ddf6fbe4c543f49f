# SPDX-License-Identifier: Apache-2.0
"""Golden files of tokenizers in older forms: small folders of our own making, and what Transformers 5.23.0 (tokenizers 0.23.3) says with them.

    python make_tokenizer_folder_golden.py     # writes tokenizer_folders/NAME/* and tokenizer_folder_NAME.json beside itself

Tolerance: none. The sentencepiece files are trained by sentencepiece 0.2.3; mistral_common must not be installed (Transformers would use it).
"""
import json
import logging
import pathlib
import random
import shutil
import tempfile
import warnings

import make_tokenizer_golden as golden
import sentencepiece
import tokenizers
import transformers

HERE = pathlib.Path(__file__).parent
FOLDERS = HERE / "tokenizer_folders"


def sentence_model(**options):
    """The bytes of a small sentencepiece file."""
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder) / "lines.txt"
        lines.write_text("\n".join(line.replace("\n", " ") for line in golden.corpus() * 3))
        sentencepiece.SentencePieceTrainer.train(input=str(lines), model_prefix=f"{folder}/m", minloglevel=2, num_threads=1, character_coverage=0.98, **options)
        return pathlib.Path(f"{folder}/m.model").read_bytes()


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
    for name, files in folders():
        write(FOLDERS / name, files)
        loaded = transformers.AutoTokenizer.from_pretrained(FOLDERS / name)
        backend = loaded._tokenizer
        cases, decodings = golden.said(backend, inputs, golden.random_lists(random.Random(2), backend.get_vocab_size(), 25))
        names = {key: str(value) for key, value in loaded._special_tokens_map.items() if value is not None}
        said = {"made_by": made_by, "folder": name, "named": names, "cases": cases, "decodings": decodings}
        HERE.joinpath(f"tokenizer_folder_{name}.json").write_text(json.dumps(said, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
