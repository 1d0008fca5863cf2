import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { patientByKey } from '../catalog/patients.ts';
import { instancesOfSeries } from '../catalog/instances.ts';
import { seriesOfStudy } from '../catalog/series.ts';
import type { ReadableDb } from '../database/readableDb.ts';
import type { PatientHeader, StudyHeader } from '../dicom/instanceHeader.ts';
import { parsePersonName } from '../dicom/personName.ts';
import { wrapPdf } from '../dicom/wrapPdf.ts';
import { wrapSecondaryCapture } from '../dicom/wrapSecondaryCapture.ts';
import type { WrapTarget } from '../dicom/wrapping.ts';
import { fail, failureOf, succeed, type Result } from '../domain/failure.ts';
import { newUid, type Uid } from '../domain/uid.ts';
import { systemClock } from '../ports/clock.ts';
import { importItems, type ImportOptions } from './importItems.ts';
import { importLedger } from './importLedger.ts';
import type { ImportSummary } from './importSummary.ts';
import { bytesOpen } from './openItems.ts';
import { readPicture, wrappableKindOf } from './readPicture.ts';
import { reusableBuffer, type Found, type SourceItem } from './sourceItem.ts';
import { walkPaths } from './walkPaths.ts';

/** Files larger than this are refused: they are held whole. */
const mostBytes = 256 * 1024 ** 2;

/**
 * Wraps PNG, JPEG, TIFF and PDF files as DICOM for a patient of the library: pictures as one series of Secondary Captures
 * (no spacing: nothing is measured in mm until someone calibrates it), documents as Encapsulated PDFs. They make a study of
 * their own; for a patient without a usable ID, whose key holds for one study, they go into that study. Imported by the
 * ordinary way. `NOT_FOUND` for an unknown patient; files of other kinds are refused one by one.
 */
export async function wrapFiles(
  options: ImportOptions & {
    readonly paths: readonly string[];
    readonly patientKey: string;
    readonly description: string;
    /** `YYYYMMDD`; null: unknown. */
    readonly studyDate: string | null;
  },
): Promise<Result<ImportSummary>> {
  const { library, paths, patientKey, signal, onProgress } = options;
  const clock = options.clock ?? systemClock;
  const target = wrapTarget(library.db.read, options, clock.nowMs());
  if (target === null)
    return fail('NOT_FOUND', 'This patient is not in the library.', { patient: patientKey });
  const ledger = importLedger({ clock, onProgress });
  const walk = signal === undefined ? {} : { signal };
  return importItems({
    ...options,
    clock,
    ledger,
    wrapped: true,
    found: wrapAll(walkPaths(paths, walk), target),
  });
}

type Template = Omit<
  WrapTarget,
  'seriesInstanceUid' | 'sopInstanceUid' | 'instanceNumber' | 'conversionType'
>;

async function* wrapAll(found: AsyncIterable<Found>, template: Template): AsyncGenerator<Found> {
  const pictures = { seriesInstanceUid: freshUid(), seriesNumber: template.seriesNumber, count: 0 };
  const documents = { seriesInstanceUid: freshUid(), seriesNumber: template.seriesNumber + 1, count: 0 };
  const next = (series: typeof pictures, conversionType: WrapTarget['conversionType']): WrapTarget => {
    series.count += 1;
    const { seriesInstanceUid, seriesNumber, count } = series;
    const sopInstanceUid = freshUid();
    return {
      ...template,
      seriesInstanceUid,
      seriesNumber,
      sopInstanceUid,
      instanceNumber: count,
      conversionType,
    };
  };
  for await (const one of found) {
    if (one.kind === 'rejected') {
      yield one;
      continue;
    }
    const read = await readWhole(one.item);
    if (!read.ok) {
      yield { kind: 'rejected', file: one.item.name, failure: read.failure };
      continue;
    }
    const wrapped = wrapOne(read.value, {
      title: basename(one.item.name).slice(0, 64),
      picture: () => next(pictures, 'SI'),
      document: () => next(documents, 'SD'),
    });
    if (!wrapped.ok) {
      yield { kind: 'rejected', file: one.item.name, failure: wrapped.failure };
      continue;
    }
    for (const bytes of wrapped.value) {
      const sizeBytes = bytes.length;
      yield { kind: 'item', item: { ...one.item, sizeBytes, open: () => Promise.resolve(bytesOpen(bytes)) } };
    }
  }
}

function wrapOne(
  bytes: Uint8Array,
  how: {
    readonly title: string;
    readonly picture: () => WrapTarget;
    readonly document: () => WrapTarget;
  },
): Result<Uint8Array[]> {
  const kind = wrappableKindOf(bytes);
  if (kind === null) return fail('INVALID_INPUT', 'Only PNG, JPEG, TIFF and PDF files can be wrapped.');
  if (kind === 'pdf') {
    const wrapped = wrapPdf(how.document(), { title: how.title, bytes });
    return wrapped.ok ? succeed([wrapped.value]) : wrapped;
  }
  const pages = readPicture(bytes, kind);
  if (!pages.ok) return pages;
  const made: Uint8Array[] = [];
  for (const page of pages.value) {
    const wrapped = wrapSecondaryCapture(how.picture(), page);
    if (!wrapped.ok) return wrapped;
    made.push(wrapped.value);
  }
  return succeed(made);
}

async function readWhole(item: SourceItem): Promise<Result<Uint8Array>> {
  try {
    if (item.sizeBytes > mostBytes) return fail('PIXELS_TOO_LARGE', 'Files above 256 MB cannot be wrapped.');
    const open = await item.open();
    try {
      return succeed(Uint8Array.from(await open.readAll(reusableBuffer())));
    } finally {
      await open.close();
    }
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Patient and study of what is wrapped; null where nobody has the key. */
function wrapTarget(
  db: ReadableDb,
  input: { readonly patientKey: string; readonly description: string; readonly studyDate: string | null },
  nowMs: number,
): Template | null {
  const patient = patientByKey(db, input.patientKey);
  if (patient === null) return null;
  const header: PatientHeader = {
    id: patient.patientId,
    issuerOfId: patient.issuerOfPatientId,
    name: patient.patientName === null ? null : parsePersonName(patient.patientName),
    birthDate: patient.birthDate,
    sex: patient.sex,
    age: null,
    weightKg: null,
    sizeM: null,
  };
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    patient: header,
    study: patient.grouped ? newStudy(input) : (onlyStudy(db, input.patientKey) ?? newStudy(input)),
    seriesNumber: 8000,
    seriesDescription: input.description,
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`,
  };
}

function newStudy(input: { readonly description: string; readonly studyDate: string | null }): StudyHeader {
  return {
    uid: freshUid(),
    date: input.studyDate,
    time: null,
    description: input.description,
    accessionNumber: null,
    id: null,
    referringPhysician: null,
    institution: null,
  };
}

/** The study of a patient whose key holds for one. */
function onlyStudy(db: ReadableDb, patientKey: string): StudyHeader | null {
  const row = db.get<{ study_key: string }>(
    'SELECT study_key FROM study JOIN patient ON patient.id = study.patient WHERE patient_key = ?',
    [patientKey],
  );
  const [series] = row === null ? [] : seriesOfStudy(db, row.study_key);
  const [first] = series === undefined ? [] : instancesOfSeries(db, series.seriesKey);
  return first?.header.study ?? null;
}

function freshUid(): Uid {
  return newUid(randomBytes(16));
}
