import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from './seal.ts';

/**
 * scrypt (RFC 7914), not argon2id: both are memory-hard, and scrypt is in the cryptography of Node and of Electron alike
 * (Electron's BoringSSL has no argon2), runs there in native code outside the event loop, and needs no package.
 */
export interface ScryptCost {
  /** log2 of N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about a third of a second; OWASP's first choice for scrypt (2025). */
export const defaultCost: ScryptCost = { logN: 17, r: 8, p: 1 };

const hexBytes = (count: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${count * 2}}$`));

/** A secret under a passphrase, as it stands in key files and in the row of a user. */
export const passphraseSealSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  logN: z.int().min(10).max(22),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: hexBytes(32),
  sealed: z.string().regex(/^[0-9a-f]+$/),
});

export type PassphraseSeal = z.infer<typeof passphraseSealSchema>;

/** Closes `secret` under a passphrase; `associated` binds it to where it stands. */
export async function sealWithPassphrase(request: {
  readonly secret: Uint8Array;
  readonly passphrase: string;
  readonly associated: Uint8Array;
  readonly cost: ScryptCost;
}): Promise<PassphraseSeal> {
  const salt = randomBytes(32);
  const key = await stretch(request.passphrase, salt, request.cost);
  const sealed = seal(key, request.secret, request.associated);
  key.fill(0);
  return {
    kdf: 'scrypt',
    ...request.cost,
    salt: salt.toString('hex'),
    sealed: Buffer.from(sealed).toString('hex'),
  };
}

/** The secret; null where the passphrase is not the one. */
export async function unsealWithPassphrase(request: {
  readonly seal: PassphraseSeal;
  readonly passphrase: string;
  readonly associated: Uint8Array;
}): Promise<Uint8Array | null> {
  const key = await stretch(request.passphrase, Buffer.from(request.seal.salt, 'hex'), request.seal);
  const secret = unseal(key, Buffer.from(request.seal.sealed, 'hex'), request.associated);
  key.fill(0);
  return secret;
}

function stretch(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  // NFKC: the same keys typed on two systems give the same text.
  const text = passphrase.normalize('NFKC');
  const options = { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: 256 * 2 ** cost.logN * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
