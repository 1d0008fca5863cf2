import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, Result } from '../../main/domain/failure.ts';
import type { StudyRow, StudyStatus } from '../../preload/contract/catalog.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import {
  asStale,
  emptyWindow,
  indexOfStudy,
  pageRows,
  rowAt,
  wantedPages,
  withFailure,
  withPage,
  withStudy,
  type RowWindow,
} from './rowWindow.ts';
import { followStudy, noSelection, selectRow, type Selection, type SelectMode } from './selection.ts';
import { firstQuery, questionOf, type WorklistQuery, type WorklistQuestion } from './worklistQuery.ts';

/** The worklist of one window: what was asked, what is held of the answer, and where the cursor stands. */
export interface WorklistState {
  readonly query: WorklistQuery;
  readonly rows: RowWindow;
  readonly selection: Selection;
  /** A new question is under way; the rows still answer the one before. */
  readonly asking: boolean;
}

export interface WorklistStore extends StoreApi<WorklistState> {
  /** Asks anew after a short pause, so that typing does not ask for every letter. */
  readonly ask: (part: Partial<WorklistQuery>) => void;
  /** Reads again, keeping what is on screen until then. */
  readonly refresh: () => void;
  /** Waits for the answer to what was asked last, so that Enter never opens a study of the question before. */
  readonly settled: () => Promise<void>;
  /** Says which rows are on screen: what is absent or stale is read. */
  readonly need: (first: number, last: number) => void;
  readonly select: (index: number, mode: SelectMode) => void;
  readonly chooseLoaded: () => void;
  readonly setStatus: (studyKeys: readonly string[], status: StudyStatus) => Promise<Failure | null>;
  readonly remove: (studyKeys: readonly string[]) => Promise<Failure | null>;
  readonly restore: (studyKeys: readonly string[]) => Promise<Failure | null>;
  /** Forgets everything: the library was locked. */
  readonly clear: () => void;
}

const pauseBeforeAskingMs = 90;

