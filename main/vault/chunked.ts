import { chunkBytes } from './objectFormat.ts';

/**
 * Cuts a stream into chunks of exactly 1 MiB, the last one shorter; an empty stream gives one empty chunk. `last` is true
 * for the final one. The buffers are fresh: pieces of the stream may be reused by their owner.
 */
export async function* chunked(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly index: number; readonly plain: Uint8Array; readonly last: boolean }> {
  let index = 0;
  let filled = 0;
  let chunk = Buffer.allocUnsafe(chunkBytes);
  for await (const piece of stream) {
    let at = 0;
    while (at < piece.length) {
      // Only what is known not to be the last goes out here.
      if (filled === chunkBytes) {
        yield { index, plain: chunk, last: false };
        index += 1;
        filled = 0;
        chunk = Buffer.allocUnsafe(chunkBytes);
      }
      const count = Math.min(piece.length - at, chunkBytes - filled);
      chunk.set(piece.subarray(at, at + count), filled);
      filled += count;
      at += count;
    }
  }
  yield { index, plain: chunk.subarray(0, filled), last: true };
}
