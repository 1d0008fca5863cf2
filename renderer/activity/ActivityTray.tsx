import './ActivityTray.css';
import { ListChecks, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { isActive, orderJobs } from '../state/jobs.ts';
import { useAppState, useJobs } from '../state/AppState.tsx';
import { Button, EmptyState, ErrorState, IconButton } from '../ui/index.ts';
import { JobCard } from './JobCard.tsx';

/** All long work of this library: a panel beside the screen, never in its way. */
export function ActivityTray(): ReactNode {
  const { t } = useI18n();
  const { route, jobs } = useAppState();
  const byId = useJobs((state) => state.byId);
  const failure = useJobs((state) => state.failure);
  const panel = useRef<HTMLElement>(null);
  const ordered = orderJobs(byId);
  const finished = ordered.filter((job) => !isActive(job));
  const close = (): void => route.show('none');
  useEffect(() => panel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel
    <aside
      aria-label={t('activity.title')}
      className="activity-tray"
      ref={panel}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="activity-head">
        <h2>{t('activity.title')}</h2>
        {finished.length > 0 && (
          <Button
            kind="quiet"
            onClick={() => {
              for (const job of finished) void jobs.dismiss(job.jobId);
            }}
          >
            {t('activity.clearAll')}
          </Button>
        )}
        <IconButton icon={X} label={t('app.close')} onClick={close} />
      </header>
      {failure !== null && <ErrorState failure={failure} onRetry={() => void jobs.load()} />}
      {failure === null && ordered.length === 0 && (
        <EmptyState icon={ListChecks} title={t('activity.empty')} text={t('activity.emptyText')} />
      )}
      <ul className="activity-list">
        {ordered.map((job) => (
          <JobCard job={job} key={job.jobId} />
        ))}
      </ul>
    </aside>
  );
}
