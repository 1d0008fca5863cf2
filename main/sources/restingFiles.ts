import { lstat } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { SourceItem } from './sourceItem.ts';
import type { KeptFile } from './watchedFolders.ts';
import { walkPaths } from './walkPaths.ts';

/** Tells files that are still being written from those at rest. */
export interface RestWatch {
  /** Whether the file has looked like this for long enough; the first look never suffices. */
  isAtRest(path: string, file: KeptFile): boolean;
  forget(path: string): void;
}

export function restWatch(options: { readonly clock: Clock; readonly settleMs: number }): RestWatch {
  const seen = new Map<string, { readonly looks: string; readonly sinceMs: number }>();
  return {
    isAtRest: (path, file) => {
      const looks = `${file.sizeBytes} ${file.modifiedMs}`;
      const known = seen.get(path);
      const nowMs = options.clock.monotonicMs();
      if (known?.looks !== looks) seen.set(path, { looks, sinceMs: nowMs });
      return known?.looks === looks && nowMs - known.sinceMs >= options.settleMs;
    },
    forget: (path) => {
      seen.delete(path);
    },
  };
}

export interface FreshFile {
  readonly item: SourceItem;
  readonly kept: KeptFile;
}

/** Files of a folder at rest that were not dealt with as they are now, and names of those that are gone. */
export async function findFresh(
  folder: string,
  options: {
    readonly known: ReadonlyMap<string, KeptFile>;
    readonly rest: RestWatch;
    readonly except: string;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly fresh: readonly FreshFile[]; readonly gone: readonly string[] }> {
  const { known, rest, except, signal } = options;
  const present = new Set<string>();
  const fresh: FreshFile[] = [];
  for await (const found of walkPaths([folder], { signal, except })) {
    if (found.kind !== 'item') continue;
    const { item } = found;
    const path = relative(folder, item.name);
    present.add(path);
    const modifiedMs = (await lstat(item.name).catch(() => null))?.mtimeMs;
    if (modifiedMs === undefined) continue;
    const kept = { path, sizeBytes: item.sizeBytes, modifiedMs: Math.floor(modifiedMs) };
    if (!isSame(known.get(path), kept) && rest.isAtRest(item.name, kept)) fresh.push({ item, kept });
  }
  return { fresh, gone: signal.aborted ? [] : [...known.keys()].filter((path) => !present.has(path)) };
}

function isSame(known: KeptFile | undefined, file: KeptFile): boolean {
  return known?.sizeBytes === file.sizeBytes && known.modifiedMs === file.modifiedMs;
}
