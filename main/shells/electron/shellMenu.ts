import type { App } from 'electron/main';
import type { ElectronParts } from './electronParts.ts';
import { menuTemplate, type MenuActions } from './menu.ts';
import { shellLanguage, type ShellLanguage } from './menuTexts.ts';
import { languageOfSettings } from './shellSettings.ts';

/** The menu on the screen, and the language that it and the dialogs are in. */
export interface ShellMenu {
  language(): ShellLanguage;
  show(actions: MenuActions): void;
  /** The page's preferences as it stores them: what is chosen there holds here too. */
  follow(settings: unknown): void;
}

export function createShellMenu(
  { app, Menu }: { readonly app: Pick<App, 'getPreferredSystemLanguages'> } & Pick<ElectronParts, 'Menu'>,
  options: { readonly platform: NodeJS.Platform; readonly devTools: boolean },
): ShellMenu {
  let language = shellLanguage(app.getPreferredSystemLanguages());
  let actions: MenuActions | null = null;
  const show = (): void => {
    if (actions === null) return;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ ...options, language, actions })));
  };
  return {
    language: () => language,
    show(given) {
      actions = given;
      show();
    },
    follow(settings) {
      const next = languageOfSettings(settings, app.getPreferredSystemLanguages());
      if (next === language) return;
      language = next;
      show();
    },
  };
}
