import type { MarkPart } from './markShape.ts';

/** Tools that the left button can hold. */
export const toolNames = [
  'window',
  'pan',
  'zoom',
  'scroll',
  'length',
  'ellipse',
  'crosshair',
  'brush',
  'erase',
  'seed',
] as const;
export type ToolName = (typeof toolNames)[number];

/** What a press begins. `menu`: a right press that stays in place; the zoom begins with the first move. */
export type Gesture =
  | { readonly kind: 'window' | 'pan' | 'scroll' | 'crosshair' | 'brush' | 'erase' | 'seed' }
  | { readonly kind: 'zoom'; readonly menuIfStill: boolean }
  | { readonly kind: 'draw'; readonly shape: 'length' | 'ellipse' }
  | { readonly kind: 'edit'; readonly findingId: string; readonly part: MarkPart };

export interface Press {
  readonly button: 'left' | 'middle' | 'right';
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly tool: ToolName;
  /** The mark under the pointer. */
  readonly hit: { readonly findingId: string; readonly part: MarkPart } | null;
}

/**
 * The gesture of a press: middle pans, right zooms, Shift+left pans, Ctrl+left zooms; a plain left press takes hold of a mark
 * under the pointer (unless something is being painted), else it does what the tool does.
 */
export function chooseGesture(press: Press): Gesture {
  if (press.button === 'middle') return { kind: 'pan' };
  if (press.button === 'right') return { kind: 'zoom', menuIfStill: true };
  if (press.shift) return { kind: 'pan' };
  if (press.ctrl) return { kind: 'zoom', menuIfStill: false };
  const paints = press.tool === 'brush' || press.tool === 'erase' || press.tool === 'seed';
  if (press.hit !== null && !paints) return { kind: 'edit', ...press.hit };
  switch (press.tool) {
    case 'length':
    case 'ellipse':
      return { kind: 'draw', shape: press.tool };
    case 'zoom':
      return { kind: 'zoom', menuIfStill: false };
    default:
      return { kind: press.tool };
  }
}

/** The zoom factor of a vertical drag: 100 px down or up change it by a factor of two; down enlarges. */
export function dragZoomFactor(deltaY: number): number {
  return 2 ** (deltaY / 100);
}

/** Slices of a vertical drag, so that 512 px lead through a stack, at least one slice every 16 px. */
export function dragSlices(deltaY: number, sliceCount: number): number {
  return Math.trunc(deltaY / Math.min(16, Math.max(2, 512 / Math.max(1, sliceCount))));
}

/**
 * Whole slices of a wheel: a notch (100 px or 3 lines) is one slice; what a touch pad leaves over is carried along.
 */
export function wheelSlices(
  carriedPx: number,
  event: { readonly deltaY: number; readonly deltaMode: number },
): { readonly slices: number; readonly carriedPx: number } {
  const notchPx = 100;
  if (event.deltaMode !== 0) return { slices: Math.sign(event.deltaY), carriedPx: 0 };
  if (Math.abs(event.deltaY) >= notchPx) return { slices: Math.round(event.deltaY / notchPx), carriedPx: 0 };
  const total = carriedPx * event.deltaY < 0 ? event.deltaY : carriedPx + event.deltaY;
  const slices = Math.trunc(total / 40) + 0;
  return { slices, carriedPx: total - slices * 40 };
}
