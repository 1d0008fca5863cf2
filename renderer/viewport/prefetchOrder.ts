/**
 * Slices in the order they are worth loading: the shown one, then three ahead in the direction of the scroll for each one
 * behind, outward to `limit` slices in all. `direction` 0 spreads evenly.
 */
export function prefetchOrder(options: {
  readonly slice: number;
  readonly count: number;
  readonly direction: -1 | 0 | 1;
  readonly limit: number;
}): readonly number[] {
  const { slice, count, limit } = options;
  const forward = options.direction < 0 ? -1 : 1;
  const ratio = options.direction === 0 ? 1 : 3;
  const order = [slice];
  let [ahead, behind] = [1, 1];
  const inside = (index: number): boolean => index >= 0 && index < count;
  while (order.length < Math.min(limit, count)) {
    for (let taken = 0; taken < ratio; taken++, ahead++) {
      if (inside(slice + forward * ahead)) order.push(slice + forward * ahead);
    }
    if (inside(slice - forward * behind)) order.push(slice - forward * behind);
    behind += 1;
  }
  return order.slice(0, limit);
}
