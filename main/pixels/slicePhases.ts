import { dot } from '../domain/space.ts';
import type { SliceFacts } from './sliceFacts.ts';
import type { PlacedSlice } from './slicePlane.ts';

/** Slices of one position each, with what tells them from the other phases: `{ echoTimeMs: 30 }`. */
export interface SlicePhase {
  readonly slices: readonly PlacedSlice[];
  readonly distinctBy: Readonly<Record<string, number | string>>;
}

/** Slices closer than this along the normal lie in the same place, mm. */
const samePositionMm = 0.01;

type PhaseValue = number | string | null;

interface PhaseAttribute {
  /** The name the stack is told by. */
  readonly name: string;
  readonly valueOf: (facts: SliceFacts) => PhaseValue;
}

/** These run through an acquisition and so may differ from slice to slice within one phase. */
const triggerTime: PhaseAttribute = { name: 'triggerTimeMs', valueOf: (facts) => facts.triggerTimeMs };
const acquisitionTime: PhaseAttribute = {
  name: 'acquisitionTime',
  valueOf: (facts) => facts.acquisitionTime,
};

/** Attributes that tell apart what lies in the same place, most telling first. */
const attributes: readonly PhaseAttribute[] = [
  { name: 'stackId', valueOf: (facts) => facts.stackId ?? null },
  { name: 'temporalPositionIndex', valueOf: (facts) => facts.temporalPositionIndex },
  { name: 'echoTimeMs', valueOf: (facts) => facts.echoTimeMs },
  { name: 'diffusionBValue', valueOf: (facts) => facts.diffusionBValue },
  { name: 'diffusionDirection', valueOf: (facts) => facts.diffusionDirection?.join(' ') ?? null },
  triggerTime,
  { name: 'imageType', valueOf: (facts) => facts.imageType ?? facts.imageKind },
  { name: 'acquisitionNumber', valueOf: (facts) => facts.acquisitionNumber },
  ...[0, 1, 2, 3, 4, 5].map((dimension): PhaseAttribute => ({
    name: `dimension${dimension + 1}`,
    valueOf: (facts) => facts.dimensionIndex?.[dimension] ?? null,
  })),
  acquisitionTime,
];

/**
 * Splits parallel slices that show the same positions several times into phases that show each once: by the attributes
 * that differ where slices coincide. An attribute that varies without explaining coincidence (the acquisition time of
 * ordinary slices) splits nothing. What no attribute tells apart stays together.
 */
export function splitPhases(slices: readonly PlacedSlice[]): readonly SlicePhase[] {
  const places = placesOf(slices);
  const most = places.reduce((largest, place) => Math.max(largest, place.length), 0);
  if (most <= 1) return [{ slices, distinctBy: {} }];
  for (const attribute of attributes) {
    const groups = groupsBy(slices, attribute);
    const separates = places.some((place) => distinctValues(place, attribute) > 1);
    if (!separates || groups.size > most) continue;
    return [...groups].flatMap(([value, group]) =>
      splitPhases(group).map((phase) => ({
        slices: phase.slices,
        distinctBy: { [attribute.name]: value, ...phase.distinctBy },
      })),
    );
  }
  return ranked(places, most) ?? [{ slices, distinctBy: {} }];
}

/** The slices in order along their normal, put together where they coincide. */
export function placesOf(slices: readonly PlacedSlice[]): readonly (readonly PlacedSlice[])[] {
  const [first] = slices;
  if (first === undefined) return [];
  const { normal } = first.plane;
  const along = slices
    .map((slice) => ({ slice, distance: dot(slice.positionLps, normal) }))
    .toSorted((a, b) => a.distance - b.distance);
  const places: PlacedSlice[][] = [];
  let last = -Infinity;
  for (const { slice, distance } of along) {
    if (distance - last <= samePositionMm) places.at(-1)?.push(slice);
    else {
      places.push([slice]);
      last = distance;
    }
  }
  return places;
}

/** Every place shown equally often, each time at another trigger or acquisition time: the n-th of each makes phase n. */
function ranked(places: readonly (readonly PlacedSlice[])[], count: number): readonly SlicePhase[] | null {
  for (const attribute of [triggerTime, acquisitionTime]) {
    const isTold = places.every(
      (place) => place.length === count && distinctValues(place, attribute) === count,
    );
    if (!isTold) continue;
    const ordered = places.map((place) =>
      place.toSorted((a, b) => compare(attribute.valueOf(a.facts), attribute.valueOf(b.facts))),
    );
    return Array.from({ length: count }, (_, phase) => ({
      slices: ordered.flatMap((place) => place[phase] ?? []),
      distinctBy: { phase: phase + 1 },
    }));
  }
  return null;
}

function distinctValues(place: readonly PlacedSlice[], attribute: PhaseAttribute): number {
  return new Set(place.map(({ facts }) => attribute.valueOf(facts)).filter((value) => value !== null)).size;
}

/** By value, in ascending order; slices without the attribute come first as ''. */
function groupsBy(
  slices: readonly PlacedSlice[],
  attribute: PhaseAttribute,
): ReadonlyMap<number | string, readonly PlacedSlice[]> {
  const groups = Map.groupBy(slices, ({ facts }) => attribute.valueOf(facts) ?? '');
  return new Map([...groups].toSorted(([a], [b]) => compare(a, b)));
}

function compare(a: PhaseValue, b: PhaseValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
