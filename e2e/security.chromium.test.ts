import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfPageSecurity, probePageSecurity } from './pageSecurity.ts';
import { temporaryFolder } from './services/temporaryFolder.ts';
import { startLoopbackShell, type RunningShell } from './shells.ts';

const folder = await temporaryFolder('security');
let shell: RunningShell;

describe('the page in the loopback shell', () => {
  beforeAll(async () => {
    shell = await startLoopbackShell({ libraryDir: join(folder, 'library') });
    await shell.page.getByRole('row').first().waitFor();
  });
  afterAll(() => shell.close());

  it('can neither run foreign code nor reach anything but its own services', async () => {
    expect(faultsOfPageSecurity(await probePageSecurity(shell.page))).toEqual([]);
  });

  it('has no bridge: it speaks HTTP', async () => {
    expect(await shell.page.evaluate(() => 'axial' in globalThis)).toBe(false);
  });

  it('shows nothing to a second visitor who knows the address but was not invited', async () => {
    const { context } = shell;
    const browser = context.browser();
    const stranger = await browser?.newContext();
    const page = await stranger?.newPage();
    const answer = await page?.goto(new URL('/', shell.page.url()).href);
    expect(answer?.status()).toBe(403);
    await stranger?.close();
  });
});
