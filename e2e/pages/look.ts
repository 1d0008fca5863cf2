import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from 'playwright-core';
import { makeFailure } from '../../main/domain/failure.ts';
import type { Job } from '../../preload/contract/import.ts';
import type { FakeOptions } from './fakeLibrary.ts';
import { startFakeServices, type FakeServices } from './fakeServices.ts';

/**
 * Draws every page of the screen in both languages and both sizes into test-results/pages, and reads each with axe.
 * Run: `node e2e/pages/look.ts [name…]` after `vite build`.
 */
const root = join(import.meta.dirname, '..', '..');
const outFolder = join(root, 'test-results', 'pages');
const sizes = [
  { width: 1600, height: 1000 },
  { width: 1366, height: 768 },
] as const;
const locales = ['en', 'zh-CN'] as const;

const jobs: readonly Job[] = [
  {
    jobId: 'job-1',
    kind: 'import',
    state: 'running',
    subject: '/media/cd/DICOMDIR',
    done: 1204,
    total: 2000,
    unit: 'files',
    startedAt: '2026-11-23T09:20:00.000Z',
    finishedAt: null,
    failure: null,
    result: null,
  },
  {
    jobId: 'job-2',
    kind: 'import',
    state: 'done',
    subject: '/data/inbox',
    done: 640,
    total: 640,
    unit: 'files',
    startedAt: '2026-11-23T09:00:00.000Z',
    finishedAt: '2026-11-23T09:01:00.000Z',
    failure: null,
    result: {
      studies: 3,
      series: 9,
      instances: 631,
      duplicates: 4,
      conflicts: 1,
      rejected: [
        { file: '/data/inbox/readme.txt', code: 'NOT_DICOM', message: '' },
        { file: '/data/inbox/scan.zip!/../../etc/passwd', code: 'ARCHIVE_PATH_ESCAPES', message: '' },
        { file: '/data/inbox/cut.dcm', code: 'DICOM_TRUNCATED', message: '' },
      ],
      seconds: 74,
    },
  },
  {
    jobId: 'job-3',
    kind: 'verify',
    state: 'interrupted',
    subject: '',
    done: 12_000,
    total: 48_211,
    unit: 'objects',
    startedAt: '2026-11-22T18:00:00.000Z',
    finishedAt: '2026-11-22T18:04:00.000Z',
    failure: null,
    result: null,
  },
  {
    jobId: 'job-4',
    kind: 'backup',
    state: 'failed',
    subject: '/mnt/usb/backup.axial',
    done: 3_200_000_000,
    total: 25_300_000_000,
    unit: 'bytes',
    startedAt: '2026-11-22T17:00:00.000Z',
    finishedAt: '2026-11-22T17:09:00.000Z',
    failure: makeFailure('DISK_FULL'),
    result: null,
  },
];

interface Scene {
  readonly name: string;
  readonly options: FakeOptions;
  readonly act?: (page: Page, services: FakeServices) => Promise<void>;
}

const open: FakeOptions = { state: 'open', studies: 100_000 };
const settingsTab =
  (index: number) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab').nth(index).click();
    await page.waitForTimeout(250);
  };

