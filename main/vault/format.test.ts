import { createHash, createHmac, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chunkCipher,
  chunkCount,
  decodeHeader,
  encodeHeader,
  headerBytes,
  objectKey,
  storedBytes,
  storedRange,
} from './objectFormat.ts';
import { identityBytes, identityOf } from './identity.ts';
import { keyFileSchema, unwrapKeyFile } from './keyFile.ts';
import { layoutOf } from './layout.ts';
import { unwrapPatientKey } from './patientKeys.ts';
import { readRecoveryKey, spellRecoveryKey } from './recoveryKey.ts';
import { tenantKeysFrom } from './tenantKeys.ts';

interface Vectors {
  readonly tenantId: string;
  readonly tenantKeyId: string;
  readonly tenantKey: string;
  readonly derived: {
    readonly database: string;
    readonly names: string;
    readonly patientKeys: string;
    readonly audit: string;
  };
  readonly patientId: string;
  readonly patientKeyId: string;
  readonly patientKey: string;
  readonly wrappedPatientKey: string;
  readonly shard: string;
  readonly recoverySecret: string;
  readonly recoveryKey: string;
  readonly passphrase: string;
  readonly keyFiles: readonly unknown[];
  readonly objects: readonly {
    /** Byte i of the plain stream is (i * 31 + 7) mod 256. */
    readonly plainBytes: number;
    readonly identity: string;
    readonly name: string;
    readonly objectKey: string;
    readonly header: string;
    readonly storedBytes: number;
    readonly storedSha256: string;
    /** The whole object where it is short. */
    readonly stored: string | null;
  }[];
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'formatVectors.json'), 'utf8')) as Vectors;

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const pattern = Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => (i * 31 + 7) & 0xff));
const plainOf = (size: number): Buffer => Buffer.alloc(size, pattern);

const tenant = () =>
  tenantKeysFrom({
    tenantId: vectors.tenantId,
    keyId: hex(vectors.tenantKeyId),
    secret: Uint8Array.from(hex(vectors.tenantKey)),
  });

function sealObject(plain: Buffer): Buffer {
  const identity = identityOf(plain);
  const header = { keyId: hex(vectors.patientKeyId), encoding: 0, plainBytes: plain.length };
  const cipher = chunkCipher(objectKey(hex(vectors.patientKey), identityBytes(identity)), header);
  const chunks = Array.from({ length: chunkCount(plain.length) }, (_, i) =>
    cipher.sealChunk(i, plain.subarray(i << 20, (i + 1) << 20)),
  );
  return Buffer.concat([encodeHeader(header), ...chunks.flat()]);
}

describe('the format of FORMAT.md', () => {
  test('derives the keys of the vectors', () => {
    const keys = tenant();
    for (const purpose of ['database', 'names', 'patientKeys', 'audit'] as const) {
      expect(Buffer.from(keys.of(purpose)).toString('hex')).toBe(vectors.derived[purpose]);
    }
  });

  test('names objects and folders as the vectors do', () => {
    const layout = layoutOf('/library', tenant());
    expect(layout.shardOf(vectors.patientId)).toBe(vectors.shard);
    for (const { plainBytes, name } of vectors.objects) {
      expect(Buffer.from(layout.nameOf(identityOf(plainOf(plainBytes)))).toString('hex')).toBe(name);
    }
  });

  test('writes the objects of the vectors', () => {
    for (const object of vectors.objects) {
      const plain = plainOf(object.plainBytes);
      const stored = sealObject(plain);
      expect(identityOf(plain)).toBe(object.identity);
      expect(stored.length).toBe(object.storedBytes);
      expect(storedBytes(object.plainBytes)).toBe(object.storedBytes);
      expect(stored.subarray(0, headerBytes).toString('hex')).toBe(object.header);
      expect(createHash('sha256').update(stored).digest('hex')).toBe(object.storedSha256);
      expect(object.stored ?? stored.toString('hex')).toBe(stored.toString('hex'));
    }
  });

  test('opens the wrappings of the vectors', async () => {
    const secret = unwrapPatientKey(
      tenant(),
      hex(vectors.patientKeyId),
      vectors.patientId,
      hex(vectors.wrappedPatientKey),
    );
    expect(secret === null ? null : Buffer.from(secret).toString('hex')).toBe(vectors.patientKey);
    expect(spellRecoveryKey(hex(vectors.recoverySecret))).toBe(vectors.recoveryKey);
    const recovery = readRecoveryKey(vectors.recoveryKey);
    expect(recovery).toMatchObject({ ok: true });
    for (const text of vectors.keyFiles) {
      const { checksum: _, ...members } = text as Record<string, unknown>;
      const file = keyFileSchema.parse(members);
      const opened = await unwrapKeyFile(file, {
        passphrase: vectors.passphrase,
        recoverySecret: hex(vectors.recoverySecret),
      });
      expect(opened === null ? null : Buffer.from(opened.copySecret()).toString('hex')).toBe(
        vectors.tenantKey,
      );
    }
  });

  test('is read by a second implementation made from the text alone', async () => {
    const subtle = webcrypto.subtle;
    for (const { plainBytes, identity } of vectors.objects) {
      const stored = sealObject(plainOf(plainBytes));
      const master = await subtle.importKey('raw', hex(vectors.patientKey), 'HKDF', false, ['deriveKey']);
      const key = await subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: hex(identity), info: Buffer.from('axial/object/1') },
        master,
        { name: 'AES-GCM', length: 256 },
        false,
        ['decrypt'],
      );
      const size = Number(stored.readBigUInt64LE(24));
      const count = Math.max(1, Math.ceil(size / 1048576));
      const pieces: Buffer[] = [];
      for (let i = 0; i < count; i += 1) {
        const from = 32 + i * (1048576 + 16);
        const to = i === count - 1 ? stored.length : from + 1048576 + 16;
        const iv = Buffer.alloc(12);
        iv.writeUInt32BE(i, 8);
        const additionalData = Buffer.alloc(41);
        stored.copy(additionalData, 0, 0, 32);
        additionalData.writeUInt32LE(i, 32);
        additionalData[40] = i === count - 1 ? 1 : 0;
        const plain = await subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData },
          key,
          stored.subarray(from, to),
        );
        pieces.push(Buffer.from(plain));
      }
      expect(createHash('sha256').update(Buffer.concat(pieces)).digest('hex')).toBe(identity);
      const namesKey = createHmac(
        'sha256',
        createHmac('sha256', Buffer.alloc(32)).update(hex(vectors.tenantKey)).digest(),
      )
        .update('axial/names/1\x01', 'latin1')
        .digest();
      expect(namesKey.toString('hex')).toBe(vectors.derived.names);
    }
  });
});

