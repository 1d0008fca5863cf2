import { apply2, type Affine2, type Point2 } from '../tools/affine2.ts';
import { outlineOf } from '../tools/markShape.ts';
import type { DrawnMark } from './planeScene.ts';

const lineHeightPx = 16;

/** Where the text of a mark stands, in CSS px. */
export interface MarkTextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** From the mark to a text that was moved away; null where it stands beside its mark. */
  readonly leader: readonly [Point2, Point2] | null;
}

/** The box of a mark's text: right of its rightmost point, shifted as the reader moved it. */
export function markTextBox(mark: DrawnMark, toCanvas: Affine2, width: number): MarkTextBox {
  const outline = outlineOf(mark.shape).map((point) => apply2(toCanvas, point));
  const anchor = outline.reduce((best, point) => (point[0] > best[0] ? point : best), outline[0] ?? [0, 0]);
  const height = mark.lines.length * lineHeightPx;
  const x = anchor[0] + 10 + mark.textShift[0];
  const y = anchor[1] - height / 2 + mark.textShift[1];
  const isMoved = Math.hypot(mark.textShift[0], mark.textShift[1]) > 24;
  const end: Point2 = [x > anchor[0] ? x - 4 : x + width + 4, y + height / 2];
  return { x, y, width, height, leader: isMoved ? [anchor, end] : null };
}

/** Each line with its place, for a text drawn from its top left. */
export function markTextLines(
  mark: DrawnMark,
  box: MarkTextBox,
): readonly { readonly text: string; readonly x: number; readonly y: number }[] {
  return mark.lines.map((text, index) => ({ text, x: box.x, y: box.y + index * lineHeightPx + 2 }));
}
