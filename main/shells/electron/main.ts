import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron/main';
import { runProcess } from '../cli/runProcess.ts';
import { nodePorts } from '../nodePorts.ts';
import { appFiles } from './appFiles.ts';
import { startProgram } from './startProgram.ts';

// Entry of the main process: thin, as nothing in it can be tested without Electron.
// Not awaited: the app becomes ready only when this module has been evaluated, and the program waits for that.
startProgram({
  electron: {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    powerMonitor,
    protocol,
    safeStorage,
    screen,
    session,
    utilityProcess,
  },
  files: appFiles({
    codeFolder: new URL('../../../', import.meta.url),
    resourcesFolder: app.isPackaged
      ? process.resourcesPath
      : fileURLToPath(new URL('../../../', import.meta.url)),
  }),
  facts: {
    argv: process.argv,
    platform: process.platform,
    workingFolder: process.cwd(),
    env: process.env,
    versions: process.versions,
    writeOut: (text) => process.stdout.write(text),
  },
  commandLine: (args, ports) => runProcess({ args, ports: { ...nodePorts(), ...ports } }),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
});
