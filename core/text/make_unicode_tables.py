# SPDX-License-Identifier: Apache-2.0
"""Writes core/text/{categories,scripts,script_groups,text_classes,lower_case}.inc. Not part of the build.

    python make_unicode_tables.py FOLDER

The parts of the tokenizers library carry different versions of Unicode (16 in its regular expressions, 17 in its case mapping, 9 in
StripAccents, 8 in the parts made for BERT), so its own answers for every character are the source: tokenizers 0.23.3.
"""
import pathlib
import struct
import sys

from tokenizers import Regex, normalizers, pre_tokenizers

EVERY = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co".split()
SCRIPTS = ("Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar "
           "Georgian Hangul Ethiopic Khmer Mongolian Hiragana Katakana Bopomofo Han Common Inherited").split()
HEAD = """// SPDX-License-Identifier: Apache-2.0
// Made by make_unicode_tables.py from the answers of tokenizers 0.23.3 for every character, which rest on data of the Unicode Character
// Database (Unicode licence v3). """


def matched(pattern):
    """The characters that a regular expression of one character matches."""
    remove, kept = normalizers.Replace(Regex(pattern), ""), set()
    for i in range(0, len(EVERY), 50000):
        kept.update(map(ord, remove.normalize_str("".join(map(chr, EVERY[i:i + 50000])))))
    return set(EVERY) - kept


def where(question):
    return {c for c in EVERY if question(chr(c))}


def charsmap(pairs):
    """A precompiled charsmap of one-byte keys: a double-array trie and the replacements."""
    units, replacements = [0] * 1024, b""
    units[0] = 256 << 10  # the root: children of byte b at 256 ^ b
    for key, value in pairs:
        at = 256 ^ key
        offset = 512
        units[at] = (at ^ offset) << 10 | 1 << 8 | key
        units[offset] = len(replacements) | 1 << 31
        replacements += value + b"\0"
    return struct.pack("<I", 4096) + struct.pack("<1024I", *units) + replacements


def write(place, name, what, values, per_line=8):
    lines = [HEAD + what] + [" ".join(values[i:i + per_line]) for i in range(0, len(values), per_line)]
    place.joinpath(name).write_text("\n".join(lines) + "\n")


def runs(values):
    """Pairs: first code point of a run, its value."""
    pairs, last = [], None
    for c in range(0x110000):
        value = values.get(c, 0)
        if value != last:
            pairs.append(f"0x{c:x}, 0x{value:x},")
        last = value
    return pairs


def joins_cluster():
    """What a grapheme cluster goes on with: a known character and this one are looked up as one."""
    normalizer = normalizers.Precompiled(charsmap([(ord("a"), b"b")]))
    return where(lambda c: c != "\0" and normalizer.normalize_str("a" + c) == "b")


def text_classes():
    bert = lambda **on: normalizers.BertNormalizer(**{**dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False), **on})
    clean, chinese, accents = bert(clean_text=True), bert(handle_chinese_chars=True), bert(strip_accents=True)
    punctuation, nine, nmt = pre_tokenizers.Punctuation("removed"), normalizers.StripAccents(), normalizers.Nmt()
    bits = [where(lambda c: clean.normalize_str(c) == ""), where(lambda c: punctuation.pre_tokenize_str(c) == []), where(lambda c: accents.normalize_str(c) == ""),
            where(lambda c: chinese.normalize_str(c) == f" {c} "), where(lambda c: nine.normalize_str(c) == ""), where(lambda c: nmt.normalize_str(c) == ""),
            where(lambda c: c != " " and nmt.normalize_str(c) == " "), joins_cluster(), matched(r"\p{Prepended_Concatenation_Mark}"),
            matched(r"\p{Extended_Pictographic}"), matched(r"\w")]
    values = {}
    for bit, characters in enumerate(bits):
        print("bit", bit, len(characters), flush=True)
        for c in characters:
            values[c] = values.get(c, 0) | 1 << bit
    return values


def lower_case():
    lower = normalizers.Lowercase()
    changed = [(c, lower.normalize_str(chr(c))) for c in EVERY]
    return [f"{{0x{c:x}, 0x{ord(text[0]):x}, 0x{ord(text[1]) if len(text) > 1 else 0:x}}}," for c, text in changed if text != chr(c)]


def script_groups():
    """The scripts that UnicodeScripts tells apart, numbered from 1 as they first appear; what fits to all of them is left out."""
    scripts = pre_tokenizers.UnicodeScripts()
    known = [c for c in EVERY if scripts.pre_tokenize_str(chr(c))]
    values, first = {}, []
    for word, _ in scripts.pre_tokenize_str("".join(map(chr, known))):
        group = next((i for i, c in enumerate(first) if len(scripts.pre_tokenize_str(c + word[0])) == 1), len(first))
        first += [word[0]] if group == len(first) else []
        values.update({ord(c): group + 1 for c in word})
    return values


def main():
    place = pathlib.Path(sys.argv[1])
    write(place, "text_classes.inc", "Pairs: first code point of a run, its TextClass bits.", runs(text_classes()))
    write(place, "script_groups.inc", "Pairs: first code point of a run, the number of its script for the pre-tokenizer UnicodeScripts (0: any).", runs(script_groups()))
    write(place, "lower_case.inc", "A character and the one or two that Lowercase makes of it (Unicode 17).", lower_case(), 6)
    write(place, "categories.inc", "Pairs: first code point of a run, its category in Unicode 16 (order of kCategories; 0 is Cn).",
          runs({c: i + 1 for i, name in enumerate(CATEGORIES) for c in matched(rf"\p{{{name}}}")}))
    write(place, "scripts.inc", "Pairs: first code point of a run, its script in Unicode 16 (order of kScripts; 0 is another).",
          runs({c: i + 1 for i, name in enumerate(SCRIPTS) for c in matched(rf"\p{{{name}}}")}))


if __name__ == "__main__":
    main()
