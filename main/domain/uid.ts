/** A DICOM unique identifier (PS3.5 clause 9): digits and dots, at most 64 characters. */
export type Uid = string & { readonly __brand: 'Uid' };

const uidPattern = /^[0-9]+(\.[0-9]+)*$/;

/** Whether the text is a UID that can be filed under. Leading zeros in a component are tolerated: real devices write them. */
export function isUid(text: string): text is Uid {
  return text.length > 0 && text.length <= 64 && uidPattern.test(text);
}

/**
 * A new UID below the `2.25.` root (PS3.5 annex B.2): the decimal form of a UUID.
 * `randomBytes` are the 16 bytes of the UUID; version and variant bits are set here (RFC 9562, version 4).
 */
export function newUid(randomBytes: Uint8Array): Uid {
  if (randomBytes.length !== 16) throw new RangeError('a UUID has 16 bytes');
  const bytes = Uint8Array.from(randomBytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return `2.25.${value}` as Uid;
}
