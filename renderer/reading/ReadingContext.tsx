import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FindingsState } from '../findings/findingsStore.ts';
import type { ReadingSession, StudyState } from './readingSession.ts';
import type { ReadingState } from './readingState.ts';

const SessionContext = createContext<ReadingSession | null>(null);

export function ReadingProvider(props: {
  readonly session: ReadingSession;
  readonly children: ReactNode;
}): ReactNode {
  return <SessionContext value={props.session}>{props.children}</SessionContext>;
}

/** The session of the study that is open. */
export function useSession(): ReadingSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a ReadingProvider above it');
  return session;
}

export function useReading<T>(select: (state: ReadingState) => T): T {
  return useStore(useSession().state, select);
}

export function useStudy<T>(select: (state: StudyState) => T): T {
  return useStore(useSession().study, select);
}

export function useFindings<T>(select: (state: FindingsState) => T): T {
  return useStore(useSession().findings, select);
}

/** Renders again whenever the services told something new about series or volumes. */
export function useSeriesCache(): ReadingSession['cache'] {
  const { cache } = useSession();
  useSyncExternalStore(cache.onChange, cache.revision);
  return cache;
}
