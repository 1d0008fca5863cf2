import type { ReadableDb } from '../database/readableDb.ts';

/** Who studies are filed under. Texts as decoded. */
export interface PatientRecord {
  readonly patientKey: string;
  readonly issuerOfPatientId: string | null;
  readonly patientId: string | null;
  /** All component groups, joined by `=`. */
  readonly patientName: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  /** False: the ID is blank or a default, so the row stands for one study. */
  readonly grouped: boolean;
}

interface StoredPatient {
  readonly patient_key: string;
  readonly issuer: string | null;
  readonly patient_id: string | null;
  readonly name: string | null;
  readonly birth_date: string | null;
  readonly sex: string | null;
  readonly grouped: number;
}

const columns = 'patient_key, issuer, patient_id, name, birth_date, sex, grouped';

/** A patient by key; null where nobody has it. */
export function patientByKey(db: ReadableDb, patientKey: string): PatientRecord | null {
  const row = db.get<StoredPatient>(`SELECT ${columns} FROM patient WHERE patient_key = ?`, [patientKey]);
  return row === null ? null : toRecord(row);
}

/**
 * Patients that a text names exactly: a patient key, a PatientID, or issuer and PatientID joined by a bar. Several match
 * where IDs are shared; which one is meant is the caller's question.
 */
export function findPatients(db: ReadableDb, text: string): PatientRecord[] {
  const byKey = patientByKey(db, text);
  if (byKey !== null) return [byKey];
  const bar = text.indexOf('|');
  const issued =
    bar < 0
      ? []
      : db.all<StoredPatient>(
          `SELECT ${columns} FROM patient WHERE patient_id = ? AND coalesce(issuer, '') = ? ORDER BY patient_key`,
          [text.slice(bar + 1), text.slice(0, bar)],
        );
  const plain = db.all<StoredPatient>(
    `SELECT ${columns} FROM patient WHERE patient_id = ? ORDER BY patient_key`,
    [text],
  );
  return (issued.length > 0 ? issued : plain).map(toRecord);
}

function toRecord(row: StoredPatient): PatientRecord {
  return {
    patientKey: row.patient_key,
    issuerOfPatientId: row.issuer,
    patientId: row.patient_id,
    patientName: row.name,
    birthDate: row.birth_date,
    sex: row.sex,
    grouped: row.grouped === 1,
  };
}
