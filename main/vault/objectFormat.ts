import { createCipheriv, createDecipheriv } from 'node:crypto';
import { derive } from './derive.ts';
import { tagBytes } from './seal.ts';

/** Plain bytes of every chunk but the last. */
export const chunkBytes = 1 << 20;
/** Encrypted at once: small buffers come from the heap's free lists, large ones from fresh pages that must be zeroed. */
const pieceBytes = 1 << 16;
/** Bytes of the header that starts every object. */
export const headerBytes = 32;
const storedChunkBytes = chunkBytes + tagBytes;

const magic = Buffer.from('AXLV', 'latin1');
const formatVersion = 1;
const cipherAes256Gcm = 1;
const chunkSizeLog2 = 20;
const objectKeyInfo = 'axial/object/1';

/** How the plain stream was made from what was imported. `asIs`: the very bytes. */
export const encodings = { asIs: 0 } as const;

export interface ObjectHeader {
  /** 16 bytes: names the patient key. */
  readonly keyId: Uint8Array;
  readonly encoding: number;
  readonly plainBytes: number;
}

/** The 32 bytes of FORMAT.md, "Header". */
export function encodeHeader(header: ObjectHeader): Uint8Array {
  const bytes = Buffer.alloc(headerBytes);
  magic.copy(bytes, 0);
  bytes[4] = formatVersion;
  bytes[5] = cipherAes256Gcm;
  bytes[6] = chunkSizeLog2;
  bytes[7] = header.encoding;
  bytes.set(header.keyId, 8);
  bytes.writeBigUInt64LE(BigInt(header.plainBytes), 24);
  return bytes;
}

/** What a header says; null where it is not one that this version can read. */
export function decodeHeader(bytes: Uint8Array): ObjectHeader | null {
  if (bytes.length < headerBytes) return null;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, headerBytes);
  const known =
    view.subarray(0, 4).equals(magic) &&
    view[4] === formatVersion &&
    view[5] === cipherAes256Gcm &&
    view[6] === chunkSizeLog2 &&
    view[7] === encodings.asIs;
  const plainBytes = view.readBigUInt64LE(24);
  if (!known || plainBytes > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return {
    keyId: Uint8Array.from(view.subarray(8, 24)),
    encoding: encodings.asIs,
    plainBytes: Number(plainBytes),
  };
}

/** Chunks of an object; an empty one has one empty chunk, so that its end is authenticated too. */
export function chunkCount(plainBytes: number): number {
  return Math.max(1, Math.ceil(plainBytes / chunkBytes));
}

/** Bytes of an object as it lies. */
export function storedBytes(plainBytes: number): number {
  return headerBytes + plainBytes + tagBytes * chunkCount(plainBytes);
}

/** Where chunk `index` lies in the file: ciphertext and tag. */
export function storedRange(
  plainBytes: number,
  index: number,
): { readonly offset: number; readonly length: number } {
  const plain = Math.min(chunkBytes, plainBytes - index * chunkBytes);
  return { offset: headerBytes + index * storedChunkBytes, length: plain + tagBytes };
}

/** The key of one object. `identity`: the 32 bytes of the plain stream's SHA-256. */
export function objectKey(patientKey: Uint8Array, identity: Uint8Array): Uint8Array {
  return derive(patientKey, identity, objectKeyInfo);
}

/** Encrypts and decrypts the chunks of one object, in any order. */
export interface ChunkCipher {
  /** Ciphertext in pieces, then the tag, to be written one after the other. */
  sealChunk(index: number, plain: Uint8Array): readonly Uint8Array[];
  /** Plain bytes; null where the chunk does not authenticate as this chunk of this object. */
  openChunk(index: number, stored: Uint8Array): Uint8Array | null;
}

/**
 * AES-256-GCM per chunk. The nonce is the chunk's number: a key belongs to one content, so no nonce meets two plain
 * texts. Authenticated with each chunk: the header, its number, and whether it is the last.
 */
export function chunkCipher(key: Uint8Array, header: ObjectHeader): ChunkCipher {
  const last = chunkCount(header.plainBytes) - 1;
  const headerCopy = encodeHeader(header);
  const associated = Buffer.alloc(headerBytes + 9);
  associated.set(headerCopy);
  const nonce = Buffer.alloc(12);
  const aim = (index: number): void => {
    associated.writeBigUInt64LE(BigInt(index), headerBytes);
    associated[headerBytes + 8] = index === last ? 1 : 0;
    nonce.writeBigUInt64BE(BigInt(index), 4);
  };
  return {
    sealChunk: (index, plain) => {
      aim(index);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(associated);
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < plain.length; at += pieceBytes) {
        pieces.push(cipher.update(plain.subarray(at, at + pieceBytes)));
      }
      cipher.final();
      pieces.push(cipher.getAuthTag());
      return pieces;
    },
    openChunk: (index, stored) => {
      if (stored.length < tagBytes) return null;
      aim(index);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associated);
      decipher.setAuthTag(stored.subarray(stored.length - tagBytes));
      const plain = decipher.update(stored.subarray(0, stored.length - tagBytes));
      try {
        decipher.final();
      } catch {
        plain.fill(0);
        return null;
      }
      return plain;
    },
  };
}
