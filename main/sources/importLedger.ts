import type { Failure } from '../domain/failure.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImportProgress, ImportSummary, RejectedFile } from './importSummary.ts';

/** Progress without a commit is told at most this often. */
const tellEveryMs = 200;

/** What commits add to the counts. */
export type Counted = Pick<ImportSummary, 'studies' | 'series' | 'instances' | 'duplicates' | 'conflicts'>;

/** The running account of one import. */
export interface ImportLedger {
  reject(file: string, failure: Failure): void;
  /** Files are dealt with: refused, or committed. */
  finish(files: number): void;
  /** More files are known of: an archive was opened. */
  expect(files: number): void;
  commit(counted: Counted, studyKeys: readonly string[]): void;
  setTotal(files: number): void;
  summary(): ImportSummary;
}

export function importLedger(options: {
  readonly clock: Clock;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}): ImportLedger {
  const { clock, onProgress } = options;
  const startedMs = clock.monotonicMs();
  const rejected: RejectedFile[] = [];
  const refused = new Set<string>();
  let counted: Counted = { studies: 0, series: 0, instances: 0, duplicates: 0, conflicts: 0 };
  let done = 0;
  let total: number | null = null;
  let unpacked = 0;
  let toldMs = -Infinity;

  const summary = (): ImportSummary => ({
    ...counted,
    rejected: [...rejected],
    seconds: Math.round(clock.monotonicMs() - startedMs) / 1000,
  });
  const tell = (studyKeys: readonly string[]): void => {
    const nowMs = clock.monotonicMs();
    if (onProgress === undefined || (studyKeys.length === 0 && nowMs - toldMs < tellEveryMs)) return;
    toldMs = nowMs;
    onProgress({ done, total: total === null ? null : total + unpacked, studyKeys, summary: summary() });
  };
  return {
    reject: (file, failure) => {
      const key = `${failure.code}\0${file}`;
      if (refused.has(key)) return;
      refused.add(key);
      rejected.push({ file, code: failure.code, message: failure.message });
    },
    finish: (files) => {
      done += files;
      tell([]);
    },
    expect: (files) => {
      unpacked += files;
    },
    commit: (added, studyKeys) => {
      counted = {
        studies: counted.studies + added.studies,
        series: counted.series + added.series,
        instances: counted.instances + added.instances,
        duplicates: counted.duplicates + added.duplicates,
        conflicts: counted.conflicts + added.conflicts,
      };
      tell(studyKeys);
    },
    setTotal: (files) => {
      total = files;
    },
    summary,
  };
}
