/** Local date as DICOM DA: `YYYYMMDD`. */
export function dicomDateOf(timeMs: number): string {
  const date = new Date(timeMs);
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
}

/** Local time as DICOM TM: `HHMMSS`. */
export function dicomTimeOf(timeMs: number): string {
  const date = new Date(timeMs);
  return `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
