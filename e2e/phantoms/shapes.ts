import type { Vec3 } from '../../main/domain/space.ts';

/** A straight tube between two points of patient space, in mm; from `fromRadius` to `toRadius`. */
export interface Tube {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly fromRadius: number;
  readonly toRadius: number;
}

/** Random numbers in [0, 1) that are the same everywhere for one seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sum of (offset / radius)^2: below 1 inside the ellipsoid. */
export function ellipsoid(x: number, y: number, z: number, radii: Vec3): number {
  const [a, b, c] = [x / radii[0], y / radii[1], z / radii[2]];
  return a * a + b * b + c * c;
}

/** Sum of |offset / radius|^2.5: below 1 inside a shape between an ellipsoid and a box. */
export function roundedBox(x: number, y: number, z: number, radii: Vec3): number {
  return power25(x / radii[0]) + power25(y / radii[1]) + power25(z / radii[2]);
}

/** |a|^2.5, some ten times as fast as the operator. */
export function power25(a: number): number {
  return a * a * Math.sqrt(Math.abs(a));
}

/** Distance of a point outside the tube's surface in mm (negative inside); its ends are round. */
export function tubeDistance(tube: Tube, x: number, y: number, z: number): number {
  const { from, to } = tube;
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const dz = to[2] - from[2];
  const along =
    ((x - from[0]) * dx + (y - from[1]) * dy + (z - from[2]) * dz) / (dx * dx + dy * dy + dz * dz);
  const part = Math.min(1, Math.max(0, along));
  const away = Math.sqrt(
    (x - from[0] - part * dx) ** 2 + (y - from[1] - part * dy) ** 2 + (z - from[2] - part * dz) ** 2,
  );
  return away - (tube.fromRadius + part * (tube.toRadius - tube.fromRadius));
}

/** A tree of tubes that spreads from a point away from the midline: lung vessels. */
export function growTree(options: {
  readonly root: Vec3;
  readonly side: 1 | -1;
  readonly seed: number;
}): Tube[] {
  const random = makeRandom(options.seed);
  const tubes: Tube[] = [];
  const branch = (from: Vec3, direction: Vec3, lengthMm: number, radius: number, depth: number): void => {
    const wobble = (): number => (random() - 0.5) * 1.3;
    const bent: Vec3 = [direction[0] + wobble(), direction[1] + wobble(), direction[2] + wobble()];
    const size = Math.hypot(...bent);
    const to: Vec3 = [
      from[0] + (bent[0] / size) * lengthMm,
      from[1] + (bent[1] / size) * lengthMm,
      from[2] + (bent[2] / size) * lengthMm,
    ];
    tubes.push({ from, to, fromRadius: radius, toRadius: radius * 0.75 });
    if (depth === 0) return;
    for (let child = 0; child < 2; child++) branch(to, bent, lengthMm * 0.8, radius * 0.72, depth - 1);
  };
  for (const direction of [
    [options.side, -0.6, 0.9],
    [options.side, 0.6, 0.6],
    [options.side, -0.3, -0.6],
    [options.side * 0.7, 0.5, -1],
  ] as const) {
    branch(options.root, direction, 26, 4.5, 4);
  }
  return tubes;
}

/** Finds the tubes near a point quickly: buckets of `cellMm`. */
export class TubeIndex {
  private readonly cells = new Map<number, Tube[]>();
  private readonly cellMm: number;
  constructor(tubes: readonly Tube[], cellMm = 12) {
    this.cellMm = cellMm;
    for (const tube of tubes) {
      const reach = Math.max(tube.fromRadius, tube.toRadius);
      const low = tube.from.map((at, axis) => Math.floor((Math.min(at, tube.to[axis]!) - reach) / cellMm));
      const high = tube.from.map((at, axis) => Math.floor((Math.max(at, tube.to[axis]!) + reach) / cellMm));
      for (let a = low[0]!; a <= high[0]!; a++) {
        for (let b = low[1]!; b <= high[1]!; b++) {
          for (let c = low[2]!; c <= high[2]!; c++) {
            const key = cellKey(a, b, c);
            const held = this.cells.get(key);
            if (held === undefined) this.cells.set(key, [tube]);
            else held.push(tube);
          }
        }
      }
    }
  }
  contains(x: number, y: number, z: number): boolean {
    const { cellMm } = this;
    const near = this.cells.get(
      cellKey(Math.floor(x / cellMm), Math.floor(y / cellMm), Math.floor(z / cellMm)),
    );
    return near !== undefined && near.some((tube) => tubeDistance(tube, x, y, z) < 0);
  }
}

function cellKey(a: number, b: number, c: number): number {
  return (a + 512) * 1048576 + (b + 512) * 1024 + (c + 512);
}
