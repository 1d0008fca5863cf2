import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Transport } from '../../preload/contract/contract.ts';
import { createJobsStore, type JobsState, type JobsStore } from './jobs.ts';
import { createRouteStore, type RouteState, type RouteStore } from './route.ts';
import { createSessionStore, type SessionState, type SessionStore } from './session.ts';
import { createWorklistStore, type WorklistState, type WorklistStore } from './worklist.ts';
import { createSettingsStore, type Settings, type SettingsStore } from './settings.ts';

/** The stores of one window. */
export interface AppState {
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly jobs: JobsStore;
  readonly route: RouteStore;
  readonly worklist: WorklistStore;
}

export function createAppState(transport: Transport): AppState {
  return {
    session: createSessionStore(transport),
    settings: createSettingsStore(transport),
    jobs: createJobsStore(transport),
    route: createRouteStore(),
    worklist: createWorklistStore(transport, () => new Date()),
  };
}

const AppStateContext = createContext<AppState | null>(null);

export function AppStateProvider(props: {
  readonly state: AppState;
  readonly children: ReactNode;
}): ReactNode {
  return <AppStateContext value={props.state}>{props.children}</AppStateContext>;
}

/** The stores, for their actions. */
export function useAppState(): AppState {
  const state = useContext(AppStateContext);
  if (state === null) throw new Error('useAppState needs an AppStateProvider above it');
  return state;
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useAppState().session, select);
}

/** A setting as it changes: `useSetting((settings) => settings.presetOrder)`. */
export function useSetting<T>(select: (settings: Settings) => T): T {
  return useStore(useAppState().settings, (state) => select(state.settings));
}

export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useAppState().jobs, select);
}

export function useRoute<T>(select: (state: RouteState) => T): T {
  return useStore(useAppState().route, select);
}

export function useWorklist<T>(select: (state: WorklistState) => T): T {
  return useStore(useAppState().worklist, select);
}
