/**
 * Look-up tables as plain data (PS3.3 C.11): what the grey pipeline applies, in the standard's order.
 * Values are unpacked: one number an entry, whatever the encoding was.
 */
export interface LookupTable {
  /** Input value of the first entry; values below take the first entry, values past the end the last. */
  readonly firstInput: number;
  /** Bits of an entry: 8 to 16. */
  readonly bits: number;
  readonly entries: Uint16Array;
  readonly explanation: string | null;
}

export interface ModalityTable extends LookupTable {
  /** ModalityLUTType: `HU`, `OD`, `US`, … */
  readonly unit: string | null;
}

/** Red, green, blue (and alpha) tables of PALETTE COLOR, each of `entries.length` values scaled to `bits`. */
export interface PaletteTables {
  readonly red: LookupTable;
  readonly green: LookupTable;
  readonly blue: LookupTable;
  readonly alpha: LookupTable | null;
}

export interface GreyTables {
  /** Null: none, use the rescale of the header. */
  readonly modality: ModalityTable | null;
  readonly voi: readonly LookupTable[];
  /** PresentationLUTSequence; null: use the shape of the header. */
  readonly presentation: LookupTable | null;
  readonly palette: PaletteTables | null;
}
