import type { Locale } from './message.ts';

/** Between a number and its unit (U+2009). */
export const thinSpace = '\u2009';

/** Shown where a value is absent. */
export const absentMark = '–';

/** A number with the digits grouped as the reader expects; `digits` fixes the decimals. */
export function formatNumber(locale: Locale, value: number, digits?: number): string {
  const options =
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options).format(value);
}

/** Bytes in decimal units with one digit from kB on: `12.4 MB`. */
export function formatBytes(locale: Locale, sizeBytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = sizeBytes;
  let index = 0;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return formatNumber(locale, value, index === 0 ? 0 : 1) + thinSpace + (units[index] ?? 'B');
}

/**
 * A DICOM DA (PS3.5 6.2: YYYYMMDD; the retired YYYY.MM.DD is read too) as 2026-11-23, the same in every language.
 * What is no date is shown as recorded: a wrong date is worse than an odd one. Null becomes a dash.
 */
export function formatDicomDate(value: string | null): string {
  if (value === null || value.trim() === '') return absentMark;
  const match = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(value.trim());
  if (match === null) return value;
  const text = `${match[1]}-${match[2]}-${match[3]}`;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : value;
}

/** A DICOM TM (HHMMSS.FFFFFF, any prefix of it) as 14:05; empty where it is absent, as recorded where it is no time. */
export function formatDicomTime(value: string | null): string {
  const text = value?.trim() ?? '';
  const match = /^([01]\d|2[0-3])(?::?([0-5]\d))?/.exec(text);
  if (match === null || (match[2] === undefined && text.length > 2)) return text;
  return match[2] === undefined ? `${match[1]}` : `${match[1]}:${match[2]}`;
}

/** An ISO instant in local time as 2026-11-23 14:05, the same in every language. */
export function formatInstant(value: string | null): string {
  if (value === null) return absentMark;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return value;
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Seconds as `8 s` below a minute, else `3:07`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${thinSpace}s`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
