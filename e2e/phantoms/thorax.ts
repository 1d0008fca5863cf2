import type { Vec3 } from '../../main/domain/space.ts';
import { ellipsoid, growTree, power25, roundedBox, tubeDistance, TubeIndex, type Tube } from './shapes.ts';

/** What a point of the thorax consists of. Odd numbers from 11 belong to the right lung, even ones to the left. */
export const tissues = {
  air: 0,
  foam: 1,
  table: 2,
  fat: 3,
  muscle: 4,
  organ: 5,
  blood: 6,
  cortex: 7,
  marrow: 8,
  airway: 9,
  bowelGas: 10,
  rightLung: 11,
  leftLung: 12,
  rightVessel: 13,
  leftVessel: 14,
  rightBronchus: 15,
  leftBronchus: 16,
  effusion: 17,
  airwayWall: 18,
} as const;

export type Tissue = (typeof tissues)[keyof typeof tissues];

/** Hounsfield units by tissue, as `tissues` numbers them. */
export const tissueHu: readonly number[] = [
  -1000, -920, 120, -100, 50, 55, 45, 650, 180, -995, -985, -850, -850, 40, 40, -980, -980, 8, 20,
];

export interface ThoraxOptions {
  /** The lungs meet in front of the great vessels with nothing but a thin septum between them. */
  readonly touching: boolean;
  /** Fluid in the right pleural space up to a level, by the direction that gravity pulls (unit vector in LPS). */
  readonly effusion: { readonly gravity: Vec3; readonly levelMm: number } | null;
  /** `curved` lies under foam; `slab` is solid and touches the skin. */
  readonly table: { readonly kind: 'foam' | 'slab'; readonly gravity: Vec3 } | null;
  /** Only one lung holds air: the other side is filled with fluid. */
  readonly collapsed: 'none' | 'right' | 'left';
  /** A dense round mass of 30 mm in the right lung at the chest wall. */
  readonly mass: boolean;
  /** Arms beside the body. */
  readonly arms: boolean;
  readonly lungHu: number;
}

export const plainThorax: ThoraxOptions = {
  touching: false,
  effusion: null,
  table: { kind: 'foam', gravity: [0, 1, 0] },
  collapsed: 'none',
  mass: false,
  arms: false,
  lungHu: -850,
};

const bodyRadii = [165, 125] as const;
const tracheaTop = 260;
const carina: Vec3 = [0, 8, 30];
const trachea: Tube = { from: [0, 8, tracheaTop], to: carina, fromRadius: 9, toRadius: 9 };
const mainBronchi: readonly Tube[] = [
  { from: carina, to: [-38, 12, 4], fromRadius: 7.5, toRadius: 6.5 },
  { from: carina, to: [42, 14, -6], fromRadius: 6.5, toRadius: 5.5 },
];
const lobarBronchi: readonly Tube[] = [
  { from: [-38, 12, 4], to: [-66, 16, -26], fromRadius: 4.5, toRadius: 3 },
  { from: [-38, 12, 4], to: [-60, 2, 26], fromRadius: 4, toRadius: 2.5 },
  { from: [42, 14, -6], to: [70, 20, -36], fromRadius: 4.5, toRadius: 3 },
  { from: [42, 14, -6], to: [62, 0, 22], fromRadius: 4, toRadius: 2.5 },
];

/**
 * A thorax in patient space (LPS, mm; origin between the hila, head at +z): answers what lies at a point.
 * The neck ends at z = 260, the abdomen at z = -280.
 */
export function makeThorax(options: ThoraxOptions): (x: number, y: number, z: number) => Tissue {
  const vessels = new TubeIndex([
    ...growTree({ root: [-40, 8, -4], side: -1, seed: 7 }),
    ...growTree({ root: [44, 8, -8], side: 1, seed: 11 }),
  ]);
  return (x, y, z) => {
    const size = bodySize(z);
    const across = power25(x / (bodyRadii[0] * size)) + power25(y / (bodyRadii[1] * size));
    if (across >= 1) return outsideTissue(options, x, y, z);
    const airway = airwayTissue(x, y, z);
    if (airway !== null) return airway;
    const bone = boneTissue(x, y, z);
    if (bone !== null) return bone;
    const lung = lungTissue(options, vessels, x, y, z);
    if (lung !== null) return lung;
    if (isBowelGas(x, y, z)) return tissues.bowelGas;
    const inner = 1 - 16 / (bodyRadii[1] * size);
    if (across > power25(inner)) return tissues.fat;
    if (isHeart(x, y, z)) return tissues.blood;
    return z < -100 ? tissues.organ : tissues.muscle;
  };
}

/** Shoulders narrow to a neck. */
function bodySize(z: number): number {
  const up = Math.min(1, Math.max(0, (z - 130) / 70));
  return 1 - 0.55 * up * up * (3 - 2 * up);
}

