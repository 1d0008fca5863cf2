import type { DataSet } from '../dataSet.ts';
import type { Keyword } from '../tags.ts';

/**
 * A date as written; the older form `1995.05.01`, which readers have to know (PS3.5 table 6.2-1, note 1), as `19950501`.
 */
export function readDate(dataSet: DataSet, keyword: Keyword): string | null {
  const written = dataSet.text(keyword);
  return written === null ? null : written.replace(/^(\d{4})\.(\d{2})\.(\d{2})$/, '$1$2$3');
}

/** A time as written; the older form `15:32:26.39` as `153226.39`. */
export function readTime(dataSet: DataSet, keyword: Keyword): string | null {
  const written = dataSet.text(keyword);
  return written === null ? null : written.replace(/^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?$/, '$1$2$3');
}

/** The date where it is one that may be written (`YYYYMMDD`), else null. */
export function writableDate(date: string | null): string | null {
  return date !== null && /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(date) ? date : null;
}

/** The time where it is one that may be written (`HHMMSS.FFFFFF`, shortened from the right), else null. */
export function writableTime(time: string | null): string | null {
  return time !== null && /^([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?$/.test(time) ? time : null;
}
