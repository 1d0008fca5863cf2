import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { uuidV7 } from '../domain/id.ts';
import type { Database } from '../database/database.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { AuditLog } from './auditLog.ts';

/** Where failed unlocks wait: nobody holds a key at that moment, so these lines are clear and say next to nothing. */
const spoolName = 'failed-unlocks.jsonl';
const foldingPattern = /^failed-unlocks\.[0-9a-f]{12}\.folding$/;

/** Past this size further failures are not noted: a loop of guesses must not fill the disk. */
const maxSpoolBytes = 1 << 20;

const lineSchema = z.strictObject({
  id: z.uuid(),
  timeMs: z.int(),
  by: z.enum(['passphrase', 'recovery', 'secrets', 'none']),
});

export type UnlockMeans = z.infer<typeof lineSchema>['by'];

/** Notes a failed unlock beside the locked library; rejects where the folder cannot be written to. */
export async function noteFailedUnlock(
  files: Files,
  dir: string,
  failure: { readonly clock: Clock; readonly by: UnlockMeans },
): Promise<void> {
  const path = join(dir, spoolName);
  if (((await files.stat(path))?.sizeBytes ?? 0) > maxSpoolBytes) return;
  const timeMs = failure.clock.nowMs();
  const line = JSON.stringify({ id: uuidV7(timeMs, randomBytes(10)), timeMs, by: failure.by });
  const file = await files.open(path, 'append');
  try {
    await file.write([Buffer.from(`${line}\n`)]);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.syncFolder(dirname(path));
}

/**
 * Makes entries of what waits; called once the library is open. Each line becomes one entry however often this is cut
 * off: its id is noted in the same transaction. Returns how many it made.
 */
export async function foldFailedUnlocks(parts: {
  readonly files: Files;
  readonly dir: string;
  readonly db: Database;
  readonly audit: AuditLog;
}): Promise<number> {
  const { files, dir, db, audit } = parts;
  const spool = join(dir, spoolName);
  if ((await files.stat(spool)) !== null) {
    // Taken away under a name of its own first: whoever fails next starts a new spool.
    const mine = join(dir, `failed-unlocks.${randomBytes(6).toString('hex')}.folding`);
    await files.rename(spool, mine).catch(() => undefined);
  }
  let made = 0;
  for (const { name } of await files.list(dir)) {
    if (!foldingPattern.test(name)) continue;
    const bytes = await files.readFile(join(dir, name)).catch(() => new Uint8Array(0));
    db.write((tx) => {
      for (const line of linesOf(bytes)) {
        const isNew = tx.run('INSERT OR IGNORE INTO audit_folded (line_id) VALUES (?)', [line.id]) === 1;
        if (!isNew) continue;
        audit.record(
          {
            actor: null,
            action: 'library.unlock-failed',
            resource: null,
            outcome: 'failure',
            details: { by: line.by, atMs: line.timeMs },
          },
          tx,
        );
        made += 1;
      }
    });
    await files.remove(join(dir, name)).catch(() => undefined);
  }
  return made;
}

function linesOf(bytes: Uint8Array): readonly z.infer<typeof lineSchema>[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const parsed = lineSchema.safeParse(JSON.parse(line));
        return parsed.success ? [parsed.data] : [];
      } catch {
        // The last line of a crash, or not ours.
        return [];
      }
    });
}
