import type { BrowserWindow, Dialog } from 'electron/main';
import { shellTexts, type ShellLanguage } from './menuTexts.ts';
import type { ChooseKind } from './messages.ts';

/** The desktop's own dialogs, in the reader's language. */
export interface Dialogs {
  /** Absolute paths; null where it was closed. Never rejects. */
  choose(kind: ChooseKind, parent: BrowserWindow | null): Promise<readonly string[] | null>;
}

/** Endings that images and archives come with; a DICOM file may have none, so that all files can be chosen too. */
const knownEndings = ['dcm', 'dicom', 'ima', 'img', 'zip', 'png', 'jpg', 'jpeg', 'tif', 'tiff', 'pdf'];

export function createDialogs(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  language: () => ShellLanguage,
): Dialogs {
  return {
    async choose(kind, parent) {
      const texts = shellTexts[language()];
      const options: Electron.OpenDialogOptions =
        kind === 'folder'
          ? { properties: ['openDirectory', 'multiSelections'] }
          : {
              properties: ['openFile', 'multiSelections'],
              filters: [
                { name: texts.allFiles, extensions: ['*'] },
                { name: texts.imagesAndArchives, extensions: knownEndings },
              ],
            };
      try {
        const { canceled, filePaths } =
          parent === null
            ? await dialog.showOpenDialog(options)
            : await dialog.showOpenDialog(parent, options);
        return canceled || filePaths.length === 0 ? null : filePaths;
      } catch {
        // The window it belonged to was closed meanwhile.
        return null;
      }
    },
  };
}
