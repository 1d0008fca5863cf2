import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAxial } from '../services/commandLine.ts';
import { sampleBrain } from '../services/sampleData.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';
import { startLoopbackShell, type RunningShell } from '../shells.ts';

const folder = await temporaryFolder('reading');
const libraryDir = join(folder, 'library');
const passphrase = 'a passphrase for tests';
let shell: RunningShell;
let page: Page;

beforeAll(async () => {
  await runAxial(['import', sampleBrain, '--library', libraryDir], { AXIAL_PASSPHRASE: passphrase });
  shell = await startLoopbackShell({ libraryDir, passphrase, prepare: keepContexts });
  page = shell.page;
});

afterAll(() => shell.close());

/** Remembers every WebGL context that the page makes, on screen or not, so that a test can take it away. */
async function keepContexts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: WebGL2RenderingContext[] = [];
    Object.assign(globalThis, { madeContexts: made });
    for (const prototype of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
      const original = prototype.getContext as (...args: unknown[]) => unknown;
      Object.assign(prototype, {
        getContext(this: unknown, ...args: unknown[]) {
          const found = original.apply(this, args);
          if (found instanceof WebGL2RenderingContext && !made.includes(found)) made.push(found);
          return found;
        },
      });
    }
  });
}

/** The picture of a pane: its text alternative says what it shows. */
function picture(pane = 1): Locator {
  return page.getByRole('region', { name: new RegExp(`^Pane ${pane}:`) }).getByRole('img');
}

/** A finding of the list beside the images. */
function finding(text: RegExp): Locator {
  const panel = page.getByRole('complementary', { name: /^(Findings|所见)$/ });
  return panel.getByRole('listitem').filter({ hasText: text });
}

async function told(pane = 1): Promise<string> {
  return (await picture(pane).getAttribute('aria-label')) ?? '';
}

async function untilTold(pattern: RegExp, pane = 1): Promise<string> {
  await expect.poll(() => told(pane), { timeout: 20_000 }).toMatch(pattern);
  return told(pane);
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? Number.NaN);
}

