import { z } from 'zod';

/** A rectangle in device-independent pixels, of a window or of a display's work area. */
export const rectangle = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
});
export type Rectangle = z.infer<typeof rectangle>;

/** How the main window stood when it was last closed. */
export const windowPlace = z.strictObject({ bounds: rectangle, maximized: z.boolean() });
export type WindowPlace = z.infer<typeof windowPlace>;

/** The least the reading screen is designed for is 1366x768 with a task bar; below this nothing can be read. */
export const leastWidth = 960;
export const leastHeight = 600;

/**
 * Where to open the main window. `saved` is used where a display still shows at least a quarter of it, shrunk and moved
 * to lie inside that display; else the window takes most of the primary display (`displays[0]`), maximized where that
 * is small.
 */
export function placeWindow(
  saved: WindowPlace | null,
  displays: readonly [Rectangle, ...(readonly Rectangle[])],
): WindowPlace {
  const best =
    saved === null
      ? undefined
      : displays
          .map((display) => ({ display, area: sharedArea(saved.bounds, display) }))
          .toSorted((a, b) => b.area - a.area)[0];
  if (saved !== null && best !== undefined && best.area * 4 >= saved.bounds.width * saved.bounds.height) {
    return { bounds: inside(saved.bounds, best.display), maximized: saved.maximized };
  }
  const [primary] = displays;
  const width = Math.min(1600, primary.width);
  const height = Math.min(1000, primary.height);
  return {
    bounds: {
      x: primary.x + Math.floor((primary.width - width) / 2),
      y: primary.y + Math.floor((primary.height - height) / 2),
      width,
      height,
    },
    maximized: primary.width < 1600 || primary.height < 1000,
  };
}

function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function inside(bounds: Rectangle, display: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, leastWidth), display.width);
  const height = Math.min(Math.max(bounds.height, leastHeight), display.height);
  return {
    x: Math.min(Math.max(bounds.x, display.x), display.x + display.width - width),
    y: Math.min(Math.max(bounds.y, display.y), display.y + display.height - height),
    width,
    height,
  };
}
