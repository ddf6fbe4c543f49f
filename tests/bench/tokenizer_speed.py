# SPDX-License-Identifier: Apache-2.0
"""Speed of every kind of tokenizer beside the tokenizers library, in one go, and whether every id is the same.

    python tests/bench/tokenizer_speed.py --bin BUILD/bin [--only NAME,NAME] [--rounds 3] [FOLDER ...]

Needs tokenizers 0.23.3, transformers 5.23.0, sentencepiece, and tokenize_bench (configure with -DLUTHIER_BENCH=ON). The text is English as people
wrote it: documentation inside the libraries of the Python that runs this. Vocabularies are learnt from it, pipelines are those of the published
families (tests/golden/text). One core, processor seconds, the best of several passes on each side, so that a busy machine decides nothing; words are
remembered from pass to pass on both sides. FOLDER: also these tokenizers.
"""
import argparse
import ast
import base64
import io
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import sysconfig

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "golden" / "text"))

TOKENIZE = """
import json, sys, time
from tokenizers import Tokenizer
tokenizer = Tokenizer.from_file(sys.argv[1])
texts = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
ids = [e.ids for e in tokenizer.encode_batch_fast(texts)]
best = 1e9
for _ in range(3):
    begin = time.process_time(); tokenizer.encode_batch_fast(texts); best = min(best, time.process_time() - begin)
json.dump(ids, open(sys.argv[3], "w"))
print(sum(len(t.encode()) for t in texts) / best / 1e6)
"""


# ---- one pair ---------------------------------------------------------------------------------------------------------

