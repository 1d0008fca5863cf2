import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronPath, rootFlags, startElectronShell } from './electronShell.ts';
import { faultsOfPageSecurity, probePageSecurity } from './pageSecurity.ts';
import { temporaryFolder } from './services/temporaryFolder.ts';

const folder = await temporaryFolder('electron-security');
let shell: Awaited<ReturnType<typeof startElectronShell>>;

describe('the page in Electron', () => {
  beforeAll(async () => {
    shell = await startElectronShell({ libraryDir: join(folder, 'library') });
    await shell.page.getByRole('row').first().waitFor();
  });
  afterAll(() => shell.close());

  it('can neither run foreign code nor reach anything but its own services', async () => {
    expect(shell.page.url()).toBe('axial://app/');
    expect(faultsOfPageSecurity(await probePageSecurity(shell.page))).toEqual([]);
  });

  it('has a bridge of three functions', async () => {
    const names = await shell.page.evaluate(() => Object.keys(Reflect.get(globalThis, 'axial') as object));
    expect(names.toSorted()).toEqual(['call', 'on', 'pathsOf']);
  });

  it('cannot leave, and opens no foreign window', async () => {
    const { page, context } = shell;
    const before = context.pages().length;
    await page.evaluate(() => {
      window.open('https://example.com/');
      location.href = 'https://example.com/';
    });
    await page.waitForTimeout(500);
    expect(page.url()).toBe('axial://app/');
    expect(context.pages()).toHaveLength(before);
  });

  it('gets no calls or events over its scheme', async () => {
    const status = await shell.page.evaluate(() => fetch('/api/events').then((answer) => answer.status));
    expect(status).toBe(404);
  });
});

describe('the self test in Electron', () => {
  it('passes: page, library, sample, frame', () => {
    const root = join(import.meta.dirname, '..');
    const { status, stdout } = spawnSync(electronPath(), [...rootFlags, root, '--smoke'], {
      timeout: 90_000,
    });
    expect(JSON.parse(stdout.toString()) as unknown).toMatchObject({ ok: true });
    expect(status).toBe(0);
  });
});
