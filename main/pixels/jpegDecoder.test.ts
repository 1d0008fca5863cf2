import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecodedFrame, PixelHeader } from '../domain/pixelHeader.ts';
import type { Result } from '../domain/failure.ts';
import { decodeFrame } from './decodeFrame.ts';
import { frameDecoders } from './frameDecoders.ts';
import { encodeLosslessJpeg, encodeWideDctJpeg, type LosslessImage } from './testing/jpegEncoder.ts';
import { pixelHeader } from './testing/pixelHeaders.ts';

function decode(bytes: Uint8Array, header: PixelHeader): Promise<Result<DecodedFrame>> {
  return decodeFrame({ header, transferSyntaxUid: '1.2.840.10008.1.2.4.70', bytes }, frameDecoders);
}

async function samplesOf(bytes: Uint8Array, header: PixelHeader): Promise<readonly number[] | string> {
  const result = await decode(bytes, header);
  return result.ok ? [...result.value.data] : `${result.failure.code}: ${result.failure.message}`;
}

async function numbersOf(bytes: Uint8Array, header: PixelHeader): Promise<readonly number[]> {
  const samples = await samplesOf(bytes, header);
  if (typeof samples === 'string') throw new Error(samples);
  return samples;
}

const losslessImages: fc.Arbitrary<LosslessImage> = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    components: fc.constantFrom(1, 3),
    precision: fc.integer({ min: 2, max: 16 }),
    predictor: fc.integer({ min: 1, max: 7 }),
    restartRows: fc.integer({ min: 0, max: 3 }),
    separateScans: fc.boolean(),
  })
  .chain((shape) =>
    fc
      .record({
        pointTransform: fc.integer({ min: 0, max: Math.min(3, shape.precision - 2) }),
        samples: fc.array(fc.nat({ max: 2 ** shape.precision - 1 }), {
          minLength: shape.rows * shape.columns * shape.components,
          maxLength: shape.rows * shape.columns * shape.components,
        }),
      })
      .map((rest) => ({ ...shape, ...rest })),
  );

function headerOf({ rows, columns, components, precision }: LosslessImage): PixelHeader {
  return pixelHeader({
    rows,
    columns,
    bits: precision,
    samplesPerPixel: components === 3 ? 3 : 1,
    photometricInterpretation: components === 3 ? 'RGB' : 'MONOCHROME2',
  });
}

