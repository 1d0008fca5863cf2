import type { StudyRow } from '../../preload/contract/catalog.ts';
import { absentMark, type I18n } from '../i18n/index.ts';
import { ageAt } from '../state/patientAge.ts';

/** The age on the day of the study in the reader's words; a dash where it cannot be told. */
export function ageText(i18n: I18n, row: Pick<StudyRow, 'patientBirthDate' | 'studyDate'>): string {
  const age = ageAt(row.patientBirthDate, row.studyDate);
  return age === null ? absentMark : i18n.t(`age.${age.unit}`, { count: age.value });
}
