/** Stored values that are no image (PS3.3 C.7.5.1.1.2), both ends included, `low <= high`. */
export interface PaddingRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Pixel Padding Value and Pixel Padding Range Limit as a range; null without a value.
 * The limit may lie on either side of the value.
 */
export function paddingRange(value: number | null, rangeLimit: number | null): PaddingRange | null {
  if (value === null || !Number.isFinite(value)) return null;
  const limit = rangeLimit !== null && Number.isFinite(rangeLimit) ? rangeLimit : value;
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}
