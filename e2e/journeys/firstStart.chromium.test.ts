import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFolder, makeLibrary } from '../pages/workplace.ts';
import { runAxial } from '../services/commandLine.ts';
import { sampleBrain } from '../services/sampleData.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';
import { startLoopbackShell, type RunningShell } from '../shells.ts';

const folder = await temporaryFolder('first-start');
const libraryDir = join(folder, 'library');
const passphrase = 'five words that nobody guesses';
let shell: RunningShell;

describe('a first start', () => {
  beforeAll(async () => {
    shell = await startLoopbackShell({ libraryDir });
  });
  afterAll(() => shell.close());

  it('shows a real sample study, and says that it is one', async () => {
    const { page } = shell;
    await page.getByRole('row', { name: /BRAIN/ }).waitFor();
    expect(
      await page
        .getByText(/sample study/i)
        .first()
        .isVisible(),
    ).toBe(true);
  });

  it('says that this is no medical device', async () => {
    expect(
      await shell.page
        .getByText(/not a medical device/i)
        .first()
        .isVisible(),
    ).toBe(true);
  });

  it('makes a library of its own and hands over the recovery key once', async () => {
    const { page } = shell;
    const recoveryKey = await makeLibrary(page, { name: 'Reader One', passphrase });
    expect(recoveryKey.length).toBeGreaterThan(20);
    await page.getByText('No studies yet').waitFor();
  });

  it('takes files that are chosen in the page, and follows the import', async () => {
    const { page } = shell;
    await importFolder(page, sampleBrain);
    await page.getByRole('row', { name: /BRAIN/ }).waitFor();
    const listed = await runAxial(['studies', '--library', libraryDir, '--json'], {
      AXIAL_PASSPHRASE: passphrase,
    });
    expect(listed.json<unknown[]>()).toHaveLength(1);
  });

  it('locks, refuses a wrong passphrase, and opens with the right one', async () => {
    const { page } = shell;
    await page.getByRole('button', { name: 'User menu' }).click();
    await page.getByRole('menuitem', { name: /lock/i }).click();
    const field = page.getByLabel('Passphrase', { exact: true });
    await field.fill('not this one');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText(/passphrase does not|wrong|not right/i).waitFor();
    await field.fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('row', { name: /BRAIN/ }).waitFor();
  });

  it('has no serious accessibility fault on the worklist', async () => {
    const { violations } = await new AxeBuilder({ page: shell.page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
