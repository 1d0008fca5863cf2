/** An age at a day, in the unit that clinicians use for it. */
export interface PatientAge {
  readonly value: number;
  readonly unit: 'years' | 'months' | 'days';
}

/**
 * Age on the day of the study: days below one month, months below two years, then years. Both dates are DICOM DA.
 * Null where either is absent, no date, the wrong way round, or nobody gets that old: a wrong age is worse than none.
 */
export function ageAt(birthDate: string | null, studyDate: string | null): PatientAge | null {
  const birth = partsOf(birthDate);
  const study = partsOf(studyDate);
  if (birth === null || study === null) return null;
  const days = Math.round((Date.UTC(...study) - Date.UTC(...birth)) / 86_400_000);
  if (days < 0) return null;
  const months = (study[0] - birth[0]) * 12 + (study[1] - birth[1]) - (study[2] < birth[2] ? 1 : 0);
  if (months < 1) return { value: days, unit: 'days' };
  if (months < 24) return { value: months, unit: 'months' };
  const years = Math.floor(months / 12);
  return years > oldestYears ? null : { value: years, unit: 'years' };
}

/** Above this a birth date is a placeholder (1800-01-01 is common after anonymisation), not an age. */
const oldestYears = 130;

/** Year, month from 0, day; null where it is no day of the calendar. */
function partsOf(date: string | null): readonly [number, number, number] | null {
  const match = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(date?.trim() ?? '');
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3])];
  const real = new Date(Date.UTC(year, month, day));
  return real.getUTCMonth() === month && real.getUTCDate() === day ? [year, month, day] : null;
}