def pair(bench, folder, file, work, python=sys.executable, rounds=3, peer=None):
    """MB a second of processor time on each side, in turns, and how many texts got other ids. peer: tokenizer.json for tokenizers."""
    env = {**os.environ, "RAYON_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    commands = {"ours": [bench, folder, file], "theirs": [python, "-c", TOKENIZE, peer or folder / "tokenizer.json", file]}
    speeds = {who: [] for who in commands}
    for _ in range(rounds):
        for who, command in commands.items():
            ran = subprocess.run([*command, work / f"ids-{who}.json"], check=True, capture_output=True, env=env)
            speeds[who].append(float(ran.stdout))
    ids = [json.loads((work / f"ids-{who}.json").read_text()) for who in commands]
    ours, theirs = (statistics.median(speeds[who]) for who in commands)
    return {"mb_per_second": ours, "tokenizers_mb_per_second": theirs, "ratio": ours / theirs, "texts": len(ids[0]),
            "differences": sum(a != b for a, b in zip(*ids)) + abs(len(ids[0]) - len(ids[1]))}


# ---- the text ---------------------------------------------------------------------------------------------------------

def documentation(seed=1):
    """What the functions and classes of the installed libraries say of themselves, each text once."""
    root = pathlib.Path(sysconfig.get_paths()["purelib"])
    files = sorted(root.rglob("*.py"))
    random.Random(seed).shuffle(files)
    seen = set()
    for file in files:
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
                text = ast.get_docstring(node)
                if text and len(text) > 300 and text not in seen:
                    seen.add(text)
                    yield text


def english(file, megabytes):
    """Writes a file of JSON strings of about this size, once."""
    size = 0
    if not file.exists():
        lines = []
        for text in documentation():
            lines.append(json.dumps(text))
            size += len(text.encode())
            if size > megabytes * 1e6:
                break
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


# ---- vocabularies -----------------------------------------------------------------------------------------------------

def learnt(model, pre, trainer, texts, normalizer=None):
    from tokenizers import Tokenizer
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.train_from_iterator(texts, trainer)
    return json.loads(tokenizer.to_str())["model"]


def learnt_bytes(texts):
    from tokenizers import models, pre_tokenizers, trainers
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    return learnt(models.BPE(), pre_tokenizers.ByteLevel(add_prefix_space=False), trainers.BpeTrainer(vocab_size=32000, initial_alphabet=alphabet, show_progress=False), texts)


def learnt_characters(texts):
    """SentencePiece's manner: characters, with a token for each byte."""
    from tokenizers import models, pre_tokenizers, trainers
    specials = ["<unk>", "<s>", "</s>", *(f"<0x{b:02X}>" for b in range(256))]
    trainer = trainers.BpeTrainer(vocab_size=32000, special_tokens=specials, limit_alphabet=300, show_progress=False)
    model = learnt(models.BPE(), pre_tokenizers.Metaspace(), trainer, texts)
    return {**model, "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True}


def learnt_words(texts):
    from tokenizers import models, normalizers, pre_tokenizers, trainers
    import tokenizer_kinds
    trainer = trainers.WordPieceTrainer(vocab_size=30000, special_tokens=tokenizer_kinds.SPECIALS, show_progress=False)
    return learnt(models.WordPiece(unk_token="[UNK]"), pre_tokenizers.BertPreTokenizer(), trainer, texts, normalizers.BertNormalizer())


def learnt_levels(texts):
    from tokenizers import models, pre_tokenizers, trainers
    import tokenizer_kinds
    trainer = trainers.WordLevelTrainer(vocab_size=30000, special_tokens=tokenizer_kinds.SPECIALS, show_progress=False)
    return learnt(models.WordLevel(unk_token="[UNK]"), pre_tokenizers.WhitespaceSplit(), trainer, texts)


def learnt_pieces(texts):
    """Unigram as sentencepiece learns it, and its rules for normalizing (nmt_nfkc)."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2
    out = io.BytesIO()
    lines = [line for text in texts for line in text.split("\n") if line]
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(lines), model_writer=out, vocab_size=24000, hard_vocab_limit=False, model_type="unigram", num_threads=1, minloglevel=2)
    proto = sentencepiece_model_pb2.ModelProto.FromString(out.getvalue())
    rules = base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode()
    return {"type": "Unigram", "unk_id": 0, "vocab": [[piece.piece, piece.score] for piece in proto.pieces], "byte_fallback": False, "rules": rules}


VOCABULARIES = {"bytes": learnt_bytes, "characters": learnt_characters, "words": learnt_words, "levels": learnt_levels, "pieces": learnt_pieces}


def vocabulary(name, file, work):
    kept = work / f"vocabulary-{name}.json"
    if not kept.exists():
        texts = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        kept.write_text(json.dumps(VOCABULARIES[name](texts)))
    return json.loads(kept.read_text())


# ---- kinds ------------------------------------------------------------------------------------------------------------

# Pipelines of make_tokenizer_golden.py and tokenizer_kinds.py by the vocabulary they are given.
KINDS = {"bytes": ["gpt2", "llama3", "qwen2", "qwen35", "o200k", "tekken", "smol", "inverted", "possessive3", "kind_deepseek3", "kind_deepseek2", "kind_deepseek_coder", "kind_minicpm",
                   "kind_laguna", "kind_bloom", "kind_kimi", "kind_cohere2", "kind_minimax", "kind_falcon", "kind_roberta", "kind_modernbert"],
         "characters": ["llama2", "llama2_normalized", "gemma", "metaspace_first_whole", "metaspace_always"],
         "pieces": ["kind_xlmr", "kind_t5", "kind_albert", "kind_llmjp"],
         "words": ["kind_bert", "kind_bert_cleaned"],
         "levels": ["kind_levels"]}


def with_rules(part, rules):
    if isinstance(part, dict):
        return {key: rules if key == "precompiled_charsmap" else with_rules(value, rules) for key, value in part.items()}
    return [with_rules(value, rules) for value in part] if isinstance(part, list) else part


def with_vocabulary(config, learnt_model):
    """The pipeline of a made-up tokenizer over a learnt vocabulary."""
    model = {key: value for key, value in learnt_model.items() if key != "rules"}
    if config["model"].get("ignore_merges"):
        model["ignore_merges"] = True
    if model["type"] == "Unigram" and config["model"].get("byte_fallback"):
        model.update(byte_fallback=True, vocab=model["vocab"] + [[f"<0x{b:02X}>", -20.0] for b in range(256)])
    return {**with_rules(config, learnt_model.get("rules")), "model": model}


def tiktoken_file(model):
    """Tokens in base64 and their ranks, single bytes first."""
    kept = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or b >= 174]
    moved = [b for b in range(256) if b not in kept]
    byte = {**{chr(b): b for b in kept}, **{chr(256 + i): b for i, b in enumerate(moved)}}
    order = sorted(model["vocab"], key=lambda token: (len(token) > 1, model["vocab"][token]))
    return "".join(f"{base64.b64encode(bytes(byte[c] for c in token)).decode()} {rank}\n" for rank, token in enumerate(order))


def tiktoken_folder(file, work):
    """An older form: tokenizers gets what Transformers makes of the folder."""
    folder = work / "tiktoken"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text('{"model_type": "kimi_k25"}')
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "TokenizersBackend"}')
    (folder / "tokenizer.model").write_text(tiktoken_file(vocabulary("bytes", file, work)))
    import transformers
    peer = work / "tiktoken-converted.json"
    transformers.AutoTokenizer.from_pretrained(folder)._tokenizer.save(str(peer))
    return folder, peer


def kinds(file, work, only):
    """Name, our folder, the file for tokenizers."""
    import make_tokenizer_golden as golden
    configs = dict(golden.all_tokenizers())
    for vocabulary_name, names in KINDS.items():
        for name in names:
            if only and name not in only:
                continue
            folder = work / name
            folder.mkdir(exist_ok=True)
            (folder / "tokenizer.json").write_text(json.dumps(with_vocabulary(configs[name], vocabulary(vocabulary_name, file, work))))
            yield name, folder, folder / "tokenizer.json"
    if not only or "tiktoken" in only:
        yield "tiktoken", *tiktoken_folder(file, work)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default=HERE.parent.parent / "build" / "tokenizer-speed", help="texts and vocabularies; kept between calls")
    parser.add_argument("--only", type=lambda names: set(names.split(",")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    file = english(args.work / "english.jsonl", args.megabytes)
    print(f"{'kind':24}{'MB/s':>8}{'tokenizers':>12}{'ratio':>8}{'differences':>13}")
    different = 0
    for name, folder, peer in [*kinds(file, args.work, args.only), *((str(f), f, f / "tokenizer.json") for f in args.folders)]:
        said = pair(args.bin / "tokenize_bench", folder, file, args.work, rounds=args.rounds, peer=peer)
        different += said["differences"]
        print(f"{name:24}{said['mb_per_second']:8.1f}{said['tokenizers_mb_per_second']:12.2f}{said['ratio']:8.1f}{said['differences']:>6} of {said['texts']}", flush=True)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
