# SPDX-License-Identifier: Apache-2.0
"""Golden files of the tokenizer: small made-up tokenizers with planted quirks, hard texts, and what tokenizers 0.23.3 says.

    python make_tokenizer_golden.py        # writes tokenizer_texts.json and tokenizer_NAME.json beside itself

Tolerance: none, every id and every byte must be the same. tests/interop/tokenizer_deep.py uses the same tokenizers with fresh random texts.
"""
import json
import pathlib
import random

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
TAIL = r"\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + TAIL
QWEN35 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|" + TAIL
LLAMA3 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + TAIL
POSSESSIVE = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|%s| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"

HEADS, TAILS = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"


def o200k(contraction, digits):
    lead = r"[^\r\n\p{L}\p{N}]?"
    return f"{lead}{HEADS}*{TAILS}+{contraction}|{lead}{HEADS}+{TAILS}*{contraction}|{digits}" + r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + TAIL


# ---- texts --------------------------------------------------------------------------------------------------------------

HARD = [
    "", " ", "  ", "\n", "\r\n", " \n", "\n ", "\n\n\n a", "a\n\n b", "a \n \n  b\t\t", "a\r\r\n\n", "\t\tx = 1;\r\n", "Hello, world!",
    "I'm you're we'LL they'Ve it's It'S don't o'clock 'sun 's 'S '\u017f 'l 'll 'd 'dx 'RE 'rE' ''s '' '", "x'\u017fy 'K\u212a 're\u0301",
    "1234567 12 3,456.78 1a2b \u00bd\u00b2\u216b \u0661\u0662\u0663\u0664 \u0967\u0968 \u4e00\u4e8c3", "a1 1a  12  3456   7",
    "\u00e9 e\u0301 \u1e9b\u0323 \ufb01 \u212b \u00c5 A\u030a \u1100\u1161\u11a8 \uac01 \u0344 \u0958 \u2126", "a\u0301b\u0301 \u0301 \u0301\u0302a",
    "\u092f\u0939 \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22 \u05e9\u05b8\u05dc\u05d5\u05b9\u05dd \u0627\u0644\u0639\u064e\u0631\u0628\u0650\u064a\u0651\u0629",
    "\u4f60\u597d\uff0c\u4e16\u754c\uff01 \u3053\u3093\u306b\u3061\u306f \ud55c\uad6d\uc5b4 \U00020000\U0002a6d6", "\u0440\u0443\u0441\u0441\u043a\u0438\u0439 \u0442\u0435\u043a\u0441\u0442",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \U0001f44d\U0001f3fd \u2764\ufe0f", "a\u00a0b\u2003c\u3000d\u2028e\u0085f\u180eg\u200bh\ufeffi",
    "\u0000\u0001\u0004\u0006\u0013\u0014\u0016\u001d\u007f\u0080\u009f", "\ufffd \ufffe \uffff \ue000 \U000f0000 \U0010ffff \U0010fffd",
    "\U00011de0\U00011de5 \U00016ff4 \U0001ccf0 \U00010d40 \u1c89\u1c8a \ua7cb \U000105c0", "literal \u2581 \u0120 \u010a \u00c4 \u0100\u0143",
    "<0x41><0xE2><0x0A> <0x> <unk> <s>a</s> <pad>", "def f(x):\n    return {'a': [1, 2.5e-3], \"b\": None}  # ok\n\n\n", "{\"a\": [1, 2, {\"b\": null}]}",
    "http://example.org/a_b?c=d&e=%20f#g", "---\n# T\n\n* a\n  * b\n\n| x | y |\n|---|---|\n", "!!!??? ... -- \u2014 \u2026 \u00bfqu\u00e9?", "\u00df\u1e9e \u0130\u0131 \u01c5 \u02b0 \u2160\u24b6",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "abababababababababababababababababababababababababababababababababababababababababcabcabcabc", " " * 70 + "x", "\n" * 70, "=" * 80,
    "the lowest low lowers newest widest the slow flower", "The quick brown fox jumps over the lazy dog. " * 3,
    "<|m|>", " <|m|> ", "a<|m|>b", "a <|m|> b", "<|m|><|m|>", "  <|l|>  x  <|r|>  y  <|b|>  z", "<|l|>  <|r|>  <|l|>", "<|r|> \n\t <|r|>a <|m|>",
    "word words a word, aword word_ word\u0301 w-word-w word", "[n] a[n] [n]a \u00c5[e\u0301] A\u030a[\u00e9]", "abcd abc ab bcd abcabcd xabcdx ababcd", "<|m <|m| <|m|", "<|dup|> <|lie|> low",
    "a<s>a a <s>a <s> <s><s> </s>a \u2581<s>", "\u00e9\u0301 \u0120z <|\u00e9|> caf\u00e9 cafe\u0301",
]

ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJ", "0123456789", " ", " ", "  \t", "\n\r", "'sStTmMdDlLrRvVeE\u017f", ".,;:!?-_()[]{}<>|/\\\"'`~@#$%^&*+=",
    "\u00e9\u00c5\u00df\u00f1\u00fc\u0130\u01c5\u02b0", "\u0301\u0302\u030a\u0323\u0344\u093f\u094d\u05b8\u064e\u20dd\ufe0f", "\u4f60\u597d\u4e16\u754c\u3042\u30a2\uac01\u1100\u1161\u11a8",
    "\u0661\u0967\u00bd\u00b2\u216b\u3007\U0001d7d8\U00011de0\U00016ff4", "\u00a0\u2003\u3000\u2028\u2029\u0085\u1680\u202f\u205f", "\u180e\u200b\u200c\u200d\ufeff\u00ad\u2060",
    "\U0001f468\U0001f469\U0001f1e9\U0001f44d\U0001f3fd\u2764", "\u0000\u0001\u0004\u0006\u0013\u0014\u0016\u001d\u007f\u0080\u009f", "\ufffd\ufffe\uffff\ue000\U0010ffff", "\u2581\u0120\u010a\u0100\u0143\u00c4",
    "\u1e9b\ufb01\u212b\u2126\u0958\u1fbc\u03ac\u0390", "\U00010d40\u1c89\ua7cb\U0001ccf0\U000105c0\u0897",
]
WORDS = ["the", " the", " low", "er", "est", "new", "word", "word ", "slow", "'s", "'LL", "'re", "abc", "ab", "bcd", "<|m|>", "<|l|>", "<|r|>", "<|b|>", "<|dup|>", "[n]", "[\u00e9]", "[e\u0301]", "<s>", "</s>", "<0x41>", "<unk>",
         "a", "\n\n", "   ", "123", "\u2581", "camelCase", "HTTPServer", "XMLs", "//\n/", "\u01c5a\u02b0B", "<|m", "m|>"]


def random_text(rng):
    """A mix weighted towards edges: runs of one alphabet, words and token texts with and without blanks around."""
    parts = []
    for _ in range(rng.choice([1, 2, 3, 5, 8, 13, 21])):
        kind = rng.random()
        if kind < 0.3:
            parts.append(rng.choice(WORDS))
        elif kind < 0.35:
            c = rng.randrange(0x110000)
            parts.append(chr(c) if not 0xD800 <= c <= 0xDFFF else "\u0378")
        else:
            alphabet = rng.choice(ALPHABETS)
            parts.append("".join(rng.choice(alphabet) for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4, 7]))))
    return "".join(parts)


def texts(count, seed):
    rng = random.Random(seed)
    return HARD + [random_text(rng) for _ in range(count)]


# ---- tokenizers ---------------------------------------------------------------------------------------------------------

def corpus():
    rng = random.Random(7)
    lines = ["The quick brown fox jumps over the lazy dog. It's the lowest, newest, widest of 1234 words; don't you'll see?",
             "def f(x):\n    return x + 1\n\n", "\u00e9t\u00e9 caf\u00e9 na\u00efve \u4f60\u597d\u4e16\u754c \u0440\u0443\u0441\u0441\u043a\u0438\u0439 \u0939\u093f\u0928\u094d\u0926\u0940 \U0001f44d\U0001f3fd aaaaaaaa    ====  "]
    for _ in range(200):
        lines.append(" ".join("".join(rng.choice(["lo", "we", "st", "er", "th", "an", "in", "a", "ne", "wi", "de"]) for _ in range(rng.randrange(1, 4)))
                              for _ in range(8)))
    return lines


def trained(split, size=420):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = split
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False)
    tokenizer.train_from_iterator(corpus(), trainer)
    return json.loads(tokenizer.to_str())["model"]


BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
NO_REGEX = dict(BYTES, use_regex=False)


def split(pattern, behavior="Isolated", invert=False, kind="Regex"):
    return {"type": "Split", "pattern": {kind: pattern}, "behavior": behavior, "invert": invert}


def sequence(*steps):
    return {"type": "Sequence", "pretokenizers": list(steps)}


def added(content, id=0, special=False, normalized=False, single_word=False, lstrip=False, rstrip=False):
    return {"id": id, "content": content, "single_word": single_word, "lstrip": lstrip, "rstrip": rstrip, "normalized": normalized, "special": special}


MARKS = [added("<|m|>", special=True), added("<|l|>", lstrip=True, special=True), added("<|r|>", rstrip=True), added("<|b|>", lstrip=True, rstrip=True, special=True)]
TEXTUAL = MARKS + [
    added("word", single_word=True), added("[n]", normalized=True), added("[\u00e9]", normalized=True), added("abc"), added("ab"), added("bcd"),
    added("<|dup|>", special=True), added("<|dup|>", lstrip=True), added("<|lie|>", 999, special=True, normalized=True), added("low", normalized=True, single_word=True),
    added("<|\u00e9|>", special=True), added("e\u0301x", normalized=True, special=True), added("\u0120z"), added("  ", normalized=True), added("\n\n\n", normalized=True, rstrip=True)]


def template(before, after=()):
    pieces = [{"SpecialToken": {"id": t, "type_id": 0}} for t, _ in before] + [{"Sequence": {"id": "A", "type_id": 0}}]
    pieces += [{"SpecialToken": {"id": t, "type_id": 0}} for t, _ in after]
    return {"type": "TemplateProcessing", "single": pieces, "pair": pieces + [{"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {t: {"id": t, "ids": ids, "tokens": [t] * len(ids)} for t, ids in [*before, *after]}}


def made(model, pre=None, normalizer=None, post=None, decoder=None, tokens=()):
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": list(tokens), "normalizer": normalizer, "pre_tokenizer": pre,
            "post_processor": post, "decoder": decoder, "model": model}


def changed(model, **options):
    return {**model, **options}


def without(model, characters):
    """The model with some bytes of its alphabet missing."""
    vocab = {t: i for t, i in model["vocab"].items() if not set(t) & set(characters)}
    merges = [m for m in model["merges"] if not set("".join(m)) & set(characters)]
    return changed(model, vocab=vocab, merges=merges)


def character_model(byte_tokens=True, extra=(), **options):
    """BPE over characters in the manner of SentencePiece."""
    vocab = ["<unk>", "<s>", "</s>"] + ([f"<0x{b:02X}>" for b in range(256)] if byte_tokens else [])
    merges, words = [], ["\u2581the", "\u2581low", "\u2581lower", "lowest", "er", "est", "ab", "abab", "\u2581\u2581", "\u2581\u2581\u2581\u2581", "\u4f60\u597d", "aa", "aaaa", "\u00e9t", ">\u2581</", "<0", "'s"]
    vocab += ["\u2581"] + list("abcdehilnorstuwy<>/0x'|mr.,!1\n") + ["\u00e9", "\u4f60", "\u597d", *extra]
    for word in words:
        built = word[0]
        for c in word[1:]:
            if built + c not in vocab:
                vocab.append(built + c)
            if [built, c] not in merges:
                merges.append([built, c])
            built += c
    for pair in (["ab", "ab"], ["\u2581\u2581", "\u2581\u2581"], ["aa", "aa"], ["\u2581", "the"], ["t", "he"], ["h", "e"]):
        for token in (*pair, "".join(pair)):
            if token not in vocab:
                vocab.append(token)
        if pair not in merges:
            merges.append(pair)
    return {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
            "byte_fallback": byte_tokens, "ignore_merges": False, "vocab": {t: i for i, t in enumerate(vocab)}, "merges": merges, **options}


SENTENCE_DECODER = {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
                                                     {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
SENTENCE_NORMALIZER = {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
                                                           {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]}
UNDERLINE = {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}


def metaspace(scheme, split):
    return {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": scheme, "split": split}


def byte_level_tokenizers():
    gpt2 = trained(pre_tokenizers.ByteLevel(add_prefix_space=False))
    bl = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
    as_text = [" ".join(m) for m in gpt2["merges"]]
    big = changed(gpt2, vocab={**gpt2["vocab"], **{f"<|unused{i}|>": len(gpt2["vocab"]) + i for i in range(300)}})
    holes = changed(gpt2, vocab={t: i + (50 if i > 300 else 0) for t, i in gpt2["vocab"].items()})
    bare = without(gpt2, "\u0106\u0104\u0116\u0135\u00c3" "w")
    yield "gpt2", made(changed(gpt2, merges=["#version: 0.2"] + as_text), BYTES, decoder=bl, tokens=MARKS)
    yield "gpt2_prefix", made(gpt2, dict(BYTES, add_prefix_space=True), decoder=bl, post=bl, tokens=TEXTUAL)
    yield "gpt2_spelled", made(changed(gpt2, merges=as_text + as_text[:40]), sequence(split(GPT2), NO_REGEX), decoder=bl)
    yield "qwen2", made(gpt2, sequence(split(QWEN2), NO_REGEX), {"type": "NFC"}, post=BYTES, decoder=bl, tokens=TEXTUAL)
    yield "qwen35", made(gpt2, sequence(split(QWEN35), NO_REGEX), {"type": "NFC"}, decoder=bl, tokens=MARKS)
    yield "llama3", made(changed(big, ignore_merges=True), sequence(split(LLAMA3), NO_REGEX), decoder=bl, tokens=MARKS,
                         post={"type": "Sequence", "processors": [BYTES, template([("<|m|>", [720])])]})
    yield "whole_words", made(changed(big, ignore_merges=True, merges=gpt2["merges"][::2]), sequence(split(LLAMA3), NO_REGEX), decoder=bl)
    yield "inverted", made(gpt2, sequence(split(LLAMA3, "Removed", True), NO_REGEX), decoder=bl, tokens=TEXTUAL)
    yield "possessive", made(gpt2, sequence(split(POSSESSIVE % r"\p{N}"), NO_REGEX), decoder=bl)
    yield "possessive3", made(gpt2, sequence(split(POSSESSIVE % r"\p{N}{1,3}"), NO_REGEX), decoder=bl)
    yield "o200k", made(changed(gpt2, ignore_merges=True), sequence(split(o200k(CONTRACTIONS + "?", r"\p{N}{1,3}")), NO_REGEX), decoder=bl, tokens=MARKS)
    yield "tekken", made(gpt2, sequence(split(o200k("", r"\p{N}")), NO_REGEX), decoder=bl)
    yield "smol", made(bare, sequence({"type": "Digits", "individual_digits": True}, BYTES), decoder=bl, tokens=MARKS)
    yield "smol_unknown", made(changed(bare, unk_token="!"), sequence({"type": "Digits", "individual_digits": False}, BYTES), decoder=bl)
    yield "smol_fused", made(changed(bare, unk_token="!", fuse_unk=True), BYTES, decoder=bl)
    yield "holes", made(holes, BYTES, decoder=bl, tokens=TEXTUAL, post=template([("<|m|>", [1, 2])], [("<|l|>", [3])]))
    yield "nfkd", made(gpt2, BYTES, {"type": "Sequence", "normalizers": [{"type": "NFKD"}]}, decoder=bl, tokens=TEXTUAL)
    yield "nfkc", made(gpt2, BYTES, {"type": "NFKC"}, decoder=bl)
    yield "nfd", made(gpt2, BYTES, {"type": "NFD"}, decoder=bl)
    yield "bare_bytes", made(gpt2, NO_REGEX, decoder=bl, tokens=TEXTUAL)
    yield "no_decoder", made(gpt2, BYTES, tokens=MARKS)
    for behavior in ("Removed", "Contiguous", "MergedWithPrevious", "MergedWithNext", "Isolated"):
        for invert in (False, True):
            yield f"split_{behavior.lower()}{'_inverted' if invert else ''}", made(
                gpt2, sequence(split("a", behavior, invert, "String"), split(QWEN2, behavior, invert), NO_REGEX), decoder=bl)


def character_tokenizers():
    model = character_model()
    bos = template([("<s>", [1])])
    specials = [added("<unk>", special=True), added("<s>", 1, special=True), added("</s>", 2, special=True)]
    loose = [{**t, "normalized": True} for t in specials]
    yield "llama2", made(model, None, SENTENCE_NORMALIZER, bos, SENTENCE_DECODER, specials + MARKS)
    yield "llama2_normalized", made(model, None, SENTENCE_NORMALIZER, bos, SENTENCE_DECODER, loose + TEXTUAL)
    yield "no_bytes", made(character_model(False, fuse_unk=False), None, SENTENCE_NORMALIZER, bos, SENTENCE_DECODER, specials)
    yield "no_bytes_fused", made(character_model(False), None, SENTENCE_NORMALIZER, None, SENTENCE_DECODER, specials)
    yield "some_bytes", made(changed(model, vocab={t: i for t, i in model["vocab"].items() if t != "<0xE2>"}), None, UNDERLINE, None, SENTENCE_DECODER, specials)
    yield "gemma", made(model, split(" ", "MergedWithPrevious", False, "String"), UNDERLINE, template([("<s>", [1])], [("</s>", [2])]),
                        {"type": "Sequence", "decoders": SENTENCE_DECODER["decoders"][:3]}, specials + TEXTUAL)
    yield "suffixed", made(character_model(False, extra=["e</w>", "t</w>", "##e", "##t", "##s</w>"], end_of_word_suffix="</w>", unk_token=None), BYTES, decoder={"type": "Fuse"})
    yield "prefixed", made(character_model(False, extra=["##" + c for c in "abcdehilnorstuwy"], merges=[["a", "##b"], ["t", "##h"]], continuing_subword_prefix="##"),
                           metaspace("always", True), decoder={"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "never", "split": True})
    for scheme in ("always", "first", "never"):
        for cut in (True, False):
            name = f"metaspace_{scheme}{'' if cut else '_whole'}"
            yield name, made(model, metaspace(scheme, cut), None, bos, metaspace(scheme, cut), specials + MARKS)


def all_tokenizers():
    vocabulary_check = dict(byte_level_tokenizers())
    for name, config in [*vocabulary_check.items(), *character_tokenizers()]:
        if name == "prefixed":
            config["model"]["vocab"].update({"ab": 500, "th": 501})
        yield name, config
    import tokenizer_kinds  # which takes its parts from here
    yield from tokenizer_kinds.kinds()


# ---- golden files -------------------------------------------------------------------------------------------------------

def said(tokenizer, inputs, lists):
    cases = []
    for text in inputs:
        encoding = tokenizer.encode(text)
        case = {"ids": encoding.ids}
        plain = tokenizer.encode(text, add_special_tokens=False).ids
        if plain != encoding.ids:
            case["plain"] = plain
        decoded, skipped = tokenizer.decode(encoding.ids, skip_special_tokens=False), tokenizer.decode(encoding.ids, skip_special_tokens=True)
        if decoded != text:
            case["decoded"] = decoded
        if skipped != decoded:
            case["skipped"] = skipped
        cases.append(case)
    decodings = [{"ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False), "skipped": tokenizer.decode(ids, skip_special_tokens=True)} for ids in lists]
    return cases, decodings


def random_lists(rng, size, count):
    return [[rng.randrange(size + 3) for _ in range(rng.choice([1, 2, 3, 6, 12]))] for _ in range(count)]


def main():
    here = pathlib.Path(__file__).parent
    made_by = f"make_tokenizer_golden.py with tokenizers {tokenizers.__version__}; exact"
    inputs = texts(50, 1)
    here.joinpath("tokenizer_texts.json").write_text(json.dumps({"made_by": made_by, "texts": inputs}, indent=0) + "\n")
    for name, config in all_tokenizers():
        tokenizer = Tokenizer.from_str(json.dumps(config))
        cases, decodings = said(tokenizer, inputs, random_lists(random.Random(2), tokenizer.get_vocab_size(), 25))
        golden = {"made_by": made_by, "tokenizer": config, "cases": cases, "decodings": decodings}
        here.joinpath(f"tokenizer_{name}.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
