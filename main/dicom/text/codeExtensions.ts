import {
  asciiSet,
  characterSetOf,
  type CharacterSet,
  type DoubleByteSet,
  type SingleByteSet,
} from './characterSets.ts';

const escape = 0x1b;

/** Escape sequences (PS3.3 tables C.12-3 and C.12-4), the bytes after ESC as text. */
const designations: ReadonlyMap<string, readonly ['G0' | 'G1', string]> = new Map([
  ['(B', ['G0', 'ISO 2022 IR 6']],
  ['(J', ['G0', 'ISO 2022 IR 13']],
  [')I', ['G1', 'ISO 2022 IR 13']],
  ['-A', ['G1', 'ISO 2022 IR 100']],
  ['-B', ['G1', 'ISO 2022 IR 101']],
  ['-C', ['G1', 'ISO 2022 IR 109']],
  ['-D', ['G1', 'ISO 2022 IR 110']],
  ['-L', ['G1', 'ISO 2022 IR 144']],
  ['-G', ['G1', 'ISO 2022 IR 127']],
  ['-F', ['G1', 'ISO 2022 IR 126']],
  ['-H', ['G1', 'ISO 2022 IR 138']],
  ['-M', ['G1', 'ISO 2022 IR 148']],
  ['-b', ['G1', 'ISO 2022 IR 203']],
  ['-T', ['G1', 'ISO 2022 IR 166']],
  ['$B', ['G0', 'ISO 2022 IR 87']],
  ['$@', ['G0', 'ISO 2022 IR 87']],
  ['$(D', ['G0', 'ISO 2022 IR 159']],
  ['$)C', ['G1', 'ISO 2022 IR 149']],
  ['$)A', ['G1', 'ISO 2022 IR 58']],
]);

interface Registers {
  readonly low: SingleByteSet | DoubleByteSet;
  readonly high: SingleByteSet | DoubleByteSet;
}

/** The term that an escape sequence at `index` designates; null: none that DICOM knows. */
export function designationAt(
  bytes: Uint8Array,
  index: number,
): { readonly register: 'G0' | 'G1'; readonly term: string; readonly length: number } | null {
  for (const length of [2, 3]) {
    const key = String.fromCharCode(...bytes.subarray(index + 1, index + 1 + length));
    const found = designations.get(key);
    if (found !== undefined) return { register: found[0], term: found[1], length: length + 1 };
  }
  return null;
}

/**
 * Decodes text with code extensions (PS3.5 6.1.2.5, ISO/IEC 2022): `sets` are those of SpecificCharacterSet in order,
 * the first one in force at the start and again after each line end, backslash and (in names) `^` and `=`.
 * A sequence that is no known designation stays as it is. Bytes of the upper half with nothing designated for them are
 * read by the first declared two-byte set there, which many devices expect.
 */
export function decodeExtended(
  bytes: Uint8Array,
  sets: readonly CharacterSet[],
  kind: 'text' | 'name',
): string {
  const initial = initialRegisters(sets);
  let { low, high } = initial;
  let text = '';
  let index = 0;
  while (index < bytes.length) {
    const byte = bytes[index] ?? 0;
    const designation = byte === escape ? designationAt(bytes, index) : null;
    if (designation !== null) {
      const set = characterSetOf(designation.term);
      if (set !== null && set.kind !== 'whole') {
        if (designation.register === 'G0') low = set;
        else high = set;
      }
      index += designation.length;
      continue;
    }
    const set = byte < 0x80 ? low : high;
    const end = runEnd(bytes, index, set);
    text += decodeRun(bytes.subarray(index, end), set);
    if (low.kind === 'single' && endsDesignation(byte, kind)) ({ low, high } = initial);
    index = end;
  }
  return text;
}

function initialRegisters(sets: readonly CharacterSet[]): Registers {
  const first = sets.find((set) => set.kind === 'single') ?? asciiSet;
  const upper = sets.find((set) => isUpperDouble(set));
  const hasUpper = first.term !== '' && !first.term.endsWith(' 6');
  return { low: first, high: hasUpper || upper === undefined ? first : upper };
}

/** How far the bytes from `start` belong together: one byte below 0x21, else a run of the same half. */
function runEnd(bytes: Uint8Array, start: number, set: SingleByteSet | DoubleByteSet): number {
  const byte = bytes[start] ?? 0;
  if (set.kind === 'single' || !isGraphic(byte)) return start + 1;
  const half = byte & 0x80;
  let end = start + 1;
  while (end < bytes.length && ((bytes[end] ?? 0) & 0x80) === half && isGraphic(bytes[end] ?? 0)) end += 1;
  return end;
}

function isGraphic(byte: number): boolean {
  const low = byte & 0x7f;
  return low > 0x20 && low < 0x7f;
}

function decodeRun(run: Uint8Array, set: SingleByteSet | DoubleByteSet): string {
  if (set.kind === 'single') return set.decode(run);
  if (!isGraphic(run[0] ?? 0)) return String.fromCharCode(run[0] ?? 0);
  const pairs = Uint8Array.from(run.subarray(0, run.length & ~1), (byte) => byte | 0x80);
  return set.decode(pairs) + (run.length % 2 === 1 ? '\ufffd' : '');
}

function endsDesignation(byte: number, kind: 'text' | 'name'): boolean {
  if (byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x5c) return true;
  return kind === 'name' && (byte === 0x5e || byte === 0x3d);
}

function isUpperDouble(set: CharacterSet): set is DoubleByteSet {
  return set.kind === 'double' && set.register === 'G1';
}
