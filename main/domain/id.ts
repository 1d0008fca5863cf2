/**
 * A UUIDv7 (RFC 9562 5.7): sorts by the time it was made. `timeMs` since the Unix epoch; `randomBytes` are 10 bytes of
 * a cryptographic source. Lower case, with hyphens.
 */
export function uuidV7(timeMs: number, randomBytes: Uint8Array): string {
  if (randomBytes.length !== 10) throw new RangeError('a UUIDv7 takes 10 random bytes');
  const time = Math.max(0, Math.floor(timeMs)).toString(16).padStart(12, '0');
  const bytes = Uint8Array.from(randomBytes);
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const rest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text is a UUID in the spelling that Axial writes (lower case, hyphens). */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}