describe('lossless JPEG', () => {
  test('gives back what was encoded: every predictor, depth, restart, scan order and point transform', async () => {
    await fc.assert(
      fc.asyncProperty(losslessImages, async (image) => {
        const kept = image.samples.map((sample) => (sample >> image.pointTransform) << image.pointTransform);
        expect(await samplesOf(encodeLosslessJpeg(image), headerOf(image))).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });

  const grey: LosslessImage = {
    rows: 2,
    columns: 2,
    components: 1,
    precision: 16,
    predictor: 1,
    pointTransform: 0,
    restartRows: 0,
    separateScans: false,
    samples: [0, 65535, 32768, 1],
  };

  test('reads the same bits as signed where the header says so', async () => {
    expect(await samplesOf(encodeLosslessJpeg(grey), { ...headerOf(grey), signed: true })).toEqual([
      0, -1, -32768, 1,
    ]);
  });

  test('keeps the stored bits only where the stream has more', async () => {
    const header = { ...headerOf(grey), bitsStored: 12, highBit: 11 };
    expect(await samplesOf(encodeLosslessJpeg(grey), header)).toEqual([0, 4095, 0, 1]);
    expect(await samplesOf(encodeLosslessJpeg(grey), { ...header, signed: true })).toEqual([0, -1, 0, 1]);
  });

  test('does not take a missing bit of depth for a sign', async () => {
    const image = { ...grey, precision: 12, samples: [0, 4095, 2048, 1] };
    expect(await samplesOf(encodeLosslessJpeg(image), { ...headerOf(grey), signed: true })).toEqual([
      0, 4095, 2048, 1,
    ]);
  });

  test('says what is wrong with a stream that is cut, of another size, or of another kind', async () => {
    const bytes = encodeLosslessJpeg(grey);
    const header = headerOf(grey);
    expect(await samplesOf(bytes.subarray(0, bytes.length - 8), header)).toMatch(/^PIXELS_TRUNCATED/);
    expect(await samplesOf(bytes.subarray(0, 10), header)).toMatch(/^PIXELS_TRUNCATED/);
    expect(await samplesOf(bytes, { ...header, rows: 3 })).toMatch(/^PIXELS_MALFORMED.+2 x 2.+2 x 3/);
    expect(await samplesOf(new Uint8Array(64), header)).toMatch(/^PIXELS_MALFORMED/);
    const arithmetic = bytes.map((byte, at) => (byte === 0xc3 && bytes[at - 1] === 0xff ? 0xcb : byte));
    expect(await samplesOf(arithmetic, header)).toMatch(/^PIXELS_UNSUPPORTED/);
  });

  test('never fails in another way, whatever bytes are changed', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(losslessImages, changes, async (image, changed) => {
        const bytes = encodeLosslessJpeg(image);
        for (const [at, value] of changed) bytes[at % bytes.length] = value;
        const result = await decode(bytes, headerOf(image));
        expect(result.ok || result.failure.code.startsWith('PIXEL')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('DCT JPEG of 12 bits', () => {
  const images = fc
    .record({
      rows: fc.integer({ min: 1, max: 20 }),
      columns: fc.integer({ min: 1, max: 20 }),
      restartInterval: fc.integer({ min: 0, max: 2 }),
    })
    .chain((shape) =>
      fc
        .array(fc.nat({ max: 4095 }), {
          minLength: shape.rows * shape.columns,
          maxLength: shape.rows * shape.columns,
        })
        .map((samples) => ({ ...shape, samples })),
    );

  test('gives back what was encoded without quantisation, within 1', async () => {
    await fc.assert(
      fc.asyncProperty(images, async (image) => {
        const bytes = encodeWideDctJpeg({ ...image, quantiser: 1 });
        const decoded = await numbersOf(
          bytes,
          pixelHeader({ rows: image.rows, columns: image.columns, bits: 12 }),
        );
        expect(decoded).toHaveLength(image.samples.length);
        const off = image.samples.map((sample, at) => Math.abs(sample - (decoded[at] ?? NaN)));
        expect(Math.max(...off)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps what overshoots at the end of the stored range instead of wrapping it', async () => {
    const samples = Array.from({ length: 64 }, (_, at) => (at % 8 < 4 ? 0 : 1023));
    const bytes = encodeWideDctJpeg({ rows: 8, columns: 8, quantiser: 120, restartInterval: 0, samples });
    const wide = await numbersOf(bytes, pixelHeader({ rows: 8, columns: 8, bits: 12 }));
    const decoded = await numbersOf(bytes, pixelHeader({ rows: 8, columns: 8, bits: 10 }));
    expect(Math.max(...wide)).toBeGreaterThan(1023);
    expect(decoded).toEqual(wide.map((value) => Math.min(value, 1023)));
  });

  test('carries the sign where BitsStored puts it, not where the stream ends', async () => {
    const samples = Array.from({ length: 64 }, () => 4000);
    const bytes = encodeWideDctJpeg({ rows: 8, columns: 8, quantiser: 1, restartInterval: 0, samples });
    const header = pixelHeader({ rows: 8, columns: 8, signed: true });
    expect((await numbersOf(bytes, header))[0]).toBe(4000);
    expect((await numbersOf(bytes, { ...header, bitsStored: 12, highBit: 11 }))[0]).toBe(4000 - 4096);
  });

  test('says that a stream is cut', async () => {
    const samples = Array.from({ length: 256 }, (_, at) => (at * 37) % 4096);
    const bytes = encodeWideDctJpeg({ rows: 16, columns: 16, quantiser: 1, restartInterval: 0, samples });
    const header = pixelHeader({ rows: 16, columns: 16, bits: 12 });
    expect(await samplesOf(bytes.subarray(0, bytes.length >> 1), header)).toMatch(/^PIXELS_TRUNCATED/);
  });
});
