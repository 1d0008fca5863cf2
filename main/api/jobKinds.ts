import { fail, succeed, unwrap, type Result } from '../domain/failure.ts';
import type { JsonValue } from '../domain/json.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { exportStudy } from '../sources/exportStudy.ts';
import { importItems } from '../sources/importItems.ts';
import { importPaths } from '../sources/importPaths.ts';
import type { ImportProgress } from '../sources/importSummary.ts';
import { wrapFiles } from '../sources/wrapFiles.ts';
import type { Job } from '../../preload/contract/import.ts';
import { jobValueOf } from './jobValue.ts';
import { segmentSeries, type SegmentInput } from './segmentSeries.ts';
import type { Uploads } from './uploads.ts';
import type { Workspace } from './workspace.ts';

/** What each kind of job is given; kept with the job, so that it can be resumed after a crash. */
interface JobInputs {
  /** `uploadId`: what a page hands over instead of paths. */
  readonly import: { readonly paths: readonly string[]; readonly uploadId?: string };
  readonly wrap: {
    readonly paths: readonly string[];
    readonly patientKey: string;
    readonly description: string;
    readonly studyDate: string | null;
  };
  readonly export: { readonly studyKey: string; readonly outDir: string; readonly subject: string };
  readonly verify: { readonly subject: string };
  readonly backup: { readonly path: string; readonly subject: string };
  readonly segment: SegmentInput & { readonly subject: string };
}

export type JobKind = keyof JobInputs;

/** Says how each kind of job is done, once per open library. */
export function defineJobs(workspace: Workspace, uploads: Uploads): void {
  const { library, session } = workspace;
  const define = <K extends JobKind>(
    kind: K,
    work: (input: JobInputs[K], context: JobContext) => Promise<JsonValue>,
  ): void =>
    library.jobs.define(kind, (context) => work(context.job.input as unknown as JobInputs[K], context));
  const importing = (context: JobContext) => ({
    signal: context.signal,
    onProgress: (progress: ImportProgress): void => tellImport(workspace, context, progress),
  });

  define('import', async ({ paths, uploadId }, context) => {
    if (uploadId === undefined) {
      return asJson(unwrap(await importPaths({ library, session, paths, ...importing(context) })));
    }
    const found = unwrap(uploads.items(uploadId));
    return asJson(unwrap(await importItems({ library, session, found, ...importing(context) })));
  });
  define('wrap', async (input, context) =>
    asJson(unwrap(await wrapFiles({ library, session, ...input, ...importing(context) }))),
  );
  define('export', async ({ studyKey, outDir }, { signal, report }) => {
    const onProgress = (done: number, total: number): void => report({ step: 'export.writing', done, total });
    const files = unwrap(await exportStudy({ library, session, studyKey, outDir, signal, onProgress }));
    return { files: files.length };
  });
  define('verify', async (_input, { signal, report }) => {
    const onProgress = (done: number, total: number): void => report({ step: 'verify.reading', done, total });
    const { objects, missing, corrupt, orphans } = await library.verify({ signal, onProgress });
    return { objects, missing: missing.length, corrupt: corrupt.length, orphans };
  });
  define('backup', async ({ path }, { signal, report }) => {
    const onProgress = (done: number, total: number): void => report({ step: 'backup.writing', done, total });
    return asJson(unwrap(await library.backup(path, { signal, onProgress })));
  });
  define('segment', async (input, context) => asJson(unwrap(await segmentSeries(workspace, input, context))));
}

/** Submits a job and lets it run; its end comes as `job.changed`. */
export function startJob<K extends JobKind>(
  workspace: Workspace,
  kind: K,
  input: JobInputs[K],
): Result<{ jobId: string }> {
  const { library, session } = workspace;
  const job = library.jobs.submit({ kind, input: input as unknown as JsonValue, actor: session.user.id });
  runJob(workspace, job.id);
  return succeed({ jobId: job.id });
}

/** The job as the page sees it; `NOT_FOUND` where there is none. */
export function describeJob(workspace: Workspace, jobId: string): Result<Job> {
  const job = workspace.library.jobs.get(jobId);
  if (job === null) return fail('NOT_FOUND', 'There is no such job.');
  const abandoned = workspace.library.jobs.abandoned().some(({ id }) => id === jobId);
  return succeed(jobValueOf(job, abandoned));
}

/** Runs in the background: failures are in the job itself. */
export function runJob(workspace: Workspace, jobId: string): void {
  workspace.library.jobs.run(jobId).catch((error: unknown) => {
    workspace.logger.error('job.bug', { job: jobId, error: error instanceof Error ? error.message : '' });
  });
}

function tellImport(workspace: Workspace, context: JobContext, progress: ImportProgress): void {
  context.report({ step: 'import.reading', done: progress.done, total: progress.total });
  if (progress.studyKeys.length > 0) {
    workspace.hub.emit('catalog.changed', {
      revision: workspace.library.db.version(),
      studyKeys: [...progress.studyKeys],
    });
  }
}

/** Results are plain data already; this says so to the compiler. */
function asJson(value: object): JsonValue {
  return value as unknown as JsonValue;
}
