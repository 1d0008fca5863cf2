import { describe, expect, it } from 'vitest';
import { scanThorax } from '../../e2e/phantoms/scan.ts';
import { diceOf } from '../../e2e/phantoms/score.ts';
import { tissues } from '../../e2e/phantoms/thorax.ts';
import { loadKernels } from '../../native/index.ts';
import { segmentVolume } from './segment.ts';

const kernels = loadKernels();

async function segmentBoneOf(volume: Parameters<typeof segmentVolume>[0]['volume']): Promise<Uint8Array> {
  const result = await segmentVolume({ volume, modality: 'CT', request: { method: 'bone' }, kernels });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.labelmap.data;
}

describe('the bone of a thorax phantom', () => {
  const phantom = scanThorax({ pixelMm: 1.3, sliceMm: 2, zMm: [-20, 20] });
  const { truth, volume } = phantom;
  const isBone = (p: number): boolean => truth[p] === tissues.cortex || truth[p] === tissues.marrow;

  it('is found with its marrow and without the table', async () => {
    const found = await segmentBoneOf(volume);
    expect(diceOf(truth.length, isBone, (p) => found[p] !== 0)).toBeGreaterThan(0.82);
    expect(truth.some((tissue, p) => tissue === tissues.table && found[p] !== 0)).toBe(false);
    const marrow = truth.reduce((count, tissue) => count + Number(tissue === tissues.marrow), 0);
    const filled = truth.reduce(
      (count, tissue, p) => count + Number(tissue === tissues.marrow && found[p] !== 0),
      0,
    );
    expect(filled / marrow).toBeGreaterThan(0.95);
  });

  it('does not take a heart full of contrast medium', async () => {
    const data = volume.data.map((hu, p) => (truth[p] === tissues.blood ? hu + 280 : hu));
    const found = await segmentBoneOf({ ...volume, data });
    const blood = truth.reduce((count, tissue) => count + Number(tissue === tissues.blood), 0);
    const taken = truth.reduce(
      (count, tissue, p) => count + Number(tissue === tissues.blood && found[p] !== 0),
      0,
    );
    expect(blood).toBeGreaterThan(1000);
    expect(taken / blood).toBeLessThan(0.02);
  });
});
