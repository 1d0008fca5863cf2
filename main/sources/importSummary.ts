import type { FailureCode } from '../domain/failure.ts';

/** A file that was not taken. */
export interface RejectedFile {
  /** As given or found; inside an archive `a.zip!/x/y`. */
  readonly file: string;
  readonly code: FailureCode;
  readonly message: string;
}

/** What one import added (the JSON of `axial import`). */
export interface ImportSummary {
  /** New studies and series; instances kept, conflicting ones included. */
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  /** Files whose very bytes were held already. */
  readonly duplicates: number;
  /** Instances whose SOP Instance UID was held already with other bytes. */
  readonly conflicts: number;
  readonly rejected: readonly RejectedFile[];
  readonly seconds: number;
}

/** What an import tells while it runs. */
export interface ImportProgress {
  /** Files dealt with, whatever became of them; entries of archives count as files. */
  readonly done: number;
  /** Files known of; grows when archives open. Null until the folders have been counted. */
  readonly total: number | null;
  /** Studies whose rows changed with this commit; empty where nothing was committed. */
  readonly studyKeys: readonly string[];
  readonly summary: ImportSummary;
}
