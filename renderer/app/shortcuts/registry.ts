import type { ActionOf, Bindings, Scope } from './actions.ts';
import { isComposition, spellKeyPress, type KeyPress } from './keyPress.ts';

export type Handlers<S extends Scope> = Readonly<Partial<Record<ActionOf<S>, () => void>>>;

/** Where the keyboard stands when a key is pressed. */
export type FocusPlace = 'field' | 'overlay' | 'control' | 'screen';

/** Which screens listen now, the newest first. One for each window. */
export interface ShortcutRegistry {
  add<S extends Scope>(scope: S, handlers: () => Handlers<S>): () => void;
  setBindings(bindings: Bindings): void;
  /** Runs the action of a press; false where it means nothing here. */
  press(press: KeyPress, place: FocusPlace, isMac: boolean): boolean;
}

/** Actions that also work while a field has the focus: none of their keys writes a character. */
const worksInFields: ReadonlySet<string> = new Set([
  'global.lock',
  'global.import',
  'global.settings',
  'global.activity',
]);

export function createShortcutRegistry(initial: Bindings): ShortcutRegistry {
  let bindings = initial;
  let listening: readonly { readonly scope: Scope; readonly handlers: () => Handlers<Scope> }[] = [];
  return {
    add: (scope, handlers) => {
      const entry = { scope, handlers };
      listening = [entry, ...listening];
      return () => {
        listening = listening.filter((other) => other !== entry);
      };
    },
    setBindings: (next) => {
      bindings = next;
    },
    press: (press, place, isMac) => {
      if (isComposition(press)) return false;
      if (place === 'control' && (press.key === 'Enter' || press.key === ' ')) return false;
      const spelling = spellKeyPress(press, isMac);
      for (const { scope, handlers } of listening) {
        const action = actionOf(bindings, scope, spelling);
        if (action === null) continue;
        if (!isAllowed(place, `${scope}.${action}`)) continue;
        const handler = handlers()[action];
        if (handler === undefined) continue;
        handler();
        return true;
      }
      return false;
    },
  };
}

/** Locking is never in anybody's way; everything else leaves an open menu or dialog its keys. */
function isAllowed(place: FocusPlace, action: string): boolean {
  if (place === 'overlay') return action === 'global.lock';
  return place !== 'field' || worksInFields.has(action);
}

function actionOf(bindings: Bindings, scope: Scope, spelling: string): ActionOf<Scope> | null {
  const entries = Object.entries(bindings[scope]) as [ActionOf<Scope>, readonly string[]][];
  return entries.find(([, keys]) => keys.includes(spelling))?.[0] ?? null;
}
