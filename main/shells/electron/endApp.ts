import type { App } from 'electron/main';
import type { ServicesHost } from './servicesHost.ts';
import type { Windows } from './windows.ts';

/**
 * Ends the app with its last window (except on a Mac), and never before the services have finished what they write:
 * quitting waits for them, within their own limit.
 */
export function endWithWindows(
  app: Pick<App, 'on' | 'quit' | 'exit'>,
  options: {
    readonly platform: NodeJS.Platform;
    readonly windows: Pick<Windows, 'openMain'>;
    readonly host: Pick<ServicesHost, 'stop'>;
  },
): void {
  let stopped = false;
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    options.windows.openMain();
  });
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void options.host.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}
