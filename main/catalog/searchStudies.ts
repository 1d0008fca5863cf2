import type { ReadableDb, SqlValue } from '../database/readableDb.ts';
import { isUid } from '../domain/uid.ts';
import { readQuery } from './searchQuery.ts';
import { studyRowsOf } from './studyRows.ts';
import { studyStatuses, type StudyRow, type StudyStatus } from './studyRow.ts';

/** Columns that the worklist sorts by, with the index that holds each order. */
const sortOrders = {
  patientName: { index: 'study_by_name', columns: ['sort_name', 'sort_date'] },
  patientId: { index: 'study_by_patient_id', columns: ['sort_patient_id', 'sort_date'] },
  studyDate: { index: 'study_by_date', columns: ['sort_date'] },
  modality: { index: 'study_by_modality', columns: ['modalities', 'sort_date'] },
  description: { index: 'study_by_description', columns: ['sort_description', 'sort_date'] },
  status: { index: 'study_by_status', columns: ['status', 'sort_date'] },
  importedAt: { index: 'study_by_import', columns: ['imported_ms', 'sort_date'] },
} as const;

export type SortColumn = keyof typeof sortOrders;

export interface StudyFilter {
  /** Any of these; empty: all. */
  readonly modalities: readonly string[];
  readonly statuses: readonly StudyStatus[];
  /** Inclusive, `YYYYMMDD`; with either given, studies without a date are left out. */
  readonly dateFrom: string | null;
  readonly dateTo: string | null;
  /** True lists what was removed and can be restored, and nothing else. */
  readonly removed: boolean;
}

export interface StudySearch {
  /** A name, its pinyin or initials, an id, an accession number, a description, a modality, a Study Instance UID. */
  readonly query: string;
  readonly filter: StudyFilter;
  readonly sort: { readonly by: SortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
}

/** Below this many hits they are fetched and sorted; above, the sorted index is walked and each row tested. */
const fewHits = 2_000;

/**
 * One window of the worklist and how many studies there are in all. With 100,000 studies a window takes some tens of
 * milliseconds at most (searchStudies.bench.ts). Ties are broken by date and then by arrival.
 */
export function searchStudies(
  db: ReadableDb,
  search: StudySearch,
): { readonly total: number; readonly rows: StudyRow[] } {
  const found = findIds(db, search);
  return { total: found.total, rows: studyRowsOf(db, found.ids) };
}

/** Local ids of the window, in order. */
export function findIds(
  db: ReadableDb,
  search: StudySearch,
): { readonly total: number; readonly ids: readonly number[] } {
  const none = { total: 0, ids: [] };
  const query = readQuery(search.query);
  if (query.kind === 'nothing') return none;
  const { index, columns } = sortOrders[search.sort.by];
  const direction = search.sort.descending ? 'DESC' : 'ASC';
  const order = [...columns, 'id'].map((column) => `${column} ${direction}`).join(', ');
  const { conditions, values } = conditionsOf(search.filter);
  const window = [search.limit, search.offset];

  const uid = search.query.trim();
  const byUid =
    isUid(uid) && uid.includes('.')
      ? db.all<{ id: number }>('SELECT id FROM study WHERE study_uid = ?', [uid])
      : [];
  if (query.kind === 'everything' || byUid.length > 0) {
    const among = byUid.length > 0 ? [`id IN (${byUid.map(({ id }) => id).join(',')})`] : [];
    const where = [...conditions, ...among].join(' AND ');
    const hint = byUid.length > 0 ? '' : `INDEXED BY ${index}`;
    return windowOf(db, { from: `FROM study ${hint} WHERE ${where}`, order, values, window, total: null });
  }
  const hits = 'SELECT rowid FROM study_text WHERE study_text MATCH ?';
  const { many, all } = countHits(db, query.expression, search.filter);
  // `+` keeps the planner from fetching row by row where walking the index is cheaper, and the other way round.
  const from = many
    ? `FROM study INDEXED BY ${index} WHERE ${conditions.join(' AND ')} AND +id IN (${hits})`
    : `FROM study WHERE +${conditions.join(' AND ')} AND id IN (${hits})`;
  return windowOf(db, { from, order, values: [...values, query.expression], window, total: all });
}

/** Whether the hits are many, and how many rows the search has where that follows from the hits alone. */
function countHits(
  db: ReadableDb,
  expression: string,
  filter: StudyFilter,
): { readonly many: boolean; readonly all: number | null } {
  const hits =
    db.get<{ count: number }>('SELECT count(*) AS count FROM study_text WHERE study_text MATCH ?', [
      expression,
    ])?.count ?? 0;
  const plain =
    !filter.removed &&
    filter.modalities.length + filter.statuses.length === 0 &&
    filter.dateFrom === null &&
    filter.dateTo === null &&
    db.get('SELECT 1 FROM study WHERE removed = 1 LIMIT 1') === null;
  return { many: hits >= fewHits, all: plain ? hits : null };
}

function windowOf(
  db: ReadableDb,
  query: {
    readonly from: string;
    readonly order: string;
    readonly values: readonly SqlValue[];
    readonly window: readonly number[];
    /** Null: count them. */
    readonly total: number | null;
  },
): { readonly total: number; readonly ids: readonly number[] } {
  const { from, order, values, window } = query;
  const total =
    query.total ?? db.get<{ total: number }>(`SELECT count(*) AS total ${from}`, values)?.total ?? 0;
  if (total === 0) return { total, ids: [] };
  const rows = db.all<{ id: number }>(`SELECT id ${from} ORDER BY ${order} LIMIT ? OFFSET ?`, [
    ...values,
    ...window,
  ]);
  return { total, ids: rows.map(({ id }) => id) };
}

function conditionsOf(filter: StudyFilter): {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
} {
  const conditions = ['removed = ?'];
  const values: SqlValue[] = [filter.removed ? 1 : 0];
  if (filter.modalities.length > 0) {
    conditions.push(`(${filter.modalities.map(() => 'instr(modalities, ?) > 0').join(' OR ')})`);
    values.push(...filter.modalities.map((modality) => `\\${modality}\\`));
  }
  if (filter.statuses.length > 0) {
    const places = filter.statuses.map((status) => studyStatuses.indexOf(status));
    conditions.push(`+status IN (${places.join(',')})`);
  }
  if (filter.dateFrom !== null || filter.dateTo !== null) {
    conditions.push('+sort_date >= ?', '+sort_date < ?');
    // Times follow the date in the key: what begins with the last day sorts before that day and a letter.
    values.push(filter.dateFrom ?? '0', `${filter.dateTo ?? ':'}~`);
  }
  return { conditions, values };
}
