import { describe, expect, it, vi } from 'vitest';
import { profileNames } from '../../state/profileNames.ts';
import type { Scope } from './actions.ts';
import { printKey, spellKeyPress, type KeyPress } from './keyPress.ts';
import { bindingsOf, clashesOf } from './profiles.ts';
import { createShortcutRegistry } from './registry.ts';

const press = (part: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...part,
});

describe('a key press', () => {
  it.each([
    [{ key: 'z', code: 'KeyZ', ctrlKey: true }, 'mod+z'],
    [{ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
    [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ key: ' ', code: 'Space' }, 'Space'],
    [{ key: 'ArrowUp', code: 'ArrowUp', shiftKey: true }, 'shift+ArrowUp'],
    [{ key: 'ц', code: 'KeyW' }, 'w'],
    [{ key: 'µ', code: 'KeyM', altKey: true }, 'alt+m'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'alt+1'],
  ])('%o is spelt %s', (part, spelling) => {
    expect(spellKeyPress(press(part), false)).toBe(spelling);
  });

  it('is printed as on the keyboard', () => {
    expect(printKey('mod+shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(printKey('mod+shift+z', true)).toBe('⌘⇧Z');
    expect(printKey('+', false)).toBe('+');
    expect(printKey('mod++', false)).toBe('Ctrl++');
    expect(printKey('PageDown', false)).toBe('PgDn');
  });
});

describe('the profiles', () => {
  it.each(profileNames)('%s gives no key to two actions of one screen', (profile) => {
    const bindings = bindingsOf(profile);
    const scopes: readonly Scope[] = ['global', 'worklist', 'reading'];
    expect(scopes.flatMap((scope) => clashesOf(bindings, scope))).toEqual([]);
  });
});

describe('the shortcuts', () => {
  const setUp = () => {
    const registry = createShortcutRegistry(bindingsOf('axial'));
    const open = vi.fn<() => void>();
    const lock = vi.fn<() => void>();
    registry.add('worklist', () => ({ open }));
    registry.add('global', () => ({ lock }));
    return { registry, open, lock };
  };
  const enter = press({ key: 'Enter', code: 'Enter' });

  it('act on the screen and not in fields, menus and dialogs', () => {
    const { registry, open } = setUp();
    expect(registry.press(enter, 'screen', false)).toBe(true);
    for (const place of ['field', 'overlay', 'control'] as const) {
      expect(registry.press(enter, place, false)).toBe(false);
    }
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('never act while an input method composes', () => {
    const { registry, open } = setUp();
    registry.press({ ...enter, isComposing: true }, 'screen', false);
    registry.press({ ...enter, keyCode: 229 }, 'screen', false);
    registry.press({ ...enter, key: 'Process' }, 'screen', false);
    expect(open).not.toHaveBeenCalled();
  });

  it('lock also from a field or a dialog, because no character is written', () => {
    const { registry, lock } = setUp();
    const keys = press({ key: 'L', code: 'KeyL', ctrlKey: true, shiftKey: true });
    expect(registry.press(keys, 'field', false)).toBe(true);
    expect(registry.press(keys, 'overlay', false)).toBe(true);
    expect(lock).toHaveBeenCalledTimes(2);
  });

  it('stop when their screen goes', () => {
    const registry = createShortcutRegistry(bindingsOf('axial'));
    const open = vi.fn<() => void>();
    const remove = registry.add('worklist', () => ({ open }));
    remove();
    expect(registry.press(enter, 'screen', false)).toBe(false);
  });

  it('follow the profile', () => {
    const { registry } = setUp();
    const search = vi.fn<() => void>();
    registry.add('worklist', () => ({ search }));
    registry.setBindings(bindingsOf('horos'));
    expect(registry.press(press({ key: '/', code: 'Slash' }), 'screen', false)).toBe(false);
    expect(registry.press(press({ key: 'f', code: 'KeyF', ctrlKey: true }), 'screen', false)).toBe(true);
    expect(search).toHaveBeenCalledOnce();
  });
});
