import { formatDicomDate } from '../i18n/format.ts';

/** A day as people write it (2026-11-23, 2026/11/23, 20261123) as DICOM DA; null where it is no day of the calendar. */
export function parseDay(text: string): string | null {
  const match = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$/.exec(text.trim());
  if (match === null) return null;
  const date = `${match[1]}${match[2]?.padStart(2, '0')}${match[3]?.padStart(2, '0')}`;
  return formatDicomDate(date) === date ? null : date;
}
