# SPDX-License-Identifier: Apache-2.0
"""Small tokenizers in the manner of published families, for make_tokenizer_golden.py: every further kind is one entry here."""
import base64
import random
import struct

from make_tokenizer_golden import (BYTES, CONTRACTIONS, LLAMA3, MARKS, NO_REGEX, SENTENCE_DECODER, TEXTUAL, TAIL, added, changed, character_model, corpus, made, metaspace, o200k,
                                   sequence, split, template, trained)
from tokenizers import pre_tokenizers

DEEPSEEK = [r"\p{N}{1,3}", "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
            r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|""" + TAIL]
CODER = ["[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"]
DEEPSEEK2 = ["[\r\n]", "\\s?[A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba]+", "\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+", r"\s+$",
             "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"]
BLOOM = " ?[^(\\s|[.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c])]+"
HAN_HEADS, HAN_TAILS = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
KIMI = (r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?" + HAN_HEADS + "*" + HAN_TAILS + "+" + CONTRACTIONS + r"?|[^\r\n\p{L}\p{N}]?" + HAN_HEADS + "+" + HAN_TAILS + "*" + CONTRACTIONS +
        r"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + TAIL)
BERT = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True}
WORDS = ["the", "quick", "brown", "low", "##er", "##est", "##s", "new", "wide", "slow", "a", "##b", "##c", "e", "##e", "caf", "\u00e9", "##\u00e9", "\u4f60", "\u597d", "##\u597d", "'", "s", "t", "##t",
         "1", "##2", "##3", ".", ",", "!", "?", "-", "<", ">", "|", "m", "word", "##x", "n", "do", "not", "\u0440\u0443\u0441", "##\u0441\u043a", "##\u0438\u0438", "\u1112\u1161\u11ab", "ss", "i", "##i"]
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def charsmap(pairs):
    """A precompiled charsmap: a double-array trie as Darts-clone lays it out, built without any cleverness."""
    units, used, replacements, places = [0] * 65536, {0}, b"", {}
    for key, value in sorted(pairs.items()):
        places[key.encode()] = len(replacements)
        replacements += value.encode() + b"\0"
    def place(node, prefix):
        children = sorted({k[len(prefix)] for k in places if k.startswith(prefix) and len(k) > len(prefix)})
        labels = ([0] if prefix in places else []) + children
        if not labels:
            return
        base = next(b for b in range(256, 65536, 256) if all((b ^ label) not in used for label in labels) and b not in used)
        used.add(base)
        used.update(base ^ label for label in labels)
        units[node] |= (node ^ base) << 10 if node else base << 10
        if prefix in places:
            units[node] |= 1 << 8
            units[base] = places[prefix] | 1 << 31
        for label in children:
            units[base ^ label] |= label
            place(base ^ label, prefix + bytes([label]))
    place(0, b"")
    size = (max(used) | 255) + 1
    return base64.b64encode(struct.pack("<I", size * 4) + struct.pack(f"<{size}I", *units[:size]) + replacements).decode()


RULES = {"\ufb01": "fi", "A": "a", "\u00bd": "1/2", "\u3000": " ", "\u00a0": " ", "\u00e9": "e", "e\u0301": "\u00e9", "\t": " ", "\n": " ", "\r": " ", "\u212b": "\u00e5", "\u00a9": "(c)", "\uff01": "!", "\u200b": "",
         "\u4e16": "\u4f60", "\u0130": "i\u0307", "\U0001d7d8": "0"}
PRECOMPILED = {"type": "Precompiled", "precompiled_charsmap": charsmap(RULES)}


def word_piece(**options):
    words = SPECIALS + WORDS
    return {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {w: i for i, w in enumerate(words)}, **options}


def bert(model, normalizer, **rest):
    cls = template([("[CLS]", [2])], [("[SEP]", [3])])
    tokens = [added(t, i, special=True) for i, t in enumerate(SPECIALS)]
    return made(model, {"type": "BertPreTokenizer"}, normalizer, cls, {"type": "WordPiece", "prefix": "##", "cleanup": True}, tokens=tokens, **rest)


def unigram(seed, unknown=0, **options):
    """Pieces with long random scores, some equal so that ways tie."""
    rng = random.Random(seed)
    pieces = ["<unk>", "<s>", "</s>", "\u2581", "\u2581the", "the", "\u2581low", "low", "lo", "w", "er", "est", "\u2581new", "ab", "abc", "bcd", "a", "b", "c", "d", "e", "l", "o", "n", "s", "t", "\u2581a", "'", "'s", "1", "12", "123",
              "\u00e9", "\u4f60", "\u597d", "\u4f60\u597d", "\u2581\u2581", "i", "f", "aa", "aaa", "aaaa", ".", "x", "\u2581word", "words", "\n", " ", "<unk", "m", "\u2581<", "|>", "dup", "dup"]
    scores = [0.0, 0.0, 0.0] + [-rng.choice([rng.random() * 12, rng.random() * 12, 4.5, 2.25, float(int(rng.random() * 9))]) for _ in pieces[3:]]
    if options.get("byte_fallback"):
        pieces, scores = pieces + [f"<0x{b:02X}>" for b in range(256)], scores + [-20.0] * 256
    return {"type": "Unigram", "unk_id": unknown, "vocab": [list(p) for p in zip(pieces, scores)], **options}


def regex_replace(pattern, content):
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def byte_level_kinds():
    gpt2 = trained(pre_tokenizers.ByteLevel(add_prefix_space=False))
    bl = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
    digits = {"type": "Digits", "individual_digits": True}
    cascades = {"deepseek3": [split(p) for p in DEEPSEEK], "deepseek_coder": [*map(split, CODER), digits], "deepseek2": [*map(split, DEEPSEEK2), digits],
                "minicpm": [split(r"\p{N}{1,3}"), split(LLAMA3.replace("{1,3}", "+"))], "laguna": [split(r"(?:\r?\n)+(?!\r?\n)", "MergedWithNext"), split(LLAMA3)],
                "bloom": [split(BLOOM)], "kimi": [split(KIMI)], "cohere2": [split(r"\d{1,3}(?=(?:\d{3})*\b)"), split(o200k(CONTRACTIONS + "?", r"\p{N}{1,3}"))],
                "minimax": [split(o200k(CONTRACTIONS + "?", r"\p{N}{1,3}"), "Removed", True)], "lazy": [split(r"a.*?b|\w+?\b|(?>[a-c]+)c|(?<![ab])c|\h{2,3}?|x{2}|y{,2}|\x{e9}|[^\W\d_]++\d*+|\S$|^\s+")],
                "empty": [split(r"x*|(?=b)|$", "MergedWithPrevious"), split(r"\b", "Contiguous"), split("(?<=o)w*", "MergedWithNext", True)]}
    for name, steps in cascades.items():
        yield f"kind_{name}", made(gpt2, sequence(*steps, NO_REGEX), decoder=bl, tokens=MARKS)
    yield "kind_falcon", made(gpt2, sequence({"type": "Punctuation", "behavior": "Contiguous"}, BYTES, {"type": "Digits", "individual_digits": False}, split("[0-9][0-9][0-9]")), decoder=bl, tokens=MARKS)
    yield "kind_scripts", made(gpt2, sequence({"type": "UnicodeScripts"}, NO_REGEX), decoder=bl, tokens=MARKS)
    yield "kind_byte_normalizer", made(gpt2, None, {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "ByteLevel"}]}, decoder=bl, tokens=MARKS)
    yield "kind_modernbert", made(gpt2, BYTES, {"type": "NFC"}, template([("<|m|>", [420])], [("<|l|>", [421])]), bl, [added(" " * n, normalized=True) for n in (24, 8, 2)] + TEXTUAL)
    yield "kind_clip", made(changed(gpt2, end_of_word_suffix="", unk_token="!"), sequence(split(r"<\|m\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", "Removed", True), NO_REGEX),
                            {"type": "Sequence", "normalizers": [{"type": "NFC"}, regex_replace(r"\s+", " "), {"type": "Lowercase"}]}, decoder=bl)
    yield "kind_roberta", made(gpt2, dict(BYTES, add_prefix_space=True), None, {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": True, "add_prefix_space": True}, bl,
                               [added("<mask>", special=True, lstrip=True)])


def list_kinds():
    fields = {"cleaned": {"lowercase": False}, "accents": {"lowercase": False, "strip_accents": True}, "kept": {"strip_accents": False, "handle_chinese_chars": False, "clean_text": False}}
    yield "kind_bert", bert(word_piece(), BERT)
    for name, options in fields.items():
        yield f"kind_bert_{name}", bert(word_piece(max_input_chars_per_word=6), dict(BERT, **options))
    yield "kind_bert_plain", made(word_piece(continuing_subword_prefix=""), {"type": "Whitespace"}, {"type": "Lowercase"}, None, {"type": "WordPiece", "prefix": "", "cleanup": False}, MARKS)
    levels = {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {w: i for i, w in enumerate(SPECIALS + WORDS + ["\u0120the"])}}
    yield "kind_levels", made(levels, {"type": "WhitespaceSplit"}, {"type": "Sequence", "normalizers": [{"type": "Strip", "strip_left": True, "strip_right": True}, {"type": "NFD"}, {"type": "StripAccents"}]}, tokens=MARKS)
    yield "kind_levels_bytes", made(levels, BYTES, {"type": "Nmt"}, decoder={"type": "CTC", "pad_token": "[PAD]", "word_delimiter_token": "|", "cleanup": True}, tokens=MARKS)
    yield "kind_levels_cut", made(levels, sequence({"type": "CharDelimiterSplit", "delimiter": "a"}, {"type": "FixedLength", "length": 3}, {"type": "Punctuation", "behavior": "MergedWithPrevious"}), None,
                                  decoder={"type": "BPEDecoder", "suffix": "e"})


def unigram_kinds():
    always = metaspace("always", True)
    specials = [added("<unk>", special=True), added("<s>", 1, special=True), added("</s>", 2, special=True)]
    around = template([("<s>", [1])], [("</s>", [2])])
    yield "kind_xlmr", made(unigram(1), sequence({"type": "WhitespaceSplit"}, always), {"type": "Sequence", "normalizers": [PRECOMPILED, regex_replace(" {2,}", " ")]}, around, always, specials)
    yield "kind_t5", made(unigram(2), always, PRECOMPILED, template([], [("</s>", [2])]), always, specials)
    yield "kind_albert", made(unigram(3), always, {"type": "Sequence", "normalizers": [{"type": "Replace", "pattern": {"String": "``"}, "content": '"'}, {"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Lowercase"}, PRECOMPILED]},
                              around, always, specials)
    yield "kind_llmjp", made(unigram(4, byte_fallback=True), None, {"type": "Sequence", "normalizers": [regex_replace(r"(?<!\n)^", "\u2581"), {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
                             around, {"type": "Sequence", "decoders": [*SENTENCE_DECODER["decoders"][:3], regex_replace(r"(?<=\n) ", "")]}, specials)
    yield "kind_unigram_bytes", made(unigram(5, 3, byte_fallback=True), metaspace("first", False), None, None, SENTENCE_DECODER, specials + TEXTUAL)
    yield "kind_unigram_byte_level", made(unigram(6), BYTES, None, None, {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True})


def kinds():
    yield from byte_level_kinds()
    yield from list_kinds()
    yield from unigram_kinds()
