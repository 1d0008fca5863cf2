import type { ReadableDb } from '../database/readableDb.ts';
import { displayName } from './displayName.ts';
import { studyNotices, studyStatuses, type StudyNotice, type StudyRow } from './studyRow.ts';

interface StoredStudy {
  readonly id: number;
  readonly study_key: string;
  readonly study_uid: string;
  readonly patient_key: string;
  readonly patient_id: string | null;
  readonly shown_name: string | null;
  readonly sex: string | null;
  readonly birth_date: string | null;
  readonly study_date: string | null;
  readonly study_time: string | null;
  readonly modalities: string;
  readonly description: string | null;
  readonly accession: string | null;
  readonly series_count: number;
  readonly instance_count: number;
  readonly status: number;
  readonly notices: number;
  readonly imported_ms: number;
}

const columns = `
  study.id, study_key, study_uid, patient_key, patient_id, shown_name, sex, birth_date, study_date, study_time,
  modalities, description, accession, series_count, instance_count, status, notices, imported_ms`;

/** Worklist rows by local id, in the order of the ids; ids that are gone are left out. */
export function studyRowsOf(db: ReadableDb, ids: readonly number[]): StudyRow[] {
  const rows = db.all<StoredStudy>(
    `SELECT ${columns} FROM study JOIN patient ON patient.id = study.patient
     WHERE study.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toStudyRow(row)];
  });
}

function toStudyRow(row: StoredStudy): StudyRow {
  return {
    studyKey: row.study_key,
    studyInstanceUid: row.study_uid,
    patientKey: row.patient_key,
    patientId: row.patient_id,
    patientName: displayName(row.shown_name),
    patientSex: row.sex === 'M' || row.sex === 'F' || row.sex === 'O' ? row.sex : null,
    patientBirthDate: row.birth_date,
    studyDate: row.study_date,
    studyTime: row.study_time,
    modalities: splitModalities(row.modalities),
    description: row.description,
    accessionNumber: row.accession,
    seriesCount: row.series_count,
    instanceCount: row.instance_count,
    status: studyStatuses[row.status] ?? 'unread',
    notices: noticesOf(row.notices),
    importedAt: new Date(row.imported_ms).toISOString(),
  };
}

/** The list form of the stored `\CT\SEG\`. */
export function splitModalities(stored: string): string[] {
  return stored.split('\\').filter((modality) => modality !== '');
}

/** The stored form of a list, sorted, without repetition; '' for none. */
export function joinModalities(modalities: Iterable<string>): string {
  const sorted = [...new Set(modalities)].toSorted();
  return sorted.length === 0 ? '' : `\\${sorted.join('\\')}\\`;
}

function noticesOf(bits: number): StudyNotice[] {
  return studyNotices.filter((_, index) => (bits & (1 << index)) !== 0);
}

/** The stored bit of a notice. */
export function noticeBit(notice: StudyNotice): number {
  return 1 << studyNotices.indexOf(notice);
}
