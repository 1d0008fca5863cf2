import { raise } from '../../domain/failure.ts';

/** One component of a JPEG frame (ITU-T T.81 B.2.2). */
export interface JpegComponent {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantTable: number;
}

/** The frame header. `process` is the low nibble of SOFn: 0 baseline, 1 extended, 2 progressive, 3 lossless, 9 and up arithmetic. */
export interface JpegFrame {
  readonly process: number;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly JpegComponent[];
}

/** One scan with the tables that are in force at its beginning. */
export interface JpegScan {
  /** Index into the frame's components, DC (or lossless) table, AC table. */
  readonly components: readonly { readonly index: number; readonly dc: number; readonly ac: number }[];
  readonly spectralStart: number;
  readonly spectralEnd: number;
  readonly pointTransform: number;
  /** MCUs between restart markers; 0: none. */
  readonly restartInterval: number;
  /** DHT: counts of the 16 code lengths, then the symbols; by class (0 DC, 1 AC) x 4 + destination. */
  readonly huffman: readonly (Uint8Array | undefined)[];
  /** DQT in zigzag order, by destination. */
  readonly quant: readonly (Uint16Array | undefined)[];
  /** Where the entropy-coded data begins in the stream. */
  readonly dataOffset: number;
}

export interface JpegStream {
  readonly frame: JpegFrame;
  readonly scans: readonly JpegScan[];
  /** Colour transform of the Adobe APP14 marker; null without one. */
  readonly adobeTransform: number | null;
  /** Where the frame header's marker begins. */
  readonly frameOffset: number;
}

/**
 * Reads the marker segments of a JPEG stream (ITU-T T.81 annex B) without decoding.
 * Throws `PIXELS_MALFORMED` or `PIXELS_TRUNCATED`; linear in the length of the stream.
 */
export function readJpegStream(bytes: Uint8Array): JpegStream {
  const huffman: (Uint8Array | undefined)[] = [];
  const quant: (Uint16Array | undefined)[] = [];
  const scans: JpegScan[] = [];
  let frame: JpegFrame | null = null;
  let frameOffset = 0;
  let adobeTransform: number | null = null;
  let restartInterval = 0;
  let at = startOfImage(bytes);
  for (;;) {
    const found = nextMarker(bytes, at);
    if (found === null) break;
    const { marker, offset } = found;
    if (marker === endOfImage) break;
    const segment = segmentAt(bytes, offset + 2);
    at = offset + 4 + segment.length;
    if (marker === 0xc4) readHuffman(segment, huffman);
    else if (marker === 0xdb) readQuant(segment, quant);
    else if (marker === 0xdd) restartInterval = word(segment, 0);
    else if (marker === 0xee) adobeTransform = adobe(segment) ?? adobeTransform;
    else if (marker === 0xda) {
      if (frame === null)
        return raise('PIXELS_MALFORMED', 'The JPEG stream has a scan before its frame header.');
      scans.push({
        ...readScan(segment, frame),
        restartInterval,
        huffman: [...huffman],
        quant: [...quant],
        dataOffset: at,
      });
    } else if (isFrameHeader(marker)) {
      if (frame !== null) return raise('PIXELS_UNSUPPORTED', 'Hierarchical JPEG is not supported.');
      frame = readFrame(segment, marker & 0x0f);
      frameOffset = offset;
    }
  }
  if (frame === null) return raise('PIXELS_TRUNCATED', 'The JPEG stream has no frame header.');
  return { frame, scans, adobeTransform, frameOffset };
}

const endOfImage = 0xd9;

/** Devices put padding before the stream now and then. */
function startOfImage(bytes: Uint8Array): number {
  for (let at = 0; at + 1 < Math.min(bytes.length, 64); at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd8) return at + 2;
  }
  return raise('PIXELS_MALFORMED', 'The frame is no JPEG stream.');
}

