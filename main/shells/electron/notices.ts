import type { App, BrowserWindow, Dialog } from 'electron/main';
import { shellTexts, type ShellLanguage } from './menuTexts.ts';

/** What the shell tells the reader by itself: something stopped, what is safe, what to do. */
export interface Notices {
  servicesRestarted(parent: BrowserWindow | null): void;
  servicesGivenUp(parent: BrowserWindow | null): void;
  pageGone(window: BrowserWindow): void;
}

export function createNotices(options: {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly app: Pick<App, 'relaunch' | 'quit'>;
  readonly language: () => ShellLanguage;
}): Notices {
  const { dialog, app, language } = options;
  const ask = async (
    parent: BrowserWindow | null,
    box: { type: 'warning' | 'error'; message: string; detail: string; buttons: string[] },
  ): Promise<number> => {
    const settings = { ...box, title: 'Axial', noLink: true, defaultId: 0, cancelId: box.buttons.length - 1 };
    const shown =
      parent === null || parent.isDestroyed()
        ? dialog.showMessageBox(settings)
        : dialog.showMessageBox(parent, settings);
    return (await shown).response;
  };
  const plain = (text: string): string => text.replace(/\(&.\)/u, '').replace('&', '');
  return {
    servicesRestarted(parent) {
      const { servicesRestarted: message, servicesRestartedDetail: detail, goOn } = shellTexts[language()];
      void ask(parent, { type: 'warning', message, detail, buttons: [goOn] });
    },
    servicesGivenUp(parent) {
      const texts = shellTexts[language()];
      void ask(parent, {
        type: 'error',
        message: texts.servicesDown,
        detail: texts.servicesDownDetail,
        buttons: [texts.startAgain, plain(texts.quit)],
      }).then((choice) => {
        if (choice === 0) app.relaunch();
        app.quit();
      });
    },
    pageGone(window) {
      const texts = shellTexts[language()];
      void ask(window, {
        type: 'error',
        message: texts.pageGone,
        detail: texts.pageGoneDetail,
        buttons: [texts.reload, plain(texts.closeWindow)],
      }).then((choice) => {
        if (window.isDestroyed()) return;
        if (choice === 0) window.webContents.reload();
        else window.destroy();
      });
    },
  };
}
