import { join } from 'node:path';
import { raise } from '../domain/failure.ts';
import { readManifest, type Placed } from './manifest.ts';
import type { Identity, VaultReport } from './vault.ts';
import type { VaultParts } from './vaultParts.ts';

/** Objects read at once: enough to keep the disk busy while another decrypts. */
const parallel = 4;

/**
 * Walks rows and files. `check` reads one object; null looks for orphans only. Files that a running batch has placed and
 * not recorded yet are no orphans.
 */
export async function verifyVault(
  parts: VaultParts,
  options: {
    readonly check: ((identity: Identity) => Promise<'sound' | 'missing' | 'corrupt'>) | null;
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  },
): Promise<VaultReport & { readonly orphanFiles: readonly Placed[] }> {
  const { db, index } = parts;
  const missing: Identity[] = [];
  const corrupt: Identity[] = [];
  const total = index.count(db.read);
  let objects = 0;
  const { check } = options;
  if (check !== null) {
    for (const page of index.pages(db.read)) {
      const queue = page.values();
      const worker = async (): Promise<void> => {
        for (const { identity } of queue) {
          if (options.signal?.aborted === true) raise('CANCELLED');
          const found = await check(identity);
          // Purged while this was under way: then it is not missing.
          if (found === 'missing' && index.find(db.read, identity) !== null) missing.push(identity);
          if (found === 'corrupt') corrupt.push(identity);
          objects += 1;
          options.onProgress?.(objects, Math.max(total, objects));
        }
      };
      await Promise.all(Array.from({ length: parallel }, worker));
    }
  }
  const { orphanFiles, strangers } = await findOrphans(parts);
  return { objects, missing, corrupt, orphans: orphanFiles.length + strangers, orphanFiles };
}

/** Files without a row, and how many have a name that no object has. */
async function findOrphans(
  parts: VaultParts,
): Promise<{ readonly orphanFiles: readonly Placed[]; readonly strangers: number }> {
  const { files, layout, index, db } = parts;
  const suspects: Placed[] = [];
  let strangers = 0;
  for (const { name: shard } of await files.list(layout.objects)) {
    for (const { name } of await files.list(join(layout.objects, shard))) {
      const bytes = Buffer.from(name, 'hex');
      if (bytes.length !== 32 || bytes.toString('hex') !== name) strangers += 1;
      else if (!index.hasName(db.read, bytes)) suspects.push({ shard, name: bytes });
    }
  }
  if (suspects.length === 0) return { orphanFiles: [], strangers };
  const running = await namesInFlight(parts);
  const orphanFiles = suspects.filter(
    ({ name }) => !running.has(Buffer.from(name).toString('hex')) && !index.hasName(db.read, name),
  );
  return { orphanFiles, strangers };
}

async function namesInFlight({ files, layout }: VaultParts): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const folder of await files.list(layout.temporary)) {
    for (const { name } of await files.list(join(layout.temporary, folder.name))) {
      if (!name.endsWith('.batch')) continue;
      const placed = await readManifest(files, join(layout.temporary, folder.name, name)).catch(() => []);
      for (const object of placed) names.add(Buffer.from(object.name).toString('hex'));
    }
  }
  return names;
}
