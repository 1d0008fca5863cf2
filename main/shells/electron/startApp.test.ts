import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../domain/failure.ts';
import { appFiles } from './appFiles.ts';
import { servicesEnvironment } from './appHost.ts';
import { appId, startApp, type RunningApp } from './startApp.ts';
import { startProgram } from './startProgram.ts';
import type { ProcessFacts } from './electronParts.ts';
import { fakeElectron, type FakeElectron } from './testing/fakeElectron.ts';
import { fakePageFolder, fakeServices, settle, type FakeServices } from './testing/fakeServices.ts';

const files = appFiles({ codeFolder: pathToFileURL('/app/dist/'), resourcesFolder: '/resources' });
const facts = (written: string[] = []): ProcessFacts => ({
  argv: ['/opt/axial'],
  platform: 'linux',
  workingFolder: '/work',
  env: { HOME: '/home/reader', AWS_SECRET_ACCESS_KEY: 'no', AXIAL_LIBRARY: '/library' },
  versions: { electron: '45.4.1', chrome: '156', node: '24' },
  writeOut: (text) => written.push(text),
});

const openState = {
  state: 'open',
  failure: null,
  libraryId: 'l',
  sample: false,
  user: { name: 'a', role: 'reader' },
  userNames: ['a'],
} as const;
const lockedState = { ...openState, state: 'locked', user: null, libraryId: null } as const;

let running: RunningApp | null = null;

async function started(
  prepare: (electron: FakeElectron, services: FakeServices) => void = () => undefined,
  args: readonly string[] = [],
) {
  const services = fakeServices(fakePageFolder());
  const electron = fakeElectron((child) => {
    if (child.modulePath.endsWith('servicesMain.js')) services.play(child);
  });
  services.answers['library.state'] = () => succeed(openState);
  services.answers['library.lock'] = () => succeed(lockedState);
  services.answers['import.start'] = () => succeed({ jobId: '1' });
  services.answers['settings.get'] = () => succeed({ value: null });
  services.answers['settings.set'] = () => succeed({});
  prepare(electron, services);
  running = await startApp({ electron: electron.parts, files, facts: facts(), args });
  await running?.host.address();
  await settle();
  return { services, electron, window: electron.windows[0] };
}

const names = (services: FakeServices): string[] => services.calls.map(({ name }) => name);

afterEach(async () => {
  await running?.host.stop();
  running = null;
});

