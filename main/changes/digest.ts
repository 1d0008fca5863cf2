import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/json.ts';
import type { ReadableDb } from '../database/readableDb.ts';
import type { DigestPart } from './changeLog.ts';

/**
 * SHA-256, hex, over the logical state: the parts in order of their names; of each its name, then every row's canonical
 * JSON, then an empty line. Rows hold no line feeds (JSON escapes them), so that nothing can be shifted between parts.
 */
export function digestOf(parts: readonly DigestPart[], db: ReadableDb): string {
  const hash = createHash('sha256').update('axial digest 1\n');
  const sorted = parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  sorted.forEach((part, index) => {
    if (sorted[index + 1]?.name === part.name)
      throw new TypeError(`two digest parts are called ${part.name}`);
    hash.update(`${canonicalJson(part.name)}\n`);
    for (const row of part.rows(db)) hash.update(`${canonicalJson(row)}\n`);
    hash.update('\n');
  });
  return hash.digest('hex');
}
