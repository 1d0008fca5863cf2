export { actions, type ActionOf, type Scope } from './actions.ts';
export { shortcutLabel } from './labels.ts';
export { ShortcutProvider, useKeyOf, useShortcuts } from './ShortcutProvider.tsx';
