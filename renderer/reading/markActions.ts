import type { Failure } from '../../main/domain/failure.ts';
import type { LabelDelta } from '../../main/domain/labelDelta.ts';
import type { Finding, Mark } from '../../preload/contract/findings.ts';
import { isFailure } from '../findings/findingsStore.ts';
import { inverseOf } from '../findings/labelmaps.ts';
import type { ReadingSession } from './readingSession.ts';

/** Makes a mark or changes one, as a step that can be undone. Null, and told, where it failed. */
export async function saveMark(
  session: ReadingSession,
  before: Finding | null,
  mark: Mark,
): Promise<Finding | null> {
  const { findings, history } = session;
  const saved = await findings.saveMark(before?.findingId ?? null, mark);
  if (isFailure(saved)) {
    session.report(saved);
    return null;
  }
  const { findingId } = saved;
  session.set({ selected: findingId });
  if (before === null) {
    history.push({
      merge: null,
      undo: async () => done(session, await findings.remove(findingId)),
      redo: async () => done(session, await findings.restore(findingId)),
    });
  } else if (before.content.kind !== 'segmentation') {
    const old = before.content;
    const put = async (content: Mark): Promise<boolean> => {
      const result = await findings.saveMark(findingId, content);
      return done(session, isFailure(result) ? result : null);
    };
    history.push({ merge: null, undo: async () => put(old), redo: async () => put(mark) });
  }
  return saved;
}

/** Removes a finding, undoably. */
export async function removeFinding(session: ReadingSession, findingId: string): Promise<void> {
  const { findings, history } = session;
  if (!done(session, await findings.remove(findingId))) return;
  if (session.state.getState().selected === findingId) session.set({ selected: null });
  history.push({
    merge: null,
    undo: async () => done(session, await findings.restore(findingId)),
    redo: async () => done(session, await findings.remove(findingId)),
  });
}

/** Accepts or rejects a proposal, undoably. */
export async function decideFinding(
  session: ReadingSession,
  finding: Finding,
  decision: Finding['status'],
): Promise<void> {
  const { findings, history } = session;
  const { findingId, status } = finding;
  if (status === decision || !done(session, await findings.decide(findingId, decision))) return;
  history.push({
    merge: null,
    undo: async () => done(session, await findings.decide(findingId, status)),
    redo: async () => done(session, await findings.decide(findingId, decision)),
  });
}

/** Sends a brush stroke that is painted already; undo is its inverse. */
export async function sendStroke(
  session: ReadingSession,
  findingId: string,
  delta: LabelDelta,
): Promise<void> {
  const { labelmaps, history } = session;
  if (delta.length === 0) return;
  const failure = await labelmaps.send(findingId, delta);
  if (!done(session, failure)) return;
  history.push({
    merge: null,
    undo: async () => done(session, await labelmaps.apply(findingId, inverseOf(delta))),
    redo: async () => done(session, await labelmaps.apply(findingId, delta)),
  });
}

function done(session: ReadingSession, failure: Failure | null): boolean {
  if (failure !== null) session.report(failure);
  return failure === null;
}
