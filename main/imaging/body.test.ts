import { describe, expect, it } from 'vitest';
import { scanThorax, type Phantom, type ScanOptions } from '../../e2e/phantoms/scan.ts';
import { diceOf } from '../../e2e/phantoms/score.ts';
import { tissues } from '../../e2e/phantoms/thorax.ts';
import { loadKernels } from '../../native/index.ts';
import type { Volume } from '../domain/volume.ts';
import { segmentVolume } from './segment.ts';

const kernels = loadKernels();
const outside: ReadonlySet<number> = new Set([tissues.air, tissues.foam, tissues.table]);

async function segmentBodyOf(volume: Volume, modality = 'CT'): Promise<Uint8Array> {
  const result = await segmentVolume({ volume, modality, request: { method: 'body' }, kernels });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.labelmap.data;
}

function compare(
  { truth }: Phantom,
  found: Uint8Array,
): { readonly dice: number; readonly tableTaken: number } {
  let table = 0;
  let taken = 0;
  for (let p = 0; p < truth.length; p++) {
    if (truth[p] !== tissues.table) continue;
    table++;
    if (found[p] !== 0) taken++;
  }
  const dice = diceOf(
    truth.length,
    (p) => !outside.has(truth[p]!),
    (p) => found[p] !== 0,
  );
  return { dice, tableTaken: taken / Math.max(1, table) };
}

const slab = (gravity: readonly [number, number, number]): Partial<ScanOptions> => ({
  thorax: { table: { kind: 'slab', gravity } },
});

const cases: readonly (readonly [string, Partial<ScanOptions>])[] = [
  ['on a curved table', {}],
  ['on a solid table without a gap', slab([0, 1, 0])],
  ['on the side, on a solid table', { ...slab([-1, 0, 0]), position: 'decubitusRight' }],
  ['with arms beside it', { thorax: { arms: true } }],
  ['cut at both ends', { zMm: [-60, 30], sliceMm: 3 }],
  ['in a tilted gantry', { tiltDeg: 20 }],
  ['in coronal slices', { position: 'coronal' }],
];

describe('the body of a thorax phantom', () => {
  it.each(cases)('is found %s, without the table', async (_, options) => {
    const phantom = scanThorax({ pixelMm: 4, sliceMm: 6, ...options });
    const score = compare(phantom, await segmentBodyOf(phantom.volume));
    expect(score.dice).toBeGreaterThan(0.985);
    expect(score.tableTaken).toBeLessThan(0.05);
  });

  it('is found where values are not in HU', async () => {
    const phantom = scanThorax({ pixelMm: 4, sliceMm: 6, zMm: [-200, 100], thorax: { table: null } });
    const data = Uint16Array.from(phantom.volume.data, (hu) => Math.max(0, (hu + 1024) * 20));
    const found = await segmentBodyOf({ ...phantom.volume, data, unit: null }, 'MR');
    expect(compare(phantom, found).dice).toBeGreaterThan(0.96);
  });

  it('is not found in air', async () => {
    const { volume } = scanThorax({ pixelMm: 8, sliceMm: 8 });
    const air = { ...volume, data: new Int16Array(volume.data.length).fill(-1000) };
    const result = await segmentVolume({ volume: air, modality: 'CT', request: { method: 'body' }, kernels });
    expect(result).toMatchObject({ ok: false, failure: { code: 'NOTHING_FOUND' } });
  });
});
