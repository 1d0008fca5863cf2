import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureKernels } from '../../native/build.ts';
import { buildPage } from './buildPage.ts';
import { findElectron } from './findElectron.ts';
import { libraryFolder } from './libraryFolder.ts';
import { nodePorts } from './nodePorts.ts';
import { findBrowser, hasDisplay, openAppWindow } from './loopback/browser.ts';
import { serveLoopback } from './loopback/serve.ts';
import { loopbackServices, pageFolder } from './serveServices.ts';

/**
 * `npm start`: Electron where its program is there, else the loopback shell in an app window, else its address to open by
 * hand. Says in one line which, and why.
 */
const say = (text: string): void => void process.stderr.write(`${text}\n`);

ensureKernels();
await buildPage(say);
const electron = findElectron();
if (electron.path === null) {
  say(electron.reason);
  await startLoopback();
} else {
  process.exitCode = await startElectron(electron.path);
}

async function startLoopback(): Promise<void> {
  const services = loopbackServices(libraryFolder(null), { ports: nodePorts(), sample: true });
  await services.start(process.env['AXIAL_PASSPHRASE'] ?? null);
  const server = await serveLoopback({ api: services, pageFolder });
  const stop = untilStopped();
  const browser = hasDisplay() ? findBrowser() : null;
  if (browser === null) {
    say(hasDisplay() ? 'No Chromium, Chrome or Edge was found.' : 'This machine has no display.');
    say('Open this address in a browser of this machine; it works once:');
    process.stdout.write(`${server.invite()}\n`);
    await stop;
  } else {
    say(`Axial opens as an app window of ${browser}.`);
    const window = await openAppWindow(browser, server.invite());
    await Promise.race([window.closed, stop.then(() => window.close())]);
    await window.closed;
  }
  await server.close();
  await services.close();
}

async function startElectron(path: string): Promise<number> {
  const { buildBridge, buildServices, copyFiles } = await import('./build/steps.ts');
  await buildServices();
  await buildBridge();
  await copyFiles();
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const child = spawn(path, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
