/** A run of rows, first and last included; `last` < `first` where there is none. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Rows kept beyond each edge, so that a scroll of one frame meets drawn rows. */
const spareRows = 10;

/** Which rows of one height a scrolled view needs. All lengths in CSS px. */
export function rowsInView(view: {
  readonly scrollTopPx: number;
  readonly heightPx: number;
  readonly rowPx: number;
  readonly count: number;
}): RowRange {
  const first = Math.floor(view.scrollTopPx / view.rowPx) - spareRows;
  const last = Math.ceil((view.scrollTopPx + view.heightPx) / view.rowPx) + spareRows;
  return { first: Math.max(0, first), last: Math.min(view.count - 1, last) };
}

/** Where to scroll so that a row is seen whole; null where it is already. */
export function scrollToSee(
  view: { readonly scrollTopPx: number; readonly heightPx: number; readonly rowPx: number },
  row: number,
): number | null {
  const topPx = row * view.rowPx;
  if (topPx < view.scrollTopPx) return topPx;
  const bottomPx = topPx + view.rowPx;
  return bottomPx > view.scrollTopPx + view.heightPx ? bottomPx - view.heightPx : null;
}
