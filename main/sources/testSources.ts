import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { catalogDigest } from '../catalog/catalogDigest.ts';
import { unwrap } from '../domain/failure.ts';
import type { Library } from '../library/library.ts';
import { testLibrary } from '../library/testLibrary.ts';
import type { Session } from '../library/users.ts';
import { importPaths } from './importPaths.ts';
import type { ImportSummary } from './importSummary.ts';

export interface TestDesk {
  readonly library: Library;
  readonly session: Session;
  /** Imports, and throws where the import as a whole fails. */
  importAll(...paths: string[]): Promise<ImportSummary>;
}

/** For tests: a library and who acts on it. */
export async function testDesk(): Promise<TestDesk> {
  const library = await testLibrary({ digestParts: catalogDigest });
  const session = unwrap(await library.session());
  return {
    library,
    session,
    importAll: async (...paths) => unwrap(await importPaths({ library, session, paths })),
  };
}

/** For tests: writes files below a folder, making folders on the way. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** For tests: writes an archive; a link is an entry whose `link` is its target. */
export async function writeZip(
  path: string,
  entries: Readonly<Record<string, Uint8Array | string | { readonly link: string }>>,
): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    if (content instanceof Uint8Array) zip.addBuffer(Buffer.from(content), name);
    else if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name);
    else zip.addBuffer(Buffer.from(content.link), name, { mode: 0o120777 });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** For tests: what was refused, as `name code`, the names without the folder that they lie in. */
export function refusals(summary: ImportSummary, folder: string): readonly string[] {
  return summary.rejected
    .map(({ file, code }) => `${file.replace(`${folder}/`, '')} ${code}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
}
