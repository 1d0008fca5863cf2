import { makeFailure, type Failure } from '../domain/failure.ts';
import type { RandomReader } from '../dicom/randomAccess.ts';
import type { ReplayableSource } from '../vault/vault.ts';

/** Something that may be an object or an archive: a file, an entry of an archive, bytes at hand. */
export interface SourceItem {
  /** As given or found; inside an archive `a.zip!/x/y`. For messages, never opened again by this name. */
  readonly name: string;
  /** The path that the user gave and this lies under. */
  readonly origin: string;
  /** As listed; what is read may differ. */
  readonly sizeBytes: number;
  /** How many archives it lies in. */
  readonly depth: number;
  /** What lies beside it, for a DICOMDIR. */
  readonly beside: Neighbours;
  /** Rejects with an `AxialError`: `FILE_IS_LINK`, `FILE_UNREADABLE`, `ARCHIVE_DAMAGED`, … */
  open(): Promise<OpenItem>;
}

/** An item while it is read. Every part of it may be read more than once. */
export interface OpenItem extends RandomReader, ReplayableSource {
  readonly sizeBytes: number;
  /** All of it; where it has to be read first, into `buffer`, whose content is lost. */
  readAll(buffer: ReusableBuffer): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Memory that one file after the other is read into: fresh memory for each costs more than reading it. */
export interface ReusableBuffer {
  take(sizeBytes: number): Uint8Array;
}

/** Grows to the largest size asked for. */
export function reusableBuffer(): ReusableBuffer {
  let memory = Buffer.allocUnsafeSlow(1 << 16);
  return {
    take: (sizeBytes) => {
      if (memory.length < sizeBytes) memory = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(sizeBytes)));
      return memory.subarray(0, sizeBytes);
    },
  };
}

/** The files that a DICOMDIR may name: those of its own folder and below. */
export interface Neighbours {
  /**
   * The file of these path components, whatever its case; null where there is none. `wanted` false: whoever found the
   * DICOMDIR finds the file itself, so it is only checked to be there.
   */
  find(path: readonly string[]): Promise<SourceItem | null>;
  readonly wanted: boolean;
}

/** What a walk comes upon, one after the other. */
export type Found =
  | { readonly kind: 'item'; readonly item: SourceItem }
  | { readonly kind: 'rejected'; readonly file: string; readonly failure: Failure };

/** A thing that was found and is not taken. */
export function rejected(file: string, ...told: Parameters<typeof makeFailure>): Found {
  return { kind: 'rejected', file, failure: makeFailure(...told) };
}
