import { resolve } from 'node:path';
import { libraryState } from '../../../preload/contract/library.ts';
import type { FailureCode, Result } from '../../domain/failure.ts';

/** Files and folders that the desktop asked to open, kept until they can be imported. */
export interface OpenRequests {
  /** Absolute paths. Imported at once while the reader's own library is open, else as soon as it is. */
  open(paths: readonly string[]): void;
  /** The library was opened, made or unlocked: what waits may be imported now. */
  libraryChanged(): void;
}

/** After these the same import can succeed later. */
const passing: readonly FailureCode[] = ['LIBRARY_LOCKED', 'LIBRARY_NOT_FOUND', 'SERVICES_RESTARTED'];

/** `call` reaches the services. Nothing goes into the sample library, which is gone with the program. */
export function createOpenRequests(
  call: (name: 'library.state' | 'import.start', input: unknown) => Promise<Result<unknown>>,
): OpenRequests {
  let waiting: readonly string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const answer = await call('library.state', {});
    const state = answer.ok ? libraryState.safeParse(answer.value).data : undefined;
    if (state?.state !== 'open' || state.sample) return;
    const paths = [...new Set(waiting)];
    waiting = [];
    if (paths.length === 0) return;
    const result = await call('import.start', { paths });
    if (!result.ok && passing.includes(result.failure.code)) waiting = [...paths, ...waiting];
  };
  return {
    open(paths) {
      waiting = [...waiting, ...paths];
      void flush();
    },
    libraryChanged() {
      void flush();
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
