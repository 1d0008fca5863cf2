import { makeFailure, type Failure, type Result } from '../../main/domain/failure.ts';
import { failureValue } from '../../preload/contract/values.ts';

/** Reads at most this much at once into a buffer that is used again. */
const pieceBytes = 1 << 20;

/**
 * The body of an answer, exactly `bytes` long, read without a copy where it is not shared (a BYOB reader fills the target
 * itself) and through one reused piece of 1 MiB where it is. `onProgress` hears bytes read so far.
 * Fails with the failure that the services sent, with PIXELS_TRUNCATED for a body of another length.
 */
export async function readBytes(
  response: Response,
  options: {
    readonly bytes: number;
    readonly shared: boolean;
    readonly onProgress?: (done: number) => void;
  },
): Promise<Result<ArrayBufferLike>> {
  if (!response.ok) return { ok: false, failure: await failureOfResponse(response) };
  if (response.body === null) return { ok: false, failure: makeFailure('PIXELS_TRUNCATED') };
  const reader = response.body.getReader({ mode: 'byob' });
  const read = options.shared ? readShared : readInPlace;
  const found = await read(reader, options.bytes, options.onProgress ?? (() => undefined));
  return found === null
    ? { ok: false, failure: makeFailure('PIXELS_TRUNCATED') }
    : { ok: true, value: found };
}

async function readInPlace(
  reader: ReadableStreamBYOBReader,
  bytes: number,
  onProgress: (done: number) => void,
): Promise<ArrayBuffer | null> {
  // One byte more than promised: an answer that is too long is seen, and the end is always read.
  let buffer = new ArrayBuffer(bytes + 1);
  let done = 0;
  for (;;) {
    const piece = await reader.read(new Uint8Array(buffer, done, bytes + 1 - done));
    if (piece.value === undefined) return null;
    buffer = piece.value.buffer;
    done += piece.value.byteLength;
    if (done > bytes) {
      await reader.cancel();
      return null;
    }
    if (piece.done) return done === bytes ? buffer.transfer(bytes) : null;
    onProgress(done);
  }
}

async function readShared(
  reader: ReadableStreamBYOBReader,
  bytes: number,
  onProgress: (done: number) => void,
): Promise<SharedArrayBuffer | null> {
  const target = new Uint8Array(new SharedArrayBuffer(bytes));
  let piece = new ArrayBuffer(Math.min(pieceBytes, bytes + 1));
  let done = 0;
  for (;;) {
    const read = await reader.read(new Uint8Array(piece));
    if (read.value === undefined || read.done) return done === bytes ? target.buffer : null;
    if (done + read.value.byteLength > bytes) {
      await reader.cancel();
      return null;
    }
    target.set(read.value, done);
    done += read.value.byteLength;
    piece = read.value.buffer;
    onProgress(done);
  }
}

async function failureOfResponse(response: Response): Promise<Failure> {
  try {
    const body: unknown = await response.json();
    const found = failureValue.safeParse((body as { readonly error?: unknown } | null)?.error);
    if (found.success) return found.data;
  } catch {
    // Not JSON: the general failure below says what is known.
  }
  return makeFailure(response.status === 404 ? 'NOT_FOUND' : 'INTERNAL');
}
