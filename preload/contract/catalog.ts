import { z } from 'zod';
import { call } from './call.ts';
import {
  dicomDate,
  dicomTime,
  isoTime,
  patientKey,
  personName,
  seriesKey,
  studyKey,
  uidText,
} from './values.ts';

export const studyStatus = z.enum(['unread', 'reading', 'reviewed', 'reported']);
export type StudyStatus = z.infer<typeof studyStatus>;

/** Something a reader has to know before trusting a study. */
export const studyNotice = z.enum([
  'charset-proposal',
  'conflict',
  'geometry',
  'patient-id-missing',
  'lossy',
  'wrapped',
]);
export type StudyNotice = z.infer<typeof studyNotice>;

export const studyRow = z.strictObject({
  studyKey,
  studyInstanceUid: uidText,
  patientKey,
  patientId: z.string().nullable(),
  patientName: personName,
  patientSex: z.enum(['M', 'F', 'O']).nullable(),
  patientBirthDate: dicomDate.nullable(),
  studyDate: dicomDate.nullable(),
  studyTime: dicomTime.nullable(),
  modalities: z.array(z.string()),
  description: z.string().nullable(),
  accessionNumber: z.string().nullable(),
  seriesCount: z.int(),
  instanceCount: z.int(),
  status: studyStatus,
  notices: z.array(studyNotice),
  importedAt: isoTime,
});
export type StudyRow = z.infer<typeof studyRow>;

export const seriesRow = z.strictObject({
  seriesKey,
  seriesInstanceUid: uidText,
  seriesNumber: z.int().nullable(),
  modality: z.string(),
  description: z.string().nullable(),
  bodyPart: z.string().nullable(),
  instanceCount: z.int(),
  frameCount: z.int(),
  /** Address of a small PNG; null where the series has no image. */
  thumbnailUrl: z.string().nullable(),
  /** `image` can be hung in a pane. */
  kind: z.enum(['image', 'segmentation', 'report', 'document', 'presentation', 'waveform', 'video', 'other']),
});
export type SeriesRow = z.infer<typeof seriesRow>;

export const sortColumn = z.enum([
  'patientName',
  'patientId',
  'studyDate',
  'modality',
  'description',
  'status',
  'importedAt',
]);

export const catalogCalls = {
  /** One window of the worklist. `query` as on the command line: name, pinyin, initials, id, accession, description. */
  'worklist.search': call({
    input: z.strictObject({
      query: z.string().max(256),
      filter: z.strictObject({
        modalities: z.array(z.string()),
        statuses: z.array(studyStatus),
        dateFrom: dicomDate.nullable(),
        dateTo: dicomDate.nullable(),
        removed: z.boolean(),
      }),
      sort: z.strictObject({ by: sortColumn, descending: z.boolean() }),
      offset: z.int().min(0),
      limit: z.int().min(1).max(1000),
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(studyRow) }),
  }),
  'study.get': call({
    input: z.strictObject({ studyKey }),
    output: z.strictObject({ study: studyRow, series: z.array(seriesRow) }),
  }),
  /** Other studies of the same patient, newest first. */
  'study.priors': call({
    input: z.strictObject({ studyKey }),
    output: z.strictObject({ rows: z.array(studyRow) }),
  }),
  'study.setStatus': call({
    input: z.strictObject({ studyKey, status: studyStatus }),
    output: z.strictObject({ study: studyRow }),
  }),
  /** Takes studies off the worklist; undoable for 30 days. */
  'study.remove': call({
    input: z.strictObject({ studyKeys: z.array(studyKey).min(1).max(1000) }),
    output: z.strictObject({ removed: z.int() }),
  }),
  'study.restoreRemoved': call({
    input: z.strictObject({ studyKeys: z.array(studyKey).min(1).max(1000) }),
    output: z.strictObject({ restored: z.int() }),
  }),
  /** A job: original bytes into a folder. */
  'study.export': call({
    input: z.strictObject({ studyKey, outDir: z.string().min(1) }),
    output: z.strictObject({ jobId: z.string() }),
  }),
  /** Character sets that a file states wrongly or not at all, with what the text would read. Never applied unasked. */
  'charset.proposals': call({
    input: z.strictObject({ studyKey }),
    output: z.array(
      z.strictObject({
        proposalId: z.string(),
        charset: z.string(),
        stated: z.string().nullable(),
        nameNow: z.string(),
        nameProposed: z.string(),
        source: z.string(),
      }),
    ),
  }),
  'charset.decide': call({
    input: z.strictObject({ proposalId: z.string(), accept: z.boolean(), rememberForSource: z.boolean() }),
    output: z.strictObject({ study: studyRow }),
  }),
} as const;
