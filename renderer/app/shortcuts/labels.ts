import type { MessageKey } from '../../i18n/messages.ts';
import type { ActionOf, Scope } from './actions.ts';

type ShortcutKey = { [S in Scope]: `shortcut.${S}.${ActionOf<S>}` }[Scope];

/** The message key of an action's label. An action without a label does not compile. */
export function shortcutLabel<S extends Scope>(scope: S, action: ActionOf<S>): MessageKey {
  const key = `shortcut.${scope}.${action}` as ShortcutKey;
  return key;
}
