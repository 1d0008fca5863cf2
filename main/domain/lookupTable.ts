/**
 * A lookup table of DICOM (PS3.3 C.11.1.1, C.11.2.1.1, C.7.6.3.1.5): input `firstInput + n` gives `entries[n]`;
 * inputs below the first give the first entry, inputs above the last give the last. At least one entry.
 */
export interface ValueTable {
  readonly firstInput: number;
  readonly entries: Uint8Array | Uint16Array;
  /** Bits an entry may use, 8 to 16: the largest output is 2^bits - 1. */
  readonly bits: number;
}

/** The entry for an input value; inputs between two integers take the nearer. */
export function lookUp(table: ValueTable, input: number): number {
  const index = Math.round(input) - table.firstInput;
  const last = table.entries.length - 1;
  return table.entries[index < 0 ? 0 : index > last ? last : index] ?? 0;
}
