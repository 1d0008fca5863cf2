import type { WebPreferences } from 'electron/main';

/**
 * What every page of the app runs under. Each value is stated although most are defaults: a default can change,
 * a stated value is tested. Numbers are those of Electron's security checklist.
 */
export function webPreferences(options: {
  /** The bundled bridge: one CommonJS file, as a sandboxed preload script must be. */
  readonly preloadFile: string;
  /** Session partition; without `persist:` nothing of it reaches the disk. */
  readonly partition: string;
  readonly devTools: boolean;
}): WebPreferences {
  return {
    preload: options.preloadFile,
    partition: options.partition,
    devTools: options.devTools,
    nodeIntegration: false, // 2
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true, // 3
    sandbox: true, // 4
    webSecurity: true, // 6
    allowRunningInsecureContent: false, // 8
    experimentalFeatures: false, // 9
    enableBlinkFeatures: '', // 10
    webviewTag: false, // 11, 12
    plugins: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    enableWebSQL: false,
    enableDeprecatedPaste: false,
    // A child window's panes are drawn by the first window, which may be covered.
    backgroundThrottling: false,
  };
}

/** In memory only: neither storage nor cache of the page reaches the disk. */
export const appPartition = 'axial';
