import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed, type Result } from '../../main/domain/failure.ts';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import { createWorklistStore, cursorStudy } from './worklist.ts';

const rows = Array.from({ length: 450 }, (_, index) => ({ studyKey: `s${index}` }) as StudyRow);

/** Answers `worklist.search` from `rows` without what was removed; remembers what was asked. */
function fakeTransport(): { readonly transport: Transport; readonly asked: string[]; emit(): void } {
  const asked: string[] = [];
  const removed = new Set<string>();
  let onChanged: () => void = () => undefined;
  const call = (name: string, input: never): Promise<Result<unknown>> => {
    const { query, offset, limit, studyKeys } = input as {
      query: string;
      offset: number;
      limit: number;
      studyKeys: string[];
    };
    asked.push(name === 'worklist.search' ? `${query}@${offset}` : name);
    if (name === 'study.remove') {
      for (const key of studyKeys) removed.add(key);
      return Promise.resolve(succeed({ removed: studyKeys.length }));
    }
    const found = rows.filter((row) => row.studyKey.includes(query) && !removed.has(row.studyKey));
    return Promise.resolve(succeed({ total: found.length, rows: found.slice(offset, offset + limit) }));
  };
  const transport = {
    call,
    on: (_name: string, listener: () => void) => {
      onChanged = listener;
      return () => undefined;
    },
  } as unknown as Transport;
  return { transport, asked, emit: () => onChanged() };
}

describe('the worklist of a window', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(200);

  it('puts the cursor on the first study, so that Enter opens the best match', async () => {
    const { transport } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    expect(cursorStudy(store.getState())?.studyKey).toBe('s0');
    store.ask({ text: 's44' });
    await settle();
    expect(cursorStudy(store.getState())?.studyKey).toBe('s44');
  });

  it('asks once for a word that is typed fast', async () => {
    const { transport, asked } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    for (const text of ['s', 's4', 's44']) store.ask({ text });
    await settle();
    expect(asked).toEqual(['s44@0']);
  });

  it('reads only the pages that come on screen', async () => {
    const { transport, asked } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    store.need(390, 430);
    await settle();
    expect(asked).toEqual(['@0', '@200', '@400']);
  });

  it('keeps cursor and rows when the catalog changes, and reads what is on screen again', async () => {
    const { transport, asked, emit } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    store.select(5, 'one');
    emit();
    expect(store.getState().rows.total).toBe(450);
    await settle();
    expect(asked).toEqual(['@0', '@0']);
    expect(cursorStudy(store.getState())?.studyKey).toBe('s5');
  });

  it('reads again what changed while an answer travelled', async () => {
    const { transport, asked, emit } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    emit();
    await settle();
    expect(asked).toEqual(['@0', '@0']);
    expect(store.getState().rows.stale.size).toBe(0);
  });

  it('waits for the answer before Enter may open anything', async () => {
    const { transport } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    store.ask({ text: 's44' });
    const opened = store.settled().then(() => store.getState().selection.cursorKey);
    await settle();
    expect(await opened).toBe('s44');
  });

  it('does not wait for an answer to a question that only grew a space', async () => {
    const { transport } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    store.ask({ text: ' ' });
    await settle();
    expect(store.getState().asking).toBe(false);
  });

  it('takes in nothing that arrives after it was cleared', async () => {
    const { transport } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    store.clear();
    await settle();
    expect(store.getState().rows.total).toBeNull();
  });

  it('moves the cursor to the next study after a removal', async () => {
    const { transport } = fakeTransport();
    const store = createWorklistStore(transport, () => new Date());
    store.need(0, 30);
    await settle();
    store.select(5, 'one');
    await store.remove(['s5']);
    await settle();
    expect(cursorStudy(store.getState())?.studyKey).toBe('s6');
  });
});
