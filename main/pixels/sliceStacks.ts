import type { SliceFacts } from './sliceFacts.ts';
import { splitPhases } from './slicePhases.ts';
import {
  byInstanceNumber,
  isSamePlane,
  placeSlice,
  slicePlane,
  usableSpacing,
  type PlacedSlice,
} from './slicePlane.ts';
import type { GeometryFinding, GeometryFindingCode, StackGeometry } from './stackGeometry.ts';
import { stackGrid } from './stackGrid.ts';

/** Frames that belong into one pane, in order. */
export interface SliceStack {
  /** Ids of `SliceFacts`, ascending along row x column direction; without positions by InstanceNumber and frame. */
  readonly ids: readonly string[];
  /** What tells this stack from others in the same place: `{ echoTimeMs: 30 }`; empty where nothing has to. */
  readonly distinctBy: Readonly<Record<string, number | string>>;
  /** Present when the slices are parallel, evenly spaced and of one size: then they are a volume. Null otherwise; the findings say why. */
  readonly geometry: StackGeometry | null;
  readonly findings: readonly GeometryFinding[];
}

/**
 * Arranges the frames of one series into stacks, largest first: each has one orientation, size, spacing and frame of
 * reference, and shows a position once where an attribute tells coinciding slices apart (time, echo, b-value, …).
 * Frames that cannot be placed in space make one stack of their own. What was split, and what keeps a stack from being a
 * volume, is said in its findings. Pure; n log n in the number of frames.
 */
export function stackSlices(slices: readonly SliceFacts[]): readonly SliceStack[] {
  const placed = slices.flatMap((facts) => placeSlice(facts) ?? []);
  const placedIds = new Set(placed.map(({ facts }) => facts.id));
  const unplaced = slices.filter(({ id }) => !placedIds.has(id));
  const groups = groupsOf(placed);
  const mixed = mixedFindings(groups);
  const stacks = groups.flatMap((group) => stacksOf(group, mixed));
  if (unplaced.length > 0) stacks.push(unplacedStack(unplaced));
  return stacks.toSorted((a, b) => b.ids.length - a.ids.length);
}

/** Slices that could share a grid. */
type Group = PlacedSlice[];

function stacksOf(group: Group, mixed: readonly GeometryFinding[]): readonly SliceStack[] {
  const phases = splitPhases(group);
  const several: readonly GeometryFinding[] = phases.length > 1 ? [severalPhases(phases.length)] : [];
  return phases.map((phase) => {
    const { slices, geometry, findings } = stackGrid(phase.slices);
    return {
      ids: slices.map(({ facts }) => facts.id),
      distinctBy: phase.distinctBy,
      geometry,
      findings: [...mixed, ...several, ...findings],
    };
  });
}

function groupsOf(placed: readonly PlacedSlice[]): readonly Group[] {
  const groups: Group[] = [];
  // What has to be equal is looked up; only orientation and spacing, equal within a tolerance, are searched for.
  const alike = new Map<string, Group[]>();
  for (const slice of placed) {
    const { rows, columns, frameOfReferenceUid } = slice.facts;
    const key = `${rows}x${columns} ${frameOfReferenceUid}`;
    const candidates = alike.get(key) ?? [];
    alike.set(key, candidates);
    const group = candidates.find(([first]) => first !== undefined && belongTogether(first, slice));
    if (group !== undefined) group.push(slice);
    else {
      const started = [slice];
      candidates.push(started);
      groups.push(started);
    }
  }
  return groups;
}

function belongTogether(a: PlacedSlice, b: PlacedSlice): boolean {
  return isSamePlane(a.plane, b.plane) && isSameSpacing(a.facts, b.facts);
}

type Difference = readonly [GeometryFindingCode, (a: PlacedSlice, b: PlacedSlice) => boolean];

const differences: readonly Difference[] = [
  ['MIXED_ORIENTATION', (a, b) => !isSamePlane(a.plane, b.plane)],
  ['MIXED_SIZE', (a, b) => a.facts.rows !== b.facts.rows || a.facts.columns !== b.facts.columns],
  ['MIXED_SPACING', (a, b) => !isSameSpacing(a.facts, b.facts)],
  ['MIXED_FRAME_OF_REFERENCE', (a, b) => a.facts.frameOfReferenceUid !== b.facts.frameOfReferenceUid],
];

/** Within a tenth of a percent. */
function isSameSpacing(a: SliceFacts, b: SliceFacts): boolean {
  const [first, second] = [usableSpacing(a), usableSpacing(b)];
  if (first === null || second === null) return first === second;
  return first.every((size, index) => Math.abs(size - (second[index] ?? 0)) <= 0.001 * size);
}

const mixedMessages: Readonly<Partial<Record<GeometryFindingCode, string>>> = {
  MIXED_ORIENTATION: 'The series holds slices of different orientation; they are shown apart.',
  MIXED_SIZE: 'The series holds images of different size; they are shown apart.',
  MIXED_SPACING: 'The series holds images of different pixel spacing; they are shown apart.',
  MIXED_FRAME_OF_REFERENCE: 'The series holds images of different frames of reference; they are shown apart.',
};

/** What tells the groups of a series apart. */
function mixedFindings(groups: readonly Group[]): readonly GeometryFinding[] {
  const [first] = groups[0] ?? [];
  if (first === undefined) return [];
  return differences.flatMap(([code, differ]) => {
    const isMixed = groups.some(([other]) => other !== undefined && differ(first, other));
    return isMixed
      ? [{ code, message: mixedMessages[code] ?? code, details: { groups: groups.length } }]
      : [];
  });
}

function severalPhases(count: number): GeometryFinding {
  return {
    code: 'SEVERAL_PHASES',
    message: `The series shows the same positions in ${count} phases; they are shown apart.`,
    details: { phases: count },
  };
}

function unplacedStack(slices: readonly SliceFacts[]): SliceStack {
  const findings: GeometryFinding[] = [];
  const tell = (code: GeometryFindingCode, message: string, count: number): void => {
    if (count > 0) findings.push({ code, message, details: { slices: count } });
  };
  const counted = (test: (facts: SliceFacts) => boolean): number => slices.filter(test).length;
  tell(
    'NO_POSITION',
    'Images without a position are in order of their number.',
    counted((facts) => facts.imagePositionPatient === null),
  );
  tell(
    'NO_ORIENTATION',
    'Images have no orientation.',
    counted((facts) => facts.imageOrientationPatient === null),
  );
  tell(
    'ORIENTATION_INVALID',
    'The orientation of images is not two perpendicular directions and is not used.',
    counted(({ imageOrientationPatient: cosines }) => cosines !== null && slicePlane(cosines) === null),
  );
  tell(
    'NO_SPACING',
    'The pixel spacing is unknown: lengths can be given in pixels only.',
    counted((facts) => usableSpacing(facts) === null),
  );
  const sizes = new Set(slices.map(({ rows, columns }) => `${rows}x${columns}`)).size;
  if (sizes > 1) tell('MIXED_SIZE', 'The images are of different size.', slices.length);
  return {
    ids: slices.toSorted(byInstanceNumber).map(({ id }) => id),
    distinctBy: {},
    geometry: null,
    findings,
  };
}
