/** A point of a frame as (column, row) in pixels; pixel centres lie at whole numbers. */
export type PixelPoint = readonly [number, number];

/** Distance of rows and distance of columns in mm, in the order of Pixel Spacing (PS3.3 10.7.1.3). */
export type PixelSpacingMm = readonly [number, number];

/** Distance of two points of a frame in mm. */
export function lengthMm(from: PixelPoint, to: PixelPoint, spacingMm: PixelSpacingMm): number {
  return Math.hypot((to[0] - from[0]) * spacingMm[1], (to[1] - from[1]) * spacingMm[0]);
}

/** Distance of two points in pixels: what is left to say where the spacing is unknown. */
export function lengthPixels(from: PixelPoint, to: PixelPoint): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

/** Area in mm² of the axis-aligned ellipse in the box of two opposite corners. */
export function ellipseAreaMm2(
  corners: readonly [PixelPoint, PixelPoint],
  spacingMm: PixelSpacingMm,
): number {
  return ellipseAreaPixels(corners) * spacingMm[0] * spacingMm[1];
}

/** The same in pixels. */
export function ellipseAreaPixels(corners: readonly [PixelPoint, PixelPoint]): number {
  const [first, second] = corners;
  return (Math.PI / 4) * Math.abs(second[0] - first[0]) * Math.abs(second[1] - first[1]);
}

export interface RegionStatistics {
  /** Pixels whose centre lies inside and that are no padding. */
  readonly pixels: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation of these pixels (divided by N, not N - 1: it describes them and estimates nothing). */
  readonly sd: number;
}

/**
 * Statistics of the pixels whose centre lies inside or on an axis-aligned ellipse.
 *
 * `data` holds one sample a pixel, row by row; `toValue` maps a stored value to the rescaled one (modality LUT).
 * `isPadding` names stored values that are no image (Pixel Padding Value); they are left out. Parts of the ellipse outside
 * the frame have no pixels. Null where no pixel is inside. Sums are taken about the first value, so that large offsets
 * cost no digits.
 */
export function ellipseStatistics(options: {
  readonly corners: readonly [PixelPoint, PixelPoint];
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
  readonly toValue: (stored: number) => number;
  readonly isPadding?: (stored: number) => boolean;
}): RegionStatistics | null {
  const { rows, columns, data, toValue, isPadding } = options;
  const [[x0, y0], [x1, y1]] = options.corners;
  const [centerX, centerY] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [radiusX, radiusY] = [Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2];
  let [pixels, origin, sum, squares] = [0, 0, 0, 0];
  let [min, max] = [Infinity, -Infinity];
  const lastRow = Math.min(rows - 1, Math.floor(centerY + radiusY));
  for (let row = Math.max(0, Math.ceil(centerY - radiusY)); row <= lastRow; row++) {
    const half = halfWidth(row - centerY, radiusX, radiusY);
    const lastColumn = Math.min(columns - 1, Math.floor(centerX + half));
    for (let column = Math.max(0, Math.ceil(centerX - half)); column <= lastColumn; column++) {
      const stored = data[row * columns + column];
      if (stored === undefined || isPadding?.(stored) === true) continue;
      const value = toValue(stored);
      if (pixels === 0) origin = value;
      pixels += 1;
      sum += value - origin;
      squares += (value - origin) ** 2;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (pixels === 0) return null;
  const shift = sum / pixels;
  return {
    pixels,
    mean: origin + shift,
    min,
    max,
    sd: Math.sqrt(Math.max(0, squares / pixels - shift ** 2)),
  };
}

/** Half the width of the ellipse at a height above its centre. The tolerance keeps points on the rim inside. */
function halfWidth(height: number, radiusX: number, radiusY: number): number {
  if (radiusY === 0) return radiusX;
  return radiusX * Math.sqrt(Math.max(0, 1 - (height / radiusY) ** 2)) + 1e-9;
}
