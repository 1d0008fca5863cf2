import type { BrowserWindowConstructorOptions, WebContents } from 'electron/main';
import { isOwnUrl } from './origin.ts';

export type LockableContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/**
 * Keeps contents on our own page: no navigation away, no window elsewhere, no `<webview>`. A child window inherits
 * `childOptions` (the same preferences as its parent) and is locked in its turn, as every new contents is.
 */
export function lockContents(
  contents: LockableContents,
  childOptions: () => BrowserWindowConstructorOptions,
): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) =>
    isOwnUrl(url) ? { action: 'allow', overrideBrowserWindowOptions: childOptions() } : { action: 'deny' },
  );
}
