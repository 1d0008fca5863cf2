import type { DigestPart } from '../changes/changeLog.ts';
import { studyStatuses } from './studyRow.ts';

/**
 * The catalog's part of the library digest: every object with its place, and every study with its status and whether it
 * was removed. Nothing local (row ids, times of import) goes in.
 */
export const catalogDigest: readonly DigestPart[] = [
  {
    name: 'catalog.instances',
    *rows(db) {
      const rows = db.each<{ content: string; sop_uid: string; series_key: string; study_key: string }>(
        `SELECT lower(hex(content)) AS content, sop_uid, series_key, study_key FROM instance
         JOIN series ON series.id = instance.series JOIN study ON study.id = series.study ORDER BY instance.content`,
      );
      for (const row of rows) yield [row.content, row.sop_uid, row.series_key, row.study_key];
    },
  },
  {
    name: 'catalog.studies',
    *rows(db) {
      const rows = db.each<{
        study_key: string;
        study_uid: string;
        patient_key: string;
        status: number;
        removed: number;
      }>(
        `SELECT study_key, study_uid, patient_key, status, removed FROM study
         JOIN patient ON patient.id = study.patient ORDER BY study_key`,
      );
      for (const row of rows) {
        yield [row.study_key, row.study_uid, row.patient_key, studyStatuses[row.status] ?? null, row.removed];
      }
    },
  },
];
