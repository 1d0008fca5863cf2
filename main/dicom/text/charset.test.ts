import { describe, expect, it } from 'vitest';
import { decodeText, decoderOf } from './charset.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** The examples of PS3.5 annexes H, I, J and K. */
const examples: readonly (readonly [charset: string, hex: string, name: string])[] = [
  [
    '\\ISO 2022 IR 87',
    '59616d6164615e5461726f753d1b2442 3b33 4544 1b2842 5e 1b2442 4240 4f3a 1b2842 3d 1b2442 2464 245e 2440 1b2842 5e 1b2442 243f 246d 2426 1b2842',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    'd4cfc0de 5e c0dbb3 3d 1b2442 3b33 4544 1b284a 5e 1b2442 4240 4f3a 1b284a 3d 1b2442 2464 245e 2440 1b284a 5e 1b2442 243f 246d 2426 1b284a',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  ],
  [
    '\\ISO 2022 IR 149',
    '486f6e675e47696c646f6e673d 1b242943 fbf3 5e 1b242943 d1ce d4d7 3d 1b242943 c8ab 5e 1b242943 b1e6 b5bf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['ISO_IR 192', '57616e675e5869616f446f6e673de78e8b5ee5b08fe69db1', 'Wang^XiaoDong=王^小東'],
  ['GB18030', '57616e675e5869616f446f6e673dcdf55ed0a1b6ab', 'Wang^XiaoDong=王^小东'],
  [
    '\\ISO 2022 IR 58',
    '5a68616e675e5869616f446f6e673d 1b242941 d5c5 5e 1b242941 d0a1 b6ab',
    'Zhang^XiaoDong=张^小东',
  ],
];

describe('decodeText', () => {
  it.each(examples)('decodes the example of %s', (charset, hex, name) => {
    expect(decodeText(bytes(hex), charset, 'name')).toBe(name);
  });

  it.each([
    ['ISO_IR 100', 'c46e656173', 'Äneas'],
    ['ISO_IR 101', 'a36bb6', 'Łkś'],
    ['ISO_IR 109', 'a6', 'Ĥ'],
    ['ISO_IR 110', 'a2', 'ĸ'],
    ['ISO_IR 144', 'bbee', 'Лю'],
    ['ISO_IR 127', 'e2c8', 'قب'],
    ['ISO_IR 126', 'c4e9', 'Δι'],
    ['ISO_IR 138', 'f9f8', 'שר'],
    ['ISO_IR 148', 'dedd', 'Şİ'],
    ['ISO_IR 203', 'a4', '€'],
    ['ISO_IR 166', 'cac1', 'สม'],
    ['ISO_IR 13', 'd4cf7e', 'ﾔﾏ‾'],
    ['GBK', 'd5d45ec3f4', '赵^敏'],
  ])('decodes %s', (charset, hex, text) => {
    expect(decodeText(bytes(hex), charset)).toBe(text);
  });

  it('switches between Latin and Greek by escape sequences, back to the first at a line end', () => {
    const hex = '41 1b2d46 c4 0d0a c4';
    expect(decodeText(bytes(hex), 'ISO 2022 IR 100\\ISO 2022 IR 126')).toBe('AΔ\r\nÄ');
  });

  it('reads kanji of the supplement', () => {
    expect(decodeText(bytes('1b242844 3021 1b2842'), '\\ISO 2022 IR 159')).toBe('丂');
  });

  it('takes a backslash byte inside a two-byte character for part of it', () => {
    expect(decodeText(bytes('81 5c'), 'GBK')).toBe('乗');
    expect(decodeText(bytes('1b2442 215c 1b2842'), '\\ISO 2022 IR 87')).toBe('＋');
  });

  it('keeps an escape that designates nothing, and control characters', () => {
    expect(decodeText(bytes('1b5b33316d41'), 'ISO 2022 IR 100\\ISO 2022 IR 126')).toBe('\u001b[31mA');
    expect(decodeText(bytes('411b5b420085'), 'ISO_IR 100')).toBe('A\u001b[B\0\u0085');
  });

  it('marks what is invalid and goes on', () => {
    expect(decodeText(bytes('4dfc6c'), 'ISO_IR 192')).toBe('M\ufffdl');
    expect(decodeText(bytes('1b242943 c8'), '\\ISO 2022 IR 149')).toBe('\ufffd');
  });
});

describe('decoderOf', () => {
  it.each([
    ['ISO IR 100', 'ISO_IR 100'],
    ['ISO-IR 192', 'ISO_IR 192'],
    ['iso_ir 144', 'ISO_IR 144'],
    ['utf8', 'ISO_IR 192'],
    ['ISO 8859-1', 'ISO_IR 100'],
    ['\\ISO2022 IR 87', '\\ISO 2022 IR 87'],
  ])('understands %s', (written, charset) => {
    expect(decoderOf(written)).toMatchObject({ charset, known: true });
  });

  it('takes an encoding of its own for the only one beside the default repertoire', () => {
    expect(decodeText(bytes('e78e8b'), '\\ISO_IR 192')).toBe('王');
    expect(decodeText(bytes('cdf5'), 'ISO_IR 6\\GB18030')).toBe('王');
  });

  it('reads under an unknown term what loses nothing', () => {
    expect(decoderOf('ISO_IR 999').known).toBe(false);
    expect(decodeText(bytes('4dfc'), 'ISO_IR 999')).toBe('Mü');
  });
});
