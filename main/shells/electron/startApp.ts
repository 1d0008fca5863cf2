import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron/main';
import { z } from 'zod';
import type { CallName } from '../../../preload/contract/contract.ts';
import type { Result } from '../../domain/failure.ts';
import { libraryFolder } from '../libraryFolder.ts';
import { startAppHost } from './appHost.ts';
import { contentHandler } from './contentProtocol.ts';
import { createDialogs } from './dialogs.ts';
import type { AppFiles, ElectronParts, ProcessFacts } from './electronParts.ts';
import { endWithWindows } from './endApp.ts';
import { guardBeforeReady, guardWhenReady } from './guardApp.ts';
import { listenToPages, tellPages } from './ipc.ts';
import { createNotices } from './notices.ts';
import { createOpenRequests, pathsOfArguments, type OpenRequests } from './openRequests.ts';
import { appScheme } from './origin.ts';
import { placeMemory } from './placeMemory.ts';
import type { ServicesHost } from './servicesHost.ts';
import { createShellMenu } from './shellMenu.ts';
import { screenSettingsKey } from './shellSettings.ts';
import { appPartition } from './webPreferences.ts';
import { createWindows, type Windows } from './windows.ts';

/** The same as `appId` in electron-builder.yml. */
export const appId = 'app.axial.Axial';

export interface AppStart {
  readonly electron: ElectronParts;
  readonly files: AppFiles;
  readonly facts: ProcessFacts;
  /** Arguments that are ours: files to open. */
  readonly args: readonly string[];
  /** The window stays hidden and no other instance is asked: the self test. */
  readonly alone?: boolean;
}

export interface RunningApp {
  readonly host: ServicesHost;
  readonly windows: Windows;
  readonly main: BrowserWindow;
}

/**
 * Starts the app with its window. Null where another instance runs already: it was given our files and shows itself.
 * Must be called before the app is ready.
 */
export async function startApp(start: AppStart): Promise<RunningApp | null> {
  const { electron, files, facts, alone = false } = start;
  const { app } = electron;
  guardBeforeReady(electron);
  const { promise: hostStarted, resolve: settleHost } = Promise.withResolvers<ServicesHost>();
  const requests = createOpenRequests(async (name, input) => (await hostStarted).call(name, input));
  if (!gatherFiles(start, requests)) return null;
  // Before the first window: what the taskbar of Windows groups and pins the windows by.
  if (facts.platform === 'win32') app.setAppUserModelId(appId);
  await app.whenReady();
  app.setAboutPanelOptions({
    applicationName: 'Axial',
    applicationVersion: app.getVersion(),
    version: `Electron ${facts.versions['electron'] ?? ''}, Chromium ${facts.versions['chrome'] ?? ''}`,
    copyright: 'Apache-2.0',
    iconPath: files.iconFile,
  });

  const devTools = !app.isPackaged;
  const menu = createShellMenu(electron, { platform: facts.platform, devTools });
  const dialogs = createDialogs(electron.dialog, () => menu.language());
  const notices = createNotices({ dialog: electron.dialog, app, language: () => menu.language() });
  const windows = createWindows({
    BrowserWindow: electron.BrowserWindow,
    screen: electron.screen,
    preloadFile: files.preloadFile,
    iconFile: files.iconFile,
    devTools,
    memory: placeMemory(join(app.getPath('userData'), 'window.json')),
    hidden: alone,
    onPageGone: (window) => notices.pageGone(window),
  });
  const appSession = electron.session.fromPartition(appPartition);
  await guardWhenReady(electron, { windows, devTools, appSession });

  const tellWindows = (name: string, payload: unknown): void => {
    tellPages(windows.contents(), name, payload);
    if (name === 'library.changed') requests.libraryChanged();
  };
  const host = await startAppHost(electron, {
    files,
    facts,
    libraryFolder: alone ? join(app.getPath('userData'), 'library') : libraryFolder(null),
    choosePaths: (what) => dialogs.choose(what, windows.front()),
    onEvent: tellWindows,
    onRestarted: () => {
      notices.servicesRestarted(windows.front());
      void host.call('library.state', {}).then((result) => {
        if (result.ok) tellWindows('library.changed', result.value);
      });
    },
    onGivenUp: () => notices.servicesGivenUp(windows.front()),
  });
  settleHost(host);
  appSession.protocol.handle(
    appScheme,
    contentHandler(() => host.address()),
  );

  const lockLibrary = (): void => {
    void host.call('library.lock', {});
  };
  const importChosen = (kind: 'files' | 'folder') => (): void => {
    void dialogs.choose(kind, windows.front()).then((paths) => requests.open(paths ?? []));
  };
  menu.show({ importFiles: importChosen('files'), importFolder: importChosen('folder'), lock: lockLibrary });
  void host.call('settings.get', { key: screenSettingsKey }).then((result) => {
    if (result.ok) menu.follow(fieldOf(result.value, 'value'));
  });
  listenToPages(electron.ipcMain, {
    isOurs: (contents) => windows.isOurs(contents),
    async call(name: CallName, input: unknown): Promise<Result<unknown>> {
      const result = await host.call(name, input);
      if (name === 'settings.set' && result.ok && fieldOf(input, 'key') === screenSettingsKey) {
        menu.follow(fieldOf(input, 'value'));
      }
      return result;
    },
  });
  electron.powerMonitor.on('lock-screen', lockLibrary);
  electron.powerMonitor.on('suspend', lockLibrary);
  endWithWindows(app, { platform: facts.platform, windows, host });
  app.on('second-instance', () => {
    windows.openMain();
  });
  return { host, windows, main: windows.openMain() };
}

const secondStart = z.object({ paths: z.array(z.string()) });

/** Collects what the desktop asks to open, from now on. False where another instance takes it. */
function gatherFiles({ electron, facts, args, alone }: AppStart, requests: OpenRequests): boolean {
  const { app } = electron;
  const paths = pathsOfArguments(args, {
    workingFolder: facts.workingFolder,
    exists: (path) => existsSync(path),
  });
  if (alone !== true && !app.requestSingleInstanceLock({ paths })) {
    app.quit();
    return false;
  }
  requests.open(paths);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    requests.open([path]);
  });
  app.on('second-instance', (_event, _argv, _folder, sent) => {
    requests.open(secondStart.safeParse(sent).data?.paths ?? []);
  });
  return true;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
