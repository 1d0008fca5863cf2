/** Below this a buffer may be a slice of a shared pool, and is not worth the call. */
const minBytes = 1 << 14;

/**
 * Gives the memory of buffers back at once instead of at the next garbage collection. An import passes a gigabyte through
 * short-lived buffers; left to the collector they cause most of its runs (a third of the import's processor time).
 * The buffers must own their memory and not be used again.
 */
export function release(buffers: readonly Uint8Array[]): void {
  for (const { buffer, byteLength } of buffers) {
    if (byteLength >= minBytes && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) {
      buffer.transfer(0);
    }
  }
}
