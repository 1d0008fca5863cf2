import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import { decodeFrame } from './decodeFrame.ts';
import { deflatedFrameDecoder } from './deflatedFrameDecoder.ts';
import { rleDecoder } from './rleDecoder.ts';
import { pixelHeader } from './testing/pixelHeaders.ts';

async function samplesOf(
  uid: string,
  bytes: Uint8Array,
  header: PixelHeader,
): Promise<readonly number[] | string> {
  const result = await decodeFrame({ header, transferSyntaxUid: uid, bytes }, [
    rleDecoder,
    deflatedFrameDecoder,
  ]);
  return result.ok ? [...result.value.data] : result.failure.code;
}

const rle = '1.2.840.10008.1.2.5';
const deflate = '1.2.840.10008.1.2.8.1';

/** RLE of byte planes: runs of three and more as runs, all else literal. */
function encodeRle(planes: readonly (readonly number[])[]): Uint8Array {
  const segments = planes.map(packBits);
  const head = new Uint32Array(16);
  head[0] = segments.length;
  let offset = 64;
  segments.forEach((segment, index) => {
    head[index + 1] = offset;
    offset += segment.length;
  });
  return Uint8Array.from([...new Uint8Array(head.buffer), ...segments.flat()]);
}

function packBits(plane: readonly number[]): readonly number[] {
  const out: number[] = [];
  let literal: number[] = [];
  const flush = (): void => {
    if (literal.length > 0) out.push(literal.length - 1, ...literal);
    literal = [];
  };
  for (let at = 0; at < plane.length;) {
    let run = 1;
    while (run < 128 && plane[at + run] === plane[at]) run += 1;
    if (run >= 3) {
      flush();
      out.push(257 - run, plane[at] ?? 0);
    } else {
      literal.push(...plane.slice(at, at + run));
      if (literal.length > 120) flush();
    }
    at += run;
  }
  flush();
  return out.length % 2 === 0 ? out : [...out, 0x80];
}

describe('RLE', () => {
  const images = fc
    .record({ rows: fc.integer({ min: 1, max: 20 }), columns: fc.integer({ min: 1, max: 20 }) })
    .chain(({ rows, columns }) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        samples: fc.array(fc.oneof(fc.constant(7), fc.nat({ max: 65535 })), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
      }),
    );

  test('gives back 16-bit grey', async () => {
    await fc.assert(
      fc.asyncProperty(images, async ({ rows, columns, samples }) => {
        const bytes = encodeRle([
          samples.map((sample) => sample >> 8),
          samples.map((sample) => sample & 255),
        ]);
        expect(await samplesOf(rle, bytes, pixelHeader({ rows, columns }))).toEqual(samples);
      }),
    );
  });

  test('puts the segments of colour into interleaved pixels', async () => {
    const header = pixelHeader({
      columns: 4,
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'RGB',
    });
    const bytes = encodeRle([
      [1, 1, 1, 1],
      [2, 3, 4, 5],
      [9, 9, 9, 8],
    ]);
    expect(await samplesOf(rle, bytes, header)).toEqual([1, 2, 9, 1, 3, 9, 1, 4, 9, 1, 5, 8]);
  });

  test('refuses another number of segments, offsets outside, and data that ends early', async () => {
    const header = pixelHeader({ columns: 4, bitsAllocated: 8 });
    const good = encodeRle([[1, 2, 3, 4]]);
    expect(await samplesOf(rle, good, pixelHeader({ columns: 4 }))).toBe('PIXELS_MALFORMED');
    const outside = good.slice();
    outside[5] = 0xff;
    expect(await samplesOf(rle, outside, header)).toBe('PIXELS_MALFORMED');
    expect(await samplesOf(rle, good, { ...header, columns: 5 })).toBe('PIXELS_TRUNCATED');
    expect(await samplesOf(rle, good.subarray(0, 40), header)).toBe('PIXELS_TRUNCATED');
  });

  test('never fails in another way, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 15 }), async (noise, segments) => {
        const bytes = Uint8Array.from([segments, 0, 0, 0, 64, 0, 0, 0, ...noise]);
        const result = await samplesOf(rle, bytes, pixelHeader({ columns: 9, rows: 9, bitsAllocated: 8 }));
        expect(typeof result === 'string' ? result : result.length).toSatisfy(
          (answer: string | number) => answer === 81 || String(answer).startsWith('PIXELS_'),
        );
      }),
    );
  });
});

describe('deflated frames', () => {
  test('give back the native frame', async () => {
    const native = Uint8Array.from({ length: 30 }, (_, at) => at * 5);
    const header = pixelHeader({ rows: 5, columns: 6, bitsAllocated: 8 });
    expect(await samplesOf(deflate, deflateRawSync(native), header)).toEqual([...native]);
    const bits = pixelHeader({ rows: 5, columns: 48, bitsAllocated: 1 });
    expect(await samplesOf(deflate, deflateRawSync(native), bits)).toHaveLength(240);
  });

  test('that inflate to more than the frame, to less, or not at all are refused', async () => {
    const header = pixelHeader({ rows: 5, columns: 6, bitsAllocated: 8 });
    expect(await samplesOf(deflate, deflateRawSync(new Uint8Array(1e7)), header)).toBe('PIXELS_MALFORMED');
    expect(await samplesOf(deflate, deflateRawSync(new Uint8Array(29)), header)).toBe('PIXELS_TRUNCATED');
    expect(await samplesOf(deflate, Uint8Array.of(1, 2, 3), header)).toBe('PIXELS_MALFORMED');
  });
});
