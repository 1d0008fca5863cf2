import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for one suite; it goes when the suite ends. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `axial-${name}-`));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
