import { describe, expect, it } from 'vitest';
import { plainScan, scanThorax, type ScanOptions } from '../../e2e/phantoms/scan.ts';
import { scoreLungs } from '../../e2e/phantoms/score.ts';
import { loadKernels } from '../../native/index.ts';
import { segmentVolume } from './segment.ts';

const kernels = loadKernels();
const supineDown = [0, 1, 0] as const;

/** Small enough for seconds; `AXIAL_LONG=1` scans at clinical resolution. */
const isLong = process.env['AXIAL_LONG'] === '1';
const coarse: Partial<ScanOptions> = isLong
  ? { pixelMm: 0.9, sliceMm: 1.5 }
  : { pixelMm: 4, sliceMm: 5, zMm: [-200, 150] };
const timeoutMs = isLong ? 600_000 : 60_000;

const thickness = (sliceMm: number, zMm: readonly [number, number]): Partial<ScanOptions> => ({
  sliceMm,
  zMm,
});

const cases: readonly (readonly [string, Partial<ScanOptions>])[] = [
  ['a plain scan', {}],
  ['slices of 0.5 mm, both ends cut', thickness(0.5, isLong ? [-60, 60] : [0, 25])],
  ['slices of 1 mm with their noise', { ...thickness(1, isLong ? [-240, 200] : [-60, 20]), noiseHu: 45 }],
  ['slices of 3 mm, cut above', thickness(3, [-200, 10])],
  ['slices of 5 mm, cut below', thickness(5, [-10, 200])],
  ['lungs that touch', { thorax: { touching: true }, zMm: [-60, 120], sliceMm: 3 }],
  ['an effusion', { thorax: { effusion: { gravity: supineDown, levelMm: 25 } } }],
  ['a mass at the chest wall', { thorax: { mass: true }, zMm: [-90, 60], sliceMm: 3 }],
  ['slices that run to the feet', { position: 'feetFirst' }],
  ['a prone patient', { position: 'prone' }],
  [
    'a patient on the right side with fluid below',
    { position: 'decubitusRight', thorax: { effusion: { gravity: [-1, 0, 0], levelMm: 112 } } },
  ],
  ['a patient on the left side', { position: 'decubitusLeft' }],
  ['coronal slices', { position: 'coronal' }],
  ['sagittal slices', { position: 'sagittal' }],
  ['a gantry tilted by 20 degrees', { tiltDeg: 20 }],
  ['a gantry tilted the other way', { tiltDeg: -25 }],
  [
    'arms beside the body, on a solid table',
    { thorax: { arms: true, table: { kind: 'slab', gravity: supineDown } } },
  ],
  ['emphysema', { thorax: { lungHu: -920 } }],
  ['a single slice', { ...thickness(3, [0, 3]), pixelMm: 2 }],
];

describe('lungs of a thorax phantom', () => {
  it.each(cases)(
    'are found on their own sides in %s',
    async (_, options) => {
      const phantom = scanThorax({ ...coarse, ...options });
      const result = await segmentVolume({
        volume: phantom.volume,
        modality: 'CT',
        request: { method: 'lungs' },
        kernels,
      });
      if (!result.ok) throw new Error(result.failure.message);
      const score = scoreLungs(phantom, result.value);
      expect(score.rightDice).toBeGreaterThan(0.97);
      expect(score.leftDice).toBeGreaterThan(0.97);
      expect(score.airwayTaken).toBeLessThan(0.03);
      expect(score.bowelGasTaken).toBeLessThan(0.03);
    },
    timeoutMs,
  );

  it(
    'are one where the other is full of fluid, with its own side',
    async () => {
      for (const collapsed of ['right', 'left'] as const) {
        const phantom = scanThorax({ ...coarse, zMm: [-100, 60], thorax: { collapsed } });
        const result = await segmentVolume({
          volume: phantom.volume,
          modality: 'CT',
          request: { method: 'lungs' },
          kernels,
        });
        if (!result.ok) throw new Error(result.failure.message);
        const other = collapsed === 'right' ? 'Left lung' : 'Right lung';
        expect(result.value.segments.map(({ label, number }) => [label, number])).toEqual([[other, 1]]);
      }
    },
    timeoutMs,
  );

  it(
    'are not named by side where nothing tells the sides',
    async () => {
      const phantom = scanThorax({ position: 'sagittal', pixelMm: 3, sliceMm: 5 });
      const { volume } = phantom;
      const [ni, nj] = volume.dims;
      const at = Math.round(volume.dims[2] * 0.28);
      const slice = {
        ...volume,
        dims: [ni, nj, 1] as const,
        data: volume.data.slice(at * ni * nj, (at + 1) * ni * nj),
      };
      const result = await segmentVolume({
        volume: slice,
        modality: 'CT',
        request: { method: 'lungs' },
        kernels,
      });
      if (!result.ok) throw new Error(result.failure.message);
      expect(result.value.segments.map(({ label }) => label)).toEqual(['Lung']);
      expect(result.value.segments[0]?.modifier).toBeNull();
    },
    timeoutMs,
  );

  it(
    'are not found in an abdomen with bowel gas',
    async () => {
      const { volume } = scanThorax({ ...coarse, zMm: [-280, -185] });
      const result = await segmentVolume({ volume, modality: 'CT', request: { method: 'lungs' }, kernels });
      expect(result).toMatchObject({ ok: false, failure: { code: 'NOTHING_FOUND' } });
    },
    timeoutMs,
  );

  it(
    'are measured in mL by the slice positions and in HU',
    async () => {
      const phantom = scanThorax({ ...coarse, ...plainScan, pixelMm: 4, sliceMm: 5, zMm: [-60, 60] });
      const result = await segmentVolume({
        volume: phantom.volume,
        modality: 'CT',
        request: { method: 'lungs' },
        kernels,
      });
      if (!result.ok) throw new Error(result.failure.message);
      const [right, left] = result.value.segments;
      expect(right).toMatchObject({ number: 1, label: 'Right lung', unit: 'HU' });
      expect(left).toMatchObject({ number: 2, label: 'Left lung', unit: 'HU' });
      expect(right?.volumeMl).toBeCloseTo(((right?.voxels ?? 0) * 4 * 4 * 5) / 1000, 6);
      expect(right?.mean).toBeGreaterThan(-860);
      expect(right?.mean).toBeLessThan(-790);
    },
    timeoutMs,
  );
});
