import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from './electron.ts';

// The stand-in's main process: starts the packed program as Electron does, from the `main` of its package.json.
const { resourcesPath } = process as unknown as { readonly resourcesPath: string };
const archive = join(resourcesPath, 'app.asar');
const [, , executable = '', first, folder = '', sampleFolder = ''] = process.argv;
if (first === '--standin-services') {
  const { reportOnServices } = await import('./services.ts');
  process.stdout.write(`${JSON.stringify(await reportOnServices(archive, folder, sampleFolder))}\n`);
} else {
  const { main } = JSON.parse(readFileSync(join(archive, 'package.json'), 'utf8')) as { main: string };
  process.argv = [executable, ...process.argv.slice(3)];
  await import(pathToFileURL(join(archive, main)).href);
  app.codeLoaded();
}
