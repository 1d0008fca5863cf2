import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { elementsOf, typed } from '../../main/dicom/elementsOf.ts';
import { writeDicom } from '../../main/dicom/writeDicom.ts';
import { probeCapabilities } from '../capabilities.ts';
import { runAxial } from '../services/commandLine.ts';
import { madeCt } from '../services/madeCt.ts';
import { startLoopbackShell } from '../shells.ts';
import { watchMemory } from './processMemory.ts';
import type { BenchResult, BenchRow } from './row.ts';

const passphrase = 'a passphrase for a bench';
const slices = 300;
const limits = { worklistMs: 8_000, radiographMs: 1_500, scrollMs: 100, memoryBytes: 1.5 * 1024 ** 3 };

/**
 * The program on a weak machine: software rendering, a screen of 1366 x 768, a library with a radiograph and a CT of 300
 * slices. From the start of the services to a visible worklist; from the double click to the first image of the radiograph;
 * a wheel step through the CT until the pane tells the new slice; and the memory of all processes together (services,
 * decoders, browser). It runs with the cores the machine has, which the table names, and with no cap on memory: setting one
 * takes rights that a bench does not have. What is counted shows whether a cap would be reached.
 */
export async function weakMachineBench(): Promise<BenchResult> {
  if (!probeCapabilities().find(({ name }) => name === 'chromium')?.found) {
    return { kind: 'skipped', reason: 'there is no Chromium' };
  }
  if (process.platform !== 'linux') return { kind: 'skipped', reason: 'memory is read from /proc' };
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-weak-'));
  try {
    const source = join(folder, 'source');
    const libraryDir = join(folder, 'library');
    await makeStudies(source);
    const imported = await runAxial(['import', source, '--library', libraryDir], {
      AXIAL_PASSPHRASE: passphrase,
    });
    if (imported.status !== 0) throw new Error(`the import ended with ${imported.status}: ${imported.err}`);
    return { kind: 'rows', rows: await readStudies(libraryDir) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readStudies(libraryDir: string): Promise<readonly BenchRow[]> {
  const memory = watchMemory();
  const startedMs = performance.now();
  const shell = await startLoopbackShell({
    libraryDir,
    passphrase,
    viewport: { width: 1366, height: 768 },
  });
  try {
    const { page } = shell;
    const radiograph = page.getByRole('row', { name: /Radiograph/ });
    await radiograph.waitFor();
    const worklistMs = performance.now() - startedMs;

    const openedMs = performance.now();
    await radiograph.dblclick();
    await untilShown(page, 1, 1);
    const radiographMs = performance.now() - openedMs;

    await page.getByRole('button', { name: 'Back to the worklist' }).click();
    await page.getByRole('row', { name: /Patient 1/ }).dblclick();
    await untilShown(page, null, slices);
    const scrollMs = await scroll(page);
    const peak = await memory.stop();
    const cores = `${availableParallelism()} cores, software rendering`;
    const limit = (what: string, [ours, most]: readonly [number, number]): BenchRow => ({
      what,
      ours: `${ours.toFixed(0)} ms`,
      peer: `limit ${most} ms`,
      ratio: most / ours,
      wanted: 1,
    });
    return [
      limit(`start to worklist, ${cores}`, [worklistMs, limits.worklistMs]),
      limit('radiograph 2500 x 2000, 16 bits, to its first image', [radiographMs, limits.radiographMs]),
      limit(`wheel step in a CT of ${slices} slices, median`, [scrollMs, limits.scrollMs]),
      {
        what: `memory of all ${peak.processes} processes together (PSS, peak, no cap was set)`,
        ours: `${(peak.bytes / 1024 ** 2).toFixed(0)} MiB`,
        peer: `limit ${limits.memoryBytes / 1024 ** 2} MiB`,
        ratio: limits.memoryBytes / peak.bytes,
        wanted: 1,
      },
    ];
  } finally {
    await memory.stop();
    await shell.close();
  }
}

/** Waits until the first pane shows a drawn image: `Image n / count` in its text alternative. */
async function untilShown(page: Page, image: number | null, count: number): Promise<void> {
  const name = new RegExp(`Image ${image ?? '\\d+'}\\s/\\s${count}`);
  await page
    .getByRole('region', { name: /^Pane 1:/ })
    .getByRole('img', { name })
    .waitFor();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}

/** Median time of a wheel step, from its sending to the frame after the pane told another slice. */
async function scroll(page: Page): Promise<number> {
  const picture = page.getByRole('region', { name: /^Pane 1:/ }).getByRole('img');
  const box = await picture.boundingBox();
  if (box === null) throw new Error('the pane is not on screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('Home');
  await untilShown(page, 1, slices);
  const times: number[] = [];
  for (let step = 2; step <= slices; step += 1) {
    const startedMs = performance.now();
    await page.mouse.wheel(0, 120);
    await untilShown(page, step, slices);
    times.push(performance.now() - startedMs);
  }
  return times.toSorted((first, second) => first - second)[times.length >> 1] ?? Infinity;
}

async function makeStudies(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'radiograph.dcm'), madeRadiograph());
  for (let instance = 0; instance < slices; instance += 1) {
    const bytes = madeCt({ patient: 1, study: 1, series: 1, instance }, 512);
    await writeFile(join(folder, `${String(instance).padStart(3, '0')}.dcm`), bytes);
  }
}

function madeRadiograph(): Uint8Array {
  const [rows, columns] = [2500, 2000];
  const values = new Uint16Array(rows * columns);
  for (let at = 0; at < values.length; at += 1) values[at] = (at * 31 + ((at * at) >>> 9)) & 0xfff;
  return writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.1',
    sopInstanceUid: '2.25.983',
    elements: elementsOf({
      StudyInstanceUID: '2.25.981',
      SeriesInstanceUID: '2.25.982',
      PatientID: 'MADE-CR',
      PatientName: 'Made^Radiograph',
      PatientBirthDate: '19700101',
      StudyDate: '20260102',
      Modality: 'CR',
      StudyDescription: 'Chest PA',
      InstanceNumber: '1',
      WindowCenter: '2048',
      WindowWidth: '4096',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      PixelData: typed('OW', new Uint8Array(values.buffer)),
    }),
  });
}
