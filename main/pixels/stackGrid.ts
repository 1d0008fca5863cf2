import { add, affine, dot, length, scale, subtract, type Vec3 } from '../domain/space.ts';
import { byInstanceNumber, usableSpacing, type PlacedSlice } from './slicePlane.ts';
import { placesOf } from './slicePhases.ts';
import type { GeometryFinding, StackGeometry } from './stackGeometry.ts';

/** Parallel slices in order, and the grid they make where they make one. */
export interface StackGrid {
  /** Ascending along the normal; coinciding ones by InstanceNumber. */
  readonly slices: readonly PlacedSlice[];
  readonly geometry: StackGeometry | null;
  readonly findings: readonly GeometryFinding[];
}

/** A slice may be off the even grid by this part of the distance of slices: positions are written rounded. */
const evenTolerance = 0.05;
/** and by this at least, mm. */
const evenToleranceMm = 0.06;
/** Sideways by this part of a pixel. */
const shiftTolerance = 0.1;
/** Less is rounding, not a tilted gantry, degrees. */
const leastTiltDeg = 0.05;

/**
 * Orders slices of one orientation, size and spacing along their normal and fits a grid through them.
 * Gaps, uneven distances, coinciding or shifted slices give no grid but a finding with the numbers: nothing is bridged.
 */
export function stackGrid(unordered: readonly PlacedSlice[]): StackGrid {
  const places = placesOf(unordered);
  const slices = places.flatMap((place) => place.toSorted((a, b) => byInstanceNumber(a.facts, b.facts)));
  const [first] = slices;
  const last = slices.at(-1);
  if (first === undefined || last === undefined) return { slices, geometry: null, findings: [] };
  const spacing = usableSpacing(first.facts);
  const findings: GeometryFinding[] = spacing === null ? [noSpacing] : [];
  const none = (finding: GeometryFinding): StackGrid => ({
    slices,
    geometry: null,
    findings: [...findings, finding],
  });
  if (slices.length === 1) return none(singleSlice);
  if (places.length < slices.length) return none(duplicates(places, slices.length - places.length));

  const distances = slices.map((slice) =>
    dot(subtract(slice.positionLps, first.positionLps), first.plane.normal),
  );
  const uneven = unevenness(distances);
  if (uneven !== null) return none(uneven);

  const steps = slices.length - 1;
  const axisK = scale(subtract(last.positionLps, first.positionLps), 1 / steps);
  const sliceDistanceMm = (distances.at(-1) ?? 0) / steps;
  const shiftMm = largestShiftMm(slices, first.positionLps, axisK);
  const pixelMm = spacing === null ? 1 : Math.min(...spacing);
  if (shiftMm > shiftTolerance * pixelMm + evenToleranceMm) return none(shifted(shiftMm));

  const tiltDeg = tiltOf(axisK, sliceDistanceMm);
  if (tiltDeg > 0) findings.push(tilted(tiltDeg, first.facts.gantryDetectorTiltDeg));
  if (spacing === null) return { slices, geometry: null, findings };
  return {
    slices,
    geometry: gridOf(first, { axisK, sliceDistanceMm, spacing, count: slices.length, tiltDeg }),
    findings,
  };
}

interface GridParts {
  readonly axisK: Vec3;
  readonly sliceDistanceMm: number;
  readonly spacing: readonly [number, number];
  readonly count: number;
  readonly tiltDeg: number;
}

function gridOf(
  first: PlacedSlice,
  { axisK, sliceDistanceMm, spacing, count, tiltDeg }: GridParts,
): StackGeometry {
  const { facts, plane, positionLps } = first;
  const [betweenRowsMm, betweenColumnsMm] = spacing;
  return {
    dims: [facts.columns, facts.rows, count],
    spacingMm: [betweenColumnsMm, betweenRowsMm, length(axisK)],
    ijkToLps: affine(
      scale(plane.row, betweenColumnsMm),
      scale(plane.column, betweenRowsMm),
      axisK,
      positionLps,
    ),
    sliceDistanceMm,
    tiltDeg,
  };
}

/** How distances (ascending, from 0) fail to be even; null where they are. */
function unevenness(distances: readonly number[]): GeometryFinding | null {
  const steps = distances.length - 1;
  const mean = (distances[steps] ?? 0) / steps;
  const tolerance = Math.max(evenToleranceMm, evenTolerance * mean);
  const isEven = distances.every((distance, index) => Math.abs(distance - index * mean) <= tolerance);
  const gaps = distances.slice(1).map((distance, index) => distance - (distances[index] ?? 0));
  const median = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0;
  const wide = gaps.filter((gap) => gap > 1.5 * median);
  if (isEven && wide.length === 0) return null;
  const smallestMm = round(gaps.reduce((smallest, gap) => Math.min(smallest, gap), Infinity));
  const largestMm = round(gaps.reduce((largest, gap) => Math.max(largest, gap), 0));
  if (wide.length === 0) {
    return {
      code: 'UNEVEN_SPACING',
      message: `The slices are unevenly spaced: ${smallestMm} to ${largestMm} mm.`,
      details: { smallestMm, largestMm },
    };
  }
  const missing = wide.reduce((sum, gap) => sum + Math.max(1, Math.round(gap / median) - 1), 0);
  const spacingMm = round(median);
  return {
    code: 'GAP',
    message: `Slices are missing in ${wide.length} places: up to ${largestMm} mm between slices that are ${spacingMm} mm apart.`,
    details: { places: wide.length, missing, largestMm, spacingMm },
  };
}

/** How far a slice lies beside the straight line through first and last slice. */
function largestShiftMm(slices: readonly PlacedSlice[], origin: Vec3, axisK: Vec3): number {
  const direction = scale(axisK, 1 / length(axisK));
  return slices.reduce((largest, { positionLps }) => {
    const offset = subtract(positionLps, origin);
    return Math.max(largest, length(add(offset, scale(direction, -dot(offset, direction)))));
  }, 0);
}

function tiltOf(axisK: Vec3, sliceDistanceMm: number): number {
  const tiltDeg = (Math.acos(Math.min(1, sliceDistanceMm / length(axisK))) * 180) / Math.PI;
  return tiltDeg >= leastTiltDeg ? tiltDeg : 0;
}

const noSpacing: GeometryFinding = {
  code: 'NO_SPACING',
  message: 'The pixel spacing is unknown: lengths can be given in pixels only.',
  details: {},
};

const singleSlice: GeometryFinding = {
  code: 'SINGLE_SLICE',
  message: 'There is one slice only.',
  details: {},
};

function duplicates(places: readonly (readonly PlacedSlice[])[], extra: number): GeometryFinding {
  const count = places.filter((place) => place.length > 1).length;
  return {
    code: 'DUPLICATE_POSITIONS',
    message: `At ${count} positions there are several slices that nothing tells apart.`,
    details: { places: count, extra },
  };
}

function shifted(shiftMm: number): GeometryFinding {
  return {
    code: 'SHIFTED_SLICES',
    message: `Slices are shifted sideways by up to ${round(shiftMm)} mm.`,
    details: { shiftMm: round(shiftMm) },
  };
}

function tilted(tiltDeg: number, headerTiltDeg: number | null): GeometryFinding {
  return {
    code: 'GANTRY_TILT',
    message: `The gantry was tilted by ${round(tiltDeg)} degrees.`,
    details: { tiltDeg: round(tiltDeg), ...(headerTiltDeg === null ? {} : { headerTiltDeg }) },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
