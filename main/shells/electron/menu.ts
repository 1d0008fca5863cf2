import type { MenuItemConstructorOptions } from 'electron/main';
import { shellTexts, type ShellLanguage } from './menuTexts.ts';

/** What the menu can do besides the window's own actions. */
export interface MenuActions {
  readonly importFiles: () => void;
  readonly importFolder: () => void;
  readonly lock: () => void;
}

/**
 * The application menu. Keys that act on images (undo, zoom, layout, presets, Space, digits) belong to the page: they
 * are either not in the menu or shown without being registered, so that a key never does two things.
 */
export function menuTemplate(options: {
  readonly language: ShellLanguage;
  readonly platform: NodeJS.Platform;
  readonly devTools: boolean;
  readonly actions: MenuActions;
}): MenuItemConstructorOptions[] {
  const { language, platform, devTools, actions } = options;
  const texts = shellTexts[language];
  const mac = platform === 'darwin';
  const label = (text: string): string => (mac ? withoutMnemonic(text) : text);
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const appMenu: MenuItemConstructorOptions = {
    label: 'Axial',
    submenu: [
      { role: 'about', label: label(texts.about) },
      separator,
      { role: 'hide', label: label(texts.hide) },
      { role: 'hideOthers', label: label(texts.hideOthers) },
      { role: 'unhide', label: label(texts.showAll) },
      separator,
      { role: 'quit', label: label(texts.quit) },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: label(texts.file),
    submenu: [
      { label: label(texts.importFiles), accelerator: 'CmdOrCtrl+O', click: actions.importFiles },
      { label: label(texts.importFolder), accelerator: 'CmdOrCtrl+Shift+O', click: actions.importFolder },
      separator,
      { label: label(texts.lock), accelerator: 'CmdOrCtrl+Shift+L', click: actions.lock },
      separator,
      mac
        ? { role: 'close', label: label(texts.closeWindow) }
        : { role: 'quit', label: label(texts.quit), accelerator: 'CmdOrCtrl+Q' },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: label(texts.edit),
    submenu: [
      { role: 'undo', label: label(texts.undo), registerAccelerator: false },
      { role: 'redo', label: label(texts.redo), registerAccelerator: false },
      separator,
      { role: 'cut', label: label(texts.cut) },
      { role: 'copy', label: label(texts.copy) },
      { role: 'paste', label: label(texts.paste) },
      { role: 'selectAll', label: label(texts.selectAll), registerAccelerator: false },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: label(texts.view),
    submenu: [
      { role: 'togglefullscreen', label: label(texts.fullScreen), accelerator: mac ? 'Ctrl+Cmd+F' : 'F11' },
      separator,
      // Ctrl+Plus and Ctrl+Minus zoom the image: the interface's own size has Alt besides.
      { role: 'zoomIn', label: label(texts.larger), accelerator: 'CmdOrCtrl+Alt+Plus' },
      { role: 'zoomOut', label: label(texts.smaller), accelerator: 'CmdOrCtrl+Alt+-' },
      { role: 'resetZoom', label: label(texts.normalSize), accelerator: 'CmdOrCtrl+Alt+0' },
      ...(devTools ? [separator, { role: 'toggleDevTools', label: label(texts.developer) } as const] : []),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: label(texts.window),
    role: 'window',
    submenu: [
      { role: 'minimize', label: label(texts.minimize) },
      ...(mac ? [] : [{ role: 'close', label: label(texts.closeWindow) } as const]),
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: label(texts.help),
    role: 'help',
    submenu: [{ role: 'about', label: label(texts.about) }],
  };
  return mac ? [appMenu, file, edit, view, window] : [file, edit, view, window, help];
}

/** macOS menus have no mnemonics: `&File` is File, `文件(&F)` is 文件. */
function withoutMnemonic(text: string): string {
  return text.replace(/\(&.\)/u, '').replace('&', '');
}
