import { z } from 'zod';
import { systemCode } from '../ports/fileFailure.ts';
import type { Files } from '../ports/files.ts';
import { writeDurably } from '../ports/writeDurably.ts';
import type { Database } from '../database/database.ts';
import { headCode } from './entryHash.ts';
import { headOf } from './openAuditLog.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const schema = z.strictObject({ entries: z.int().min(0), hash: hex32, code: hex32 });

/** The log's end as it was noted outside the database. */
export interface Anchor {
  readonly entries: number;
  readonly hash: Uint8Array;
}

/**
 * Notes the log's end in a file beside the database, under the library's key: a database that is put back to an older
 * state then shows as a log whose tail is missing.
 */
export async function writeAnchor(files: Files, path: string, db: Database, key: Uint8Array): Promise<void> {
  const head = headOf(db.read);
  if (head === null) return;
  const anchor = {
    entries: head.entries,
    hash: Buffer.from(head.hash).toString('hex'),
    code: Buffer.from(headCode(key, head.entries, head.hash)).toString('hex'),
  };
  await writeDurably(files, path, Buffer.from(`${JSON.stringify(anchor)}\n`));
}

/** The noted end; null where there is none, or where it was not made with this key. */
export async function readAnchor(files: Files, path: string, key: Uint8Array): Promise<Anchor | null> {
  let text: string;
  try {
    text = Buffer.from(await files.readFile(path)).toString('utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const anchor = schema.safeParse(parsed);
  if (!anchor.success) return null;
  const { entries, hash, code } = anchor.data;
  const bytes = Buffer.from(hash, 'hex');
  return Buffer.from(headCode(key, entries, bytes)).toString('hex') === code
    ? { entries, hash: bytes }
    : null;
}
