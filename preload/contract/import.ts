import { z } from 'zod';
import { call } from './call.ts';
import { dicomDate, isoTime, failureValue, jobId, patientKey } from './values.ts';

export const importSummary = z.strictObject({
  studies: z.int(),
  series: z.int(),
  instances: z.int(),
  duplicates: z.int(),
  conflicts: z.int(),
  rejected: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string() })),
  seconds: z.number(),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const jobKind = z.enum(['import', 'export', 'verify', 'backup', 'segment', 'restore']);

export const jobValue = z.strictObject({
  jobId,
  kind: jobKind,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
  /** What is being worked on: a folder's or a series' description, never a patient's name. */
  subject: z.string(),
  done: z.number(),
  /** Null while the total is not known. */
  total: z.number().nullable(),
  unit: z.enum(['files', 'bytes', 'objects', 'steps']),
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
  failure: failureValue.nullable(),
  /** What came out: an import summary, a finding id, counts. */
  result: z.json().nullable(),
});
export type Job = z.infer<typeof jobValue>;

export const watchedFolder = z.strictObject({
  path: z.string(),
  state: z.enum(['watching', 'missing', 'failed']),
  lastImportAt: isoTime.nullable(),
});

export const importCalls = {
  /** Starts an import of files, folders, archives or DICOMDIRs on this machine. */
  'import.start': call({
    input: z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(10_000) }),
    output: z.strictObject({ jobId }),
  }),
  /** Opens the shell's own dialog; null when it was closed. Only where `app.info.dialogs`. */
  'import.choose': call({
    input: z.strictObject({ kind: z.enum(['files', 'folder']) }),
    output: z.strictObject({ paths: z.array(z.string()).nullable() }),
  }),
  /** For pages that hold dropped files but no paths: bytes follow by PUT to `${url}/<name>`, then `import.finishUpload`. */
  'import.beginUpload': call({
    input: z.strictObject({ files: z.int().min(1), bytes: z.number().min(0) }),
    output: z.strictObject({ uploadId: z.string(), url: z.string(), jobId }),
  }),
  'import.finishUpload': call({
    input: z.strictObject({ uploadId: z.string() }),
    output: z.strictObject({}),
  }),
  /** Wraps PNG, JPEG, TIFF or PDF files as DICOM for a chosen patient; no mm until calibrated. */
  'import.wrap': call({
    input: z.strictObject({
      paths: z.array(z.string().min(1)).min(1).max(1000),
      patientKey,
      description: z.string().max(64),
      studyDate: dicomDate.nullable(),
    }),
    output: z.strictObject({ jobId }),
  }),
  'watched.list': call({ input: z.strictObject({}), output: z.array(watchedFolder) }),
  'watched.add': call({ input: z.strictObject({ path: z.string().min(1) }), output: z.array(watchedFolder) }),
  'watched.remove': call({
    input: z.strictObject({ path: z.string().min(1) }),
    output: z.array(watchedFolder),
  }),
  'jobs.list': call({ input: z.strictObject({}), output: z.array(jobValue) }),
  'jobs.cancel': call({ input: z.strictObject({ jobId }), output: jobValue }),
  /** Continues an interrupted or failed job where it stopped. */
  'jobs.resume': call({ input: z.strictObject({ jobId }), output: jobValue }),
  'jobs.dismiss': call({ input: z.strictObject({ jobId }), output: z.strictObject({}) }),
} as const;
