import { resolve } from 'node:path';
import type { Result } from '../../domain/failure.ts';

/** Files and folders that the desktop asked to open, kept until they can be imported. */
export interface OpenRequests {
  /** Absolute paths. Imported at once while a library is open, else as soon as one is. */
  open(paths: readonly string[]): void;
  /** The library was opened, made or unlocked: what waits is imported now. */
  libraryChanged(state: string): void;
}

/** `importPaths` starts one import; a refusal because the library is locked keeps the paths. */
export function createOpenRequests(
  importPaths: (paths: readonly string[]) => Promise<Result<unknown>>,
): OpenRequests {
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    const paths = [...new Set(waiting)];
    if (paths.length === 0) return;
    waiting = [];
    const result = await importPaths(paths);
    if (result.ok) return;
    const { code } = result.failure;
    if (code === 'LIBRARY_LOCKED' || code === 'LIBRARY_NOT_FOUND' || code === 'SERVICES_RESTARTED') {
      waiting = [...paths, ...waiting];
    }
  };
  return {
    open(paths) {
      waiting.push(...paths);
      void flush();
    },
    libraryChanged(state) {
      if (state === 'open') void flush();
    },
  };
}

/**
 * The files and folders among the arguments of a start, made absolute against the folder it was started in.
 * Switches (ours and the browser's own) are no files; neither is what does not exist.
 */
export function pathsOfArguments(
  args: readonly string[],
  options: { readonly workingFolder: string; readonly exists: (path: string) => boolean },
): readonly string[] {
  return args
    .filter(
      (argument) =>
        argument !== '' && !argument.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(argument),
    )
    .map((argument) => resolve(options.workingFolder, argument))
    .filter(options.exists);
}
