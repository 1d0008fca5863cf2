import type { DataSet } from '../dataSet.ts';
import type { LookupTable } from '../greyTables.ts';
import { readDescriptor, readWords, type LutDescriptor } from './lookupTable.ts';

export type PaletteColor = 'Red' | 'Green' | 'Blue' | 'Alpha';

/** One colour's table of PALETTE COLOR, plain or segmented. */
export function readPalette(
  dataSet: DataSet,
  color: PaletteColor,
  signedInput: boolean,
): LookupTable | 'invalid' {
  const descriptor = readDescriptor(dataSet, `${color}PaletteColorLookupTableDescriptor`, signedInput);
  if (descriptor === null) return 'invalid';
  const entries = readEntries(dataSet, color, descriptor);
  if (entries === null || entries.length < descriptor.count) return 'invalid';
  const { firstInput, bits, count } = descriptor;
  return { firstInput, bits, entries: entries.slice(0, count), explanation: null };
}

function readEntries(dataSet: DataSet, color: PaletteColor, descriptor: LutDescriptor): Uint16Array | null {
  const plain = readWords(dataSet, `${color}PaletteColorLookupTableData`, descriptor.count);
  if (plain !== null) return plain;
  const segments = readSegments(dataSet, color, descriptor.bits);
  return segments === null ? null : expandSegments(segments, descriptor.count);
}

/** Segmented data: bytes for 8-bit tables, words for others. */
function readSegments(dataSet: DataSet, color: PaletteColor, bits: number): Uint16Array | null {
  const keyword = `Segmented${color}PaletteColorLookupTableData` as const;
  const bytes = dataSet.value(keyword);
  if (bytes === null) return null;
  return bits === 8 ? readWords(dataSet, keyword, bytes.length) : readWords(dataSet, keyword, 0);
}

/**
 * Expands a segmented palette (PS3.3 C.7.9.2): discrete (0), linear (1) and indirect (2) segments.
 * Null where a segment reaches past the data, an indirect one names another, or more than `most` entries come out.
 */
export function expandSegments(data: Uint16Array, most: number): Uint16Array | null {
  const output: number[] = [];
  let at = 0;
  while (at + 1 < data.length) {
    const next = expandSegment(data, at, output);
    if (next === null || output.length > most) return null;
    at = next;
  }
  return Uint16Array.from(output);
}

function expandSegment(data: Uint16Array, at: number, output: number[]): number | null {
  const code = data[at] ?? 0;
  const length = data[at + 1] ?? 0;
  if (code === 2) return expandIndirect(data, at, output);
  if (code === 0) {
    if (at + 2 + length > data.length) return null;
    output.push(...data.subarray(at + 2, at + 2 + length));
    return at + 2 + length;
  }
  const last = output.at(-1);
  const target = data[at + 2];
  if (code !== 1 || last === undefined || target === undefined) return null;
  for (let step = 1; step <= length; step += 1)
    output.push(Math.round(last + ((target - last) * step) / length));
  return at + 3;
}

/** Repeats `length` segments from a byte offset given as two words, lower first. */
function expandIndirect(data: Uint16Array, at: number, output: number[]): number | null {
  const count = data[at + 1] ?? 0;
  const low = data[at + 2];
  const high = data[at + 3];
  if (low === undefined || high === undefined) return null;
  let from = (low + high * 65_536) >>> 1;
  for (let index = 0; index < count; index += 1) {
    if (from >= at || data[from] === 2) return null;
    const next = expandSegment(data, from, output);
    if (next === null || output.length > 65_536) return null;
    from = next;
  }
  return at + 4;
}
