import type { Finding } from '../../preload/contract/findings.ts';
import { hang } from './commands.ts';
import { refOf, sameStack } from './paneContent.ts';
import type { ReadingSession } from './readingSession.ts';
import { activeContent, shownPanes } from './readingState.ts';

/** Brings the image of a mark on screen: in a pane that shows its stack, else in the active one. */
export function goToFinding(session: ReadingSession, finding: Finding): void {
  const { content } = finding;
  if (content.kind === 'segmentation') return;
  const series = session.cache.series(content.seriesKey);
  if (series.kind !== 'ready') {
    hang(session, { seriesKey: content.seriesKey, stack: 0 }, session.state.getState().active);
    return;
  }
  for (const stack of series.value.stacks) {
    const slice = stack.frames.findIndex(
      (frame) => frame.instanceKey === content.instanceKey && frame.frame === content.frame,
    );
    if (slice < 0) continue;
    const ref = { seriesKey: content.seriesKey, stack: stack.index };
    const state = session.state.getState();
    const active = activeContent(state);
    const isActive = active.kind === 'stack' && sameStack(active.ref, ref);
    const shown = shownPanes(state).find(({ content: other }) => {
      const otherRef = other.kind === 'stack' ? refOf(other) : null;
      return otherRef !== null && sameStack(otherRef, ref);
    });
    const index = isActive ? state.active : (shown?.index ?? state.active);
    if (shown === undefined && !isActive) hang(session, ref, index);
    session.set({ active: index });
    session.state.setState((now) => ({
      panes: now.panes.map((pane, at) => (at === index && pane.kind === 'stack' ? { ...pane, slice } : pane)),
    }));
    return;
  }
}
