import type { Kernels } from '../../native/index.ts';
import { raise } from '../domain/failure.ts';
import type { Vec3 } from '../domain/space.ts';
import type { Volume } from '../domain/volume.ts';
import { tissue } from './concepts.ts';
import { measureSegments } from './measure.ts';
import { makePace } from './pace.ts';
import { seedBounds } from './seedBounds.ts';
import type { LongWork, Segmentation } from './segmentation.ts';
import { closeBounds, type OpenBounds } from './threshold.ts';

/**
 * One segment: what a seed reaches through shared faces over values within the bounds. With one bound given the other is
 * open; with none both come from the seed's surroundings (`seedBounds`). `SEED_OUTSIDE` where the seed is not a voxel of
 * the volume, `NOTHING_FOUND` where its own value lies outside the bounds. One byte a voxel of extra memory.
 */
export async function segmentGrow(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
  asked: OpenBounds & { readonly seedIjk: Vec3 },
): Promise<Segmentation> {
  const { volume, kernels } = task;
  const { dims, data } = volume;
  const [i, j, k] = asked.seedIjk;
  const inside = asked.seedIjk.every((at, axis) => Number.isInteger(at) && at >= 0 && at < (dims[axis] ?? 0));
  if (!inside) {
    raise('SEED_OUTSIDE', `The seed ${i}, ${j}, ${k} is no voxel of a volume of ${dims.join(' x ')}.`, {
      i,
      j,
      k,
    });
  }
  const pace = makePace(task);
  const derive = asked.lower === null && asked.upper === null;
  const bounds = derive ? seedBounds(volume, asked.seedIjk) : closeBounds(asked);
  await pace(0.1);
  const labels = new Uint8Array(data.length);
  const seeds = Uint32Array.of(i + dims[0] * (j + dims[1] * k));
  kernels.grow({ values: data, dims, ...bounds, seeds, connectivity: 6, out: labels });
  await pace(0.9);
  const meaning = { label: 'Grown region', category: tissue, type: tissue, modifier: null };
  return measureSegments({ volume, labels, meanings: [meaning], engine: kernels.engine, bounds });
}
