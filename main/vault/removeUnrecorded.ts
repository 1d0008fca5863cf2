import type { Placed } from './manifest.ts';
import type { VaultParts } from './vaultParts.ts';

/** Files that go in one write transaction: the lock is held while they are removed. */
const groupSize = 200;

/**
 * Removes those of the files that no row names; returns how many. A file is removed only inside a write transaction that
 * finds no row for it, and a batch that records looks in its own write transaction whether its files are still there: the
 * two cannot cross.
 */
export function removeUnrecorded(parts: VaultParts, placed: readonly Placed[]): number {
  const { files, db, index, layout } = parts;
  const suspects = placed.filter(({ name }) => !index.hasName(db.read, name));
  let removed = 0;
  for (let at = 0; at < suspects.length; at += groupSize) {
    db.write((tx) => {
      for (const { shard, name } of suspects.slice(at, at + groupSize)) {
        if (index.hasName(tx, name)) continue;
        const path = layout.pathOf(shard, name);
        if (files.statSync(path) === null) continue;
        files.removeSync(path);
        removed += 1;
      }
    });
  }
  return removed;
}
