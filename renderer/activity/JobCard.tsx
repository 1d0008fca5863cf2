import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { Job } from '../../preload/contract/import.ts';
import { useI18n } from '../i18n/index.ts';
import { isActive } from '../state/jobs.ts';
import { useAppState } from '../state/AppState.tsx';
import { Button, Icon, IconButton, ProgressLine, showToast } from '../ui/index.ts';
import { jobIcons, jobTones } from './jobLook.ts';
import { jobProgress, jobTitle, summaryOf, summaryPhrases, verifyPhrase } from './jobTexts.ts';
import { RejectedDialog } from './RejectedDialog.tsx';

/** One piece of long work: what, how far in numbers, what came out, and what can be done about it. */
export function JobCard({ job }: { readonly job: Job }): ReactNode {
  const i18n = useI18n();
  const { t } = i18n;
  const { jobs } = useAppState();
  const title = jobTitle(i18n, job);
  const active = isActive(job);
  const say = (refused: Failure | null): void => {
    if (refused !== null) showToast({ text: i18n.failure(refused), tone: 'critical' });
  };
  const canResume = job.state === 'interrupted' || job.state === 'failed';
  return (
    <li className="job-card" data-tone={jobTones[job.state]}>
      <div className="job-head">
        <Icon icon={jobIcons[job.state]} />
        <p className="job-title">{title}</p>
        {active ? (
          <Button kind="quiet" onClick={() => void jobs.cancel(job.jobId).then(say)}>
            {t('activity.cancel')}
          </Button>
        ) : (
          <IconButton
            icon={X}
            label={t('activity.dismiss')}
            onClick={() => void jobs.dismiss(job.jobId).then(say)}
          />
        )}
      </div>
      {active && <ProgressLine done={job.done} label={title} total={job.total} />}
      <p className="job-line">
        {t(`jobState.${job.state}`)}
        {job.state !== 'done' && job.state !== 'waiting' && ` · ${jobProgress(i18n, job)}`}
        {!active && job.finishedAt !== null && (
          <>
            {' · '}
            <time className="job-time" dateTime={job.finishedAt}>
              {i18n.instant(job.finishedAt)}
            </time>
          </>
        )}
      </p>
      {job.failure !== null && <p className="job-failure">{i18n.failure(job.failure)}</p>}
      <JobResult job={job} />
      {canResume && (
        <Button onClick={() => void jobs.resume(job.jobId).then(say)}>{t('activity.resume')}</Button>
      )}
    </li>
  );
}

function JobResult({ job }: { readonly job: Job }): ReactNode {
  const i18n = useI18n();
  const [shown, setShown] = useState(false);
  const verified = verifyPhrase(i18n, job);
  const summary = summaryOf(job);
  if (verified !== null) {
    return <p className={verified.clean ? 'job-result' : 'job-failure'}>{verified.text}</p>;
  }
  if (summary === null) return null;
  return (
    <>
      <p className="job-result">{summaryPhrases(i18n, summary).join(' · ')}</p>
      {summary.rejected.length > 0 && (
        <p className="job-rejected">
          {i18n.t('summary.rejected', { count: summary.rejected.length })}
          <Button kind="quiet" onClick={() => setShown(true)}>
            {i18n.t('summary.showRejected')}
          </Button>
        </p>
      )}
      <RejectedDialog open={shown} rejected={summary.rejected} onClose={() => setShown(false)} />
    </>
  );
}
