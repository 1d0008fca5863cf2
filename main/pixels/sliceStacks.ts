import type { GeometryFinding, StackGeometry } from './stackGeometry.ts';

/** Frames that belong into one pane, in order. */
export interface SliceStack {
  /** Ids of `SliceFacts`, by position along the normal (ascending); without positions by InstanceNumber. */
  readonly ids: readonly string[];
  /** What tells this stack from the others of its series: `{ echoTimeMs: 30 }`; empty where there is one stack. */
  readonly distinctBy: Readonly<Record<string, number | string>>;
  /** Present when the slices are parallel, evenly spaced and of one size: then they are a volume. Null otherwise; the findings say why. */
  readonly geometry: StackGeometry | null;
  readonly findings: readonly GeometryFinding[];
}
