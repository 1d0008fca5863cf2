/** A scale bar: its length on screen, its ticks and what it says. */
export interface ScaleBar {
  readonly lengthPx: number;
  /** Parts between ticks. */
  readonly ticks: number;
  readonly text: string;
}

const lengthsMm = [1, 2, 5, 10, 20, 50, 100, 200] as const;

/** The longest bar of a round length that fits; null where even 1 mm does not, or it would be shorter than 24 px. */
export function scaleBar(pxPerMm: number, roomPx: number): ScaleBar | null {
  const lengthMm = lengthsMm.findLast((length) => length * pxPerMm <= roomPx);
  if (lengthMm === undefined || lengthMm * pxPerMm < 24) return null;
  const ticks = lengthMm >= 10 ? (lengthMm === 10 ? 10 : lengthMm / 10) : lengthMm;
  const text = lengthMm >= 10 ? `${lengthMm / 10}\u2009cm` : `${lengthMm}\u2009mm`;
  return { lengthPx: lengthMm * pxPerMm, ticks, text };
}