export function createWorklistStore(transport: Transport, today: () => Date): WorklistStore {
  const first = (): WorklistState => ({
    query: firstQuery,
    rows: emptyWindow(''),
    selection: noSelection,
    asking: true,
  });
  const store = createStore<WorklistState>(first);
  const underWay = new Set<string>();
  let visible = { first: 0, last: 0 };
  let changes = 0;
  let clearings = 0;
  let pause: ReturnType<typeof setTimeout> | null = null;

  const read = async (question: string, page: number): Promise<void> => {
    const ticket = `${page} ${question}`;
    if (underWay.has(ticket)) return;
    underWay.add(ticket);
    const changesSeen = changes;
    const clearingsSeen = clearings;
    const asked = JSON.parse(question) as WorklistQuestion;
    const result = await transport.call('worklist.search', {
      ...asked,
      offset: page * pageRows,
      limit: pageRows,
    });
    underWay.delete(ticket);
    if (question !== currentQuestion() || clearings !== clearingsSeen) return;
    store.setState((state) => {
      const isNew = state.rows.question !== question;
      const held = isNew ? emptyWindow(question) : state.rows;
      if (!result.ok) {
        return { rows: withFailure(held, question, result.failure), asking: false };
      }
      const fresh = withPage(held, { question, page, ...result.value });
      // What changed while the answer travelled may not be in it.
      const rows = changes === changesSeen ? fresh : asStale(fresh);
      return { rows, asking: false, selection: place(isNew ? noSelection : state.selection, rows) };
    });
    if (result.ok) readVisible();
  };

  const currentQuestion = (): string => JSON.stringify(questionOf(store.getState().query, today()));

  const readVisible = (): void => {
    const question = currentQuestion();
    const { rows } = store.getState();
    if (rows.question !== question) return void read(question, 0);
    // Another wording of the same question, as with a space at its end.
    if (store.getState().asking) store.setState({ asking: false });
    for (const page of wantedPages(rows, visible.first, visible.last)) void read(question, page);
  };

  const refresh = (): void => {
    changes += 1;
    store.setState((state) => ({ rows: asStale(state.rows) }));
    readVisible();
  };

  transport.on('catalog.changed', refresh);
  transport.on('proposals.changed', refresh);
  return {
    ...store,
    ask: (part) => {
      store.setState((state) => ({ query: { ...state.query, ...part }, asking: true }));
      visible = { first: 0, last: 0 };
      if (pause !== null) clearTimeout(pause);
      pause = setTimeout(readVisible, part.text === undefined ? 0 : pauseBeforeAskingMs);
    },
    refresh,
    settled: () =>
      new Promise((resolve) => {
        if (!store.getState().asking) return resolve();
        const stop = store.subscribe(({ asking }) => {
          if (asking) return;
          stop();
          resolve();
        });
      }),
    need: (from, to) => {
      visible = { first: from, last: to };
      readVisible();
    },
    select: (index, mode) => {
      store.setState(({ selection, rows }) => ({
        selection: selectRow(selection, index, mode, (at) => rowAt(rows, at)?.studyKey ?? null),
      }));
    },
    chooseLoaded: () => {
      store.setState(({ selection, rows }) => {
        const keys = [...rows.pages.values()].flat().map((row) => row.studyKey);
        return { selection: { ...selection, chosen: new Set(keys) } };
      });
    },
    setStatus: async (studyKeys, status) => {
      for (const studyKey of studyKeys) {
        const result = await transport.call('study.setStatus', { studyKey, status });
        if (!result.ok) return result.failure;
        store.setState(({ rows }) => ({ rows: withStudy(rows, result.value.study) }));
      }
      return null;
    },
    remove: async (studyKeys) => {
      const refused = await inPortions(studyKeys, (portion) =>
        transport.call('study.remove', { studyKeys: [...portion] }),
      );
      if (refused !== null) return refused;
      // The cursor stays at its place and takes the study that moves up into it.
      store.setState(({ selection }) => ({
        selection: { ...selection, cursorKey: null, chosen: new Set() },
      }));
      refresh();
      return null;
    },
    restore: async (studyKeys) => {
      const refused = await inPortions(studyKeys, (portion) =>
        transport.call('study.restoreRemoved', { studyKeys: [...portion] }),
      );
      if (refused !== null) return refused;
      refresh();
      return null;
    },
    clear: () => {
      clearings += 1;
      underWay.clear();
      if (pause !== null) clearTimeout(pause);
      store.setState(first());
    },
  };
}

/** The contract takes so many studies at once. */
const portionStudies = 1000;

/** Null when every portion was done; the first refusal stops the rest. */
async function inPortions(
  studyKeys: readonly string[],
  work: (portion: readonly string[]) => Promise<Result<unknown>>,
): Promise<Failure | null> {
  for (let from = 0; from < studyKeys.length; from += portionStudies) {
    const result = await work(studyKeys.slice(from, from + portionStudies));
    if (!result.ok) return result.failure;
  }
  return null;
}

/** The cursor on its study; on the first row as long as the reader did not move it. */
function place(selection: Selection, rows: RowWindow): Selection {
  const keyAt = (index: number): string | null => rowAt(rows, index)?.studyKey ?? null;
  if (selection.moves === 0) {
    return rows.total === 0 ? noSelection : { ...selectRow(noSelection, 0, 'one', keyAt), moves: 0 };
  }
  return followStudy(selection, (studyKey) => indexOfStudy(rows, studyKey), keyAt);
}

/** The study under the cursor, where its row is held. */
export function cursorStudy(state: WorklistState): StudyRow | null {
  const { cursorIndex, cursorKey } = state.selection;
  const row = cursorIndex === null ? null : rowAt(state.rows, cursorIndex);
  return row?.studyKey === cursorKey ? row : null;
}
