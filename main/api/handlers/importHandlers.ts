import { fail, succeed } from '../../domain/failure.ts';
import { isEnded } from '../../jobs/jobStates.ts';
import type { importCalls } from '../../../preload/contract/import.ts';
import type { HandlersOf } from '../handler.ts';
import { describeJob, runJob, startJob } from '../jobKinds.ts';
import { jobValueOf } from '../jobValue.ts';
import type { Uploads } from '../uploads.ts';
import type { FolderWatcher } from '../../sources/watchFolders.ts';
import type { Workspace } from '../workspace.ts';

/** What the shell can ask the user with; null where it has no dialogs. */
export type ChoosePaths = ((kind: 'files' | 'folder') => Promise<readonly string[] | null>) | null;

export function importHandlers(options: {
  readonly open: () => Workspace;
  readonly uploads: Uploads;
  readonly watcher: () => FolderWatcher;
  readonly choosePaths: ChoosePaths;
}): HandlersOf<keyof typeof importCalls> {
  const { open, uploads, watcher, choosePaths } = options;
  /** Ended jobs that a person has put away; the log of what was done is the audit log. */
  const dismissed = new Set<string>();
  const listWatched = () =>
    succeed(
      watcher()
        .list()
        .map((folder) => ({ ...folder })),
    );
  return {
    'import.start': async ({ paths }) => startJob(open(), 'import', { paths }),
    'import.choose': async ({ kind }) => {
      if (choosePaths === null)
        return fail('INVALID_INPUT', 'This window has no dialogs; drop the files instead.');
      const paths = await choosePaths(kind);
      return succeed({ paths: paths === null ? null : [...paths] });
    },
    'import.beginUpload': async (announced) => {
      const room = await open().library.checkSpace(announced.bytes);
      if (!room.ok) return room;
      const { uploadId, url } = uploads.begin(announced);
      const started = startJob(open(), 'import', { paths: [], uploadId });
      return started.ok ? succeed({ uploadId, url, jobId: started.value.jobId }) : started;
    },
    'import.finishUpload': async ({ uploadId }) => {
      const finished = uploads.finish(uploadId);
      return finished.ok ? succeed({}) : finished;
    },
    'import.wrap': async (input) => startJob(open(), 'wrap', input),
    'watched.list': async () => listWatched(),
    'watched.add': async ({ path }) => {
      const added = await watcher().add(path);
      return added.ok ? listWatched() : added;
    },
    'watched.remove': async ({ path }) => {
      const removed = await watcher().remove(path);
      return removed.ok ? listWatched() : removed;
    },
    'jobs.list': async () => {
      const { jobs } = open().library;
      const abandoned = new Set(jobs.abandoned().map(({ id }) => id));
      const shown = jobs.list({ limit: 100 }).filter(({ id }) => !dismissed.has(id));
      return succeed(shown.map((job) => jobValueOf(job, abandoned.has(job.id))));
    },
    'jobs.cancel': async ({ jobId }) => {
      const cancelled = open().library.jobs.cancel(jobId);
      return cancelled.ok ? describeJob(open(), jobId) : cancelled;
    },
    'jobs.resume': async ({ jobId }) => {
      const { jobs } = open().library;
      const job = jobs.get(jobId);
      if (job === null) return fail('NOT_FOUND', 'There is no such job.');
      if (!isEnded(job.state)) {
        runJob(open(), jobId);
        return describeJob(open(), jobId);
      }
      // What has ended begins anew; an import skips what it holds already.
      dismissed.add(jobId);
      const again = jobs.submit({ kind: job.kind, input: job.input, actor: open().session.user.id });
      runJob(open(), again.id);
      return describeJob(open(), again.id);
    },
    'jobs.dismiss': async ({ jobId }) => {
      dismissed.add(jobId);
      return succeed({});
    },
  };
}
