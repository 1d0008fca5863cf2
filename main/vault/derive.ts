import { createHmac, hkdfSync } from 'node:crypto';

/** HKDF-SHA256 (RFC 5869) to 32 bytes; `info` names the purpose, so that no key serves two. */
export function derive(key: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, 32));
}

/** HMAC-SHA256 over the parts one after another; 32 bytes. */
export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

export const noSalt: Uint8Array = new Uint8Array(0);
