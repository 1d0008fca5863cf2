import { createStore, type StoreApi } from 'zustand/vanilla';

export const settingsSections = [
  'general',
  'keys',
  'presets',
  'users',
  'folders',
  'storage',
  'audit',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Which screen fills the window. */
export type Route =
  | { readonly screen: 'worklist' }
  | { readonly screen: 'reading'; readonly studyKey: string }
  | { readonly screen: 'settings'; readonly section: SettingsSection };

/** Panels and dialogs that lie over a screen; at most one at a time. */
export type Overlay = 'none' | 'help' | 'import' | 'activity';

export interface RouteState {
  readonly route: Route;
  readonly overlay: Overlay;
}

export interface RouteStore extends StoreApi<RouteState> {
  readonly go: (route: Route) => void;
  readonly show: (overlay: Overlay) => void;
  readonly toggle: (overlay: Overlay) => void;
}

export function createRouteStore(): RouteStore {
  const store = createStore<RouteState>(() => ({ route: { screen: 'worklist' }, overlay: 'none' }));
  return {
    ...store,
    go: (route) => store.setState({ route, overlay: 'none' }),
    show: (overlay) => store.setState({ overlay }),
    toggle: (overlay) =>
      store.setState((state) => ({ overlay: state.overlay === overlay ? 'none' : overlay })),
  };
}
