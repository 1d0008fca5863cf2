import type { ValueTable } from './lookupTable.ts';

/** The three tables of PALETTE COLOR (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6): index to red, green, blue. */
export interface ColourPalette {
  readonly red: ValueTable;
  readonly green: ValueTable;
  readonly blue: ValueTable;
}

/**
 * The palette as opaque RGBA words for `renderRgbaByTable`, from the smallest to the largest index any of the tables maps.
 * 16-bit entries are shown by their high byte; entries of a table that uses only the low byte of its words (devices write
 * that, C.7.6.3.1.6 forbids it) by the low one.
 */
export function paletteTable(palette: ColourPalette): {
  readonly firstStored: number;
  readonly table: Uint32Array;
} {
  const tables = [palette.red, palette.green, palette.blue] as const;
  const first = Math.min(...tables.map((table) => table.firstInput));
  const last = Math.max(...tables.map((table) => table.firstInput + table.entries.length - 1));
  const [red, green, blue] = tables.map(eightBit) as [ByteTable, ByteTable, ByteTable];
  const table = new Uint32Array(last - first + 1);
  for (let index = 0; index < table.length; index += 1) {
    const stored = first + index;
    table[index] = (0xff000000 | (blue(stored) << 16) | (green(stored) << 8) | red(stored)) >>> 0;
  }
  return { firstStored: first, table };
}

type ByteTable = (stored: number) => number;

function eightBit({ entries, firstInput, bits }: ValueTable): ByteTable {
  const usesHighByte = entries.some((entry) => entry > 255);
  const shift = bits > 8 && usesHighByte ? bits - 8 : 0;
  const last = entries.length - 1;
  return (stored) => {
    const index = stored - firstInput;
    return ((entries[index < 0 ? 0 : index > last ? last : index] ?? 0) >> shift) & 0xff;
  };
}
