/** The parts of a KeyboardEvent that decide what it means. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** Whether an input method is writing: then no key is a shortcut (browsers report 229 for keys it swallowed). */
export function isComposition(press: KeyPress): boolean {
  return press.isComposing || press.keyCode === 229 || press.key === 'Process' || press.key === 'Dead';
}

/**
 * The spelling of a press as profiles write it: `mod+shift+z`, `ArrowUp`, `?`.
 * Shift is spelt only with letters and named keys, for `?` already says it. On layouts that do not write Latin letters
 * the position of the key counts instead.
 */
export function spellKeyPress(press: KeyPress, isMac: boolean): string {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const key = keyName(press);
  const named = key.length > 1 || /[a-z]/.test(key);
  const parts = [mod ? 'mod' : '', press.altKey ? 'alt' : '', press.shiftKey && named ? 'shift' : '', key];
  return parts.filter((part) => part !== '').join('+');
}

function keyName(press: KeyPress): string {
  if (press.key === ' ') return 'Space';
  if (press.key.length > 1) return press.key;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const isAscii = press.key.charCodeAt(0) < 128;
  if (letter !== undefined && (!isAscii || press.altKey)) return letter.toLowerCase();
  if (digit !== undefined && press.altKey) return digit;
  return press.key.toLowerCase();
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  Enter: '↵',
};

/** A key as it is printed on a keyboard: `Ctrl+Shift+Z`, on a Mac `⌘⇧Z`. */
export function printKey(spelling: string, isMac: boolean): string {
  const parts = spelling.endsWith('++') ? [...spelling.slice(0, -2).split('+'), '+'] : spelling.split('+');
  const written = spelling === '+' ? ['+'] : parts;
  const words = written.map((part) => {
    if (part === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'shift') return isMac ? '⇧' : 'Shift';
    if (part === 'alt') return isMac ? '⌥' : 'Alt';
    return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
  return words.join(isMac ? '' : '+');
}
