import type { FocusPlace } from './registry.ts';

const overlays = '[role="menu"],[role="listbox"],[role="dialog"],[role="alertdialog"]';
const controls = 'button,a[href],summary,[role="tab"],[role="switch"],[role="checkbox"],[role="radio"]';

/** What kind of thing a key press went to. An open dialog takes every key, also when the focus got lost. */
export function focusPlaceOf(target: EventTarget | null): FocusPlace {
  if (document.querySelector('[data-modal][data-open]') !== null) {
    return 'overlay';
  }
  if (!(target instanceof HTMLElement)) return 'screen';
  if (isField(target)) return 'field';
  if (target.closest(overlays) !== null) return 'overlay';
  return target.closest(controls) === null ? 'screen' : 'control';
}

function isField(element: HTMLElement): boolean {
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLSelectElement) return true;
  const writes = !['checkbox', 'radio', 'button', 'range', 'submit'].includes(
    element.getAttribute('type') ?? 'text',
  );
  return element instanceof HTMLInputElement && writes;
}
