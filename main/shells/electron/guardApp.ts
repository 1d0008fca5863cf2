import type { Session } from 'electron/main';
import type { ElectronParts } from './electronParts.ts';
import { lockContents } from './lockContents.ts';
import { lockSession } from './lockSession.ts';
import { schemeDeclaration } from './origin.ts';
import { applySwitches } from './switches.ts';
import type { Windows } from './windows.ts';

/** What has to be said before the app is ready: sandbox for every page, the scheme's rights, Chromium's switches. */
export function guardBeforeReady({ app, protocol }: Pick<ElectronParts, 'app' | 'protocol'>): void {
  app.enableSandbox();
  applySwitches(app.commandLine);
  protocol.registerSchemesAsPrivileged([schemeDeclaration]);
}

/**
 * Shuts every session and every contents of the app, those that exist and those to come, and refuses certificates,
 * client certificates and log-ins. Called once, when the app is ready and before the first window.
 */
export async function guardWhenReady(
  { app, session }: Pick<ElectronParts, 'app' | 'session'>,
  options: { readonly windows: Windows; readonly devTools: boolean; readonly appSession: Session },
): Promise<void> {
  const { windows, devTools, appSession } = options;
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('login', (event, _contents, _details, _authentication, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents, () => windows.childOptions());
    contents.on('did-create-window', (window) => windows.adopt(window));
  });
  const locked = new WeakSet<Session>();
  const lock = async (session_: Session): Promise<void> => {
    if (locked.has(session_)) return;
    locked.add(session_);
    await lockSession(session_, { devTools });
  };
  app.on('session-created', (created) => {
    void lock(created);
  });
  await Promise.all([lock(session.defaultSession), lock(appSession)]);
}