function outsideTissue({ table, arms }: ThoraxOptions, x: number, y: number, z: number): Tissue {
  if (arms && z < 120) {
    const away = Math.hypot(Math.abs(x) - 215, y - 30);
    if (away < 12) return away < 8 ? tissues.marrow : tissues.cortex;
    if (away < 42) return away < 34 ? tissues.muscle : tissues.fat;
  }
  if (table === null) return tissues.air;
  const { gravity } = table;
  const [below, beside] = gravity[1] === 0 ? [x * gravity[0], y] : [y * gravity[1], x];
  const skin = gravity[1] === 0 ? bodyRadii[0] : bodyRadii[1];
  const depth = below - skin;
  if (Math.abs(beside) > 215) return tissues.air;
  if (table.kind === 'slab') return depth > -2 && depth < 18 ? tissues.table : tissues.air;
  const sag = depth - 6 + (beside / 215) ** 2 * 22;
  if (sag < -8) return tissues.air;
  if (sag < 6) return tissues.foam;
  if (sag < 9) return tissues.table;
  if (depth < 44) return tissues.foam;
  return depth < 47 ? tissues.table : tissues.air;
}

function airwayTissue(x: number, y: number, z: number): Tissue | null {
  if (Math.abs(x) > 60 || z < -25 || y < -10 || y > 30) return null;
  const nearest = Math.min(
    tubeDistance(trachea, x, y, z),
    tubeDistance(mainBronchi[0]!, x, y, z),
    tubeDistance(mainBronchi[1]!, x, y, z),
  );
  if (nearest < 0) return tissues.airway;
  return nearest < 1.6 ? tissues.airwayWall : null;
}

function boneTissue(x: number, y: number, z: number): Tissue | null {
  const spine = Math.hypot(x, y - 66);
  if (spine < 19) {
    const level = ((z % 26) + 26) % 26;
    if (level < 4) return tissues.muscle;
    return spine > 16.5 || level < 6 || level > 24 ? tissues.cortex : tissues.marrow;
  }
  const canal = Math.hypot(x, y - 92);
  if (canal < 12) return canal < 8 ? tissues.muscle : tissues.cortex;
  if (Math.abs(x) < 18 && y < -94 && y > -106 && z > -60 && z < 95) {
    return Math.abs(x) > 15 || y < -103 || y > -97 ? tissues.cortex : tissues.marrow;
  }
  if (z > 145 || z < -185 || (Math.abs(x) < 24 && y < 0)) return null;
  const chest = roundedBox(x, y, z + 20, [146, 103, 175]);
  if (chest > 1 || chest < 0.82) return null;
  if (roundedBox(Math.abs(x) - 72, y, z + 20, [70, 97, 175]) < 0.86) return null;
  const level = (((z + 0.4 * y) % 28) + 28) % 28;
  if (level > 12) return null;
  return level < 2.5 || level > 9.5 || chest > 0.97 || chest < 0.86 ? tissues.cortex : tissues.marrow;
}

function lungTissue(
  options: ThoraxOptions,
  vessels: TubeIndex,
  x: number,
  y: number,
  z: number,
): Tissue | null {
  if (!isPleuralSpace(options, x, y, z)) return null;
  const isRight = x < 0;
  if (options.collapsed === (isRight ? 'right' : 'left')) return tissues.effusion;
  if (isRight && options.effusion !== null) {
    const [gx, gy] = options.effusion.gravity;
    if (x * gx + y * gy > options.effusion.levelMm) return tissues.effusion;
  }
  if (options.mass && isRight && Math.hypot(x + 118, y - 5, z + 30) < 15) return tissues.rightVessel;
  for (const tube of lobarBronchi) {
    const away = tubeDistance(tube, x, y, z);
    if (away < 0) return isRight ? tissues.rightBronchus : tissues.leftBronchus;
    if (away < 1) return isRight ? tissues.rightVessel : tissues.leftVessel;
  }
  if (vessels.contains(x, y, z)) return isRight ? tissues.rightVessel : tissues.leftVessel;
  return isRight ? tissues.rightLung : tissues.leftLung;
}

/** The room that both pleurae line: two egg shapes without mediastinum, heart and diaphragm. */
function isPleuralSpace(options: ThoraxOptions, x: number, y: number, z: number): boolean {
  const side = Math.abs(x);
  if (side < 0.7 || side > 132 || z < -175 || z > 130) return false;
  const inward = options.touching ? 75 : 58;
  const outside = side < 72 ? inward : 60;
  if (roundedBox(side - 72, y, z + 20, [outside, 88, 150]) >= 1) return false;
  if ((x / 33) ** 2 + ((y - 66) / 30) ** 2 < 1) return false;
  if (z > -40 && (x / 34) ** 2 + ((y - 14) / 36) ** 2 < 1) return false;
  if (options.touching && z > 95 && side < 20) return false;
  if (ellipsoid(side - 40, y - 8, z + 2, [13, 12, 15]) < 1) return false;
  if (isHeart(x, y, z)) return false;
  const dome = x < 0 ? 112 : 97;
  return ellipsoid(side - 75, y, z + 192, [90, 108, dome]) >= 1;
}

function isHeart(x: number, y: number, z: number): boolean {
  return ellipsoid(x - 22, y + 28, z + 50, [56, 50, 56]) < 1;
}

const gasPockets: readonly { readonly at: Vec3; readonly radii: Vec3 }[] = [
  { at: [62, -32, -128], radii: [34, 34, 22] },
  { at: [-70, -60, -190], radii: [22, 18, 24] },
  { at: [-20, -75, -215], radii: [34, 16, 16] },
  { at: [90, -20, -210], radii: [18, 20, 28] },
];

function isBowelGas(x: number, y: number, z: number): boolean {
  if (z > -100) return false;
  return gasPockets.some(({ at, radii }) => ellipsoid(x - at[0], y - at[1], z - at[2], radii) < 1);
}
