import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../domain/failure.ts';
import { elementsOf, typed, type DataSetRecord } from './elementsOf.ts';
import { encodedFrames, frameBytes, locateFrames, readFrame } from './encodedFrames.ts';
import { joinBytes } from './joinBytes.ts';
import { openDicom } from './openDicom.ts';
import { parseDicom } from './parseDicom.ts';
import { memoryReader, type RandomReader } from './randomAccess.ts';
import { writeDicom } from './writeDicom.ts';

const layout: DataSetRecord = {
  Rows: 2,
  Columns: 3,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
};
const jpeg = '1.2.840.10008.1.2.4.70';

function object(record: DataSetRecord, transferSyntaxUid?: string): Uint8Array {
  return writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
    sopInstanceUid: '2.25.1',
    ...(transferSyntaxUid === undefined ? {} : { transferSyntaxUid }),
    elements: elementsOf({ ...layout, ...record }),
  });
}

/** Items as they lie in a file: an offset table and fragments, without the delimiter. */
function items(table: readonly number[], fragments: readonly Uint8Array[]): Uint8Array {
  const item = (value: Uint8Array): Uint8Array =>
    joinBytes([
      Uint8Array.of(0xfe, 0xff, 0, 0xe0),
      new Uint8Array(Uint32Array.of(value.length).buffer),
      value,
    ]);
  return joinBytes([item(new Uint8Array(Uint32Array.from(table).buffer)), ...fragments.map(item)]);
}

/** The object with its pixel data exchanged for these items and a delimiter. */
function encapsulated(frames: number, content: Uint8Array, extra: DataSetRecord = {}): Uint8Array {
  const record = { NumberOfFrames: frames, ...extra, PixelData: typed('OB', { frames: [] }) };
  const empty = object(record, jpeg);
  return joinBytes([empty.subarray(0, empty.length - 16), content, empty.subarray(empty.length - 8)]);
}

const part = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const a = part(0xff, 0xd8, 1, 1);
const b = part(0xff, 0xd8, 2, 2, 2, 2);
const more = part(9, 9);

function framesOf(bytes: Uint8Array): readonly (readonly number[] | string)[] {
  const file = unwrap(parseDicom(bytes));
  const source = unwrap(encodedFrames(file));
  return Array.from({ length: source.frames }, (_, index) => {
    const frame = frameBytes(source, file.bytes, index);
    return frame.ok ? [...frame.value.bytes] : frame.failure.code;
  });
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code;
}

describe('encodedFrames of native pixels', () => {
  it('cuts frames one after the other', () => {
    const pixels = Uint8Array.from({ length: 12 }, (_, index) => index);
    expect(framesOf(object({ NumberOfFrames: 2, PixelData: typed('OB', pixels) }))).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    ]);
  });

  it('gives 1-bit frames that begin inside a byte with their bit', () => {
    const record = { BitsAllocated: 1, BitsStored: 1, HighBit: 0, NumberOfFrames: 3 };
    const file = unwrap(parseDicom(object({ ...record, PixelData: typed('OB', part(1, 2, 3, 0)) })));
    const source = unwrap(encodedFrames(file));
    const second = unwrap(frameBytes(source, file.bytes, 1));
    expect(second).toEqual({ bytes: part(1, 2), bitOffset: 6 });
    expect(unwrap(frameBytes(source, file.bytes, 2))).toEqual({ bytes: part(2, 3), bitOffset: 4 });
  });

  it('names the frame that is not there, and gives the others', () => {
    const frames = framesOf(object({ NumberOfFrames: 3, PixelData: typed('OB', new Uint8Array(14)) }));
    expect(frames[1]).toHaveLength(6);
    expect(frames[2]).toBe('PIXELS_TRUNCATED');
    const file = unwrap(parseDicom(object({ PixelData: typed('OB', new Uint8Array(6)) })));
    expect(codeOf(frameBytes(unwrap(encodedFrames(file)), file.bytes, 1))).toBe('FRAME_OUT_OF_RANGE');
    expect(codeOf(frameBytes(unwrap(encodedFrames(file)), file.bytes, -1))).toBe('FRAME_OUT_OF_RANGE');
  });

  it.each<readonly [DataSetRecord, string]>([
    [{ PhotometricInterpretation: 'FOO' }, 'PIXEL_HEADER_INVALID'],
    [{ PhotometricInterpretation: 'PALETTE COLOR' }, 'PIXEL_HEADER_INVALID'],
    [{ SamplesPerPixel: 3 }, 'PIXEL_HEADER_INVALID'],
    [{ BitsAllocated: 7 }, 'PIXEL_HEADER_INVALID'],
    [{ BitsStored: 9 }, 'PIXEL_HEADER_INVALID'],
    [{ HighBit: 3 }, 'PIXEL_HEADER_INVALID'],
    [{ Rows: 0 }, 'PIXEL_HEADER_INVALID'],
    [{ NumberOfFrames: 0 }, 'PIXEL_HEADER_INVALID'],
    [{ NumberOfFrames: 2_000_000_000 }, 'PIXEL_HEADER_INVALID'],
    [{ PixelRepresentation: 2 }, 'PIXEL_HEADER_INVALID'],
    [{ PixelData: undefined }, 'NO_PIXELS'],
  ])('refuses %j', (record, code) => {
    const file = unwrap(parseDicom(object({ PixelData: typed('OB', new Uint8Array(6)), ...record })));
    expect(codeOf(encodedFrames(file))).toBe(code);
  });

  it('tells apart what is unknown, video, or encapsulated against its header', () => {
    const of = (uid: string): string =>
      codeOf(encodedFrames(unwrap(parseDicom(object({ PixelData: typed('OB', new Uint8Array(6)) }, uid)))));
    expect(of('1.2.3.4')).toBe('PIXELS_UNSUPPORTED');
    expect(of('1.2.840.10008.1.2.4.102')).toBe('VIDEO_NOT_DECODED');
    expect(of(jpeg)).toBe('PIXELS_MALFORMED');
    const inside = object({ PixelData: typed('OB', { frames: [a] }) });
    expect(codeOf(encodedFrames(unwrap(parseDicom(inside))))).toBe('PIXELS_MALFORMED');
  });
});