describe('the app', () => {
  it('shows its page in one window, once that is drawn', async () => {
    const { window, electron } = await started();
    expect(electron.windows).toHaveLength(1);
    expect(window?.webContents.getURL()).toBe('axial://app/');
    expect(window?.options.show).toBe(false);
    window?.emit('ready-to-show');
    expect(window?.shown).toBe(true);
  });

  it('serves the page from the services, through the scheme of its session', async () => {
    const { electron } = await started();
    const handler = electron.sessions.get('axial')?.protocol.handled.get('axial');
    const page = await handler?.(new Request('axial://app/'));
    expect(await page?.text()).toContain('<title>Axial</title>');
    const frame = await handler?.(new Request('axial://app/bytes/frame/i/0'));
    expect(new Uint8Array((await frame?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
      Uint8Array.of(1, 2, 3, 4),
    );
  });

  it('opens the library that the command line opens, and gives the services nothing but what is theirs', async () => {
    const { services, electron } = await started();
    expect(services.starts[0]).toMatchObject({ sampleFolder: '/resources/sample' });
    const [forked] = electron.children;
    expect(forked?.modulePath).toBe('/app/dist/main/shells/electron/servicesMain.js');
    expect(forked?.options.env).toEqual({ HOME: '/home/reader', AXIAL_LIBRARY: '/library' });
    expect(servicesEnvironment({ PATH: '/bin', NODE_OPTIONS: '--inspect', TZ: 'UTC' })).toEqual({
      TZ: 'UTC',
    });
  });

  it('answers the page’s calls and tells it events', async () => {
    const { services, electron, window } = await started();
    services.answers['app.info'] = () => succeed({ version: '0.1.0' });
    const page = window?.webContents;
    if (page === undefined) throw new Error('no window');
    expect(await electron.invoke(page, ['app.info', {}])).toEqual(succeed({ version: '0.1.0' }));
    services.hub.emit('catalog.changed', { revision: 1, studyKeys: [] });
    await settle();
    expect(page.sent).toEqual([
      { channel: 'axial:event', values: ['catalog.changed', { revision: 1, studyKeys: [] }] },
    ]);
  });

  it('imports the files it was started with, and those that the desktop opens later', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'axial-args-'));
    const file = join(folder, 'a.dcm');
    writeFileSync(file, '');
    const { services, electron } = await started(undefined, [
      '--some-switch',
      file,
      join(folder, 'none.dcm'),
    ]);
    expect(services.calls).toContainEqual({ name: 'import.start', input: { paths: [file] } });
    let prevented = false;
    electron.app.emit('open-file', { preventDefault: () => (prevented = true) }, '/mac/b.dcm');
    await settle();
    expect(prevented).toBe(true);
    expect(services.calls).toContainEqual({ name: 'import.start', input: { paths: ['/mac/b.dcm'] } });
  });

  it('keeps those files while the library is locked', async () => {
    const { services, electron } = await started((_electron, fake) => {
      fake.answers['library.state'] = () => succeed(lockedState);
    });
    electron.app.emit('open-file', { preventDefault: () => undefined }, '/mac/b.dcm');
    await settle();
    expect(names(services)).not.toContain('import.start');
    services.answers['library.state'] = () => succeed(openState);
    services.hub.emit('library.changed', { ...openState, userNames: ['a'] });
    await settle();
    expect(names(services)).toContain('import.start');
  });

  it('gives way to an instance that runs already, with its files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'axial-args-'));
    const { electron } = await started(
      (fake) => {
        fake.app.first = false;
      },
      [folder],
    );
    expect(running).toBeNull();
    expect(electron.app.lockData).toEqual({ paths: [folder] });
    expect(electron.app.quits).toBe(1);
    expect(electron.windows).toEqual([]);
    expect(electron.children).toEqual([]);
  });

  it('takes the files of a second instance and comes to the front; what is no list of paths is dropped', async () => {
    const { services, electron, window } = await started();
    electron.app.emit('second-instance', {}, [], '/', { paths: ['/second.dcm'] });
    electron.app.emit('second-instance', {}, [], '/', { paths: 'nonsense' });
    electron.app.emit('second-instance', {}, [], '/', null);
    await settle();
    expect(services.calls.filter(({ name }) => name === 'import.start')).toEqual([
      { name: 'import.start', input: { paths: ['/second.dcm'] } },
    ]);
    expect(window?.focused).toBe(true);
    expect(electron.windows).toHaveLength(1);
  });

  it('locks the library when the screen is locked and when the machine sleeps', async () => {
    const { services, electron } = await started();
    electron.powerMonitor.emit('lock-screen');
    electron.powerMonitor.emit('suspend');
    await settle();
    expect(names(services).filter((name) => name === 'library.lock')).toHaveLength(2);
  });

  it('imports from its menu what the desktop’s dialog chose', async () => {
    const { services, electron } = await started();
    electron.chosen = ['/chosen/folder'];
    const submenus = (electron.menus.at(-1) ?? []).flatMap(({ submenu }) =>
      Array.isArray(submenu) ? submenu : [],
    );
    const item = submenus.find(({ label }) => label === 'Import F&older…');
    expect(item?.accelerator).toBe('CmdOrCtrl+Shift+O');
    (item?.click as (() => void) | undefined)?.();
    await settle();
    expect(electron.dialogs.at(-1)?.options['properties']).toEqual(['openDirectory', 'multiSelections']);
    expect(services.calls).toContainEqual({ name: 'import.start', input: { paths: ['/chosen/folder'] } });
  });

  it('speaks the language that the page was set to', async () => {
    const { electron, window } = await started((_electron, services) => {
      services.answers['settings.get'] = () => succeed({ value: { locale: 'zh-CN' } });
    });
    expect(electron.menus.at(-1)?.[0]?.label).toBe('文件(&F)');
    const page = window?.webContents;
    if (page === undefined) throw new Error('no window');
    await electron.invoke(page, ['settings.set', { key: 'screen', value: { locale: 'en' } }]);
    expect(electron.menus.at(-1)?.[0]?.label).toBe('&File');
  });

  it('says so when the services crashed, tells the windows where things stand, and goes on', async () => {
    const { electron, services, window } = await started();
    services.answers['library.state'] = () => succeed(lockedState);
    electron.children[0]?.end(139);
    await running?.host.address();
    await settle();
    expect(electron.dialogs).toHaveLength(1);
    expect(electron.dialogs[0]?.options['detail']).toContain('What was stored is safe');
    expect(window?.webContents.sent.at(-1)?.values).toEqual(['library.changed', lockedState]);
  });

  it('offers to start again when the services keep crashing', async () => {
    const { electron } = await started();
    for (let turn = 0; turn < 4; turn += 1) {
      electron.children.at(-1)?.end(139);
      await running?.host.address();
      await settle();
    }
    expect(electron.dialogs.at(-1)?.options['buttons']).toEqual(['Start Axial Again', 'Quit Axial']);
    expect(electron.app.relaunches).toBe(1);
    expect(electron.app.quits).toBeGreaterThan(0);
  });

  it('offers to reload a window whose page died', async () => {
    const { electron, window } = await started();
    window?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    await settle();
    expect(electron.dialogs).toEqual([]);
    window?.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await settle();
    expect(electron.dialogs.at(-1)?.options['buttons']).toEqual(['Reload Window', 'Close Window']);
    expect(window?.webContents.reloads).toBe(1);
  });

  it('says what it is in its about panel', async () => {
    const { electron } = await started();
    expect(electron.app.about).toMatchObject({ applicationName: 'Axial', applicationVersion: '0.1.0' });
    expect(electron.app.userModelId).toBeNull();
    const packing = readFileSync(join(import.meta.dirname, '..', '..', '..', 'electron-builder.yml'), 'utf8');
    expect(packing).toContain(`\nappId: ${appId}\n`);
  });

  it('remembers where its window stood', async () => {
    const { electron, window } = await started();
    window?.emit('close');
    const file = join(electron.app.getPath('userData'), 'window.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1200, height: 800 },
      maximized: false,
    });
  });

  it('quits with its last window, not before the services have finished', async () => {
    const { electron, services } = await started();
    let prevented = 0;
    electron.app.quit = () => {
      electron.app.quits += 1;
      electron.app.emit('will-quit', { preventDefault: () => (prevented += 1) });
    };
    electron.app.emit('window-all-closed');
    await running?.host.stop();
    await settle();
    expect(services.closes).toBe(1);
    expect(prevented).toBe(1);
    expect(electron.app.quits).toBe(2);
  });
});

