import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { createPackage } from '@electron/asar';

/** What `@electron/fuses` looks for in an executable, and the wire behind it. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses of an Electron as it is delivered; `1` on, `0` off. */
const deliveredFuses = '10110001';

const standinCode = join(import.meta.dirname, 'standin');

/**
 * Makes a folder that electron-builder takes for an unpacked Electron. Its executable runs Node on the packed archive with
 * `fs`, module loading and `electron` standing in: it proves paths, contents, native modules, threads and child
 * processes. It does not prove what only Electron has: its own loader, windows, pages, sandbox, and that the fuses act.
 */
export async function makeStandinElectron(folder: string, version: string): Promise<void> {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const install = pathToFileURL(join(standinCode, 'install.ts')).href;
  const script = `#!/bin/sh
# A stand-in for Electron: runs the packed program in Node.
self=$(readlink -f "$0")
exec '${process.execPath}' --no-warnings --import "${install}?$self" '${join(standinCode, 'main.ts')}' "$self" "$@"
exit 1
`;
  const wire = Buffer.concat([
    Buffer.from(sentinel),
    Buffer.from([1, deliveredFuses.length]),
    Buffer.from(deliveredFuses),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(script), wire, Buffer.from('\n')]), {
    mode: 0o755,
  });
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
    'chrome-sandbox',
    'resources.pak',
    'icudtl.dat',
  ]) {
    writeFileSync(join(folder, name), name === 'version' ? version : 'stand-in\n');
  }
  for (const locale of ['en-US', 'zh-CN', 'de'])
    writeFileSync(join(folder, 'locales', `${locale}.pak`), 'stand-in\n');
  const app = join(folder, 'default_app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"main":"main.js"}');
  writeFileSync(join(app, 'main.js'), '');
  await createPackage(app, join(folder, 'resources', 'default_app.asar'));
}