describe('encodedFrames of encapsulated pixels', () => {
  it('follows the Basic Offset Table', () => {
    const content = items([0, 8 + a.length + 8 + more.length], [a, more, b]);
    expect(framesOf(encapsulated(2, content))).toEqual([[...a, ...more], [...b]]);
  });

  it('follows the Extended Offset Table and leaves out the padding', () => {
    const wide = (...values: readonly number[]): Uint8Array =>
      new Uint8Array(BigUint64Array.from(values.map(BigInt)).buffer);
    const extra = {
      ExtendedOffsetTable: wide(0, 8 + a.length),
      ExtendedOffsetTableLengths: wide(a.length, b.length - 1),
    };
    expect(framesOf(encapsulated(2, items([], [a, b]), extra))).toEqual([[...a], [...b].slice(0, -1)]);
  });

  it('walks the fragments without a table, one a frame', () => {
    expect(framesOf(encapsulated(2, items([], [a, b])))).toEqual([[...a], [...b]]);
  });

  it('joins all fragments of a single frame', () => {
    expect(framesOf(encapsulated(1, items([], [a, more, more])))).toEqual([[...a, ...more, ...more]]);
  });

  it('finds where frames begin by their code streams where fragments outnumber them', () => {
    expect(framesOf(encapsulated(2, items([], [a, more, b, more])))).toEqual([
      [...a, ...more],
      [...b, ...more],
    ]);
  });

  it('does not believe a table that points outside or backwards', () => {
    for (const table of [
      [0, 99_999],
      [0, 0],
      [4, 12],
      [0, 5],
    ]) {
      expect(framesOf(encapsulated(2, items(table, [a, b])))).toEqual([[...a], [...b]]);
    }
  });

  it('gives the frames that are there and says which are missing', () => {
    expect(framesOf(encapsulated(3, items([], [a])))).toEqual([
      [...a],
      'PIXELS_TRUNCATED',
      'PIXELS_TRUNCATED',
    ]);
    expect(framesOf(encapsulated(1, items([], [])))).toEqual(['PIXELS_TRUNCATED']);
    expect(framesOf(encapsulated(1, items([], [part()])))).toEqual(['PIXELS_TRUNCATED']);
  });

  it('leaves out a frame that is cut off', () => {
    const whole = encapsulated(2, items([], [a, b]));
    expect(framesOf(whole.subarray(0, whole.length - 11))).toEqual([[...a], 'PIXELS_TRUNCATED']);
  });
});

