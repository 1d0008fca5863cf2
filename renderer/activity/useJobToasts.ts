import type { Job } from '../../preload/contract/import.ts';
import { useEvent } from '../client/index.ts';
import { useI18n, type I18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { showToast, type ToastMessage } from '../ui/index.ts';
import { jobTitle, summaryOf, verifyPhrase } from './jobTexts.ts';
import { useRef } from 'react';

/** Says in one sentence how long work ended, unless the tray that says it already is open. */
export function useJobToasts(): void {
  const i18n = useI18n();
  const { route } = useAppState();
  const said = useRef(new Set<string>());
  useEvent('job.changed', (job) => {
    if (job.state !== 'done' && job.state !== 'failed') {
      said.current.delete(job.jobId);
      return;
    }
    if (said.current.has(job.jobId)) return;
    said.current.add(job.jobId);
    if (route.getState().overlay === 'activity') return;
    const message = endMessage(i18n, job, () => route.show('activity'));
    if (message !== null) showToast(message);
  });
}

/** Null where the screen that asked for the work shows its end itself. */
function endMessage(i18n: I18n, job: Job, onDetails: () => void): ToastMessage | null {
  const { t } = i18n;
  const action = { label: t('toast.details'), onSelect: onDetails };
  if (job.failure !== null) {
    const text = t('toast.failed', { what: jobTitle(i18n, job), why: i18n.failure(job.failure) });
    return { text, tone: 'critical', action };
  }
  const summary = summaryOf(job);
  if (summary !== null) {
    const brought =
      summary.instances > 0
        ? t('toast.imported', { count: summary.studies, images: summary.instances })
        : t('toast.importedNothing');
    if (summary.rejected.length === 0) return { text: brought };
    const rejected = t('toast.rejected', { count: summary.rejected.length });
    return { text: `${brought} ${rejected}`, tone: 'attention', action };
  }
  const verified = verifyPhrase(i18n, job);
  if (verified !== null) {
    return verified.clean
      ? { text: verified.text, tone: 'verified' }
      : { text: verified.text, tone: 'critical', action, stayMs: 0 };
  }
  return job.kind === 'segment' ? null : { text: t('toast.done', { what: jobTitle(i18n, job) }), action };
}