describe('the command line inside the app', () => {
  it('runs without a window or a second instance, with children and keyring of this shell, and ends with its status', async () => {
    const electron = fakeElectron();
    const given: unknown[] = [];
    await startProgram({
      electron: electron.parts,
      files,
      facts: { ...facts(), argv: ['/opt/axial', '--ozone-platform=headless', '--cli', 'studies', '--json'] },
      commandLine: (args, ports) => {
        given.push(args, ports.secrets.available, typeof ports.processes.start);
        return Promise.resolve(2);
      },
    });
    expect(given).toEqual([['studies', '--json'], true, 'function']);
    expect(electron.app.exitCode).toBe(2);
    expect(electron.windows).toEqual([]);
    expect(electron.app.lockData).toBeNull();
  });
});

describe('--smoke', () => {
  it('prints one line and fails when the services do not answer, in a folder of its own', async () => {
    const services = fakeServices(fakePageFolder());
    const electron = fakeElectron((child) => services.play(child));
    const own = electron.app.getPath('userData');
    const written: string[] = [];
    await startProgram({
      electron: electron.parts,
      files,
      facts: { ...facts(written), argv: ['/opt/axial', '--smoke'] },
      commandLine: () => Promise.resolve(0),
    });
    expect(electron.app.getPath('userData')).not.toBe(own);
    expect(electron.app.lockData).toBeNull();
    expect(written).toHaveLength(1);
    const report = JSON.parse(written[0] ?? '') as { ok: boolean; checks: { name: string; ok: boolean }[] };
    expect(report.ok).toBe(false);
    expect(report.checks).toMatchObject([{ name: 'services answer', ok: false }]);
    expect(electron.app.exitCode).toBe(1);
    expect(electron.windows[0]?.shown).toBe(false);
    expect(services.starts[0]?.libraryFolder.startsWith(electron.app.getPath('userData'))).toBe(true);
  });
});
