import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson, type JsonValue } from '../domain/json.ts';

type JsonObject = Readonly<Record<string, JsonValue>>;

/**
 * A small JSON file for people to look at, with a checksum of itself: a damaged file is told from one that a wrong
 * passphrase does not open. Ends with a line feed.
 */
export function encodeChecked(value: JsonObject): Uint8Array {
  return Buffer.from(`${JSON.stringify({ ...value, checksum: checksumOf(value) }, null, 2)}\n`);
}

/** What `encodeChecked` wrote; null where it was cut off, changed, or has another shape. */
export function decodeChecked<T>(bytes: Uint8Array, schema: z.ZodType<T>): T | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const { checksum, ...value } = parsed as Record<string, JsonValue>;
  if (checksum !== checksumOf(value)) return null;
  const checked = schema.safeParse(value);
  return checked.success ? checked.data : null;
}

function checksumOf(value: JsonObject): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