/** The next marker that is no stuffing, fill byte, restart or start of image. */
function nextMarker(bytes: Uint8Array, from: number): { marker: number; offset: number } | null {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0 || marker === 0xff || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    return { marker, offset: at };
  }
  return null;
}

function segmentAt(bytes: Uint8Array, offset: number): Uint8Array {
  const length = word(bytes, offset);
  if (length < 2 || offset + length > bytes.length) {
    return raise('PIXELS_TRUNCATED', 'A marker segment of the JPEG stream is not complete.');
  }
  return bytes.subarray(offset + 2, offset + length);
}

/** SOF0 to SOF15 without DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(segment: Uint8Array, process: number): JpegFrame {
  const count = segment[5] ?? 0;
  if (count < 1 || count > 4 || segment.length < 6 + 3 * count) {
    return raise('PIXELS_MALFORMED', 'The frame header of the JPEG stream is not valid.');
  }
  return {
    process,
    precision: segment[0] ?? 0,
    rows: word(segment, 1),
    columns: word(segment, 3),
    components: Array.from({ length: count }, (_, index) => {
      const at = 6 + 3 * index;
      const sampling = segment[at + 1] ?? 0;
      return {
        id: segment[at] ?? 0,
        horizontal: sampling >> 4,
        vertical: sampling & 15,
        quantTable: (segment[at + 2] ?? 0) & 3,
      };
    }),
  };
}

function readScan(
  segment: Uint8Array,
  frame: JpegFrame,
): Pick<JpegScan, 'components' | 'spectralStart' | 'spectralEnd' | 'pointTransform'> {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length < 4 + 2 * count) {
    return raise('PIXELS_MALFORMED', 'A scan header of the JPEG stream is not valid.');
  }
  const components = Array.from({ length: count }, (_, index) => {
    const id = segment[1 + 2 * index];
    const tables = segment[2 + 2 * index] ?? 0;
    const own = frame.components.findIndex((component) => component.id === id);
    if (own < 0)
      return raise('PIXELS_MALFORMED', 'A scan of the JPEG stream names a component that is not there.');
    return { index: own, dc: (tables >> 4) & 3, ac: tables & 3 };
  });
  const at = 1 + 2 * count;
  return {
    components,
    spectralStart: segment[at] ?? 0,
    spectralEnd: segment[at + 1] ?? 0,
    pointTransform: (segment[at + 2] ?? 0) & 15,
  };
}

function readHuffman(segment: Uint8Array, tables: (Uint8Array | undefined)[]): void {
  let at = 0;
  while (at + 17 <= segment.length) {
    const selector = segment[at] ?? 0;
    let symbols = 0;
    for (let length = 1; length <= 16; length += 1) symbols += segment[at + length] ?? 0;
    if (symbols > 256 || at + 17 + symbols > segment.length) {
      raise('PIXELS_MALFORMED', 'A Huffman table of the JPEG stream is not valid.');
    }
    tables[((selector >> 4) & 1) * 4 + (selector & 3)] = segment.slice(at + 1, at + 17 + symbols);
    at += 17 + symbols;
  }
}

function readQuant(segment: Uint8Array, tables: (Uint16Array | undefined)[]): void {
  let at = 0;
  while (at < segment.length) {
    const selector = segment[at] ?? 0;
    const wide = selector >> 4 !== 0;
    const next = at + 1 + (wide ? 128 : 64);
    if (next > segment.length)
      raise('PIXELS_MALFORMED', 'A quantisation table of the JPEG stream is not valid.');
    const base = at + 1;
    tables[selector & 3] = Uint16Array.from({ length: 64 }, (_, index) =>
      wide ? word(segment, base + 2 * index) : (segment[base + index] ?? 0),
    );
    at = next;
  }
}

function adobe(segment: Uint8Array): number | null {
  const isAdobe = [0x41, 0x64, 0x6f, 0x62, 0x65].every((letter, index) => segment[index] === letter);
  return isAdobe && segment.length >= 12 ? (segment[11] ?? null) : null;
}

function word(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
