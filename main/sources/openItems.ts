import type { Spool } from '../vault/vault.ts';
import type { OpenItem } from './sourceItem.ts';

/** Bytes at hand as an open item. */
export function bytesOpen(bytes: Uint8Array): OpenItem {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    readAll: () => Promise.resolve(bytes),
    open: async function* once() {
      yield bytes;
    },
    close: () => Promise.resolve(),
  };
}

/** A spool as an open item; closing it removes it. */
export function spoolOpen(spool: Spool): OpenItem {
  return {
    sizeBytes: spool.sizeBytes,
    read: (offset, length) => spool.read(offset, Math.min(length, spool.sizeBytes - offset)),
    readAll: () => spool.read(0, spool.sizeBytes),
    open: () => spool.open(),
    close: () => spool.close(),
  };
}
