import type { Files } from '../ports/files.ts';

/**
 * The objects that a batch is about to put in place, noted before it does. It is not fsynced: it serves after a crash of
 * the process, whose objects without rows are then found at once; after power loss `verify` counts them instead.
 */
export interface Placed {
  readonly shard: string;
  readonly name: Uint8Array;
}

export async function writeManifest(files: Files, path: string, objects: readonly Placed[]): Promise<void> {
  const lines = objects.map(({ shard, name }) => `${shard}/${Buffer.from(name).toString('hex')}\n`);
  if ((await files.stat(path)) !== null) await files.remove(path);
  const file = await files.open(path, 'create');
  try {
    await file.write([Buffer.from(lines.join(''))]);
  } finally {
    await file.close();
  }
}

/** What a manifest names; lines that were cut off are left out. */
export async function readManifest(files: Files, path: string): Promise<readonly Placed[]> {
  const text = Buffer.from(await files.readFile(path)).toString('latin1');
  return text.split('\n').flatMap((line) => {
    const [, shard, name] = /^([0-9a-f]{3})\/([0-9a-f]{64})$/.exec(line) ?? [];
    return shard === undefined || name === undefined ? [] : [{ shard, name: Buffer.from(name, 'hex') }];
  });
}