const scenes: readonly Scene[] = [
  { name: 'create', options: { state: 'none', studies: 0 } },
  {
    name: 'recovery',
    options: { state: 'none', studies: 0 },
    act: async (page) => {
      await page.getByRole('textbox').nth(0).fill('Dr Test');
      await page.locator('input[type=password]').nth(0).fill('correct horse battery');
      await page.locator('input[type=password]').nth(1).fill('correct horse battery');
      await page.locator('button[type=submit]').click();
      await page.getByRole('status').first().waitFor();
    },
  },
  { name: 'lock', options: { state: 'locked', studies: 0 } },
  {
    name: 'lock-wrong',
    options: { state: 'locked', studies: 0 },
    act: async (page) => {
      await page.locator('input[type=password]').fill('not this one');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'failed', options: { state: 'failed', studies: 0 } },
  { name: 'worklist', options: open },
  {
    name: 'worklist-notice',
    options: open,
    act: async (page) => {
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'worklist-empty', options: { state: 'open', studies: 0 } },
  {
    name: 'worklist-no-match',
    options: open,
    act: async (page) => {
      await page.getByRole('search').getByRole('textbox').fill('zzzz');
    },
  },
  {
    name: 'worklist-error',
    options: { ...open, failures: { 'worklist.search': makeFailure('LIBRARY_BUSY') } },
  },
  {
    name: 'worklist-offline',
    options: open,
    act: async (page, services) => {
      await page.getByRole('row').nth(2).waitFor();
      await services.close();
    },
  },
  { name: 'worklist-wide', options: { ...open, settings: { screen: { previewOpen: false } } } },
  {
    name: 'removed-toast',
    options: open,
    act: async (page) => {
      await page.getByRole('row').nth(3).click();
      await page.keyboard.press('Delete');
      await page.waitForTimeout(300);
    },
  },
  { name: 'import', options: open, act: (page) => page.keyboard.press('Control+o') },
  { name: 'activity', options: { ...open, jobs }, act: (page) => page.keyboard.press('Control+Shift+a') },
  {
    name: 'rejected',
    options: { ...open, jobs },
    act: async (page) => {
      await page.keyboard.press('Control+Shift+a');
      await page.getByRole('button', { name: /^(Show|查看)$/ }).click();
    },
  },
  {
    name: 'help',
    options: open,
    act: async (page) => {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('?');
    },
  },
  {
    name: 'charset',
    options: open,
    act: async (page) => {
      await page.getByRole('search').getByRole('textbox').fill('胸部');
      await page.waitForTimeout(400);
      await page.getByRole('button', { name: /Review|查看/ }).click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'custom-dates',
    options: open,
    act: async (page) => {
      await page.locator('.filter-bar .ax-select').click();
      await page.getByRole('option').last().click();
      await page.locator('.filter-date input').first().fill('2026-13-40');
    },
  },
  {
    name: 'status-menu',
    options: open,
    act: async (page) => {
      await page.locator('.preview-actions .ax-select').click();
    },
  },
  ...['general', 'keys', 'presets', 'users', 'folders', 'storage', 'audit', 'about'].map((name, index) => ({
    name: `settings-${name}`,
    options: open,
    act: settingsTab(index),
  })),
];

async function look(
  scene: Scene,
  page: Page,
  services: FakeServices,
  options: { readonly file: string; readonly readsWithAxe: boolean },
): Promise<readonly string[]> {
  const problems: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    const expected = scene.name === 'worklist-offline' && text.includes('ERR_CONNECTION');
    if (message.type() === 'error' && !expected) problems.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.goto(services.url);
  await page.getByRole('main').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(200);
  await scene.act?.(page, services);
  await page.waitForTimeout(500);
  await page.screenshot({ path: options.file });
  if (options.readsWithAxe && scene.name !== 'worklist-offline') {
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const violation of violations) {
      const first = violation.nodes[0];
      problems.push(
        `axe ${violation.impact ?? ''} ${violation.id}: ${first?.html ?? ''} ${first?.failureSummary ?? ''}`,
      );
    }
  }
  return problems;
}

const wanted = process.argv.slice(2);
mkdirSync(outFolder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--test-type'],
});
for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  for (const size of sizes) {
    for (const locale of locales) {
      const context = await browser.newContext({ viewport: size, locale });
      const services = await startFakeServices(
        process.env['AXIAL_PAGE'] ?? join(root, 'dist', 'renderer'),
        scene.options,
      );
      const file = join(outFolder, `${scene.name}-${size.width}-${locale}.png`);
      const page = await context.newPage();
      const problems = await look(scene, page, services, { file, readsWithAxe: locale === 'en' }).catch(
        (error: unknown) => [String(error)],
      );
      for (const problem of problems)
        process.stdout.write(`${scene.name} ${size.width} ${locale}: ${problem}\n`);
      await context.close();
      await services.close().catch(() => undefined);
    }
  }
}
await browser.close();
