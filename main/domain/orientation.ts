import { add, normalize, scale, type Vec3 } from './space.ts';

/** The letters at the four edges of an image: what part of the patient lies toward that edge. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** Linear part of a pixel-to-canvas map: canvas = [a c; b d] x (column, row). */
export interface PixelToCanvas {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** A component below this share of a unit vector (10 degrees off an axis) gets no letter. */
const letterThreshold = Math.sin((10 * Math.PI) / 180);

/** Components closer than this are equal: their letters keep the order x, y, z whatever the rounding. */
const tieTolerance = 1e-9;

/**
 * Letters of a direction in patient space (PS3.3 C.7.6.1.1.1), the strongest first: `L`, `AH`, `RPF`.
 * `direction` is LPS and need not be a unit vector. Empty for the zero vector or one that is not finite.
 * The strongest component always has its letter; further ones where they are 10 degrees or more off the axes.
 */
export function directionLetters(direction: Vec3): string {
  const unit = direction.every(Number.isFinite) ? normalize(direction) : null;
  if (unit === null) return '';
  const [x, y, z] = unit;
  return [
    { letter: x > 0 ? 'L' : 'R', size: Math.abs(x) },
    { letter: y > 0 ? 'P' : 'A', size: Math.abs(y) },
    { letter: z > 0 ? 'H' : 'F', size: Math.abs(z) },
  ]
    .toSorted((first, second) =>
      Math.abs(second.size - first.size) < tieTolerance ? 0 : second.size - first.size,
    )
    .filter(({ size }, rank) => (rank === 0 ? size > 0 : size >= letterThreshold))
    .map(({ letter }) => letter)
    .join('');
}

/**
 * The patient directions of canvas right and canvas down under the transform that really draws the image,
 * so that flips, rotations and shears cannot be forgotten.
 *
 * `columnStepLps` and `rowStepLps` lead from a pixel to the next column and to the next row (LPS, mm).
 * Null where the transform is singular.
 */
export function screenDirections(options: {
  readonly toCanvas: PixelToCanvas;
  readonly columnStepLps: Vec3;
  readonly rowStepLps: Vec3;
}): { readonly rightLps: Vec3; readonly downLps: Vec3 } | null {
  const { toCanvas, columnStepLps, rowStepLps } = options;
  const { a, b, c, d } = toCanvas;
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  const along = (columns: number, rows: number): Vec3 =>
    add(scale(columnStepLps, columns / determinant), scale(rowStepLps, rows / determinant));
  return { rightLps: along(d, -b), downLps: along(-c, a) };
}

/** The letters at the four edges for the directions of canvas right and canvas down (LPS). */
export function edgeLetters(rightLps: Vec3, downLps: Vec3): EdgeLetters {
  return {
    left: directionLetters(scale(rightLps, -1)),
    right: directionLetters(rightLps),
    top: directionLetters(scale(downLps, -1)),
    bottom: directionLetters(downLps),
  };
}

const letterDirections: Readonly<Record<string, Vec3>> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  H: [0, 0, 1],
  F: [0, 0, -1],
};

/**
 * The direction that a value of Patient Orientation (0020,0020) names, for projections without directions of their own:
 * `L`, `AFR`. Each further letter weighs half of the one before. Null for anything but one to three letters of different axes.
 */
export function lettersDirection(letters: string): Vec3 | null {
  const parts = letters.split('').map((letter) => letterDirections[letter]);
  if (parts.length === 0 || parts.length > 3) return null;
  const axes = new Set(parts.map((part) => part?.findIndex((component) => component !== 0)));
  if (axes.size !== parts.length) return null;
  let sum: Vec3 = [0, 0, 0];
  for (const [rank, part] of parts.entries()) {
    if (part === undefined) return null;
    sum = add(sum, scale(part, 0.5 ** rank));
  }
  return sum;
}

/** The plane that a normal is closest to: `axial`, `coronal` or `sagittal`; `oblique` from 10 degrees on. Null for no direction. */
export function planeName(normalLps: Vec3): 'axial' | 'coronal' | 'sagittal' | 'oblique' | null {
  const letters = directionLetters(normalLps);
  if (letters.length === 0) return null;
  if (letters.length > 1) return 'oblique';
  if (letters === 'H' || letters === 'F') return 'axial';
  return letters === 'A' || letters === 'P' ? 'coronal' : 'sagittal';
}
