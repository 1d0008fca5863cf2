import { raise } from '../../domain/failure.ts';

/**
 * A Huffman table made for looking up: codes of up to `lookBits` bits in one step, longer ones by length
 * (ITU-T T.81 F.2.2.3).
 */
export interface HuffmanTable {
  /** By the next `lookBits` bits: length << 8 | symbol; 0 where the code is longer. */
  readonly look: Uint16Array;
  /** By length: largest code of that length, -1 where there is none. */
  readonly maxCode: Int32Array;
  /** By length: add to a code to get the index of its symbol. */
  readonly symbolOffset: Int32Array;
  readonly symbols: Uint8Array;
}

export const lookBits = 9;

/** From the content of a DHT: 16 counts, then the symbols. Throws `PIXELS_MALFORMED` for counts that fit no code. */
export function buildHuffmanTable(definition: Uint8Array | undefined): HuffmanTable {
  if (definition === undefined)
    return raise('PIXELS_MALFORMED', 'The JPEG stream uses a Huffman table that it lacks.');
  const symbols = definition.subarray(16);
  const look = new Uint16Array(1 << lookBits);
  const maxCode = new Int32Array(18).fill(-1);
  const symbolOffset = new Int32Array(18);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = definition[length - 1] ?? 0;
    symbolOffset[length] = index - code;
    if (code + count > 1 << length)
      return raise('PIXELS_MALFORMED', 'A Huffman table of the JPEG stream is not valid.');
    for (let own = 0; own < count; own += 1, code += 1, index += 1) {
      if (length > lookBits) continue;
      const first = code << (lookBits - length);
      look.fill((length << 8) | (symbols[index] ?? 0), first, first + (1 << (lookBits - length)));
    }
    if (count > 0) maxCode[length] = code - 1;
    code <<= 1;
  }
  return { look, maxCode, symbolOffset, symbols };
}

/**
 * Reads bits of entropy-coded data, unstuffing as it goes. Past the end or at a marker it reads zeros, and
 * `exhausted` says that it did so beyond what padding explains.
 */
export class EntropyReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #count = 0;
  #missing = 0;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#at = offset;
  }

  /** Whether bits were used that the stream does not have. */
  get exhausted(): boolean {
    return this.#missing * 8 > this.#count;
  }

  /** The next Huffman symbol. */
  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const entry = table.look[(this.#bits >>> (this.#count - lookBits)) & ((1 << lookBits) - 1)] ?? 0;
    if (entry !== 0) {
      this.#count -= entry >> 8;
      return entry & 0xff;
    }
    for (let length = lookBits + 1; length <= 16; length += 1) {
      const code = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
      if (code <= (table.maxCode[length] ?? -1)) {
        this.#count -= length;
        return table.symbols[code + (table.symbolOffset[length] ?? 0)] ?? 0;
      }
    }
    return raise('PIXELS_MALFORMED', 'The JPEG stream holds a code that its Huffman table lacks.');
  }

  /** `length` bits (0 to 16) as a signed difference (T.81 F.2.2.1, EXTEND). */
  extended(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    this.#count -= length;
    const value = (this.#bits >>> this.#count) & ((1 << length) - 1);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Goes past the next restart marker and forgets the bits before it. Throws `PIXELS_MALFORMED` where there is none. */
  restart(): void {
    this.#bits = 0;
    this.#count = 0;
    this.#missing = 0;
    const bytes = this.#bytes;
    for (; this.#at + 1 < bytes.length; this.#at += 1) {
      const next = bytes[this.#at + 1] ?? 0;
      if (bytes[this.#at] !== 0xff || next === 0 || next === 0xff) continue;
      if (next < 0xd0 || next > 0xd7) break;
      this.#at += 2;
      return;
    }
    raise('PIXELS_TRUNCATED', 'The JPEG stream ends before its last restart interval.');
  }

  /** Fills to at least 17 bits; at most 24 are held, so that shifts stay within 32. */
  #fill(): void {
    const bytes = this.#bytes;
    while (this.#count <= 16) {
      let next = 0;
      if (this.#at >= bytes.length) this.#missing += 1;
      else {
        next = bytes[this.#at] ?? 0;
        if (next !== 0xff) this.#at += 1;
        else if (bytes[this.#at + 1] === 0) this.#at += 2;
        else {
          next = 0;
          this.#missing += 1;
        }
      }
      this.#bits = (this.#bits << 8) | next;
      this.#count += 8;
    }
  }
}
