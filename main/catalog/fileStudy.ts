import type { WritableDb } from '../database/readableDb.ts';
import { shownOrNull } from './displayName.ts';
import { indexStudy } from './indexStudy.ts';
import { insertRow } from './insertRow.ts';
import { nameSortKey } from './nameSortKey.ts';
import type { NewInstance } from './newInstance.ts';
import { joinModalities, splitModalities } from './studyRows.ts';
import { foldForSearch } from './textFolding.ts';
import { uuidV5 } from './uuidV5.ts';

/** A name is at most 5 x 64 characters in 3 groups; what is longer is no name, and its object has all of it. */
const keptNameLength = 1024;

/** A study while objects are filed under it; counts are what this transaction adds. */
export interface FiledStudy {
  readonly id: number;
  readonly studyKey: string;
  readonly studyInstanceUid: string;
  readonly patientKey: string;
  readonly isNew: boolean;
  notices: number;
  instances: number;
  series: number;
  readonly modalities: Set<string>;
  readonly added: NewInstance[];
}

/** The key of a study: the same on every device. */
export function studyKeyOf(patientKey: string, studyInstanceUid: string): string {
  return uuidV5(patientKey, studyInstanceUid);
}

/** Finds or makes the study of an object, and its patient. */
export function fileStudy(
  tx: WritableDb,
  known: Map<string, FiledStudy>,
  instance: NewInstance,
  nowMs: number,
): FiledStudy {
  const { patientKey } = instance.patient;
  const studyInstanceUid = instance.header.study.uid;
  const studyKey = studyKeyOf(patientKey, studyInstanceUid);
  const cached = known.get(studyKey);
  if (cached !== undefined) return cached;
  const stored = tx.get<{ id: number; notices: number; modalities: string }>(
    'SELECT id, notices, modalities FROM study WHERE study_key = ?',
    [studyKey],
  );
  const study: FiledStudy = {
    id: stored?.id ?? insertStudy(tx, studyKey, instance, nowMs),
    studyKey,
    studyInstanceUid,
    patientKey,
    isNew: stored === null,
    notices: stored?.notices ?? 0,
    instances: 0,
    series: 0,
    modalities: new Set(splitModalities(stored?.modalities ?? '')),
    added: [],
  };
  known.set(studyKey, study);
  return study;
}

/** Writes what was counted; the search text of studies that are new or have a new modality is made anew. */
export function writeStudyTotals(tx: WritableDb, studies: readonly FiledStudy[]): void {
  for (const study of studies) {
    const modalities = joinModalities(study.modalities);
    tx.run(
      `UPDATE study SET instance_count = instance_count + ?, series_count = series_count + ?, notices = notices | ?
       WHERE id = ?`,
      [study.instances, study.series, study.notices, study.id],
    );
    const changed = tx.run('UPDATE study SET modalities = ? WHERE id = ? AND modalities <> ?', [
      modalities,
      study.id,
      modalities,
    ]);
    if (study.isNew || changed > 0) indexStudy(tx, study.id);
  }
}

function insertStudy(tx: WritableDb, studyKey: string, instance: NewInstance, nowMs: number): number {
  const { patient, study } = instance.header;
  const name = patient.name?.raw.slice(0, keptNameLength) ?? null;
  const patientId = shownOrNull(patient.id);
  const description = shownOrNull(study.description);
  const date = dateOrNull(study.date, 10);
  const time = dateOrNull(study.time, 16);
  return insertRow(
    tx,
    `INSERT INTO study (study_key, patient, study_uid, study_date, study_time, description, accession, study_id,
       shown_name, series_count, instance_count, notices, modalities, sort_name, sort_patient_id, sort_description,
       sort_date, imported_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', ?, ?, ?, ?, ?) RETURNING id`,
    [
      studyKey,
      patientRow(tx, instance),
      study.uid,
      date,
      time,
      description,
      shownOrNull(study.accessionNumber),
      shownOrNull(study.id),
      name,
      nameSortKey((name ?? '').split('=')),
      foldForSearch(patientId ?? ''),
      foldForSearch(description ?? ''),
      date === null ? '' : date + (time ?? ''),
      nowMs,
    ],
  );
}

function patientRow(tx: WritableDb, instance: NewInstance): number {
  const { patient, stated } = instance;
  const stored = tx.get<{ id: number }>('SELECT id FROM patient WHERE patient_key = ?', [patient.patientKey]);
  if (stored !== null) return stored.id;
  return insertRow(
    tx,
    `INSERT INTO patient (patient_key, grouped, issuer, patient_id, birth_date, sex, name)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    [
      patient.patientKey,
      patient.grouped ? 1 : 0,
      stated.issuerOfId,
      shownOrNull(stated.id),
      dateOrNull(stated.birthDate, 10),
      shownOrNull(instance.header.patient.sex),
      stated.name?.slice(0, keptNameLength) ?? null,
    ],
  );
}

/** A date or time as written, where it can be one; null for what is longer or holds other characters. */
function dateOrNull(text: string | null, longest: number): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed.length > 0 && trimmed.length <= longest && /^[0-9.:+-]+$/.test(trimmed) ? trimmed : null;
}
