import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openArchive } from './archive.ts';
import { loadModules } from './loadModules.ts';
import { patchFiles } from './patchFiles.ts';

// Loaded before anything else in every process and thread of the stand-in: `install.ts?<path of the executable>`.
const executable = decodeURIComponent(new URL(import.meta.url).search.slice(1));
const archive = openArchive(join(dirname(executable), 'resources', 'app.asar'));
patchFiles(archive);
loadModules(archive, new URL('./electron.ts', import.meta.url).href);
Object.assign(process, {
  resourcesPath: join(dirname(executable), 'resources'),
  standin: { install: import.meta.url, utility: fileURLToPath(new URL('./utility.ts', import.meta.url)) },
});
