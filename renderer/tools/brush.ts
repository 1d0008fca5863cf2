import type { Point2 } from './affine2.ts';

/** Least and greatest brush radius in mm. */
export const brushLimitsMm = { least: 0.5, greatest: 60 } as const;

/** The next size for `[` (smaller) and `]` (larger): steps of a quarter, so that a few presses span the range. */
export function stepBrush(radiusMm: number, direction: -1 | 1): number {
  const next = direction > 0 ? radiusMm * 1.25 : radiusMm / 1.25;
  return Math.min(brushLimitsMm.greatest, Math.max(brushLimitsMm.least, Math.round(next * 10) / 10));
}

/**
 * Visits each pixel whose centre lies within `radius` of the segment from `from` to `to`, so that a quick stroke has no holes.
 * Points and steps are in pixels; `columnSize` and `rowSize` are the sizes of a pixel in the unit of `radius`.
 * A brush thinner than a pixel still paints the pixel it is in. Pixels outside the image are left out.
 */
export function visitStroke(
  stroke: {
    readonly from: Point2;
    readonly to: Point2;
    readonly radius: number;
    readonly columnSize: number;
    readonly rowSize: number;
    readonly columns: number;
    readonly rows: number;
  },
  visit: (column: number, row: number) => void,
): void {
  const { from, to, radius, columnSize, rowSize, columns, rows } = stroke;
  const reachColumns = Math.max(radius / columnSize, 0.5);
  const reachRows = Math.max(radius / rowSize, 0.5);
  const firstColumn = Math.max(0, Math.ceil(Math.min(from[0], to[0]) - reachColumns));
  const lastColumn = Math.min(columns - 1, Math.floor(Math.max(from[0], to[0]) + reachColumns));
  const firstRow = Math.max(0, Math.ceil(Math.min(from[1], to[1]) - reachRows));
  const lastRow = Math.min(rows - 1, Math.floor(Math.max(from[1], to[1]) + reachRows));
  const [dx, dy] = [(to[0] - from[0]) / reachColumns, (to[1] - from[1]) / reachRows];
  const square = dx * dx + dy * dy;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const [x, y] = [(column - from[0]) / reachColumns, (row - from[1]) / reachRows];
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square));
      if ((x - along * dx) ** 2 + (y - along * dy) ** 2 <= 1 + 1e-9) visit(column, row);
    }
  }
}
