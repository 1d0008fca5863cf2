import { fail, succeed } from '../../domain/failure.ts';
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
  readonly uploads: () => Uploads;
  readonly watcher: () => FolderWatcher;
  readonly choosePaths: ChoosePaths;
}): HandlersOf<keyof typeof importCalls> {
  const { open, uploads, watcher, choosePaths } = options;
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
    'import.beginUpload': async ({ files, bytes }) => uploads().begin(open(), { files, bytes }),
    'import.finishUpload': async ({ uploadId }) => uploads().finish(open(), uploadId),
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
      return succeed(jobs.list({ limit: 100 }).map((job) => jobValueOf(job, abandoned.has(job.id))));
    },
    'jobs.cancel': async ({ jobId }) => {
      const cancelled = open().library.jobs.cancel(jobId);
      return cancelled.ok ? describeJob(open(), jobId) : cancelled;
    },
    'jobs.resume': async ({ jobId }) => {
      const found = describeJob(open(), jobId);
      if (!found.ok) return found;
      runJob(open(), jobId);
      return describeJob(open(), jobId);
    },
    'jobs.dismiss': async ({ jobId }) => {
      const dismissed = open().library.jobs.dismiss(jobId);
      return dismissed.ok ? succeed({}) : dismissed;
    },
  };
}
