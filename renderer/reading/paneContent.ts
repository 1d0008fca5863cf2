import type { Vec3 } from '../../main/domain/space.ts';
import { fitView, type View } from '../tools/index.ts';
import type { PlaneName, Projection, ShownVoi } from '../viewport/index.ts';

/** A stack of a series: what a pane shows of. */
export interface StackRef {
  readonly seriesKey: string;
  readonly stack: number;
}

/** How a reader sees an image. `voi` null: not touched yet, what the header offers first is shown. */
export interface Look {
  readonly view: View;
  readonly voi: ShownVoi | null;
  readonly invert: boolean;
}

export type PaneContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'stack'; readonly ref: StackRef; readonly slice: number; readonly look: Look }
  | {
      readonly kind: 'plane';
      readonly ref: StackRef;
      readonly plane: PlaneName;
      readonly look: Look;
      /** Thickness in mm; 0 is a single slice. */
      readonly slabMm: number;
      readonly projection: Projection;
    }
  | {
      readonly kind: 'volume';
      readonly ref: StackRef;
      /** Null: the first that suits. */
      readonly presetId: string | null;
      readonly showVolume: boolean;
    };

export const plainLook: Look = { view: fitView, voi: null, invert: false };

export function sameStack(first: StackRef, second: StackRef): boolean {
  return first.seriesKey === second.seriesKey && first.stack === second.stack;
}

/** A name for a stack, to file things under. */
export function stackId(ref: StackRef): string {
  return `${ref.seriesKey}#${ref.stack}`;
}

export function refOf(content: PaneContent): StackRef | null {
  return content.kind === 'empty' ? null : content.ref;
}

/** The content with another look; the same where it has none. */
export function withLook(content: PaneContent, change: (look: Look) => Look): PaneContent {
  return content.kind === 'stack' || content.kind === 'plane'
    ? { ...content, look: change(content.look) }
    : content;
}

export function lookOf(content: PaneContent): Look | null {
  return content.kind === 'stack' || content.kind === 'plane' ? content.look : null;
}

/** A stack from its first image. */
export function hangStack(ref: StackRef): PaneContent {
  return { kind: 'stack', ref, slice: 0, look: plainLook };
}

/** The three planes and the volume of one stack, in the order of a 2 x 2 layout. */
export function hangPlanes(ref: StackRef): readonly PaneContent[] {
  const plane = (name: PlaneName): PaneContent => ({
    kind: 'plane',
    ref,
    plane: name,
    look: plainLook,
    slabMm: 0,
    projection: 'maximum',
  });
  return [
    plane('axial'),
    plane('sagittal'),
    plane('coronal'),
    { kind: 'volume', ref, presetId: null, showVolume: true },
  ];
}

/** The voxel that three planes meet in, for a grid nobody has pointed into yet: its middle. */
export function middleOf(dims: readonly [number, number, number]): Vec3 {
  return [Math.floor(dims[0] / 2), Math.floor(dims[1] / 2), Math.floor(dims[2] / 2)];
}
