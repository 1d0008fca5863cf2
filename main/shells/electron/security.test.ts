import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callNames } from '../../../preload/contract/contract.ts';
import { succeed } from '../../domain/failure.ts';
import { fusesOfConfiguration, wantedFuses } from '../../../e2e/packaging/fuses.ts';
import { filesBelow } from './testing/sourceFiles.ts';
import { appFiles } from './appFiles.ts';
import { startApp, type RunningApp } from './startApp.ts';
import {
  fakeElectron,
  FakeContents,
  FakeSession,
  type FakeElectron,
  type FakeWindow,
} from './testing/fakeElectron.ts';
import { fakePageFolder, fakeServices, settle, type FakeServices } from './testing/fakeServices.ts';

/*
 * Electron's security checklist, every recommendation by its number and title, each with a test of its own:
 * https://www.electronjs.org/docs/latest/tutorial/security
 * Here against a double of Electron: what is set, and how what is set behaves. e2e/security.spec.ts asks the page itself.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const files = appFiles({ codeFolder: pathToFileURL('/app/dist/'), resourcesFolder: '/resources' });

const ownSources = filesBelow(import.meta.dirname, ['.ts']).filter((path) => !path.includes('.test.'));

let electron: FakeElectron;
let services: FakeServices;
let running: RunningApp | null;
let window: FakeWindow;
let session: FakeSession;

beforeAll(async () => {
  services = fakeServices(fakePageFolder());
  services.answers['app.info'] = () => succeed({});
  electron = fakeElectron((child) => services.play(child));
  running = await startApp({
    electron: electron.parts,
    files,
    facts: {
      argv: [],
      platform: 'linux',
      workingFolder: '/',
      env: {},
      versions: {},
      writeOut: () => undefined,
    },
    args: [],
  });
  await running?.host.address();
  await settle();
  const [first] = electron.windows;
  const own = electron.sessions.get('axial');
  if (first === undefined || own === undefined) throw new Error('the app did not start');
  [window, session] = [first, own];
});

afterAll(async () => {
  await running?.host.stop();
});

/** What a session does with a request of a page. */
function isBlocked(url: string, of: FakeSession = session): boolean {
  let cancelled = true;
  of.ask('onBeforeRequest', { url }, ({ cancel }: { cancel: boolean }) => (cancelled = cancel));
  return cancelled;
}

const foreign = [
  'http://example.com/',
  'https://example.com/',
  'ws://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'chrome://gpu/',
  'devtools://devtools/',
  'axial://other/',
  'axial://app.example.com/',
  'axial://user@app/',
  'javascript:alert(1)',
  'about:srcdoc',
  'about:blank',
  '',
];

