import { AxialError, fail, makeFailure, succeed, type Failure, type Result } from '../domain/failure.ts';
import { asFileError, systemCode } from '../ports/fileFailure.ts';
import type { Files, OpenFile } from '../ports/files.ts';
import { identityBytes } from './identity.ts';
import {
  chunkBytes,
  chunkCipher,
  chunkCount,
  decodeHeader,
  headerBytes,
  objectKey,
  storedBytes,
  storedRange,
  type ChunkCipher,
} from './objectFormat.ts';
import type { PatientKey } from './patientKeys.ts';
import type { Identity, ObjectReader } from './vault.ts';

function corrupt(identity: Identity, why: string): Failure {
  return makeFailure('OBJECT_CORRUPT', undefined, { object: identity, why });
}

/** Opens the file of an object and checks its header and length against what the index says. */
export async function openObject(options: {
  readonly files: Files;
  readonly path: string;
  readonly identity: Identity;
  readonly sizeBytes: number;
  readonly keyOf: (keyId: Uint8Array) => PatientKey | null;
}): Promise<Result<ObjectReader>> {
  const { identity, sizeBytes } = options;
  let file: OpenFile;
  try {
    file = await options.files.open(options.path, 'read');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return fail('OBJECT_MISSING', undefined, { object: identity });
    throw asFileError(error);
  }
  const refuse = async (failure: Failure): Promise<Result<ObjectReader>> => {
    await file.close();
    return { ok: false, failure };
  };
  const bytes = new Uint8Array(headerBytes);
  const got = await file.read(bytes, 0).catch(() => 0);
  const header = got === headerBytes ? decodeHeader(bytes) : null;
  if (header === null || header.plainBytes !== sizeBytes) return refuse(corrupt(identity, 'header'));
  if ((await file.size()) !== storedBytes(sizeBytes)) return refuse(corrupt(identity, 'length'));
  const key = options.keyOf(header.keyId);
  if (key === null)
    return refuse(makeFailure('NOT_FOUND', 'The key of this object is not held.', { object: identity }));
  const secret = objectKey(key.secret, identityBytes(identity));
  return succeed(readerOver(file, { identity, sizeBytes, cipher: chunkCipher(secret, header), secret }));
}

function readerOver(
  file: OpenFile,
  object: {
    readonly identity: Identity;
    readonly sizeBytes: number;
    readonly cipher: ChunkCipher;
    readonly secret: Uint8Array;
  },
): ObjectReader {
  const { identity, sizeBytes, cipher, secret } = object;
  // Headers are read in many small pieces: the last chunk is kept so that each costs one decryption.
  let kept: { readonly index: number; readonly plain: Uint8Array } | null = null;
  let closed = false;

  const chunk = async (index: number): Promise<Uint8Array> => {
    if (closed) throw new TypeError('the object was closed');
    if (kept?.index === index) return kept.plain;
    const { offset, length } = storedRange(sizeBytes, index);
    const stored = Buffer.allocUnsafe(length);
    let got: number;
    try {
      got = await file.read(stored, offset);
    } catch (error) {
      throw asFileError(error);
    }
    const plain = got === length ? cipher.openChunk(index, stored) : null;
    if (plain === null) throw new AxialError(corrupt(identity, `chunk-${index}`));
    kept?.plain.fill(0);
    kept = { index, plain };
    return plain;
  };

  return {
    identity,
    sizeBytes,
    read: async (offset, length) => {
      const end = offset + length;
      if (!(offset >= 0 && length >= 0 && end <= sizeBytes))
        throw new RangeError('beyond the end of the object');
      const out = new Uint8Array(length);
      for (let at = offset; at < end;) {
        const index = Math.floor(at / chunkBytes);
        const start = at - index * chunkBytes;
        const plain = await chunk(index);
        const count = Math.min(end - at, plain.length - start);
        out.set(plain.subarray(start, start + count), at - offset);
        at += count;
      }
      return out;
    },
    stream: async function* pieces() {
      for (let index = 0; index < chunkCount(sizeBytes); index += 1) {
        // A copy: the kept chunk is wiped when the next one comes, and the caller may still hold this.
        yield Uint8Array.from(await chunk(index));
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      kept?.plain.fill(0);
      kept = null;
      secret.fill(0);
      await file.close();
    },
  };
}
