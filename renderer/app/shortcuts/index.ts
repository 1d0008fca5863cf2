export { actions, type ActionOf, type Scope } from './actions.ts';
export { shortcutLabel } from './labels.ts';
export { profileNames, type ProfileName } from './profiles.ts';
export { ShortcutProvider, useKeyOf, useShortcuts } from './ShortcutProvider.tsx';
