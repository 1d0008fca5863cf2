import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Menu,
  MessageChannelMain,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  utilityProcess,
} from 'electron/main';

/** Everything of Electron that the shell uses, handed in by main.ts; tests hand in a double. No shell.openExternal. */
export interface ElectronParts {
  readonly app: App;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showMessageBox'>;
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly MessageChannelMain: new () => MessageChannelMain;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly session: { readonly defaultSession: Session; fromPartition(partition: string): Session };
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
}

/** Where the parts of the program lie: beside each other in `dist/`, inside the archive when packed. */
export interface AppFiles {
  /** Root of the code, as a `file:` URL that ends in a slash. */
  readonly codeFolder: URL;
  readonly servicesEntryFile: string;
  readonly childEntryFile: string;
  readonly preloadFile: string;
  readonly iconFile: string;
  /** Folder of the sample study, outside the archive. */
  readonly sampleFolder: string;
}

/** What the program takes from its process. */
export interface ProcessFacts {
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly workingFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly versions: Readonly<Record<string, string | undefined>>;
  writeOut(text: string): void;
}
