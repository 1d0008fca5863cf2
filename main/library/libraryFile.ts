import { join } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Files } from '../ports/files.ts';
import { writeDurably } from '../ports/writeDurably.ts';
import { decodeChecked, encodeChecked } from '../vault/checkedJson.ts';

/** Raised when an older program would misread the folder. */
const formatVersion = 1;

const schema = z.strictObject({
  format: z.literal('axial-library'),
  formatVersion: z.literal(formatVersion),
  libraryId: z.uuid(),
  tenantId: z.uuid(),
  createdMs: z.int(),
});

const anyVersion = z.looseObject({ format: z.literal('axial-library'), formatVersion: z.int() });

/** What a library says of itself without a key: `library.json`, never changed after it is made. */
export type LibraryFile = Omit<z.infer<typeof schema>, 'format' | 'formatVersion'>;

/** The file that makes a folder a library. */
export function libraryFilePath(dir: string): string {
  return join(dir, 'library.json');
}

export async function writeLibraryFile(files: Files, dir: string, library: LibraryFile): Promise<void> {
  const { libraryId, tenantId, createdMs } = library;
  const value = { format: 'axial-library', formatVersion, libraryId, tenantId, createdMs };
  await writeDurably(files, libraryFilePath(dir), encodeChecked(value));
}

/** Fails with `LIBRARY_NEWER` or `LIBRARY_CORRUPT`; the caller has seen that the file is there. */
export async function readLibraryFile(files: Files, dir: string): Promise<Result<LibraryFile>> {
  const bytes = await files.readFile(libraryFilePath(dir));
  const known = decodeChecked(bytes, schema);
  if (known !== null) return succeed(known);
  const later = decodeChecked(bytes, anyVersion);
  if (later !== null && later.formatVersion > formatVersion) {
    return fail('LIBRARY_NEWER', undefined, { found: later.formatVersion, known: formatVersion });
  }
  return fail('LIBRARY_CORRUPT', 'The library does not open: library.json is damaged.');
}
