import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  passphraseSealSchema,
  sealWithPassphrase,
  unsealWithPassphrase,
  type ScryptCost,
} from '../vault/passphrase.ts';

/** An Ed25519 key pair (RFC 8032) in raw form, 32 bytes each. */
export function newSigningKey(): { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: rawOf(publicKey.export({ format: 'jwk' }).x),
    privateKey: rawOf(privateKey.export({ format: 'jwk' }).d),
  };
}

/** Signs with a raw private key; 64 bytes. */
export function signWith(privateKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  // PKCS #8 of RFC 8410: a fixed head, then the 32 bytes.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), privateKey]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return sign(null, bytes, key);
}

/** The private key under the user's passphrase, as text for its row. */
export async function wrapSigningKey(request: {
  readonly userId: string;
  readonly privateKey: Uint8Array;
  readonly passphrase: string;
  readonly cost: ScryptCost;
}): Promise<string> {
  const sealed = await sealWithPassphrase({
    secret: request.privateKey,
    passphrase: request.passphrase,
    associated: contextOf(request.userId),
    cost: request.cost,
  });
  return JSON.stringify(sealed);
}

/** The private key; null where the passphrase is not the user's. The caller zeroes it. */
export async function unwrapSigningKey(
  userId: string,
  wrapped: string,
  passphrase: string,
): Promise<Uint8Array | null> {
  const seal = passphraseSealSchema.parse(JSON.parse(wrapped));
  return unsealWithPassphrase({ seal, passphrase, associated: contextOf(userId) });
}

function contextOf(userId: string): Uint8Array {
  return Buffer.from(`axial user key 1\0${userId}`);
}

function rawOf(member: string | undefined): Uint8Array {
  if (member === undefined) throw new TypeError('not an Ed25519 key');
  return Buffer.from(member, 'base64url');
}
