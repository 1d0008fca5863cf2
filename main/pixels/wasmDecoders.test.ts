import { describe, expect, test } from 'vitest';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import { decodeFrame } from './decodeFrame.ts';
import { frameDecoders, reportDecoders } from './frameDecoders.ts';
import { codecVectors, greyAt, rgbAt, type CodecVector } from './testing/codecVectors.ts';
import { pixelHeader } from './testing/pixelHeaders.ts';

const rows = 10;
const columns = 12;
const positions = Array.from(
  { length: rows * columns },
  (_, at) => [at % columns, Math.floor(at / columns)] as const,
);

const syntaxes = { jls: '80', j2k: '90', htj: '201', jxl: '110', jpe: '50' } as const;

function streamOf(vector: CodecVector): { readonly bytes: Uint8Array; readonly transferSyntaxUid: string } {
  const syntax = syntaxes[vector.slice(0, 3) as keyof typeof syntaxes];
  return {
    bytes: Uint8Array.from(Buffer.from(codecVectors[vector], 'base64')),
    transferSyntaxUid: `1.2.840.10008.1.2.4.${syntax}`,
  };
}

async function samplesOf(vector: CodecVector, header: PixelHeader): Promise<readonly number[] | string> {
  const result = await decodeFrame({ ...streamOf(vector), header }, frameDecoders);
  return result.ok ? [...result.value.data] : result.failure.code;
}

const greyHeader = (bits: number, other: Partial<PixelHeader> = {}): PixelHeader =>
  pixelHeader({ rows, columns, bits, bitsAllocated: bits > 8 ? 16 : 8, ...other });

const colourHeader = (photometricInterpretation: string): PixelHeader =>
  pixelHeader({ rows, columns, bitsAllocated: 8, samplesPerPixel: 3, photometricInterpretation });

const greys: readonly (readonly [CodecVector, number])[] = [
  ['jls8', 8],
  ['jls12', 12],
  ['jls16', 16],
  ['j2k8', 8],
  ['j2k12', 12],
  ['j2k16', 16],
  ['jxl8', 8],
  ['jxl12', 12],
  ['jxl16', 16],
  ['htj2k12', 12],
];

describe('lossless codecs', () => {
  test.each(greys)('decode grey to the bit: %s', async (vector, bits) => {
    expect(await samplesOf(vector, greyHeader(bits))).toEqual(positions.map(([x, y]) => greyAt(x, y, bits)));
  });

  test.each(greys)('read the same bits as signed where the header says so: %s', async (vector, bits) => {
    const half = 2 ** (bits - 1);
    const signed = positions.map(([x, y]) => ((greyAt(x, y, bits) + half) % (2 * half)) - half);
    expect(await samplesOf(vector, greyHeader(bits, { signed: true }))).toEqual(signed);
  });

  test.each([
    ['jlsRgb', 'RGB'],
    ['j2kRgb', 'YBR_RCT'],
    ['j2kRgb', 'RGB'],
    ['j2kRgb', 'YBR_FULL'],
    ['jxlRgb', 'RGB'],
  ] as const)('decode colour to the bit: %s as %s', async (vector, photometric) => {
    expect(await samplesOf(vector, colourHeader(photometric))).toEqual(
      positions.flatMap(([x, y]) => rgbAt(x, y)),
    );
  });
});

test.each([
  ['jpegYbr', 'YBR_FULL'],
  ['jpegYbr', 'YBR_FULL_422'],
  ['jpegRgb', 'RGB'],
] as const)('baseline JPEG comes as RGB: %s as %s', async (vector, photometric) => {
  const samples = await samplesOf(vector, colourHeader(photometric));
  const off = positions
    .flatMap(([x, y]) => rgbAt(x, y))
    .map((value, at) => Math.abs(value - Number(samples[at])));
  expect(Math.max(...off)).toBeLessThanOrEqual(3);
});

const every = Object.keys(codecVectors) as readonly CodecVector[];

test.each(every)('a stream of another size than its header is refused, not shown: %s', async (vector) => {
  const header = vector.endsWith('Rgb') || vector.endsWith('Ybr') ? colourHeader('RGB') : greyHeader(16);
  expect(await samplesOf(vector, { ...header, rows: rows * 2 })).toBe('PIXELS_MALFORMED');
});

test.each(every)('a stream that is cut is told, not shown: %s', async (vector) => {
  const isColour = vector.endsWith('Rgb') || vector.endsWith('Ybr');
  const header = isColour ? colourHeader('RGB') : greyHeader(Number(/\d+$/.exec(vector)?.[0]));
  const stream = streamOf(vector);
  for (const kept of [0, 3, 20, stream.bytes.length >> 1]) {
    const result = await decodeFrame(
      { ...stream, bytes: stream.bytes.subarray(0, kept), header },
      frameDecoders,
    );
    expect(result.ok ? 'OK' : result.failure.code).toMatch(/^PIXELS_(MALFORMED|TRUNCATED)$/);
  }
});

test.each(every.filter((vector) => !vector.startsWith('jxl')))(
  'a stream that lacks its end marker only is shown: %s',
  async (vector) => {
    const isColour = vector.endsWith('Rgb') || vector.endsWith('Ybr');
    const header = isColour ? colourHeader('RGB') : greyHeader(Number(/\d+$/.exec(vector)?.[0]));
    const stream = streamOf(vector);
    const end = stream.bytes.findLastIndex((byte, at) => byte === 0xd9 && stream.bytes[at - 1] === 0xff);
    const without = { ...stream, bytes: stream.bytes.subarray(0, end - 1), header };
    const decoded = await decodeFrame(without, frameDecoders);
    expect(decoded.ok && [...decoded.value.data]).toEqual(await samplesOf(vector, header));
  },
);

test('a codec goes on after a stream that it could not read', async () => {
  for (const [vector, bits] of greys) {
    const stream = streamOf(vector);
    const broken = stream.bytes.map((byte, at) => (at > stream.bytes.length / 2 ? byte ^ 0x5a : byte));
    await decodeFrame({ ...stream, bytes: broken, header: greyHeader(bits) }, frameDecoders);
    expect(await samplesOf(vector, greyHeader(bits))).toEqual(positions.map(([x, y]) => greyAt(x, y, bits)));
  }
});

test('every decoder says that it can run here', async () => {
  const report = await reportDecoders(frameDecoders);
  expect(report.filter(({ readiness }) => readiness.kind !== 'ready')).toEqual([]);
  const uids = report.flatMap(({ transferSyntaxUids }) => transferSyntaxUids);
  expect(new Set(uids).size).toBe(uids.length);
});

test('a decoder that cannot run says why', async () => {
  const reason = 'its module is not installed';
  const absent = {
    name: 'absent',
    transferSyntaxUids: ['1.2.3'],
    prepare: () => Promise.resolve({ kind: 'unavailable' as const, reason }),
    decode: () => Promise.reject(new Error('not to be called')),
  };
  const result = await decodeFrame(
    { header: greyHeader(8), transferSyntaxUid: '1.2.3', bytes: new Uint8Array(1) },
    [absent],
  );
  expect(result).toMatchObject({ ok: false, failure: { code: 'PIXELS_UNSUPPORTED' } });
  expect(!result.ok && result.failure.message).toContain(reason);
});
