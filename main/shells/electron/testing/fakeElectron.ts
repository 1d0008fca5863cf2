import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions, WebContents } from 'electron/main';
import type { ElectronParts } from '../electronParts.ts';
import { FakeChannel, FakeUtilityProcess } from './fakePorts.ts';

type Handler = (...values: never[]) => unknown;

/** Contents of a page: what was set on it, and what a test lets happen to it. */
export class FakeContents extends EventEmitter {
  readonly mainFrame: { url: string } = { url: '' };
  readonly sent: { channel: string; values: readonly unknown[] }[] = [];
  openHandler: ((details: { url: string }) => Electron.WindowOpenHandlerResponse) | null = null;
  evaluate: (expression: string) => unknown = () => undefined;
  destroyed = false;
  reloads = 0;

  setWindowOpenHandler(handler: NonNullable<FakeContents['openHandler']>): void {
    this.openHandler = handler;
  }
  send(channel: string, ...values: readonly unknown[]): void {
    this.sent.push({ channel, values });
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  reload(): void {
    this.reloads += 1;
  }
  executeJavaScript(expression: string): Promise<unknown> {
    return Promise.resolve(this.evaluate(expression));
  }
  /** Fires an event that can be prevented; answers whether it was. */
  attempt(event: string, details: Readonly<Record<string, unknown>>, ...rest: readonly unknown[]): boolean {
    let prevented = false;
    this.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...rest);
    return prevented;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  shown = false;
  focused = false;
  destroyed = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    return Promise.resolve();
  }
  show(): void {
    this.shown = true;
  }
  maximize(): void {}
  restore(): void {}
  focus(): void {
    this.focused = true;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1200, height: 800 };
  }
  destroy(): void {
    this.destroyed = true;
    this.webContents.destroyed = true;
    this.emit('closed');
  }
}

export class FakeSession extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  readonly protocol = {
    handled: new Map<string, (request: Request) => Promise<Response>>(),
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
      this.handled.set(scheme, handler);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (handler: Handler): void => {
      this.handlers.set('onBeforeRequest', handler);
    },
  };
  spellChecker: boolean | null = null;
  proxy: unknown = null;

  setPermissionRequestHandler(handler: Handler): void {
    this.handlers.set('permissionRequest', handler);
  }
  setPermissionCheckHandler(handler: Handler): void {
    this.handlers.set('permissionCheck', handler);
  }
  setDevicePermissionHandler(handler: Handler): void {
    this.handlers.set('devicePermission', handler);
  }
  setDisplayMediaRequestHandler(handler: Handler): void {
    this.handlers.set('displayMedia', handler);
  }
  setBluetoothPairingHandler(handler: Handler): void {
    this.handlers.set('bluetooth', handler);
  }
  setCertificateVerifyProc(handler: Handler): void {
    this.handlers.set('certificate', handler);
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  setProxy(config: unknown): Promise<void> {
    this.proxy = config;
    return Promise.resolve();
  }
  /** Calls what was set, as Electron would. */
  ask(name: string, ...values: readonly unknown[]): unknown {
    const handler = this.handlers.get(name) as ((...given: readonly unknown[]) => unknown) | undefined;
    if (handler === undefined) throw new Error(`nothing was set for ${name}`);
    return handler(...values);
  }
}

