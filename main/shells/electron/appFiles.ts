import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppFiles } from './electronParts.ts';

/**
 * Where things lie. `codeFolder` is `dist/` (inside the archive when packed), as a `file:` URL with a slash at its end;
 * `resourcesFolder` holds what must be real files.
 */
export function appFiles(options: { readonly codeFolder: URL; readonly resourcesFolder: string }): AppFiles {
  const { codeFolder, resourcesFolder } = options;
  const code = (path: string): string => fileURLToPath(new URL(path, codeFolder));
  return {
    codeFolder,
    servicesEntryFile: code('main/shells/electron/servicesMain.js'),
    childEntryFile: code('main/shells/electron/childMain.js'),
    preloadFile: code('preload/bridge.cjs'),
    iconFile: code('assets/icons/icon.png'),
    sampleFolder: join(resourcesFolder, 'sample'),
  };
}
