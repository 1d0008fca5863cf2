import { createHash } from 'node:crypto';
import type { Identity } from './vault.ts';

const pattern = /^[0-9a-f]{64}$/;

/** Whether the text is spelt as an identity is. */
export function isIdentity(text: string): text is Identity {
  return pattern.test(text);
}

/** The identity of bytes that are at hand. About 1.5 GB/s. */
export function identityOf(bytes: Uint8Array): Identity {
  return createHash('sha256').update(bytes).digest('hex') as Identity;
}

/** The identity of a stream. */
export async function identityOfStream(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ readonly identity: Identity; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of stream) {
    hash.update(piece);
    sizeBytes += piece.length;
  }
  return { identity: hash.digest('hex') as Identity, sizeBytes };
}

/** The 32 bytes that an identity spells. */
export function identityBytes(identity: Identity): Uint8Array {
  return Buffer.from(identity, 'hex');
}
