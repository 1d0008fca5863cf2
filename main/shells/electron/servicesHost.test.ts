import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { succeed } from '../../domain/failure.ts';
import { fakeClock } from '../../ports/clock.ts';
import { silentLogger } from '../../ports/logger.ts';
import { keyringSecrets } from './secrets.ts';
import { startServicesHost } from './servicesHost.ts';
import { addressMaker } from './socketServer.ts';
import { fakeElectron } from './testing/fakeElectron.ts';
import { fakePageFolder, fakeServices, settle } from './testing/fakeServices.ts';

async function started(broken = false) {
  const services = fakeServices(fakePageFolder());
  services.broken = broken;
  const electron = fakeElectron((child) => services.play(child));
  const clock = fakeClock();
  const seen = { events: [] as unknown[], restarted: 0, givenUp: 0, childrenKilled: 0 };
  const host = startServicesHost({
    fork: () => electron.parts.utilityProcess.fork('/services.js', [], {}),
    makeBroker: () => ({
      start: () => undefined,
      kill: () => undefined,
      killAll: () => {
        seen.childrenKilled += 1;
      },
    }),
    makeAddress: addressMaker({
      temporaryFolder: mkdtempSync(join(tmpdir(), 'axial-host-')),
      platform: process.platform,
    }),
    start: { libraryFolder: '/library', settingsFolder: '/settings', sampleFolder: '/sample' },
    secrets: await keyringSecrets(electron.parts.safeStorage, 'darwin'),
    choosePaths: (what) => Promise.resolve(what === 'files' ? ['/a.dcm'] : null),
    clock,
    logger: silentLogger,
    onLog: () => undefined,
    onEvent: (name, payload) => seen.events.push({ name, payload }),
    onRestarted: () => {
      seen.restarted += 1;
    },
    onGivenUp: () => {
      seen.givenUp += 1;
    },
  });
  const crash = async (): Promise<void> => {
    await host.address();
    electron.children.at(-1)?.end(134);
    await host.address();
    await settle();
  };
  return { services, electron, host, seen, clock, crash };
}

describe('the services behind the main process', () => {
  it('answer calls, also those made before they were ready', async () => {
    const { host, services } = await started();
    services.answers['library.state'] = (input) => succeed({ got: input });
    expect(await host.call('library.state', { a: 1 })).toEqual(succeed({ got: { a: 1 } }));
    await host.stop();
  });

  it('tell their events', async () => {
    const { host, services, seen } = await started();
    await host.address();
    services.hub.emit('catalog.changed', { revision: 3, studyKeys: [] });
    await settle();
    expect(seen.events).toEqual([{ name: 'catalog.changed', payload: { revision: 3, studyKeys: [] } }]);
    await host.stop();
  });

  it('reach the keyring and the dialogs of the main process', async () => {
    const { host, services } = await started();
    await host.address();
    const key = Uint8Array.of(1, 2, 3);
    const { secrets, choosePaths } = services.ports ?? {};
    expect(secrets?.available).toBe(true);
    expect(await secrets?.unprotect((await secrets.protect(key)) ?? key)).toEqual(key);
    expect(await choosePaths?.('files')).toEqual(['/a.dcm']);
    expect(await choosePaths?.('folder')).toBeNull();
    await host.stop();
  });

  it('start again after a crash at a new address; what was under way fails with a message that says what is safe', async () => {
    const { host, services, seen, crash } = await started();
    services.answers['import.start'] = () => new Promise(() => undefined);
    const before = await host.address();
    const underWay = host.call('import.start', {});
    await settle();
    await crash();
    const result = await underWay;
    expect(result).toMatchObject({ ok: false, failure: { code: 'SERVICES_RESTARTED' } });
    expect(result.ok ? '' : result.failure.message).toContain('What was stored is safe');
    expect(seen).toMatchObject({ restarted: 1, givenUp: 0, childrenKilled: 1 });
    const after = await host.address();
    expect(after?.socketPath).not.toBe(before?.socketPath);
    expect(after?.token).not.toBe(before?.token);
    services.answers['library.state'] = () => succeed('alive');
    expect(await host.call('library.state', {})).toEqual(succeed('alive'));
    await host.stop();
  });

  it('stay down after four crashes within a minute, and say so', async () => {
    const { host, seen, crash, electron } = await started();
    for (let turn = 0; turn < 4; turn += 1) await crash();
    expect(seen).toMatchObject({ restarted: 3, givenUp: 1 });
    expect(electron.children).toHaveLength(4);
    expect(await host.address()).toBeNull();
    expect(await host.call('library.state', {})).toMatchObject({ ok: false });
  });

  it('are started again for as long as crashes are rare', async () => {
    const { host, seen, crash, clock } = await started();
    for (let turn = 0; turn < 6; turn += 1) {
      await crash();
      clock.advance(30_000);
    }
    expect(seen).toMatchObject({ restarted: 6, givenUp: 0 });
    await host.stop();
  });

  it('that cannot start are a crash, not a silence', async () => {
    const { host, seen, electron } = await started(true);
    expect(await host.address()).toBeNull();
    expect(await host.call('library.state', {})).toMatchObject({ failure: { code: 'SERVICES_RESTARTED' } });
    expect(seen).toMatchObject({ restarted: 0, givenUp: 1 });
    expect(electron.children).toHaveLength(4);
  });

  it('finish before they end when the app quits, and are not started again', async () => {
    const { host, services, seen, electron } = await started();
    await host.address();
    await host.stop();
    expect(services.closes).toBe(1);
    expect(electron.children.map(({ ended }) => ended)).toEqual([true]);
    expect(seen).toMatchObject({ restarted: 0, givenUp: 0 });
  });
});
