import { describe, expect, it } from 'vitest';
import type { Job } from '../../preload/contract/import.ts';
import { createI18n } from '../i18n/i18n.ts';
import { jobProgress, jobTitle, summaryOf, summaryPhrases, verifyPhrase } from './jobTexts.ts';

const en = createI18n('en');
const zh = createI18n('zh-CN');
const job = (part: Partial<Job>): Job => ({
  jobId: 'a',
  kind: 'import',
  state: 'running',
  subject: 'dev',
  done: 1204,
  total: 2000,
  unit: 'files',
  startedAt: null,
  finishedAt: null,
  failure: null,
  result: null,
  ...part,
});
const summary = {
  studies: 1,
  series: 2,
  instances: 631,
  duplicates: 4,
  conflicts: 1,
  rejected: [],
  seconds: 74,
};

describe('the words of a job', () => {
  it('say what and how far, with numbers', () => {
    expect(jobTitle(en, job({}))).toBe('Import · dev');
    expect(jobProgress(en, job({}))).toBe('1,204 of 2,000 files');
    expect(jobProgress(zh, job({}))).toBe('1,204 / 2,000 个文件');
    expect(jobProgress(en, job({ unit: 'bytes', done: 3.2e9, total: 25.3e9 }))).toBe(
      '3.2\u2009GB of 25.3\u2009GB',
    );
  });

  it('leave out a total that is unknown or was too low', () => {
    expect(jobProgress(en, job({ total: null }))).toBe('1,204 files');
    expect(jobProgress(en, job({ total: 630 }))).toBe('1,204 files');
  });

  it('sum up an import by its weight', () => {
    const done = job({ state: 'done', result: summary });
    expect(summaryPhrases(en, summaryOf(done) ?? summary)).toEqual([
      '631 images in 1 study',
      '4 already held',
      '1 conflicting copy, both kept',
      'in 1:14',
    ]);
    expect(summaryOf(job({ result: { studies: 'many' } }))).toBeNull();
    expect(summaryOf(job({ kind: 'verify', result: summary }))).toBeNull();
  });

  it('say whether the library is whole', () => {
    const check = (missing: number) =>
      verifyPhrase(en, job({ kind: 'verify', result: { objects: 9, missing, corrupt: 0, orphans: 0 } }));
    expect(check(0)).toEqual({ text: '9 objects read, none missing or damaged', clean: true });
    expect(check(2)?.clean).toBe(false);
  });
});
