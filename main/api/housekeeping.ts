import { purgeRemoved } from '../catalog/purgeRemoved.ts';
import { failureOf } from '../domain/failure.ts';
import type { Workspace } from './workspace.ts';

const dayMs = 24 * 3_600_000;

/**
 * What an open library does by itself: studies removed more than 30 days ago go for good, at its start and once a day.
 * Not while the clock is known to be wrong: it would decide what is deleted.
 */
export function keepHouse(workspace: Workspace): void {
  const { library, session, clock, logger } = workspace;
  const purge = (): void => {
    if (library.warnings.some(({ code }) => code === 'CLOCK_BEHIND')) return;
    try {
      const { studies, objects } = purgeRemoved({ library, session, clock });
      if (studies > 0) logger.info('library.purged', { studies, objects });
    } catch (error) {
      // A full or busy disk: what was due stays until tomorrow.
      logger.warn('library.purge-failed', { code: failureOf(error).code });
    }
  };
  purge();
  const timer = setInterval(purge, dayMs);
  timer.unref();
  library.onLock(() => clearInterval(timer));
}
