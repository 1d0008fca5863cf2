import type { Result } from '../../domain/failure.ts';
import type { ByteRange } from '../frameSource.ts';
import type { RandomReader } from '../randomAccess.ts';

/**
 * A computation that asks for bytes instead of reading them: it yields ranges and is given what is there (fewer bytes
 * only at the end of the object). The same code then runs over memory and over a file.
 */
export type Locating<T> = Generator<ByteRange, Result<T>, Uint8Array>;

/** Runs it over bytes in memory. */
export function locateInMemory<T>(locating: Locating<T>, bytes: Uint8Array): Result<T> {
  let step = locating.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = locating.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}

/** Runs it over a reader, joining small neighbouring reads by reading ahead. Rejects only where the reader does. */
export async function locateOverReader<T>(locating: Locating<T>, reader: RandomReader): Promise<Result<T>> {
  const aheadBytes = 4096;
  let held: Uint8Array = new Uint8Array();
  let heldOffset = 0;
  let step = locating.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const isHeld = offset >= heldOffset && offset + length <= heldOffset + held.length;
    if (!isHeld) {
      const most = Math.max(0, reader.sizeBytes - offset);
      held = await reader.read(offset, Math.min(Math.max(length, aheadBytes), most));
      heldOffset = offset;
    }
    step = locating.next(held.subarray(offset - heldOffset, offset - heldOffset + length));
  }
  return step.value;
}