/** Counts what is read of an object that is only partly there: zeros between its beginning and its end. */
function countingReader(
  parts: ReadonlyMap<number, Uint8Array>,
  sizeBytes: number,
): RandomReader & { readBytes: number } {
  const reader = {
    sizeBytes,
    readBytes: 0,
    read: (offset: number, length: number) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, sizeBytes - offset)));
      reader.readBytes += bytes.length;
      for (const [at, source] of parts) {
        const from = Math.max(at, offset);
        const to = Math.min(at + source.length, offset + bytes.length);
        if (from < to) bytes.set(source.subarray(from - at, to - at), from - offset);
      }
      return Promise.resolve(bytes);
    },
  };
  return reader;
}

describe('random access', () => {
  it('fetches one frame of a native object of 2 GB by small reads', async () => {
    const rows = 1024;
    const frames = 1900;
    const whole = object({
      Rows: rows,
      Columns: rows,
      NumberOfFrames: frames,
      PixelData: typed('OB', new Uint8Array()),
    });
    const size = rows * rows * frames;
    const header = Uint8Array.from(whole);
    new DataView(header.buffer).setUint32(header.length - 4, size, true);
    const marked = part(1, 2, 3);
    const frameAt = header.length + 1234 * rows * rows;
    const reader = countingReader(
      new Map([
        [0, header],
        [frameAt, marked],
      ]),
      header.length + size,
    );
    const file = unwrap(await openDicom(reader));
    expect(file.bytes.length).toBeLessThan(300_000);
    const source = unwrap(await locateFrames(file, reader));
    const frame = unwrap(await readFrame(source, reader, 1234));
    expect(frame.bytes).toHaveLength(rows * rows);
    expect([...frame.bytes.subarray(0, 4)]).toEqual([1, 2, 3, 0]);
    expect(reader.readBytes).toBeLessThan(rows * rows + 400_000);
    expect(codeOf(await readFrame(source, reader, frames))).toBe('FRAME_OUT_OF_RANGE');
  });

  it('fetches one frame of an encapsulated object by its table, without walking', async () => {
    const frames = Array.from({ length: 400 }, (_, index) => {
      const frame = new Uint8Array(3000).fill(index % 251);
      frame.set([0xff, 0xd8]);
      return frame;
    });
    const bytes = object({ NumberOfFrames: 400, PixelData: typed('OB', { frames }) }, jpeg);
    const reader = countingReader(new Map([[0, bytes]]), bytes.length);
    const file = unwrap(await openDicom(reader));
    const source = unwrap(await locateFrames(file, reader));
    const located = reader.readBytes;
    expect(located).toBeLessThan(350_000);
    const frame = unwrap(await readFrame(source, reader, 300));
    expect(frame.bytes).toEqual(frames[300]);
    expect(reader.readBytes - located).toBeLessThan(12_000);
    const last = unwrap(await readFrame(source, reader, 399));
    expect(last.bytes).toEqual(frames[399]);
  });

  it('places float pixels that are not in memory', async () => {
    const pixels = new Uint8Array(1024 * 1024 * 4).fill(7);
    const record = { Rows: 1024, Columns: 1024, BitsAllocated: 32, FloatPixelData: typed('OF', pixels) };
    const bytes = object(record);
    const reader = countingReader(new Map([[0, bytes]]), bytes.length);
    const file = unwrap(await openDicom(reader));
    expect(file.bytes.length).toBeLessThan(300_000);
    const source = unwrap(await locateFrames(file, reader));
    expect(source).toMatchObject({ kind: 'native', wordBytes: 4 });
    expect(unwrap(await readFrame(source, reader, 0)).bytes).toEqual(pixels);
  });

  it('reads a header that is longer than the first read', async () => {
    const bytes = object({
      ImageComments: typed('UT', 'x'.repeat(700_000)),
      PixelData: typed('OB', new Uint8Array(6)),
    });
    const file = unwrap(await openDicom(memoryReader(bytes)));
    expect(file.truncatedAt).toBeNull();
    expect(unwrap(encodedFrames(file)).frames).toBe(1);
  });

  it('survives JSON', async () => {
    const bytes = encapsulated(2, items([], [a, b]));
    const reader = memoryReader(bytes);
    const source = unwrap(await locateFrames(unwrap(await openDicom(reader)), reader));
    const kept = JSON.parse(JSON.stringify(source)) as typeof source;
    expect(unwrap(await readFrame(kept, reader, 1)).bytes).toEqual(b);
  });
});
