import { deflateSync } from 'node:zlib';
import { fail, succeed, type Failure, type Result } from '../../main/domain/failure.ts';
import type { SeriesRow, StudyRow } from '../../preload/contract/catalog.ts';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/contract.ts';
import type { Job } from '../../preload/contract/import.ts';
import type { LibraryState } from '../../preload/contract/library.ts';
import { fakeStudy } from './fakeStudies.ts';

export interface FakeOptions {
  readonly state: LibraryState['state'];
  readonly studies: number;
  readonly jobs?: readonly Job[];
  /** Answers of these calls fail. */
  readonly failures?: Readonly<Partial<Record<CallName, Failure>>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface FakeLibrary {
  readonly call: (name: CallName, input: unknown) => Result<unknown>;
  readonly thumbnail: (path: string) => Buffer;
}

type Answers = {
  readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Failure;
};

export const fakePassphrase = 'correct horse battery';

/** A library that exists only here. What it does not know answers NOT_FOUND. */
export function createFakeLibrary(
  options: FakeOptions,
  emit: (name: string, payload: unknown) => void,
): FakeLibrary {
  let state = options.state;
  const studies = Array.from({ length: options.studies }, (_, index) => fakeStudy(index));
  const removed = new Set<string>();
  const jobs = new Map((options.jobs ?? []).map((job) => [job.jobId, job]));
  const settings = new Map(Object.entries(options.settings ?? {}));
  const libraryState = (): LibraryState => ({
    state,
    failure: state === 'failed' ? failureOf('LIBRARY_NEWER') : null,
    libraryId: state === 'none' ? null : '01933f7e-0000-7000-8000-000000000000',
    user: state === 'open' ? { name: 'Dr Test', role: 'administrator' } : null,
    sample: false,
    userNames: state === 'none' ? [] : ['Dr Test', '测试医生'],
  });
  const become = (next: LibraryState['state']): LibraryState => {
    state = next;
    emit('library.changed', libraryState());
    return libraryState();
  };
  const find = (studyKey: string): StudyRow | null =>
    studies.find((row) => row.studyKey === studyKey) ?? null;
  const change = (studyKey: string, part: Partial<StudyRow>): { study: StudyRow } | Failure => {
    const index = studies.findIndex((row) => row.studyKey === studyKey);
    const row = studies[index];
    if (row === undefined) return failureOf('NOT_FOUND');
    const study = { ...row, ...part };
    studies[index] = study;
    return { study };
  };
  const changed = (): void => emit('catalog.changed', { revision: Date.now(), studyKeys: [] });

  const answers: Answers = {
    'app.info': () => ({
      version: '0.1.0',
      shell: 'loopback',
      kernels: { engine: 'native', reason: null },
      dialogs: false,
    }),
    'library.state': libraryState,
    'library.create': () => ({
      recoveryKey: 'TEST0-TEST1-TEST2-TEST3-TEST4-TEST5-TEST6-TEST7',
      state: become('open'),
    }),
    'library.unlock': ({ passphrase }) =>
      passphrase === fakePassphrase ? become('open') : failureOf('LIBRARY_WRONG_KEY'),
    'library.lock': () => become('locked'),
    'library.storage': () => ({
      studies: studies.length,
      instances: 48_211,
      objectBytes: 25_300_000_000,
      freeBytes: 412_000_000_000,
    }),
    'library.verify': () => ({ jobId: 'job-verify' }),
    'settings.get': ({ key }) => ({ value: (settings.get(key) ?? null) as null }),
    'settings.set': ({ key, value }) => {
      settings.set(key, value);
      return {};
    },
    'users.list': () => [
      { name: 'Dr Test', role: 'administrator' },
      { name: '测试医生', role: 'reader' },
    ],
    'watched.list': () => [
      { path: '/data/inbox', state: 'watching', lastImportAt: '2026-11-23T08:00:00.000Z' },
      { path: '/mnt/scanner', state: 'missing', lastImportAt: null },
    ],
    'audit.list': ({ offset, limit }) => ({
      total: 240,
      entries: Array.from({ length: Math.min(limit, 240 - offset) }, (_, index) => ({
        sequence: 240 - offset - index,
        time: new Date(Date.UTC(2026, 10, 23, 9) - (offset + index) * 60_000).toISOString(),
        actor: 'Dr Test',
        action: ['series.view', 'study.import', 'library.unlock', 'study.export'][index % 4] ?? 'series.view',
        resource: `2.25.${4000 + index}`,
        outcome: index % 17 === 3 ? 'failed' : index % 23 === 5 ? 'denied' : 'ok',
      })),
    }),
    'audit.verify': () => ({ entries: 240, firstBroken: null }),
    'worklist.search': (input) => {
      const rows = searchRows(studies, removed, input);
      return { total: rows.length, rows: rows.slice(input.offset, input.offset + input.limit) };
    },
    'study.get': ({ studyKey }) => {
      const study = find(studyKey);
      return study === null ? failureOf('NOT_FOUND') : { study, series: seriesOf(study) };
    },
    'study.priors': ({ studyKey }) => {
      const study = find(studyKey);
      return {
        rows: studies.filter((row) => row.patientKey === study?.patientKey && row.studyKey !== studyKey),
      };
    },
    'study.setStatus': ({ studyKey, status }) => change(studyKey, { status }),
    'study.remove': ({ studyKeys }) => {
      for (const key of studyKeys) removed.add(key);
      changed();
      return { removed: studyKeys.length };
    },
    'study.restoreRemoved': ({ studyKeys }) => {
      for (const key of studyKeys) removed.delete(key);
      changed();
      return { restored: studyKeys.length };
    },
    'study.export': () => ({ jobId: 'job-export' }),
    'charset.proposals': ({ studyKey }) => [
      {
        proposalId: `proposal-${studyKey}`,
        charset: 'GB18030',
        stated: 'ISO_IR 100',
        nameNow: '²âÊÔ^¼×',
        nameProposed: '测试^甲',
        source: '/data/inbox',
      },
    ],
    'charset.decide': () => change('study-2', { notices: [] }),
    'import.start': () => ({ jobId: 'job-import' }),
    'import.beginUpload': () => ({
      uploadId: 'upload-1',
      url: '/bytes/upload/upload-1',
      jobId: 'job-import',
    }),
    'import.finishUpload': () => ({}),
    'jobs.list': () => [...jobs.values()],
    'jobs.cancel': ({ jobId }) => {
      const job = jobs.get(jobId);
      if (job === undefined) return failureOf('NOT_FOUND');
      const next: Job = { ...job, state: 'cancelled', finishedAt: '2026-11-23T09:30:00.000Z' };
      jobs.set(jobId, next);
      return next;
    },
    'jobs.dismiss': ({ jobId }) => {
      jobs.delete(jobId);
      return {};
    },
  };
  return {
    call: (name, input) => {
      const failure = options.failures?.[name];
      if (failure !== undefined) return { ok: false, failure };
      const answer = answers[name] as ((value: unknown) => unknown) | undefined;
      if (answer === undefined) return fail('NOT_FOUND');
      const value = answer(input);
      return isFailure(value) ? { ok: false, failure: value } : succeed(value);
    },
    thumbnail: (path) => discPicture(path.length * 7),
  };
}

function failureOf(code: Failure['code']): Failure {
  const failed = fail(code);
  if (failed.ok) throw new Error('a failure is no success');
  return failed.failure;
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'code' in value && 'details' in value;
}

function searchRows(
  studies: readonly StudyRow[],
  removed: ReadonlySet<string>,
  { query, filter, sort }: CallInput<'worklist.search'>,
): readonly StudyRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = studies.filter((row) => {
    const text = `${row.patientName.display} ${row.patientName.ideographic} ${row.patientId ?? ''} ${
      row.description ?? ''
    }`.toLowerCase();
    return (
      removed.has(row.studyKey) === filter.removed &&
      words.every((word) => text.includes(word)) &&
      (filter.modalities.length === 0 || filter.modalities.some((one) => row.modalities.includes(one))) &&
      (filter.statuses.length === 0 || filter.statuses.includes(row.status)) &&
      (filter.dateFrom === null || (row.studyDate ?? '') >= filter.dateFrom) &&
      (filter.dateTo === null || (row.studyDate ?? '') <= filter.dateTo)
    );
  });
  const value = (row: StudyRow): string => {
    if (sort.by === 'patientName') return row.patientName.display;
    if (sort.by === 'modality') return row.modalities.join(' ');
    if (sort.by === 'studyDate') return `${row.studyDate ?? ''}${row.studyTime ?? ''}`;
    return row[sort.by] ?? '';
  };
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0));
}

