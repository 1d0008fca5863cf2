import type { DataSet } from '../dataSet.ts';
import type { DicomWarning } from '../dicomFile.ts';
import type { DataSetEncoding } from '../transferSyntax.ts';

/** What a scan of a data set found. */
export interface Scan {
  readonly dataSet: DataSet;
  /** Where reading stopped. */
  readonly offset: number;
  readonly end: ScanEnd;
  readonly warnings: readonly DicomWarning[];
}

/**
 * `complete`: to the end of the bytes, or through the pixel data.
 * `cut`: the object ends inside an element. `needs-more`: the given bytes end there, the object does not.
 * `nonsense`: what follows are no elements. `too-deep`, `too-many`: limits.
 */
export type ScanEnd =
  | { readonly kind: 'complete' | 'cut' | 'nonsense' | 'too-deep' | 'too-many' }
  | { readonly kind: 'needs-more'; readonly sizeBytes: number };

export interface ScanOptions {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly encoding: DataSetEncoding;
  /** Size of the object of which `bytes` may be the beginning. */
  readonly sizeBytes: number;
  readonly forcedCharset: string | null;
  /** Elements from this tag on are not read; null: to the end. */
  readonly before: number | null;
}
