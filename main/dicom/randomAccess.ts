/** Bytes that can be read in any place without holding the whole: a file, a vault object, an array. */
export interface RandomReader {
  readonly sizeBytes: number;
  /** Exactly `length` bytes from `offset`; fewer only where the object ends. Rejects where the medium fails. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The reader over bytes already in memory. */
export function memoryReader(bytes: Uint8Array): RandomReader {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