describe('a chunk', () => {
  const key = Buffer.alloc(32, 5);
  const header = { keyId: Buffer.alloc(16, 9), encoding: 0, plainBytes: (1 << 20) + 500 };

  test('opens as itself and as nothing else', () => {
    const cipher = chunkCipher(key, header);
    const first = Buffer.concat(cipher.sealChunk(0, plainOf(1 << 20)));
    const last = Buffer.concat(cipher.sealChunk(1, plainOf(500)));
    expect(Buffer.from(cipher.openChunk(0, first) ?? []).equals(plainOf(1 << 20))).toBe(true);
    expect(cipher.openChunk(1, first)).toBeNull();
    expect(cipher.openChunk(0, last)).toBeNull();
    expect(cipher.openChunk(1, last.subarray(0, 400))).toBeNull();
    expect(cipher.openChunk(1, Buffer.alloc(3))).toBeNull();
    // The same chunk of an object that ends earlier, or has another header.
    expect(chunkCipher(key, { ...header, plainBytes: 1 << 20 }).openChunk(0, first)).toBeNull();
    expect(chunkCipher(key, { ...header, keyId: Buffer.alloc(16) }).openChunk(0, first)).toBeNull();
  });

  test('shows any changed bit', () => {
    const small = { ...header, plainBytes: 64 };
    const cipher = chunkCipher(key, small);
    const sealed = Buffer.concat(cipher.sealChunk(0, plainOf(64)));
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return cipher.openChunk(0, changed) === null;
      }),
    );
  });

  test('lies where the arithmetic says, without gaps', () => {
    fc.assert(
      fc.property(fc.nat(5 << 20), (size) => {
        let at = headerBytes;
        for (let index = 0; index < chunkCount(size); index += 1) {
          const range = storedRange(size, index);
          if (range.offset !== at) return false;
          at += range.length;
        }
        return at === storedBytes(size);
      }),
    );
  });
});

describe('a header', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.maxSafeNat(), (keyId, plainBytes) => {
        const header = { keyId, encoding: 0, plainBytes };
        expect(decodeHeader(encodeHeader(header))).toEqual(header);
      }),
    );
  });

  test('of another version, cipher, chunk size or encoding is refused', () => {
    const good = encodeHeader({ keyId: Buffer.alloc(16), encoding: 0, plainBytes: 1 });
    for (const at of [0, 4, 5, 6, 7]) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] ?? 0) + 1;
      expect(decodeHeader(changed)).toBeNull();
    }
    expect(decodeHeader(good.subarray(0, 31))).toBeNull();
  });
});

describe('a recovery key', () => {
  test('reads back, and shows any single wrong character', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.nat(35),
        fc.nat(30),
        (secret, at, step) => {
          const text = spellRecoveryKey(secret);
          expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
          const read = readRecoveryKey(` ${text.toLowerCase()} `);
          expect(read.ok && Buffer.from(read.value).equals(Buffer.from(secret))).toBe(true);
          const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
          const plain = text.replaceAll('-', '');
          const wrong = alphabet[(alphabet.indexOf(plain[at] ?? '') + 1 + step) % 32] ?? '';
          expect(readRecoveryKey(plain.slice(0, at) + wrong + plain.slice(at + 1)).ok).toBe(false);
        },
      ),
      { numRuns: 50, seed: 7 },
    );
  });
});
