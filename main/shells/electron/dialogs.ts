import type { BrowserWindow, Dialog } from 'electron/main';
import type { z } from 'zod';
import { importCalls } from '../../../preload/contract/import.ts';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { shellTexts, type ShellLanguage } from './menuTexts.ts';

export type ChooseKind = z.infer<(typeof importCalls)['import.choose']['input']>['kind'];

/** The desktop's own dialogs, in the reader's language. */
export interface Dialogs {
  /** Absolute paths; null where it was closed. */
  choose(kind: ChooseKind, parent: BrowserWindow | null): Promise<readonly string[] | null>;
  /** The call `import.choose` of the contract, checked like every other. */
  answerChoose(
    input: unknown,
    parent: BrowserWindow | null,
  ): Promise<Result<{ readonly paths: readonly string[] | null }>>;
}

/** Endings that images and archives come with; a DICOM file may have none, so that all files can be chosen too. */
const knownEndings = ['dcm', 'dicom', 'ima', 'img', 'zip', 'png', 'jpg', 'jpeg', 'tif', 'tiff', 'pdf'];

export function createDialogs(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  language: () => ShellLanguage,
): Dialogs {
  const choose: Dialogs['choose'] = async (kind, parent) => {
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
    const { canceled, filePaths } =
      parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    return canceled || filePaths.length === 0 ? null : filePaths;
  };
  return {
    choose,
    async answerChoose(input, parent) {
      const parsed = importCalls['import.choose'].input.safeParse(input);
      if (!parsed.success) return fail('INVALID_INPUT', 'The input of import.choose is wrong.');
      return succeed({ paths: await choose(parsed.data.kind, parent) });
    },
  };
}
