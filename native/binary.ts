import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version of Node-API that the kernels need: 8 is in every Node since 12.22 and in every Electron since 13. */
export const napiVersion = 8;

export const sourceFolder = join(import.meta.dirname, 'src');
export const buildFolder = join(import.meta.dirname, 'build');

/** The note beside a compiled file: which file serves this platform and from which sources it was made. */
export interface BuildStamp {
  /** File name inside the build folder. */
  readonly file: string;
  /** What `sourcesHash` gave when it was compiled. */
  readonly sources: string;
  /** First line of the compiler's version. */
  readonly compiler: string;
}

/** Where the stamp of this platform lies; platforms do not overwrite each other. */
export function stampPath(folder: string = buildFolder): string {
  return join(folder, `${process.platform}-${process.arch}.json`);
}

/** SHA-256 over names and contents of the C++ sources; null where they were not shipped (a packed application). */
export function sourcesHash(folder: string = sourceFolder): string | null {
  if (!existsSync(folder)) return null;
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Reads the stamp; null where nothing was built for this platform or the stamp is not one. */
export function readStamp(folder: string = buildFolder): BuildStamp | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(stampPath(folder), 'utf8'));
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { file, sources, compiler } = parsed as Record<string, unknown>;
  if (typeof file !== 'string' || typeof sources !== 'string' || typeof compiler !== 'string') return null;
  return /^[\w.-]+\.node$/.test(file) ? { file, sources, compiler } : null;
}
