import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addInstances } from '../../main/catalog/addInstances.ts';
import { searchStudies, type StudySearch } from '../../main/catalog/searchStudies.ts';
import { testInstance } from '../../main/catalog/testInstance.ts';
import type { NewInstance } from '../../main/catalog/newInstance.ts';
import { migrations } from '../../main/database/migrations.ts';
import { openDatabase } from '../../main/database/openDatabase.ts';
import { unwrap } from '../../main/domain/failure.ts';
import type { BenchResult } from './row.ts';

const studies = 100_000;
const limitMs = 50;
const rounds = 5;

const families = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '曾',
  '单',
  '仇',
  '解',
  'Smith',
  'Müller',
  'García',
  'Nguyen',
];
const givens = ['小东', '明', '秀英', '建国', 'Anna', 'Peter', 'José', 'Björn', 'Zoë', 'Xiaodong'];
const descriptions = ['胸部CT平扫', 'Abdomen', 'CHEST PA', 'Brain MRI', '腰椎'];
const modalities = ['CT', 'MR', 'CR', 'US', 'MG', 'PT'];

const everything: StudySearch = {
  query: '',
  filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
  sort: { by: 'studyDate', descending: true },
  offset: 0,
  limit: 100,
};
const questions: readonly (readonly [string, Partial<StudySearch>])[] = [
  ['all, newest first', {}],
  ['all, by name', { sort: { by: 'patientName', descending: false } }],
  ['all, last window', { offset: studies - 100 }],
  ['one letter: w', { query: 'w' }],
  ['one character: 王', { query: '王' }],
  ['a run: 小东', { query: '小东' }],
  ['initials: wxd', { query: 'wxd' }],
  ['two words: wang xiaodong', { query: 'wang xiaodong' }],
  ['an id: p12345', { query: 'p12345' }],
  ['a modality filter', { filter: { ...everything.filter, modalities: ['MG'] } }],
  ['a month of dates', { filter: { ...everything.filter, dateFrom: '20100101', dateTo: '20100131' } }],
  [
    'w and a filter, by name',
    {
      query: 'w',
      filter: { ...everything.filter, modalities: ['CT'] },
      sort: { by: 'patientName', descending: false },
    },
  ],
];

/** The worklist with 100,000 studies: a window of 100 rows and the count of all, for each way of asking. */
export async function benchSearch(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-search-'));
  const path = join(folder, 'catalog.db');
  const db = unwrap(openDatabase({ path, key: new Uint8Array(32).fill(1), create: true, migrations }));
  try {
    for (let at = 0; at < studies; at += 1_000) {
      const instances = Array.from({ length: 1_000 }, (_, index) => madeStudy(at + index));
      db.write((tx) => addInstances(tx, { instances, nowMs: 1_700_000_000_000 + at }));
    }
    const rows = questions.map(([what, question]) => {
      const times = Array.from({ length: rounds }, () => {
        const startedMs = performance.now();
        searchStudies(db.read, { ...everything, ...question });
        return performance.now() - startedMs;
      });
      const medianMs = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
      return {
        what: `search of 100,000 studies: ${what}`,
        ours: `${medianMs.toFixed(1)} ms`,
        peer: `${limitMs} ms`,
        ratio: limitMs / medianMs,
        wanted: 1,
      };
    });
    return { kind: 'rows', rows };
  } finally {
    db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const template = testInstance();

function madeStudy(index: number): NewInstance {
  // A multiplicative hash: neighbours have nothing in common, every run has the same.
  const pick = <T>(list: readonly T[], salt: number): T => {
    const hash = Math.imul(index + 1, 2_654_435_761) ^ Math.imul(salt, 40_503);
    return list[(hash >>> 8) % list.length] as T;
  };
  const family = pick(families, 1);
  const text = `${family}^${pick(givens, 2)}`;
  const uid = `1.2.840.99.${index}` as NewInstance['header']['study']['uid'];
  const year = 2000 + (index % 26);
  const date = `${year}${String(1 + (index % 12)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}`;
  const { header } = template;
  const part = { text, family, given: '', middle: '', prefix: '', suffix: '' };
  const key = index.toString(16).padStart(64, '0');
  return {
    ...template,
    instanceKey: key,
    identity: key as NewInstance['identity'],
    patient: { patientKey: `00000000-0000-5000-8000-${index.toString(16).padStart(12, '0')}`, grouped: true },
    stated: { issuerOfId: null, id: `P${index}`, birthDate: '19700101', name: text },
    header: {
      ...header,
      patient: {
        ...header.patient,
        id: `P${index}`,
        name: { raw: text, alphabetic: part, ideographic: null, phonetic: null },
      },
      study: { ...header.study, uid, date, description: pick(descriptions, 3), accessionNumber: `A${index}` },
      series: { ...header.series, uid, modality: pick(modalities, 4) },
      instance: { ...header.instance, sopInstanceUid: uid },
    },
  };
}
