import type { MenuItemConstructorOptions } from 'electron/main';
import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../../../renderer/app/shortcuts/profiles.ts';
import { menuTemplate } from './menu.ts';
import { shellLanguage, shellTexts, type ShellLanguage } from './menuTexts.ts';
import { languageOfSettings } from './shellSettings.ts';
import { createShellMenu } from './shellMenu.ts';
import { fakeElectron } from './testing/fakeElectron.ts';

const pressed: string[] = [];
const actions = {
  importFiles: () => pressed.push('files'),
  importFolder: () => pressed.push('folder'),
  lock: () => pressed.push('lock'),
};

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

function all(options: { language?: ShellLanguage; platform?: NodeJS.Platform; devTools?: boolean } = {}) {
  return items(menuTemplate({ language: 'en', platform: 'linux', devTools: false, ...options, actions }));
}

describe('the menu', () => {
  it('is complete in both languages: the same items, every one with a word', () => {
    const kinds = (language: ShellLanguage): unknown[] =>
      all({ language }).map(({ role, type, accelerator }) => ({ role, type, accelerator }));
    expect(kinds('zh-CN')).toEqual(kinds('en'));
    const wordless = [...all(), ...all({ language: 'zh-CN' })].filter(
      ({ type, label = '' }) => type !== 'separator' && label === '',
    );
    expect(wordless).toEqual([]);
    for (const text of Object.values(shellTexts['zh-CN'])) expect(text).toMatch(/\p{Script=Han}/u);
  });

  it('does what it says', () => {
    pressed.length = 0;
    for (const item of all()) (item.click as (() => void) | undefined)?.();
    expect(pressed).toEqual(['files', 'folder', 'lock']);
  });

  it('has mnemonics once per menu, and none on a Mac', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const menu of menuTemplate({ language, platform: 'win32', devTools: true, actions })) {
        const keys = (menu.submenu as MenuItemConstructorOptions[])
          .map(({ label }) => /&(\w)/.exec(label ?? '')?.[1]?.toLowerCase())
          .filter((key) => key !== undefined);
        expect([...new Set(keys)]).toEqual(keys);
      }
      expect(all({ language, platform: 'darwin' }).filter(({ label }) => label?.includes('&'))).toEqual([]);
    }
  });

  it('takes no key away from the images', () => {
    const spelled = (accelerator: string): string =>
      accelerator.toLowerCase().replace('cmdorctrl', 'mod').replace('plus', '+');
    const bindings = bindingsOf('axial');
    const shared = all({ devTools: true })
      .filter(
        ({ accelerator, registerAccelerator }) => accelerator !== undefined && registerAccelerator !== false,
      )
      .flatMap(({ accelerator }) => {
        const key = spelled(String(accelerator));
        return Object.values(bindings)
          .flatMap((scope) => Object.entries(scope))
          .filter(([, keys]) => keys.some((each) => each.toLowerCase() === key))
          .map(([action]) => [key, action]);
      });
    expect(shared).toEqual([
      ['mod+o', 'import'],
      ['mod+shift+l', 'lock'],
    ]);
  });

  it('shows undo and redo without registering their keys: the page undoes marks with them', () => {
    for (const role of ['undo', 'redo', 'selectAll'] as const) {
      expect(all().find((item) => item.role === role)?.registerAccelerator).toBe(false);
    }
  });

  it('offers developer tools only outside a packed app', () => {
    expect(all().some(({ role }) => role === 'toggleDevTools')).toBe(false);
    expect(all({ devTools: true }).some(({ role }) => role === 'toggleDevTools')).toBe(true);
    expect(all({ devTools: true }).some(({ role }) => role === 'reload' || role === 'forceReload')).toBe(
      false,
    );
  });

  it('follows the language that the reader chooses on the screen', () => {
    const electron = fakeElectron();
    const menu = createShellMenu(electron.parts, { platform: 'linux', devTools: false });
    menu.follow({ locale: 'zh-CN' });
    expect(electron.menus).toHaveLength(0);
    menu.show(actions);
    menu.follow({ locale: 'zh-CN' });
    menu.follow({ locale: 'en' });
    expect(electron.menus.map(([file]) => file?.label)).toEqual(['文件(&F)', '&File']);
    expect(menu.language()).toBe('en');
  });
});

describe('the language of the shell', () => {
  it('is the desktop’s first that the program speaks', () => {
    expect(shellLanguage(['fr-FR', 'zh-Hant-TW', 'en'])).toBe('zh-CN');
    expect(shellLanguage(['en-GB', 'zh'])).toBe('en');
    expect(shellLanguage(['de'])).toBe('en');
  });

  it('is the one chosen on the screen where there is one', () => {
    expect(languageOfSettings({ locale: 'en' }, ['zh-CN'])).toBe('en');
    expect(languageOfSettings({ locale: null }, ['zh-CN'])).toBe('zh-CN');
    expect(languageOfSettings('damaged', ['en'])).toBe('en');
  });
});
