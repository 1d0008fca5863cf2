import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { plainBytes } from './joinBytes.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';

/** Never more than this, whatever the ratio. */
const absoluteCapBytes = 1 << 30;
/** Below this any ratio is allowed: black images deflate by a factor of a thousand. */
const freeBytes = 32 << 20;
/** Above it, no real image deflates better. */
const mostRatio = 100;

/** The most that `compressedBytes` may inflate to. */
export function inflateCapBytes(compressedBytes: number): number {
  return Math.min(absoluteCapBytes, Math.max(freeBytes, compressedBytes * mostRatio));
}

/**
 * Inflates a data set (PS3.5 A.5): a raw deflate stream, or one in a zlib wrapper, which some devices write.
 * Memory is bounded by the cap.
 * Errors: DICOM_INFLATE_BOMB, DICOM_MALFORMED; a stream that is cut gives what is there with `complete` false.
 */
export function inflateDataSet(
  compressed: Uint8Array,
): Result<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const looksWrapped = compressed[0] === 0x78 && ((compressed[0] << 8) | (compressed[1] ?? 0)) % 31 === 0;
  const attempts = looksWrapped ? [inflateSync, inflateRawSync] : [inflateRawSync];
  for (const inflate of attempts) {
    const result = attempt(inflate, compressed);
    if (result !== null) return result;
  }
  return fail('DICOM_MALFORMED', 'The deflated data set cannot be unpacked.');
}

function attempt(
  inflate: typeof inflateRawSync,
  compressed: Uint8Array,
): Result<{ readonly bytes: Uint8Array; readonly complete: boolean }> | null {
  const maxOutputLength = inflateCapBytes(compressed.length);
  try {
    return succeed({ bytes: plainBytes(inflate(compressed, { maxOutputLength })), complete: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return fail('DICOM_INFLATE_BOMB');
    if (code !== 'Z_BUF_ERROR') return null;
  }
  try {
    const bytes = inflate(compressed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
    return succeed({ bytes: plainBytes(bytes), complete: false });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ERR_BUFFER_TOO_LARGE' ? fail('DICOM_INFLATE_BOMB') : null;
  }
}
