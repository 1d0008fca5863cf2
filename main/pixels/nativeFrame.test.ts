import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AxialError } from '../domain/failure.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { EncodedFrame } from './frameDecoder.ts';
import { unpackNativeFrame } from './nativeFrame.ts';
import { pixelHeader } from './testing/pixelHeaders.ts';

function samplesOf(
  bytes: Uint8Array,
  header: PixelHeader,
  other: Partial<EncodedFrame> = {},
): readonly number[] {
  return [...unpackNativeFrame({ header, bytes, transferSyntaxUid: '1.2.840.10008.1.2.1', ...other }).data];
}

function codeOf(bytes: Uint8Array, header: PixelHeader): string {
  try {
    samplesOf(bytes, header);
    return 'OK';
  } catch (error) {
    return error instanceof AxialError ? error.failure.code : String(error);
  }
}

const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer);

describe('native frames', () => {
  test.each([
    ['8 bits', Uint8Array.of(0, 255, 7), { bitsAllocated: 8 }],
    ['8 bits signed', Int8Array.of(0, -128, 127), { bitsAllocated: 8, signed: true }],
    ['16 bits', Uint16Array.of(0, 65535, 7), { bitsAllocated: 16 }],
    ['16 bits signed', Int16Array.of(0, -32768, 32767), { bitsAllocated: 16, signed: true }],
    ['32 bits', Uint32Array.of(0, 2 ** 32 - 1, 7), { bitsAllocated: 32 }],
    ['32 bits signed', Int32Array.of(0, -(2 ** 31), 7), { bitsAllocated: 32, signed: true }],
    ['float', Float32Array.of(0, -0.5, 1e30), { bitsAllocated: 32, numeric: 'float' }],
    ['double', Float64Array.of(0, -0.1, 1e300), { bitsAllocated: 64, numeric: 'double' }],
  ] as const)('of %s are read as they are, in either byte order and from any offset', (_, values, bits) => {
    const header = pixelHeader({ columns: 3, ...bits });
    const little = bytesOf(values);
    const shifted = new Uint8Array(little.length + 1);
    shifted.set(little, 1);
    expect(samplesOf(shifted.subarray(1), header)).toEqual([...values]);
    const wordBytes = values.BYTES_PER_ELEMENT;
    const big = little.map((_byte, at) => {
      const start = at - (at % wordBytes);
      return little[start + wordBytes - 1 - (at - start)] ?? 0;
    });
    expect(samplesOf(big, header, { swappedWordBytes: wordBytes as 1 | 2 | 4 | 8 })).toEqual([...values]);
  });

  test('of 8 bits in big-endian words are swapped back', () => {
    const header = pixelHeader({ columns: 4, bitsAllocated: 8 });
    expect(samplesOf(Uint8Array.of(2, 1, 4, 3), header, { swappedWordBytes: 2 })).toEqual([1, 2, 3, 4]);
  });

  test('do not share memory with the object they come from', () => {
    const bytes = Uint8Array.of(1, 2);
    const { data } = unpackNativeFrame({
      header: pixelHeader({ columns: 2, bitsAllocated: 8 }),
      bytes,
      transferSyntaxUid: '1.2.840.10008.1.2',
    });
    bytes.fill(9);
    expect([...data]).toEqual([1, 2]);
  });

  test('lose overlay bits above the stored ones, and keep the sign', () => {
    const raw = bytesOf(Uint16Array.of(0xf123, 0x0fff, 0x0800, 0xe7ff));
    const header = pixelHeader({ columns: 4, bits: 12 });
    expect(samplesOf(raw, header)).toEqual([0x123, 0xfff, 0x800, 0x7ff]);
    expect(samplesOf(raw, { ...header, signed: true })).toEqual([0x123, -1, -2048, 0x7ff]);
  });

  test('lose bits below the stored ones where HighBit says so', () => {
    const header = pixelHeader({ columns: 2, bits: 12, highBit: 15 });
    expect(samplesOf(bytesOf(Uint16Array.of(0x1234, 0xffff)), header)).toEqual([0x123, 0xfff]);
  });

  test('stored bits go in and come out whatever lies around them', () => {
    const cases = fc.integer({ min: 1, max: 16 }).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        highBit: fc.integer({ min: bits - 1, max: 15 }),
        value: fc.nat({ max: 2 ** bits - 1 }),
        noise: fc.nat({ max: 65535 }),
        signed: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(cases, ({ bits, highBit, value, noise, signed }) => {
        const shift = highBit + 1 - bits;
        const mask = (2 ** bits - 1) << shift;
        const raw = Uint16Array.of((noise & ~mask) | (value << shift));
        const meant = signed && value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
        expect(samplesOf(bytesOf(raw), pixelHeader({ bits, highBit, signed }))).toEqual([meant]);
      }),
    );
  });

  test('of 1 bit begin at any bit, least significant first', () => {
    const header = pixelHeader({ columns: 5, bitsAllocated: 1 });
    expect(samplesOf(Uint8Array.of(0b10110), header)).toEqual([0, 1, 1, 0, 1]);
    expect(samplesOf(Uint8Array.of(0b10000000, 0b0110), header, { bitOffset: 7 })).toEqual([1, 0, 1, 1, 0]);
  });

  test('in colour planes are interleaved', () => {
    const header = pixelHeader({
      columns: 2,
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'RGB',
    });
    expect(samplesOf(Uint8Array.of(1, 2, 3, 4, 5, 6), header)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(samplesOf(Uint8Array.of(1, 4, 2, 5, 3, 6), { ...header, planar: true })).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  test('in YBR come as RGB, subsampled or not', () => {
    const colour = { columns: 2, bitsAllocated: 8, samplesPerPixel: 3 } as const;
    const full = pixelHeader({ ...colour, photometricInterpretation: 'YBR_FULL' });
    const subsampled = pixelHeader({ ...colour, photometricInterpretation: 'YBR_FULL_422' });
    expect(samplesOf(Uint8Array.of(76, 85, 255, 255, 128, 128), full)).toEqual([254, 0, 0, 255, 255, 255]);
    expect(samplesOf(Uint8Array.of(76, 100, 85, 255), subsampled)).toEqual([254, 0, 0, 255, 24, 24]);
    expect(codeOf(new Uint8Array(9), { ...subsampled, columns: 3 })).toBe('PIXEL_HEADER_INVALID');
  });

  test('that are short are refused, never filled up', () => {
    expect(codeOf(new Uint8Array(7), pixelHeader({ columns: 4 }))).toBe('PIXELS_TRUNCATED');
    expect(codeOf(new Uint8Array(8), pixelHeader({ rows: 65535, columns: 65535 }))).toBe('PIXELS_TRUNCATED');
  });

  test('of an unknown kind are refused by name', () => {
    expect(codeOf(new Uint8Array(2), pixelHeader({ photometricInterpretation: 'FOO' }))).toBe(
      'PIXEL_HEADER_INVALID',
    );
    const cmyk = pixelHeader({ samplesPerPixel: 4, bitsAllocated: 8, photometricInterpretation: 'CMYK' });
    expect(codeOf(new Uint8Array(4), cmyk)).toBe('PIXELS_UNSUPPORTED');
    const wide = pixelHeader({ bitsAllocated: 64 });
    expect(codeOf(new Uint8Array(8), wide)).toBe('PIXELS_UNSUPPORTED');
  });
});
