import { fail, succeed, type Result } from './failure.ts';

/**
 * A lookup table of DICOM (PS3.3 C.11.1.1, C.11.2.1.1, C.7.6.3.1.5): input `firstMapped + n` gives `entries[n]`;
 * inputs below the first give the first entry, inputs above the last give the last.
 */
export interface ValueTable {
  readonly firstMapped: number;
  /** At least one entry. */
  readonly entries: Uint8Array | Uint16Array;
  /** Bits an entry may use, 8 to 16: the largest output is 2^bits - 1. */
  readonly bits: number;
}

export interface ValueTableInput {
  /** The three values of the LUT Descriptor: number of entries (0 means 65536), first input value, bits of an entry. */
  readonly descriptor: readonly number[];
  /** LUT Data, little endian: one or two bytes an entry. */
  readonly data: Uint8Array;
  /** Whether the inputs are signed: then the descriptor's second value is. */
  readonly signedInput: boolean;
}

/**
 * Reads a table from its descriptor and data.
 * 8-bit entries may lie one a byte or one a word; which is told by the length, as devices write both.
 * Fails with `PIXEL_HEADER_INVALID` where descriptor and data contradict each other.
 */
export function readValueTable({ descriptor, data, signedInput }: ValueTableInput): Result<ValueTable> {
  const [declared, first, bits] = descriptor;
  if (declared === undefined || first === undefined || bits === undefined) {
    return fail('PIXEL_HEADER_INVALID', 'A lookup table has no complete descriptor.');
  }
  const count = declared === 0 ? 65536 : declared & 0xffff;
  if (bits < 8 || bits > 16) {
    return fail('PIXEL_HEADER_INVALID', `A lookup table has entries of ${bits} bits; 8 to 16 are allowed.`);
  }
  const firstMapped = signedInput ? (first << 16) >> 16 : first & 0xffff;
  if (data.length >= count * 2) {
    return succeed({ firstMapped, entries: words(data, count), bits });
  }
  if (bits === 8 && data.length >= count) {
    return succeed({ firstMapped, entries: data.slice(0, count), bits });
  }
  return fail('PIXEL_HEADER_INVALID', `A lookup table declares ${count} entries and has ${data.length} bytes.`);
}

/** The entry for an input value. */
export function lookUp(table: ValueTable, input: number): number {
  const index = Math.min(Math.max(Math.round(input) - table.firstMapped, 0), table.entries.length - 1);
  return table.entries[index] ?? 0;
}

function words(data: Uint8Array, count: number): Uint16Array {
  const entries = new Uint16Array(count);
  for (let index = 0; index < count; index += 1) {
    entries[index] = (data[2 * index] ?? 0) | ((data[2 * index + 1] ?? 0) << 8);
  }
  return entries;
}
