import type { CanonicalGrid } from './canonicalGrid.ts';
import { middleOf } from './airway.ts';

/** Denser than this is mostly bone. */
const boneHu = 220;
/** The spine is sought within this of the middle of the body: a cropped field shifts that middle. */
const reachMm = 80;
/** Width of the band that holds most of the spine. */
const bandMm = 36;
/** A band with less of the bone behind the middle than this is no spine. */
const leastShare = 0.25;

/** A field narrower than this may show one half of the chest alone. */
const leastFieldMm = 220;

/**
 * Where the patient's midline runs, in cells along x: through the spine, or through the middle of the body where no spine
 * is seen. Neither a shifted mediastinum nor a cropped field moves it. Null where there is no spine in a narrow field:
 * then nothing tells the sides.
 */
export function findMidline(grid: CanonicalGrid, body: Uint8Array): number | null {
  const middle = middleOf(grid, body);
  const spine = findSpine(grid, body, middle);
  if (spine !== null) return spine;
  return grid.dims[0] * grid.spacingMm[0] < leastFieldMm ? null : middle;
}

function findSpine(
  { dims, spacingMm, values }: CanonicalGrid,
  body: Uint8Array,
  middle: number,
): number | null {
  const [nx, ny] = dims;
  let sumY = 0;
  let count = 0;
  for (let p = 0; p < body.length; p++) {
    if (body[p] === 0) continue;
    sumY += Math.floor(p / nx) % ny;
    count++;
  }
  const columns = new Float64Array(nx);
  for (let p = 0; p < body.length; p++) {
    const isBehind = Math.floor(p / nx) % ny > sumY / count;
    if (body[p] !== 0 && isBehind && values[p]! > boneHu) columns[p % nx]!++;
  }
  if (dims[0] * spacingMm[0] < 2 * bandMm) return null;
  const total = columns.reduce((sum, value) => sum + value, 0);
  const half = Math.max(1, Math.round(bandMm / spacingMm[0] / 2));
  const reach = Math.round(reachMm / spacingMm[0]);
  let best = { sum: 0, weighted: 0 };
  for (let x = Math.max(0, middle - reach); x <= Math.min(nx - 1, middle + reach); x++) {
    const band = { sum: 0, weighted: 0 };
    for (let at = Math.max(0, x - half); at <= Math.min(nx - 1, x + half); at++) {
      band.sum += columns[at]!;
      band.weighted += at * columns[at]!;
    }
    if (band.sum > best.sum) best = band;
  }
  return total > 0 && best.sum > leastShare * total ? best.weighted / best.sum : null;
}