function seriesOf(study: StudyRow): SeriesRow[] {
  return Array.from({ length: study.seriesCount }, (_, index) => {
    const modality = study.modalities[index % study.modalities.length] ?? 'OT';
    const isReport = modality === 'SR';
    const frames = Math.max(1, Math.floor(study.instanceCount / study.seriesCount));
    return {
      seriesKey: `${study.studyKey}-series-${index}`,
      seriesInstanceUid: `${study.studyInstanceUid}.${index + 1}`,
      seriesNumber: index + 1,
      modality,
      description: index === 2 ? null : `${study.description ?? 'Series'} ${index + 1}`,
      bodyPart: null,
      instanceCount: frames,
      frameCount: frames,
      thumbnailUrl: isReport ? null : `/bytes/thumbnail/${study.studyKey}-series-${index}`,
      kind: isReport ? ('report' as const) : ('image' as const),
    };
  });
}

/** A grey disc on black as a PNG: no image of anybody. */
function discPicture(seed: number): Buffer {
  const size = 128;
  const rows = Buffer.alloc(size * (size + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const r = Math.hypot((x - 64) / 50, (y - 64) / 40);
      const inner =
        Math.hypot((x - 44) / 14, (y - 60) / 22) < 1 || Math.hypot((x - 84) / 14, (y - 60) / 22) < 1;
      rows[y * (size + 1) + x + 1] = r > 1 ? 0 : inner ? 24 : Math.round(170 - 60 * r + ((x * y + seed) % 9));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
