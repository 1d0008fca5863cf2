import type { Workspace } from './workspace.ts';
import { describeJob } from './jobKinds.ts';

/** How often other processes' commits are looked for. One pragma; nothing is read where nothing changed. */
const pollMs = 750;

/**
 * Tells windows what changed: jobs at once, and commits of other processes (the command line imports while a window is
 * open) within a second. Ends when the library locks.
 */
export function followCommits(workspace: Workspace): void {
  const { library, hub } = workspace;
  let seen = library.db.version();
  const look = (): void => {
    const now = library.db.version();
    if (now === seen) return;
    seen = now;
    hub.emit('catalog.changed', { revision: now, studyKeys: [] });
  };
  const timer = setInterval(look, pollMs);
  timer.unref();
  const stopJobs = library.jobs.onChange((job) => {
    const described = describeJob(workspace, job.id);
    if (described.ok) hub.emit('job.changed', described.value);
  });
  library.onLock(() => {
    clearInterval(timer);
    stopJobs();
  });
}
