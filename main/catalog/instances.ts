import type { ReadableDb } from '../database/readableDb.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Identity } from '../vault/vault.ts';
import type { InstanceRecord } from './instanceRecord.ts';
import { patch, type JsonDelta } from './jsonDelta.ts';

export { seriesByKey, seriesByUid } from './series.ts';

interface StoredInstance {
  readonly content: Uint8Array;
  readonly object: Uint8Array;
  readonly series: number;
  readonly sop_uid: string;
  readonly size_bytes: number;
  readonly complete: number;
  readonly delta: string;
}

interface Place {
  readonly base: string;
  readonly series_key: string;
  readonly study_key: string;
  readonly patient_key: string;
}

const columns = 'content, object, series, sop_uid, size_bytes, complete, delta';

/**
 * Every kept object of a series, conflicting copies included, in order of InstanceNumber, then of SOP Instance UID and
 * content: the same on every device. Empty where the series is not there. Cost: some 10 us an object.
 */
export function instancesOfSeries(db: ReadableDb, seriesKey: string): InstanceRecord[] {
  const series = db.get<{ id: number }>('SELECT id FROM series WHERE series_key = ?', [seriesKey]);
  if (series === null) return [];
  return readInstances(
    db,
    db.all<StoredInstance>(`SELECT ${columns} FROM instance WHERE series = ?`, [series.id]),
    series.id,
  ).toSorted(byNumber);
}

/** One kept object; null where it is not there. */
export function instanceByKey(db: ReadableDb, instanceKey: string): InstanceRecord | null {
  if (!/^[0-9a-f]{64}$/.test(instanceKey)) return null;
  const found = db.get<{ series: number; sop_uid: string }>(
    'SELECT series, sop_uid FROM instance WHERE content = ?',
    [Buffer.from(instanceKey, 'hex')],
  );
  if (found === null) return null;
  const copies = db.all<StoredInstance>(`SELECT ${columns} FROM instance WHERE sop_uid = ? AND +series = ?`, [
    found.sop_uid,
    found.series,
  ]);
  return readInstances(db, copies, found.series).find((one) => one.instanceKey === instanceKey) ?? null;
}

/** All kept objects that claim a SOP Instance UID, in any study. */
export function instancesBySopUid(db: ReadableDb, sopInstanceUid: string): InstanceRecord[] {
  const rows = db.all<StoredInstance>(`SELECT ${columns} FROM instance WHERE sop_uid = ?`, [sopInstanceUid]);
  const bySeries = Map.groupBy(rows, (row) => row.series);
  return [...bySeries].flatMap(([series, own]) => readInstances(db, own, series)).toSorted(byNumber);
}

/** `rows` must hold all copies of each SOP Instance UID that it holds one of. */
function readInstances(db: ReadableDb, rows: readonly StoredInstance[], series: number): InstanceRecord[] {
  const place = db.get<Place>(
    `SELECT base, series_key, study_key, patient_key FROM series
     JOIN study ON study.id = series.study JOIN patient ON patient.id = study.patient WHERE series.id = ?`,
    [series],
  );
  if (place === null) return [];
  const base = JSON.parse(place.base) as JsonValue;
  const chosen = chooseCopies(rows);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.sop_uid, (counts.get(row.sop_uid) ?? 0) + 1);
  return rows.map((row) => {
    const content = patch(base, JSON.parse(row.delta) as JsonDelta) as unknown as Pick<
      InstanceRecord,
      'header' | 'pixels'
    >;
    return {
      instanceKey: hexOf(row.content),
      seriesKey: place.series_key,
      studyKey: place.study_key,
      patientKey: place.patient_key,
      sopInstanceUid: row.sop_uid,
      identity: hexOf(row.object) as Identity,
      sizeBytes: row.size_bytes,
      header: content.header,
      pixels: content.pixels,
      conflictingCopies: (counts.get(row.sop_uid) ?? 1) - 1,
      chosen: chosen.get(row.sop_uid) === row,
    };
  });
}

/**
 * Which copy of each SOP Instance UID enters the stack: a complete one before one that ends too early, then the lowest
 * content hash. So it depends on what is held, not on the order in which it came.
 */
function chooseCopies(rows: readonly StoredInstance[]): ReadonlyMap<string, StoredInstance> {
  const chosen = new Map<string, StoredInstance>();
  for (const row of rows) {
    const best = chosen.get(row.sop_uid);
    if (best === undefined || isBetter(row, best)) chosen.set(row.sop_uid, row);
  }
  return chosen;
}

function isBetter(row: StoredInstance, other: StoredInstance): boolean {
  if (row.complete !== other.complete) return row.complete > other.complete;
  return Buffer.compare(row.content, other.content) < 0;
}

function byNumber(a: InstanceRecord, b: InstanceRecord): number {
  const [first, second] = [a.header.instance.number, b.header.instance.number];
  if (first !== second) {
    if (first === null) return 1;
    if (second === null) return -1;
    return first - second;
  }
  if (a.sopInstanceUid !== b.sopInstanceUid) return a.sopInstanceUid < b.sopInstanceUid ? -1 : 1;
  return a.instanceKey < b.instanceKey ? -1 : 1;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
