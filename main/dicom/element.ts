import type { DataSet } from './dataSet.ts';

/** One data element as found: where its value lies, not a copy of it. */
export interface Element {
  /** Group in the upper, element in the lower 16 bits. */
  readonly tag: number;
  /** As written; of implicit encodings from the dictionary, `UN` where it knows nothing. May be no VR of the standard. */
  readonly vr: string;
  /** Of the value (of a sequence: of its first item's header), inside the data set's bytes. */
  readonly offset: number;
  /** Bytes of the value that are there. */
  readonly length: number;
  /** As written; null for undefined length. */
  readonly declaredLength: number | null;
  /** Items of a sequence, else null. */
  readonly items: readonly DataSet[] | null;
  /** The value is a list of fragments (PS3.5 annex A.4), each behind an item header. */
  readonly encapsulated: boolean;
}
