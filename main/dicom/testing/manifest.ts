import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../../e2e/capabilities.ts';

export const devFolder = join(sharedFolder, 'data', 'dev');

/** One row of the manifest by column name; '' where a cell is empty. */
export type ManifestRow = Readonly<Record<string, string>>;

/** The rows of the manifest of real files. */
export function manifestRows(): readonly ManifestRow[] {
  const [head = '', ...lines] = readFileSync(join(devFolder, 'MANIFEST.tsv'), 'utf8').split('\n');
  const names = head.split('\t');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
    });
}

/** The bytes of a file of the set. */
export function devFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(devFolder, path)));
}
