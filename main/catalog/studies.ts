import type { ReadableDb } from '../database/readableDb.ts';
import { findIds } from './searchStudies.ts';
import { seriesOfStudy, seriesRowOf } from './series.ts';
import type { SeriesRow, StudyRow } from './studyRow.ts';
import { studyRowsOf } from './studyRows.ts';

/** A study with its series in order of number; null where it is not there. Removed studies can still be looked at. */
export function getStudy(
  db: ReadableDb,
  studyKey: string,
): { readonly study: StudyRow; readonly series: SeriesRow[] } | null {
  const id = idOf(db, studyKey);
  const study = id === null ? undefined : studyRowsOf(db, [id])[0];
  return study === undefined ? null : { study, series: seriesOfStudy(db, studyKey).map(seriesRowOf) };
}

/** Other studies of the same patient, newest first; those without a date last. Never of a patient without a usable ID. */
export function priorsOf(db: ReadableDb, studyKey: string): StudyRow[] {
  const rows = db.all<{ id: number }>(
    `SELECT other.id FROM study JOIN study AS other ON other.patient = study.patient AND other.id <> study.id
     WHERE study.study_key = ? AND other.removed = 0 ORDER BY other.sort_date DESC, other.id DESC`,
    [studyKey],
  );
  return studyRowsOf(
    db,
    rows.map(({ id }) => id),
  );
}

/** Studies that claim a Study Instance UID: several where patients differ. Removed ones only when asked for. */
export function studiesByUid(
  db: ReadableDb,
  studyInstanceUid: string,
  options: { readonly removed: boolean } = { removed: false },
): StudyRow[] {
  const rows = db.all<{ id: number }>(
    'SELECT id FROM study WHERE study_uid = ? AND removed = ? ORDER BY id',
    [studyInstanceUid, options.removed ? 1 : 0],
  );
  return studyRowsOf(
    db,
    rows.map(({ id }) => id),
  );
}

/** A study as the command line lists it. Names and texts as decoded. */
export interface ListedStudy {
  readonly studyInstanceUid: string;
  readonly patientKey: string;
  readonly patientId: string | null;
  /** All component groups, joined by `=`. */
  readonly patientName: string | null;
  readonly studyDate: string | null;
  readonly modalities: readonly string[];
  readonly description: string | null;
  readonly series: readonly {
    readonly seriesInstanceUid: string;
    readonly modality: string;
    readonly description: string | null;
    readonly instances: number;
  }[];
}

/** Every study that a query finds, by patient name. Cost: some 50 us a study. */
export function listStudies(db: ReadableDb, query: string): ListedStudy[] {
  const { ids } = findIds(db, {
    query,
    filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
    sort: { by: 'patientName', descending: false },
    offset: 0,
    limit: -1,
  });
  return studyRowsOf(db, ids).map((study) => ({
    studyInstanceUid: study.studyInstanceUid,
    patientKey: study.patientKey,
    patientId: study.patientId,
    patientName: nameOf(db, study.studyKey),
    studyDate: study.studyDate,
    modalities: study.modalities,
    description: study.description,
    series: seriesOfStudy(db, study.studyKey).map((series) => ({
      seriesInstanceUid: series.seriesInstanceUid,
      modality: series.modality,
      description: series.description,
      instances: series.instanceCount,
    })),
  }));
}

function nameOf(db: ReadableDb, studyKey: string): string | null {
  return (
    db.get<{ shown_name: string | null }>('SELECT shown_name FROM study WHERE study_key = ?', [studyKey])
      ?.shown_name ?? null
  );
}

function idOf(db: ReadableDb, studyKey: string): number | null {
  return db.get<{ id: number }>('SELECT id FROM study WHERE study_key = ?', [studyKey])?.id ?? null;
}
