/** What a reader sees of the values: a window, in the unit of the shown values. */
export interface WindowLevel {
  readonly center: number;
  readonly width: number;
}

/**
 * The window after a drag: right widens, down raises the level. A pixel moves both by 1/200 of the width, held
 * between 1/4096 and 1/256 of the range of values, so that a narrow window stays precise and a wide one quick.
 * The width never falls below `leastWidth`.
 */
export function dragWindow(
  from: WindowLevel,
  options: {
    readonly deltaX: number;
    readonly deltaY: number;
    readonly valueRange: number;
    readonly leastWidth: number;
  },
): WindowLevel {
  const { deltaX, deltaY, valueRange, leastWidth } = options;
  const speed = Math.min(Math.max(from.width / 200, valueRange / 4096), Math.max(valueRange / 256, 1e-9));
  return {
    width: Math.max(leastWidth, roundTo(from.width + deltaX * speed, speed)),
    center: roundTo(from.center + deltaY * speed, speed),
  };
}

/** Whole numbers where a pixel is worth at least half a unit, else three further digits. */
function roundTo(value: number, speed: number): number {
  if (speed >= 0.5) return Math.round(value);
  const step = 10 ** Math.floor(Math.log10(speed) - 1);
  return Math.round(value / step) * step;
}

/** A window as text: `W 400 L 40`, with as many decimals as the width needs. */
export function windowText(window: WindowLevel): string {
  const digits = window.width >= 20 ? 0 : window.width >= 2 ? 1 : 3;
  return `W ${window.width.toFixed(digits)} L ${window.center.toFixed(digits)}`;
}
