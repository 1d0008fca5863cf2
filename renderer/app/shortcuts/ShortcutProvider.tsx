import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { ActionOf, Scope } from './actions.ts';
import { focusPlaceOf } from './focusPlace.ts';
import { printKey } from './keyPress.ts';
import type { ProfileName } from '../../state/profileNames.ts';
import { bindingsOf } from './profiles.ts';
import { createShortcutRegistry, type Handlers, type ShortcutRegistry } from './registry.ts';

interface Shortcuts {
  readonly registry: ShortcutRegistry;
  readonly profile: ProfileName;
}

const ShortcutContext = createContext<Shortcuts | null>(null);

export const isMac = /mac/i.test(globalThis.navigator?.userAgent ?? '');

/** Listens to the window's keyboard for everything below it. */
export function ShortcutProvider(props: {
  readonly profile: ProfileName;
  readonly children: ReactNode;
}): ReactNode {
  const registry = useMemo(() => createShortcutRegistry(bindingsOf('axial')), []);
  useEffect(() => registry.setBindings(bindingsOf(props.profile)), [registry, props.profile]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (registry.press(event, focusPlaceOf(event.target), isMac)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry]);
  const value = useMemo(() => ({ registry, profile: props.profile }), [registry, props.profile]);
  return <ShortcutContext value={value}>{props.children}</ShortcutContext>;
}

function useShortcutContext(): Shortcuts {
  const value = useContext(ShortcutContext);
  if (value === null) throw new Error('shortcuts need a ShortcutProvider above them');
  return value;
}

/**
 * Lets keys act while the component is there: `useShortcuts('reading', { invert: () => … })`.
 * Never acts during IME composition, in fields, menus or dialogs. Handlers may change on every render.
 */
export function useShortcuts<S extends Scope>(scope: S, handlers: Handlers<S>): void {
  const { registry } = useShortcutContext();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => registry.add(scope, () => latest.current), [registry, scope]);
}

/** The first key of an action as printed (`Ctrl+Z`), for tooltips and menus; null where the profile has none. */
export function useKeyOf(): <S extends Scope>(scope: S, action: ActionOf<S>) => string | null {
  const { profile } = useShortcutContext();
  return useMemo(() => {
    const bindings = bindingsOf(profile);
    return (scope, action) => {
      const keys = bindings[scope] as Readonly<Record<string, readonly string[]>>;
      const first = keys[action]?.[0];
      return first === undefined ? null : printKey(first, isMac);
    };
  }, [profile]);
}
