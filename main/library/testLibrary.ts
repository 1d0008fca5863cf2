import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { createLibrary } from './createLibrary.ts';
import type { Library } from './library.ts';
import type { LibraryBase } from './libraryOptions.ts';

/** For tests: wrappings that open in a millisecond. */
export const fastCost = { logN: 10, r: 8, p: 1 } as const;

export const testPassphrase = 'correct horse';

/** For tests: an empty folder that goes when the test file is done. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'axial-test-'));
  folders.push(dir);
  return dir;
}

const folders: string[] = [];
/** Long runs leave many files. */
const cleanupMs = 120_000;

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}, cleanupMs);

/** For tests: a fresh library with one user, `Tester`. */
export async function testLibrary(options: Partial<LibraryBase> = {}): Promise<Library> {
  const created = await createLibrary({
    dir: temporaryFolder(),
    files: nodeFiles,
    clock: systemClock,
    passphraseCost: fastCost,
    ...options,
    user: { name: 'Tester', passphrase: testPassphrase },
  });
  return unwrap(created).library;
}
