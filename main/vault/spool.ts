import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AxialError, makeFailure } from '../domain/failure.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { Files, OpenFile } from '../ports/files.ts';
import { chunked } from './chunked.ts';
import { chunkBytes, chunkCipher, chunkCount, storedRange, type ChunkCipher } from './objectFormat.ts';
import type { Identity, Spool } from './vault.ts';

/** A chunk number that no spool reaches: with it as the end, no chunk is sealed as the last while more may come. */
const endlessBytes = Number.MAX_SAFE_INTEGER;

/**
 * Keeps a stream that comes once: what fits in one chunk in memory, the rest in a temporary file under a random key that
 * never leaves this process, so that nothing clear touches the disk.
 */
export async function spoolStream(options: {
  readonly files: Files;
  readonly session: string;
  readonly label: string;
  readonly stream: AsyncIterable<Uint8Array>;
}): Promise<Spool> {
  const { files, session } = options;
  const path = join(session, `${options.label}.spool`);
  const key = randomBytes(32);
  const cipher = chunkCipher(key, { keyId: new Uint8Array(16), encoding: 0, plainBytes: endlessBytes });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let file: OpenFile | null = null;
  let small: Uint8Array | null = null;
  try {
    for await (const { index, plain, last } of chunked(options.stream)) {
      hash.update(plain);
      sizeBytes += plain.length;
      if (index === 0 && last) {
        small = Uint8Array.from(plain);
        break;
      }
      if (file === null) {
        await files.makeFolder(session);
        file = await files.open(path, 'create');
      }
      await file.write(cipher.sealChunk(index, plain), storedRange(endlessBytes, index).offset);
    }
  } catch (error) {
    await file?.close();
    if (file !== null) await files.remove(path).catch(() => undefined);
    throw asFileError(error);
  }
  const identity = hash.digest('hex') as Identity;
  const chunkOf = small === null ? chunkReader(file, cipher, sizeBytes) : memoryReader(small);
  const count = chunkCount(sizeBytes);
  return {
    identity,
    sizeBytes,
    open: async function* pieces() {
      for (let index = 0; index < count; index += 1) yield await chunkOf(index);
    },
    read: async (offset, length) => {
      const end = offset + length;
      if (!(offset >= 0 && length >= 0 && end <= sizeBytes))
        throw new RangeError('beyond the end of the spool');
      const out = new Uint8Array(length);
      for (let at = offset; at < end;) {
        const index = Math.floor(at / chunkBytes);
        const plain = await chunkOf(index);
        const from = at - index * chunkBytes;
        const taken = plain.subarray(from, Math.min(plain.length, from + end - at));
        out.set(taken, at - offset);
        at += taken.length;
      }
      return out;
    },
    close: async () => {
      key.fill(0);
      small?.fill(0);
      if (file === null) return;
      const open = file;
      file = null;
      await open.close();
      await files.remove(path).catch(() => undefined);
    },
  };
}

type ChunkReader = (index: number) => Promise<Uint8Array>;

function memoryReader(bytes: Uint8Array): ChunkReader {
  return () => Promise.resolve(bytes);
}

function chunkReader(file: OpenFile | null, cipher: ChunkCipher, sizeBytes: number): ChunkReader {
  return async (index) => {
    if (file === null) throw new TypeError('the spool was closed');
    const { offset } = storedRange(endlessBytes, index);
    const { length } = storedRange(sizeBytes, index);
    const stored = Buffer.allocUnsafe(length);
    const got = await file.read(stored, offset);
    const plain = got === length ? cipher.openChunk(index, stored) : null;
    if (plain === null) throw new AxialError(makeFailure('DISK_ERROR'));
    return plain;
  };
}