export class FakeApp extends EventEmitter {
  isPackaged = true;
  sandboxed = false;
  readonly switches = new Map<string, string | undefined>();
  readonly paths: Map<string, string>;
  metrics: { pid: number; memory: { workingSetSize: number } }[] = [];
  languages: string[] = ['en-GB'];
  /** What the lock was asked with; `first` says what is answered. */
  lockData: unknown = null;
  first = true;
  quits = 0;
  exitCode: number | null = null;
  relaunches = 0;
  about: unknown = null;
  userModelId: string | null = null;
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => {
      this.switches.set(name, value);
    },
  };
  constructor(folder: string) {
    super();
    this.paths = new Map([
      ['userData', folder],
      ['temp', folder],
    ]);
  }
  disableHardwareAcceleration(): void {}
  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }
  setAboutPanelOptions(options: unknown): void {
    this.about = options;
  }
  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock(data: unknown): boolean {
    this.lockData = structuredClone(data);
    return this.first;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  isReady(): boolean {
    return true;
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? '/nowhere';
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getVersion(): string {
    return '0.1.0';
  }
  getPreferredSystemLanguages(): string[] {
    return this.languages;
  }
  getAppMetrics(): FakeApp['metrics'] {
    return this.metrics;
  }
  quit(): void {
    this.quits += 1;
    this.emit('will-quit', { preventDefault: () => undefined });
  }
  exit(code: number): void {
    this.exitCode = code;
  }
  relaunch(): void {
    this.relaunches += 1;
  }
}

/** What a test holds in its hands besides the parts that it passes on. */
export interface FakeElectron {
  readonly parts: ElectronParts;
  readonly app: FakeApp;
  readonly windows: FakeWindow[];
  readonly sessions: ReadonlyMap<string, FakeSession>;
  readonly schemes: unknown[];
  readonly children: FakeUtilityProcess[];
  readonly powerMonitor: EventEmitter;
  readonly ipcHandlers: Map<string, (...values: readonly unknown[]) => Promise<unknown>>;
  readonly menus: MenuItemConstructorOptions[][];
  readonly dialogs: { kind: string; options: Readonly<Record<string, unknown>> }[];
  /** What the next file dialog answers. */
  chosen: string[];
  /** What the next message box answers. */
  response: number;
  /** A page of `opener` calls `window.open`: the new window, or null where it was refused. */
  open(opener: FakeContents, url: string): FakeWindow | null;
  /** A page calls over IPC; `frame` is another one than the main frame where given. */
  invoke(sender: FakeContents, values: readonly unknown[], frame?: { url: string } | null): Promise<unknown>;
}

/** A double of Electron that keeps what it is told. `onFork` plays each utility process. */
export function fakeElectron(onFork: (child: FakeUtilityProcess) => void = () => undefined): FakeElectron {
  const app = new FakeApp(mkdtempSync(join(tmpdir(), 'axial-electron-')));
  const windows: FakeWindow[] = [];
  const sessions = new Map<string, FakeSession>([['', new FakeSession()]]);
  const ipcHandlers: FakeElectron['ipcHandlers'] = new Map();
  const schemes: unknown[] = [];
  const children: FakeUtilityProcess[] = [];
  const powerMonitor = new EventEmitter();
  const menus: MenuItemConstructorOptions[][] = [];
  const dialogs: FakeElectron['dialogs'] = [];
  const makeWindow = (options: Electron.BrowserWindowConstructorOptions): FakeWindow => {
    const window = new FakeWindow(options);
    windows.push(window);
    app.emit('web-contents-created', {}, window.webContents);
    return window;
  };
  const fake: FakeElectron = {
    app,
    windows,
    sessions,
    schemes,
    children,
    powerMonitor,
    ipcHandlers,
    menus,
    dialogs,
    chosen: [],
    response: 0,
    open(opener, url) {
      const response = opener.openHandler?.({ url });
      if (response?.action !== 'allow') return null;
      const window = makeWindow(response.overrideBrowserWindowOptions ?? {});
      window.webContents.mainFrame.url = url;
      opener.emit('did-create-window', window);
      return window;
    },
    invoke(sender, values, frame = sender.mainFrame) {
      const [handler] = ipcHandlers.values();
      if (handler === undefined) throw new Error('nobody listens to pages');
      return handler({ sender, senderFrame: frame }, ...values);
    },
    parts: {} as ElectronParts,
  };
  const parts = {
    app,
    BrowserWindow: function FakeBrowserWindow(options: Electron.BrowserWindowConstructorOptions) {
      return makeWindow(options);
    },
    dialog: {
      showOpenDialog: (...values: readonly unknown[]) => {
        dialogs.push({ kind: 'open', options: values.at(-1) as Record<string, unknown> });
        return Promise.resolve({ canceled: fake.chosen.length === 0, filePaths: fake.chosen });
      },
      showMessageBox: (...values: readonly unknown[]) => {
        dialogs.push({ kind: 'message', options: values.at(-1) as Record<string, unknown> });
        return Promise.resolve({ response: fake.response });
      },
    },
    ipcMain: {
      handle: (channel: string, handler: (...values: readonly unknown[]) => Promise<unknown>) =>
        ipcHandlers.set(channel, handler),
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => menus.push(template),
    },
    MessageChannelMain: FakeChannel,
    powerMonitor,
    protocol: { registerSchemesAsPrivileged: (given: readonly unknown[]) => schemes.push(...given) },
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      encryptStringAsync: (plain: string) => Promise.resolve(Buffer.from(`wrapped:${plain}`)),
      decryptStringAsync: (wrapped: Buffer) =>
        Promise.resolve({ shouldReEncrypt: false, result: wrapped.toString().replace('wrapped:', '') }),
      getSelectedStorageBackend: () => 'gnome_libsecret',
    },
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
    },
    session: {
      defaultSession: sessions.get(''),
      fromPartition(partition: string) {
        const own = sessions.get(partition) ?? new FakeSession();
        if (!sessions.has(partition)) app.emit('session-created', own);
        sessions.set(partition, own);
        return own;
      },
    },
    utilityProcess: {
      fork(modulePath: string, _args: readonly string[], options: Electron.ForkOptions) {
        const child = new FakeUtilityProcess(modulePath, options, 1000 + children.length);
        children.push(child);
        onFork(child);
        return child;
      },
    },
  };
  return Object.assign(fake, { parts: parts as unknown as ElectronParts });
}

/** Typed as Electron's own, for functions that take contents. */
export function asContents(contents: FakeContents): WebContents {
  return contents as unknown as WebContents;
}