async function centre(pane = 1): Promise<{ readonly x: number; readonly y: number }> {
  const box = await picture(pane).boundingBox();
  if (box === null) throw new Error(`pane ${pane} is not on screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

describe('reading the sample study', () => {
  it('opens from the worklist by keyboard and says in words what the pane shows', async () => {
    await page.getByRole('row', { name: /BRAIN/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const text = await untilTold(/Image \d+\s\/\s20/);
    expect(text).toMatch(/^MR FSE PD AXIAL OBL/);
    expect(text).toContain('W ');
    expect(text).toContain('values without unit');
    expect(text).toContain('left of the picture R, right L, top A, bottom P');
  });

  it('scrolls with the wheel under the pointer and with keys', async () => {
    await page.keyboard.press('Home');
    await untilTold(/Image 1\s\/\s20/);
    const { x, y } = await centre();
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 120);
    await untilTold(/Image 2\s\/\s20/);
    await page.keyboard.press('ArrowDown');
    await untilTold(/Image 3\s\/\s20/);
    await page.keyboard.press('End');
    await untilTold(/Image 20\s\/\s20/);
    await page.keyboard.press('ArrowUp');
    await untilTold(/Image 19\s\/\s20/);
  });

  it('widens the window by dragging to the right', async () => {
    const before = numberIn(await told(), /W (\d+)/);
    await drag(await centre(), { x: 120, y: 0 });
    await expect.poll(async () => numberIn(await told(), /W (\d+)/)).toBeGreaterThan(before);
  });

  it('inverts, flips and turns, and the letters follow', async () => {
    await page.keyboard.press('h');
    await untilTold(/left of the picture L, right R, top A, bottom P/);
    await page.keyboard.press('h');
    await page.keyboard.press('r');
    await untilTold(/left of the picture P, right A, top R, bottom L/);
    await page.keyboard.press('Space');
    await untilTold(/left of the picture R, right L, top A, bottom P/);
    await page.keyboard.press('i');
    await untilTold(/inverted/);
    await page.keyboard.press('i');
  });

  it('acts on no key while text is being composed', async () => {
    const before = await told();
    await page.evaluate(() => {
      const key = { key: 'h', bubbles: true, isComposing: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', key));
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Process', bubbles: true, keyCode: 229 }),
      );
    });
    expect(await told()).toBe(before);
  });

  it('measures a length in mm, undoes and redoes it', async () => {
    await page.keyboard.press(']');
    await page.getByRole('complementary', { name: 'Findings' }).waitFor();
    await page.keyboard.press('d');
    const { x, y } = await centre();
    await drag({ x: x - 60, y }, { x: 120, y: 40 });
    const option = finding(/Length/);
    await option.waitFor();
    expect(await option.textContent()).toMatch(/\d+\.\d\s*mm/);
    await page.keyboard.press('Control+z');
    await option.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+z');
    await option.waitFor();
  });

  it('gives the statistics of an ellipse without a unit that MR does not have', async () => {
    await page.keyboard.press('e');
    const { x, y } = await centre();
    await drag({ x: x - 30, y: y - 30 }, { x: 60, y: 60 });
    const option = finding(/Elliptical ROI/);
    await option.waitFor();
    const text = (await option.textContent()) ?? '';
    expect(text).toMatch(/Mean/);
    expect(text).not.toContain('HU');
  });

  it('segments by threshold as a proposal, and a person accepts it', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Segment' }).click();
    await page.getByRole('option', { name: 'Threshold' }).click();
    await page.getByLabel('From', { exact: true }).fill('400');
    await page.getByRole('button', { name: 'Segment', exact: true }).click();
    const option = finding(/Threshold/);
    await option.waitFor();
    await expect.poll(async () => (await option.textContent()) ?? '').toMatch(/Proposed/);
    expect(await option.textContent()).toMatch(/mL/);
    await option.getByRole('button', { name: 'Accept' }).click();
    await expect.poll(async () => (await option.textContent()) ?? '').toMatch(/Accepted/);
  });

  it('cuts three planes and renders the volume, with sides that fit the patient', async () => {
    await page.keyboard.press('m');
    await untilTold(/Axial.*left of the picture R, right L, top A, bottom P/, 1);
    const others = [await untilTold(/Sagittal|Coronal/, 2), await untilTold(/Sagittal|Coronal/, 3)];
    const coronal = others.find((text) => text.includes('Coronal'));
    const sagittal = others.find((text) => text.includes('Sagittal'));
    expect(coronal).toContain('left of the picture R, right L, top H, bottom F');
    expect(sagittal).toContain('left of the picture A, right P, top H, bottom F');
    await untilTold(/3-D/, 4);
  });

  it('brings everything back after the graphics context was lost', async () => {
    const before = await told(2);
    const lost = await page.evaluate(() => {
      const { madeContexts } = globalThis as unknown as { madeContexts: WebGL2RenderingContext[] };
      const alive = madeContexts.filter((gl) => !gl.isContextLost());
      for (const gl of alive) gl.getExtension('WEBGL_lose_context')?.loseContext();
      return alive.length;
    });
    expect(lost).toBeGreaterThan(0);
    await expect.poll(() => told(2), { timeout: 20_000 }).toBe(before);
    expect(await finding(/./).count()).toBe(3);
  });

  it('has no serious accessibility fault', async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('keeps findings and study state over a restart', async () => {
    await shell.close();
    shell = await startLoopbackShell({ libraryDir, passphrase, locale: 'zh-CN' });
    page = shell.page;
    await page.getByRole('row', { name: /BRAIN/ }).dblclick();
    await page
      .getByRole('region', { name: /窗格 1/ })
      .getByRole('img')
      .waitFor();
    await page.keyboard.press(']');
    await expect.poll(() => finding(/./).count()).toBe(3);
  });
});
