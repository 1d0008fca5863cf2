import type { ReadableDb } from '../database/readableDb.ts';
import type { SeriesKind, SeriesRow } from './studyRow.ts';

/** A series with the keys and UIDs of what it belongs to. */
export interface SeriesRecord extends SeriesRow {
  readonly studyKey: string;
  readonly studyInstanceUid: string;
  readonly patientKey: string;
  /** Its study was taken off the worklist. */
  readonly removed: boolean;
}

interface StoredSeries {
  readonly series_key: string;
  readonly series_uid: string;
  readonly number: number | null;
  readonly modality: string;
  readonly description: string | null;
  readonly body_part: string | null;
  readonly kind: SeriesKind;
  readonly instance_count: number;
  readonly frame_count: number;
  readonly study_key: string;
  readonly study_uid: string;
  readonly patient_key: string;
  readonly removed: number;
}

const select = `
  SELECT series_key, series_uid, number, modality, series.description, body_part, kind, series.instance_count,
    frame_count, study_key, study_uid, patient_key, removed
  FROM series JOIN study ON study.id = series.study JOIN patient ON patient.id = study.patient`;

/** A series; null where it is not there. */
export function seriesByKey(db: ReadableDb, seriesKey: string): SeriesRecord | null {
  const row = db.get<StoredSeries>(`${select} WHERE series_key = ?`, [seriesKey]);
  return row === null ? null : toRecord(row);
}

/** Series that claim a Series Instance UID: several where patients or studies differ. Removed ones are left out. */
export function seriesByUid(db: ReadableDb, seriesInstanceUid: string): SeriesRecord[] {
  return db
    .all<StoredSeries>(`${select} WHERE series_uid = ? AND removed = 0 ORDER BY series_key`, [
      seriesInstanceUid,
    ])
    .map(toRecord);
}

/** The series of a study in order of number, then of UID. */
export function seriesOfStudy(db: ReadableDb, studyKey: string): SeriesRecord[] {
  return db
    .all<StoredSeries>(`${select} WHERE study_key = ? ORDER BY number IS NULL, number, series_uid`, [
      studyKey,
    ])
    .map(toRecord);
}

/** The part of a record that crosses to the screen. */
export function seriesRowOf(record: SeriesRecord): SeriesRow {
  const { seriesKey, seriesInstanceUid, seriesNumber, modality, description, bodyPart } = record;
  const { instanceCount, frameCount, thumbnailUrl, kind } = record;
  return {
    seriesKey,
    seriesInstanceUid,
    seriesNumber,
    modality,
    description,
    bodyPart,
    instanceCount,
    frameCount,
    thumbnailUrl,
    kind,
  };
}

function toRecord(row: StoredSeries): SeriesRecord {
  return {
    seriesKey: row.series_key,
    seriesInstanceUid: row.series_uid,
    seriesNumber: row.number,
    modality: row.modality,
    description: row.description,
    bodyPart: row.body_part,
    instanceCount: row.instance_count,
    frameCount: row.frame_count,
    thumbnailUrl: row.kind === 'image' ? `/bytes/thumbnail/${encodeURIComponent(row.series_key)}` : null,
    kind: row.kind,
    studyKey: row.study_key,
    studyInstanceUid: row.study_uid,
    patientKey: row.patient_key,
    removed: row.removed === 1,
  };
}