describe('Electron security checklist', () => {
  it('1. Only load secure content: nothing but our own scheme is ever loaded, from nowhere but this machine', () => {
    expect(window.webContents.getURL()).toBe('axial://app/');
    const standard = electron.sessions.get('') ?? session;
    expect(foreign.filter((url) => !isBlocked(url) || !isBlocked(url, standard))).toEqual([]);
    const own = ['axial://app/', 'axial://app/assets/a.js', 'blob:axial://app/1', 'data:image/png;base64,'];
    expect(own.filter((url) => isBlocked(url))).toEqual([]);
    expect(electron.schemes).toMatchObject([
      { scheme: 'axial', privileges: { secure: true, standard: true } },
    ]);
    let verdict = 0;
    session.ask('certificate', {}, (result: number) => (verdict = result));
    expect(verdict).toBe(-2);
    const refused: boolean[] = [];
    let prevented = 0;
    const event = { preventDefault: () => (prevented += 1) };
    electron.app.emit('certificate-error', event, {}, '', '', {}, (trusted: boolean) =>
      refused.push(trusted),
    );
    const given: unknown[] = [];
    const answer = (value?: unknown): number => given.push(value);
    electron.app.emit('select-client-certificate', event, {}, '', [], answer);
    electron.app.emit('login', event, {}, {}, {}, answer);
    expect([refused, prevented, given]).toEqual([[false], 3, [undefined, undefined]]);
    expect(session.proxy).toEqual({ mode: 'direct' });
    expect([...electron.app.switches.keys()]).toContain('disable-background-networking');
  });

  it('2. Do not enable Node.js integration for remote content: no page has Node at all', () => {
    expect(window.options.webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3. Enable Context Isolation', () => {
    expect(window.options.webPreferences?.contextIsolation).toBe(true);
  });

  it('4. Enable process sandboxing: for every page, also one that forgets to ask', () => {
    expect(electron.app.sandboxed).toBe(true);
    expect(window.options.webPreferences?.sandbox).toBe(true);
  });

  it('5. Handle session permission requests from remote content: only what a picture on a screen needs, only for us', () => {
    const granted = (permission: string, requestingUrl: string, isMainFrame = true): boolean => {
      let answer = true;
      const details = { requestingUrl, isMainFrame };
      session.ask('permissionRequest', {}, permission, (yes: boolean) => (answer = yes), details);
      return answer;
    };
    const held = (permission: string, origin: string): unknown =>
      session.ask('permissionCheck', null, permission, origin, {});
    const never = ['media', 'geolocation', 'notifications', 'midi', 'usb', 'hid', 'serial', 'clipboard-read'];
    never.push('openExternal', 'display-capture', 'fileSystem', 'local-fonts', 'unknown');
    expect(never.filter((name) => granted(name, 'axial://app/') || held(name, 'axial://app'))).toEqual([]);
    expect(granted('fullscreen', 'axial://app/')).toBe(true);
    expect(held('fullscreen', 'axial://app')).toBe(true);
    expect(granted('fullscreen', 'axial://app/', false)).toBe(false);
    expect(granted('fullscreen', 'https://example.com/')).toBe(false);
    expect(held('fullscreen', 'https://example.com')).toBe(false);
    expect(session.ask('devicePermission', {})).toBe(false);
    let streams: unknown = 'none yet';
    session.ask('displayMedia', {}, (given: unknown) => (streams = given));
    expect(streams).toBeNull();
    let paired: unknown = null;
    session.ask('bluetooth', {}, (given: unknown) => (paired = given));
    expect(paired).toEqual({ confirmed: false });
    const prevented: string[] = [];
    const chosen: unknown[] = [];
    const choose = (device?: unknown): number => chosen.push(device ?? '');
    const stopped = (device: string): object => ({ preventDefault: () => prevented.push(device) });
    session.emit('select-hid-device', stopped('hid'), {}, choose);
    session.emit('select-serial-port', stopped('serial'), [], {}, choose);
    session.emit('select-usb-device', stopped('usb'), {}, choose);
    expect(chosen).toEqual(['', '', '']);
    expect(prevented).toHaveLength(3);
  });

  it('6. Do not disable webSecurity', () => {
    expect(window.options.webPreferences?.webSecurity).toBe(true);
    expect([...electron.app.switches.keys()]).not.toContain('disable-web-security');
  });

  it('7. Define a Content Security Policy: on every answer, without inline or evaluated script', async () => {
    const answer = await session.protocol.handled.get('axial')?.(new Request('axial://app/'));
    const policy = answer?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    expect(electron.schemes).toMatchObject([{ privileges: { bypassCSP: false } }]);
    await answer?.body?.cancel();
  });

  it('8. Do not enable allowRunningInsecureContent', () => {
    expect(window.options.webPreferences?.allowRunningInsecureContent).toBe(false);
  });

  it('9. Do not enable experimental features', () => {
    expect(window.options.webPreferences?.experimentalFeatures).toBe(false);
    expect([...electron.app.switches.keys()]).not.toContain('enable-experimental-web-platform-features');
  });

  it('10. Do not use enableBlinkFeatures', () => {
    expect(window.options.webPreferences?.enableBlinkFeatures).toBe('');
    expect([...electron.app.switches.keys()]).not.toContain('enable-blink-features');
  });

  it('11. Do not use allowpopups for WebViews: there are no WebViews', () => {
    expect(window.options.webPreferences?.webviewTag).toBe(false);
    const pages = filesBelow(join(root, 'renderer'), ['.ts', '.tsx', '.html']);
    expect(pages.filter((file) => /<webview|allowpopups/i.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('12. Verify WebView options before creation: each is refused before it is made', () => {
    expect(window.webContents.attempt('will-attach-webview', {}, {}, {})).toBe(true);
  });

  it('13. Disable or limit navigation: to our own page and nowhere else, no redirect, no frame', () => {
    const away = [...foreign, 'data:text/html,x', 'blob:axial://app/1'];
    expect(away.filter((url) => !window.webContents.attempt('will-navigate', { url }))).toEqual([]);
    const inFrame = (url: string): boolean =>
      window.webContents.attempt('will-frame-navigate', { url, isMainFrame: true });
    expect(away.filter((url) => !inFrame(url))).toEqual([]);
    expect(window.webContents.attempt('will-navigate', { url: 'axial://app/?x' })).toBe(false);
    expect(
      window.webContents.attempt('will-frame-navigate', { url: 'axial://app/', isMainFrame: true }),
    ).toBe(false);
    expect(
      window.webContents.attempt('will-frame-navigate', { url: 'axial://app/', isMainFrame: false }),
    ).toBe(true);
    expect(window.webContents.attempt('will-redirect', { url: 'axial://app/' })).toBe(true);
    expect(window.options.webPreferences?.navigateOnDragDrop).toBe(false);
  });

  it('14. Disable or limit creation of new windows: only of our own page, as locked as their parent', async () => {
    expect(foreign.filter((url) => electron.open(window.webContents, url) !== null)).toEqual([]);
    const child = electron.open(window.webContents, 'axial://app/?reading');
    expect(child?.options.webPreferences).toEqual(window.options.webPreferences);
    if (child === null) throw new Error('no child window');
    expect(child.webContents.attempt('will-navigate', { url: 'https://example.com/' })).toBe(true);
    expect(electron.open(child.webContents, 'https://example.com/')).toBeNull();
    expect(await electron.invoke(child.webContents, ['app.info', {}])).toEqual(succeed({}));
    child.destroy();
    expect(await electron.invoke(child.webContents, ['app.info', {}])).toMatchObject({ ok: false });
  });

  it('15. Do not use shell.openExternal with untrusted content: it is not used at all', () => {
    expect(Object.keys(electron.parts)).not.toContain('shell');
    const sources = [join(root, 'main'), join(root, 'preload')].flatMap((folder) =>
      filesBelow(folder, ['.ts']),
    );
    const calling = sources.filter((path) => /\bopenExternal\s*\(/.test(readFileSync(path, 'utf8')));
    expect(calling).toEqual([]);
  });

  it('16. Use a current version of Electron: the one that the milestone of the browser tests belongs to', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string }>;
    };
    expect(manifest.devDependencies['electron']).toMatch(/^\^45\./);
    expect(Number(lock.packages['node_modules/electron']?.version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('17. Validate the sender of all IPC messages: our page, in the main frame of a window of ours', async () => {
    const page = window.webContents;
    expect([...electron.ipcHandlers.keys()]).toEqual(['axial:call']);
    expect(await electron.invoke(page, ['app.info', {}])).toEqual(succeed({}));
    const refused = { ok: false, failure: { code: 'INVALID_INPUT' } };
    const before = services.calls.length;
    expect(await electron.invoke(page, ['app.info', {}], { url: 'axial://app/' })).toMatchObject(refused);
    expect(await electron.invoke(page, ['app.info', {}], null)).toMatchObject(refused);
    const stranger = new FakeContents();
    stranger.mainFrame.url = 'axial://app/';
    expect(await electron.invoke(stranger, ['app.info', {}])).toMatchObject(refused);
    page.mainFrame.url = 'https://example.com/';
    expect(await electron.invoke(page, ['app.info', {}])).toMatchObject(refused);
    page.mainFrame.url = 'axial://app/';
    for (const name of ['constructor', '__proto__', 'library', 7, null, undefined, ['app.info']]) {
      expect(await electron.invoke(page, [name, {}])).toMatchObject(refused);
    }
    expect(services.calls).toHaveLength(before);
  });

  it('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', () => {
    expect([...session.protocol.handled.keys()]).toEqual(['axial']);
    expect(isBlocked('file:///app/dist/renderer/index.html')).toBe(true);
    expect(ownSources.filter((file) => /\bloadFile\(/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('19. Check which fuses you can change: every one is set, and read back from a packed program by npm run dist', () => {
    expect(fusesOfConfiguration()).toEqual(wantedFuses);
    expect(wantedFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('20. Do not expose Electron APIs to untrusted web content: three functions, none of them Electron’s', () => {
    const bridge = readFileSync(join(root, 'preload', 'bridge.ts'), 'utf8');
    expect(bridge.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(bridge.split('\n').length).toBeLessThan(100);
    expect(bridge).toContain('allowedCalls.includes(name)');
    expect(callNames).not.toContain('constructor');
    expect(window.options.webPreferences?.preload).toBe('/app/dist/preload/bridge.cjs');
  });
});

describe('beyond the checklist', () => {
  it('keeps nothing of the page on the disk: its session is in memory', () => {
    expect(window.options.webPreferences?.partition).toBe('axial');
    expect(window.options.webPreferences?.partition).not.toMatch(/^persist:/);
  });

  it('checks no spelling and sends no words anywhere', () => {
    expect(session.spellChecker).toBe(false);
    expect(window.options.webPreferences?.spellcheck).toBe(false);
  });

  it('writes no crash dumps, which would hold images and names', () => {
    expect(electron.app.switches.has('disable-breakpad')).toBe(true);
    expect(ownSources.filter((file) => readFileSync(file, 'utf8').includes('crashReporter'))).toEqual([]);
  });

  it('has developer tools only outside a packed app', () => {
    expect(window.options.webPreferences?.devTools).toBe(false);
  });

  it('lets a page save only what it made itself, and always asks where to', () => {
    const download = (url: string): { prevented: boolean; asked: boolean } => {
      const seen = { prevented: false, asked: false };
      session.emit(
        'will-download',
        { preventDefault: () => (seen.prevented = true) },
        { getURL: () => url, setSaveDialogOptions: () => (seen.asked = true) },
      );
      return seen;
    };
    expect(download('blob:axial://app/1')).toEqual({ prevented: false, asked: true });
    const others = [
      'https://example.com/a',
      'data:text/plain,x',
      'blob:https://example.com/1',
      'axial://app/b',
    ];
    expect(others.filter((url) => !download(url).prevented)).toEqual([]);
  });

  it('locks sessions and pages that come later, too', async () => {
    const later = new FakeSession();
    electron.app.emit('session-created', later);
    await settle();
    expect(isBlocked('https://example.com/', later)).toBe(true);
    const contents = new FakeContents();
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents.attempt('will-navigate', { url: 'https://example.com/' })).toBe(true);
  });
});
