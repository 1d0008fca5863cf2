import { affine, cross, scale, transformPoint, type Mat4, type Vec3 } from '../../main/domain/space.ts';
import type { Volume } from '../../main/domain/volume.ts';
import { makeRandom } from './shapes.ts';
import { makeThorax, plainThorax, tissueHu, tissues, type ThoraxOptions, type Tissue } from './thorax.ts';

/** How the patient lies and which way the pictures are cut: directions of columns and rows in LPS. */
export const positions = {
  /** Head first or feet first, supine: the same directions, for they are the patient's. */
  supine: { rowLps: [1, 0, 0], columnLps: [0, 1, 0] },
  /** Feet first with slices that run to the feet. */
  feetFirst: { rowLps: [-1, 0, 0], columnLps: [0, 1, 0] },
  prone: { rowLps: [-1, 0, 0], columnLps: [0, -1, 0] },
  decubitusRight: { rowLps: [0, 1, 0], columnLps: [-1, 0, 0] },
  decubitusLeft: { rowLps: [0, -1, 0], columnLps: [1, 0, 0] },
  coronal: { rowLps: [1, 0, 0], columnLps: [0, 0, -1] },
  sagittal: { rowLps: [0, 1, 0], columnLps: [0, 0, -1] },
} as const satisfies Record<string, { readonly rowLps: Vec3; readonly columnLps: Vec3 }>;

export interface ScanOptions {
  readonly position: keyof typeof positions;
  /** Distance of pixels in mm. */
  readonly pixelMm: number;
  /** Distance and thickness of slices in mm. */
  readonly sliceMm: number;
  /** What is scanned, from feet to head, in mm of patient z. */
  readonly zMm: readonly [number, number];
  /** Gantry tilt in degrees: slices lean, the table still moves along z. Supine only. */
  readonly tiltDeg: number;
  /** Standard deviation of the noise in HU. */
  readonly noiseHu: number;
  readonly seed: number;
  readonly thorax: Partial<ThoraxOptions>;
}

export const plainScan: ScanOptions = {
  position: 'supine',
  pixelMm: 2.5,
  sliceMm: 3,
  zMm: [-240, 200],
  tiltDeg: 0,
  noiseHu: 20,
  seed: 1,
  thorax: {},
};

/** A scan and what it really shows: the tissue that fills most of each voxel, numbered as `tissues`. */
export interface Phantom {
  readonly volume: Volume;
  readonly truth: Uint8Array;
}

/** Scans the thorax: partial volume at borders, Gaussian noise, whole HU, air where the scanner sees nothing. */
export function scanThorax(asked: Partial<ScanOptions>): Phantom {
  const options: ScanOptions = { ...plainScan, ...asked };
  const gravity = positions[options.position].columnLps;
  const table =
    options.position === 'coronal' || options.position === 'sagittal' ? ([0, 1, 0] as const) : gravity;
  const thorax: ThoraxOptions = {
    ...plainThorax,
    table: { kind: 'foam', gravity: table },
    ...options.thorax,
  };
  const { dims, spacingMm, ijkToLps } = makeGrid(options);
  const tissueAt = makeThorax(thorax);
  const centres = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const at = placeIn(ijkToLps, tissueAt);
  let p = 0;
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++) centres[p++] = at(i, j, k);
    }
  }
  const hu = [...tissueHu];
  hu[tissues.rightLung] = thorax.lungHu;
  hu[tissues.leftLung] = thorax.lungHu;
  const grid = { dims, spacingMm, ijkToLps };
  return sample({ grid, centres, at, hu, options });
}

interface Grid {
  readonly dims: readonly [number, number, number];
  readonly spacingMm: Vec3;
  readonly ijkToLps: Mat4;
}

