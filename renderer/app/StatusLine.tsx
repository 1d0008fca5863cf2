import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { jobTitle } from '../activity/jobTexts.ts';
import { useConnectionState } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { isActive, orderJobs } from '../state/jobs.ts';
import { useAppState, useJobs, useSession } from '../state/AppState.tsx';
import { Icon, ProgressLine } from '../ui/index.ts';

/** The bottom of every screen: what the program is for, what it works on, who works. */
export function StatusLine(): ReactNode {
  const { t } = useI18n();
  const user = useSession(({ library }) => (library?.sample === true ? null : (library?.user ?? null)));
  const lost = useConnectionState() === 'lost';
  return (
    <footer aria-label={t('app.statusLine')} className="status-line">
      <span className="status-line-notice">{t('app.research')}</span>
      <span className="top-bar-space" />
      <RunningJob />
      {lost && (
        <span className="status-line-lost">
          <Icon icon={Unplug} />
          {t('app.offlineShort')}
        </span>
      )}
      {user !== null && (
        <span>
          {user.name} · {t(`role.${user.role}`)}
        </span>
      )}
    </footer>
  );
}

function RunningJob(): ReactNode {
  const i18n = useI18n();
  const { route } = useAppState();
  const byId = useJobs((state) => state.byId);
  const job = orderJobs(byId).find(isActive);
  if (job === undefined) return null;
  const title = jobTitle(i18n, job);
  return (
    <button className="status-line-job" type="button" onClick={() => route.show('activity')}>
      {title}
      <ProgressLine done={job.done} label={title} total={job.total} />
      {job.total !== null && job.total > 0 && (
        <span>{i18n.number(Math.floor((100 * job.done) / job.total))}%</span>
      )}
    </button>
  );
}
