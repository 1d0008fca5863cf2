import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLungOf, scanThorax } from '../phantoms/scan.ts';
import { phantomSeriesUid, writeSeries } from '../phantoms/writeSeries.ts';
import { runAxial } from '../services/commandLine.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';

const folder = await temporaryFolder('lungs');
const axial = (...args: string[]): ReturnType<typeof runAxial> =>
  runAxial([...args, '--library', join(folder, 'library'), '--json'], {
    AXIAL_PASSPHRASE: 'a passphrase for tests',
  });

interface Segmented {
  readonly segments: readonly { readonly label: string; readonly volumeMl: number; readonly unit: string }[];
}

const scans = [
  { number: 1, position: 'supine', name: 'supine' },
  { number: 2, position: 'prone', name: 'prone' },
  { number: 3, position: 'feetFirst', name: 'feet first' },
] as const;

describe('lungs, from files on disk to millilitres', () => {
  it.each(scans)('of a patient who lies $name have the right volume on the right side', async (scan) => {
    const phantom = scanThorax({ position: scan.position, seed: scan.number });
    await writeSeries(join(folder, scan.name), phantom.volume, {
      number: scan.number,
      description: scan.name,
    });
    expect((await axial('import', join(folder, scan.name))).status).toBe(0);
    const run = await axial('segment', phantomSeriesUid(scan.number), '--method', 'lungs');
    const { segments } = run.json<Segmented>();
    const { ijkToLps } = phantom.volume;
    const voxelMl = Math.abs(determinant(ijkToLps)) / 1000;
    for (const side of ['right', 'left'] as const) {
      const truthMl = phantom.truth.filter((tissue) => isLungOf(tissue, side)).length * voxelMl;
      const found = segments.find(({ label }) => label.toLowerCase().startsWith(side));
      expect(found?.unit).toBe('HU');
      expect(Math.abs((found?.volumeMl ?? 0) - truthMl) / truthMl).toBeLessThan(0.04);
    }
  });
});

/** Of the linear part of a 4x4, column-major matrix. */
function determinant(m: readonly number[]): number {
  const at = (index: number): number => m[index] ?? 0;
  return (
    at(0) * (at(5) * at(10) - at(9) * at(6)) -
    at(4) * (at(1) * at(10) - at(9) * at(2)) +
    at(8) * (at(1) * at(6) - at(5) * at(2))
  );
}
