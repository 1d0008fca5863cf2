import { apply2, distance2, distanceToSegment, type Affine2, type Point2 } from './affine2.ts';

/** The geometry of a mark: two end points of a length, or two opposite corners of an ellipse's box; frame pixels. */
export interface MarkShape {
  readonly kind: 'length' | 'ellipse';
  readonly points: readonly [Point2, Point2];
}

/** What of a mark lies under the pointer. `handle` counts as in `handlesOf`; `text` is what stands beside the mark. */
export type MarkPart =
  | { readonly kind: 'handle'; readonly handle: number }
  | { readonly kind: 'body' }
  | { readonly kind: 'text' };

/** The points a reader can take hold of: both ends of a length, the four corners of an ellipse's box in order. */
export function handlesOf(shape: MarkShape): readonly Point2[] {
  const [first, second] = shape.points;
  if (shape.kind === 'length') return [first, second];
  return [first, [second[0], first[1]], second, [first[0], second[1]]];
}

/** The part of a mark within `reachPx` of a canvas point: handles before the body; null where it is farther. */
export function hitMark(
  shape: MarkShape,
  options: { readonly toCanvas: Affine2; readonly pointCanvas: Point2; readonly reachPx: number },
): MarkPart | null {
  const { toCanvas, pointCanvas, reachPx } = options;
  const handles = handlesOf(shape).map((point) => apply2(toCanvas, point));
  const handle = handles.findIndex((point) => distance2(point, pointCanvas) <= reachPx);
  if (handle >= 0) return { kind: 'handle', handle };
  const outline = outlineOf(shape).map((point) => apply2(toCanvas, point));
  const near = outline.some((point, index) => {
    const next = outline[index + 1];
    return next !== undefined && distanceToSegment(pointCanvas, point, next) <= reachPx;
  });
  return near ? { kind: 'body' } : null;
}

/** The line that is drawn, as frame pixels: a segment, or a closed polygon of 64 sides that follows the ellipse. */
export function outlineOf(shape: MarkShape): readonly Point2[] {
  const [[x0, y0], [x1, y1]] = shape.points;
  if (shape.kind === 'length') return shape.points;
  return Array.from({ length: 65 }, (_, index): Point2 => {
    const angleRad = (index * Math.PI) / 32;
    return [
      (x0 + x1) / 2 + ((x1 - x0) / 2) * Math.cos(angleRad),
      (y0 + y1) / 2 + ((y1 - y0) / 2) * Math.sin(angleRad),
    ];
  });
}

/** The shape with one handle at another place; a corner moves its two sides. */
export function moveHandle(shape: MarkShape, handle: number, to: Point2): MarkShape {
  const [first, second] = shape.points;
  if (shape.kind === 'length') return { ...shape, points: handle === 0 ? [to, second] : [first, to] };
  switch (handle) {
    case 0:
      return { ...shape, points: [to, second] };
    case 1:
      return {
        ...shape,
        points: [
          [first[0], to[1]],
          [to[0], second[1]],
        ],
      };
    case 2:
      return { ...shape, points: [first, to] };
    default:
      return {
        ...shape,
        points: [
          [to[0], first[1]],
          [second[0], to[1]],
        ],
      };
  }
}

/** The shape shifted as a whole, in frame pixels. */
export function moveShape(shape: MarkShape, delta: Point2): MarkShape {
  const shifted = (point: Point2): Point2 => [point[0] + delta[0], point[1] + delta[1]];
  return { ...shape, points: [shifted(shape.points[0]), shifted(shape.points[1])] };
}

/** Too small to be meant: both points within two CSS px. */
export function isClick(shape: MarkShape, toCanvas: Affine2): boolean {
  return distance2(apply2(toCanvas, shape.points[0]), apply2(toCanvas, shape.points[1])) < 2;
}
