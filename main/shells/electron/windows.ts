import type { BrowserWindow, BrowserWindowConstructorOptions, Screen, WebContents } from 'electron/main';
import type { PlaceMemory } from './placeMemory.ts';
import { startUrl } from './origin.ts';
import { appPartition, webPreferences } from './webPreferences.ts';
import { leastHeight, leastWidth, placeWindow, type Rectangle } from './windowBounds.ts';

/** Every window of the app: the main one, and the reading windows that its page opens. */
export interface Windows {
  /** Shows the main window, making it where there is none. */
  openMain(): BrowserWindow;
  /** The focused window of ours, else the main one; null where there is none. */
  front(): BrowserWindow | null;
  /** Takes a window into care that a page opened: it was made with `childOptions`. */
  adopt(window: BrowserWindow): void;
  isOurs(contents: WebContents): boolean;
  contents(): readonly WebContents[];
  childOptions(): BrowserWindowConstructorOptions;
}

export interface WindowsOptions {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly devTools: boolean;
  readonly memory: PlaceMemory;
  /** Starts hidden and stays so: the self test needs no window on the screen. */
  readonly hidden?: boolean;
  /** The page of a window died. */
  readonly onPageGone: (window: BrowserWindow) => void;
}

/** Ground colour of the app, so that nothing flashes white before the page draws. */
const ground = '#0b0d10';

export function createWindows(options: WindowsOptions): Windows {
  const all = new Set<BrowserWindow>();
  let main: BrowserWindow | null = null;
  const common: BrowserWindowConstructorOptions = {
    minWidth: leastWidth,
    minHeight: leastHeight,
    backgroundColor: ground,
    icon: options.iconFile,
    webPreferences: webPreferences({
      preloadFile: options.preloadFile,
      partition: appPartition,
      devTools: options.devTools,
    }),
  };

  const adopt = (window: BrowserWindow): void => {
    all.add(window);
    window.once('closed', () => all.delete(window));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') options.onPageGone(window);
    });
  };

  const makeMain = (): BrowserWindow => {
    const place = placeWindow(options.memory.recall(), workAreas(options.screen));
    const window = new options.BrowserWindow({ ...common, ...place.bounds, show: false });
    main = window;
    adopt(window);
    window.once('ready-to-show', () => {
      if (options.hidden === true) return;
      if (place.maximized) window.maximize();
      window.show();
    });
    window.on('close', () => {
      options.memory.keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    });
    window.once('closed', () => {
      main = null;
    });
    // A load that fails shows in `did-fail-load` and in the self test; a page of ours is served from this machine.
    window.loadURL(startUrl).catch(() => undefined);
    return window;
  };

  return {
    openMain() {
      if (main === null) return makeMain();
      if (main.isMinimized()) main.restore();
      main.focus();
      return main;
    },
    front: () => [...all].find((window) => window.isFocused()) ?? main,
    adopt,
    isOurs: (contents) => [...all].some((window) => window.webContents === contents),
    contents: () => [...all].filter((window) => !window.isDestroyed()).map((window) => window.webContents),
    childOptions: () => common,
  };
}

function workAreas(screen: WindowsOptions['screen']): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