function makeGrid({ position, pixelMm, sliceMm, zMm, tiltDeg }: ScanOptions): Grid {
  const { rowLps, columnLps } = positions[position];
  const tilt = (tiltDeg * Math.PI) / 180;
  const column: Vec3 = tiltDeg === 0 ? columnLps : [0, Math.cos(tilt), Math.sin(tilt)];
  const step: Vec3 = tiltDeg === 0 ? cross(rowLps, columnLps) : [0, 0, 1];
  const half: Vec3 = [225, 185, (zMm[1] - zMm[0]) / 2];
  const extent = (axis: Vec3): number =>
    2 * Math.abs(axis[0] * half[0] + axis[1] * half[1] + axis[2] * half[2]);
  const columnExtent = tiltDeg === 0 ? extent(columnLps) : 2 * half[1];
  const dims = [
    Math.round(extent(rowLps) / pixelMm),
    Math.round(columnExtent / pixelMm),
    Math.max(1, Math.round(extent(step) / sliceMm)),
  ] as const;
  const axes = [scale(rowLps, pixelMm), scale(column, pixelMm), scale(step, sliceMm)] as const;
  const centre: Vec3 = [0, 10, (zMm[0] + zMm[1]) / 2];
  const middle = transformPoint(affine(...axes, [0, 0, 0]), [
    (dims[0] - 1) / 2,
    (dims[1] - 1) / 2,
    (dims[2] - 1) / 2,
  ]);
  const origin: Vec3 = [centre[0] - middle[0], centre[1] - middle[1], centre[2] - middle[2]];
  return { dims, spacingMm: [pixelMm, pixelMm, sliceMm], ijkToLps: affine(...axes, origin) };
}

/** Voxels whose neighbours differ are cut into 2 x 2 x 2 (thick slices 2 x 2 x 4) parts. */
function sample(task: {
  readonly grid: Grid;
  readonly centres: Uint8Array;
  /** The tissue at a place in voxels. */
  readonly at: (i: number, j: number, k: number) => Tissue;
  readonly hu: readonly number[];
  readonly options: ScanOptions;
}): Phantom {
  const { grid, centres, at, hu, options } = task;
  const { dims } = grid;
  const [ni, nj, nk] = dims;
  const data = new Int16Array(centres.length);
  const truth = centres.slice();
  const random = makeRandom(options.seed);
  const deep = options.sliceMm >= 3 ? 4 : 2;
  const counts = new Uint8Array(32);
  const differs = (p: number, q: number, inside: boolean): boolean => inside && centres[p] !== centres[q];
  let p = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, p++) {
        const mixed =
          differs(p, p - 1, i > 0) ||
          differs(p, p + 1, i < ni - 1) ||
          differs(p, p - ni, j > 0) ||
          differs(p, p + ni, j < nj - 1) ||
          differs(p, p - ni * nj, k > 0) ||
          differs(p, p + ni * nj, k < nk - 1);
        let value = hu[centres[p]!]!;
        if (mixed) {
          counts.fill(0);
          value = 0;
          for (let part = 0; part < 4 * deep; part++) {
            const tissue = at(
              i + ((part & 1) - 0.5) / 2,
              j + (((part >> 1) & 1) - 0.5) / 2,
              k + ((part >> 2) + 0.5) / deep - 0.5,
            );
            counts[tissue]!++;
            value += hu[tissue]! / (4 * deep);
          }
          truth[p] = counts.indexOf(Math.max(...counts));
        }
        data[p] = Math.max(-1024, Math.round(value + options.noiseHu * gaussian(random)));
      }
    }
  }
  return { volume: { ...grid, data, unit: 'HU' }, truth };
}

/** The tissue at a place in voxels; written out, for it is asked some ten million times. */
function placeIn(
  matrix: Mat4,
  tissueAt: (x: number, y: number, z: number) => Tissue,
): (i: number, j: number, k: number) => Tissue {
  const [ix, iy, iz, , jx, jy, jz, , kx, ky, kz, , ox, oy, oz] = matrix as number[] & { length: 16 };
  return (i, j, k) =>
    tissueAt(
      ix! * i + jx! * j + kx! * k + ox!,
      iy! * i + jy! * j + ky! * k + oy!,
      iz! * i + jz! * j + kz! * k + oz!,
    );
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Whether a tissue number is lung of a side: parenchyma with its vessels and lobar bronchi. */
export function isLungOf(tissue: number, side: 'right' | 'left'): boolean {
  return (
    tissue >= tissues.rightLung && tissue <= tissues.leftBronchus && tissue % 2 === (side === 'right' ? 1 : 0)
  );
}
