import { importSummary, type ImportSummary, type Job } from '../../preload/contract/import.ts';
import type { I18n } from '../i18n/index.ts';
import { z } from 'zod';

/** What a job does and on what, in one line. */
export function jobTitle(i18n: I18n, job: Job): string {
  const kind = i18n.t(`job.${job.kind}`);
  return job.subject === '' ? kind : `${kind} · ${job.subject}`;
}

/** How far it is, in numbers: `1,204 of 2,000 files`; without the total where an archive turned out to hold more. */
export function jobProgress(i18n: I18n, job: Job): string {
  const amount = (value: number): string => (job.unit === 'bytes' ? i18n.bytes(value) : i18n.number(value));
  const done = amount(job.done);
  if (job.total === null || job.done > job.total) return i18n.t(`jobUnit.open.${job.unit}`, { done });
  const total = amount(job.total);
  return i18n.t(`jobUnit.${job.unit}`, { done, total });
}

/** The import summary of a job that has one. */
export function summaryOf(job: Job): ImportSummary | null {
  if (job.kind !== 'import') return null;
  const parsed = importSummary.safeParse(job.result);
  return parsed.success ? parsed.data : null;
}

/** What an import brought, as short phrases in the order of their weight. */
export function summaryPhrases(i18n: I18n, summary: ImportSummary): readonly string[] {
  const { t } = i18n;
  const phrases = [
    summary.instances > 0
      ? t('summary.imported', { count: summary.studies, images: summary.instances })
      : t('summary.nothingNew'),
    summary.duplicates > 0 ? t('summary.duplicates', { count: summary.duplicates }) : null,
    summary.conflicts > 0 ? t('summary.conflicts', { count: summary.conflicts }) : null,
    t('summary.took', { time: i18n.seconds(summary.seconds) }),
  ];
  return phrases.filter((phrase) => phrase !== null);
}

const verifyResult = z.object({ objects: z.int(), missing: z.int(), corrupt: z.int() });

/** What a check of the library found; null for other jobs. */
export function verifyPhrase(
  i18n: I18n,
  job: Job,
): { readonly text: string; readonly clean: boolean } | null {
  const parsed = verifyResult.safeParse(job.result);
  if (job.kind !== 'verify' || !parsed.success) return null;
  const { objects, missing, corrupt } = parsed.data;
  const clean = missing === 0 && corrupt === 0;
  const text = clean
    ? i18n.t('summary.verified', { objects })
    : i18n.t('summary.verifyBad', { objects, missing, corrupt });
  return { text, clean };
}
