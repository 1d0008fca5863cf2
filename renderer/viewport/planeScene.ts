import type { Affine2, Point2 } from '../tools/affine2.ts';
import type { MarkShape } from '../tools/markShape.ts';
import type { ImagePixels } from './imagePixels.ts';
import type { LabelPaint } from './labelOverlay.ts';
import type { Shading } from './shading.ts';

/** A mark as it is drawn. */
export interface DrawnMark {
  /** The finding it belongs to; null for one that is being drawn. */
  readonly findingId: string | null;
  readonly shape: MarkShape;
  readonly lines: readonly string[];
  /** Where the text stands, as a shift from its natural place in CSS px. */
  readonly textShift: Point2;
  readonly tone: 'plain' | 'active' | 'proposed';
  readonly showHandles: boolean;
}

/** A line of another plane through this one. */
export interface CrosshairLine {
  readonly colour: string;
  /** Along which direction of this image the line runs, and at which row or column. */
  readonly along: 'row' | 'column';
  readonly at: number;
}

/** The labels of one segmentation on the image; `revision` grows when the same slice changes in place. */
export interface LabelLayer {
  readonly slice: ImagePixels;
  readonly revision: number;
  readonly paint: LabelPaint;
}

/**
 * All that one pane with a flat image shows. Parts are compared by identity: an image, shading or label slice that is the
 * same object as before is not painted again.
 */
export interface PlaneScene {
  readonly image: {
    readonly pixels: ImagePixels;
    readonly shading: Shading;
    readonly isPadding: ((stored: number) => boolean) | null;
  };
  /** From frame pixels to CSS px of the pane. */
  readonly toCanvas: Affine2;
  /** Draw pixels as blocks instead of smoothing between them. */
  readonly blocky: boolean;
  readonly labels: readonly LabelLayer[];
  readonly marks: readonly DrawnMark[];
  readonly crosshair: { readonly lines: readonly CrosshairLine[]; readonly center: Point2 } | null;
  /** Circle of a brush under the pointer, CSS px and frame pixels. */
  readonly brush: {
    readonly center: Point2;
    readonly radiusColumns: number;
    readonly radiusRows: number;
  } | null;
  /** CSS px per mm along the pane's height; null where a scale would not be true. */
  readonly scaleBarPxPerMm: number | null;
}
