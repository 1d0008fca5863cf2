import { edgeLetters, screenDirections, type EdgeLetters } from '../../main/domain/orientation.ts';
import { apply2, compose2, invert2, type Affine2, type Point2 } from './affine2.ts';
import type { PlaneGeometry } from './planeGeometry.ts';

/** How a reader has moved an image. Independent of the size of the pane. */
export interface View {
  /** 1 fits the image into the pane. */
  readonly zoom: number;
  /** Shift of the image's centre from the pane's, in the unit of the plane's steps, along canvas right and down. */
  readonly pan: Point2;
  /** Quarter turns clockwise, 0 to 3. */
  readonly turns: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
}

export const fitView: View = { zoom: 1, pan: [0, 0], turns: 0, flipHorizontal: false, flipVertical: false };

/** Width and height in CSS px. */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/** Least and greatest zoom, so that an image cannot be lost. */
export const zoomLimits = { least: 0.05, greatest: 64 } as const;

/** The map from frame pixels (centres at whole numbers) to canvas CSS px. */
export function imageToCanvas(plane: PlaneGeometry, view: View, pane: PaneSize): Affine2 {
  const turned = orientedSteps(plane, view);
  const scalePx = fitScale(plane, view, pane) * view.zoom;
  const centred: Affine2 = {
    a: 1,
    b: 0,
    c: 0,
    d: 1,
    e: -(plane.columns - 1) / 2,
    f: -(plane.rows - 1) / 2,
  };
  const placed: Affine2 = {
    a: turned.a * scalePx,
    b: turned.b * scalePx,
    c: turned.c * scalePx,
    d: turned.d * scalePx,
    e: pane.width / 2 + view.pan[0] * scalePx,
    f: pane.height / 2 + view.pan[1] * scalePx,
  };
  return compose2(placed, centred);
}

/** CSS px per unit of the plane's steps (mm where the spacing is known) at the view's zoom. */
export function scaleOf(plane: PlaneGeometry, view: View, pane: PaneSize): number {
  return fitScale(plane, view, pane) * view.zoom;
}

/** The view after a zoom by `factor` that keeps the image under `anchorCanvas` in place. */
export function zoomAbout(
  view: View,
  options: {
    readonly plane: PlaneGeometry;
    readonly pane: PaneSize;
    readonly factor: number;
    readonly anchorCanvas: Point2;
  },
): View {
  const { plane, pane, anchorCanvas } = options;
  const zoom = Math.min(zoomLimits.greatest, Math.max(zoomLimits.least, view.zoom * options.factor));
  const before = scaleOf(plane, view, pane);
  const after = (before * zoom) / view.zoom;
  const shift = (axis: 0 | 1, size: number): number =>
    view.pan[axis] + (anchorCanvas[axis] - size / 2) * (1 / after - 1 / before);
  return { ...view, zoom, pan: [shift(0, pane.width), shift(1, pane.height)] };
}

/** The zoom at which one pixel of the image covers one pixel of the screen, by its shorter step. */
export function zoomOneToOne(
  plane: PlaneGeometry,
  view: View,
  pane: PaneSize,
  devicePixelRatio: number,
): number {
  const step = Math.min(Math.hypot(...plane.columnStep), Math.hypot(...plane.rowStep));
  return 1 / (step * fitScale(plane, view, pane) * devicePixelRatio);
}

/** The view after a drag by CSS px. */
export function panBy(
  view: View,
  options: { readonly plane: PlaneGeometry; readonly pane: PaneSize; readonly delta: Point2 },
): View {
  const scalePx = scaleOf(options.plane, view, options.pane);
  return {
    ...view,
    pan: [view.pan[0] + options.delta[0] / scalePx, view.pan[1] + options.delta[1] / scalePx],
  };
}

/** The view turned clockwise as seen, also when it is mirrored. */
export function turnView(view: View, quarterTurnsClockwise: number): View {
  const mirrored = view.flipHorizontal !== view.flipVertical;
  const turns = view.turns + (mirrored ? -quarterTurnsClockwise : quarterTurnsClockwise);
  const [x, y] = view.pan;
  const times = ((quarterTurnsClockwise % 4) + 4) % 4;
  const pan: Point2 = times === 1 ? [-y, x] : times === 2 ? [-x, -y] : times === 3 ? [y, -x] : [x, y];
  return { ...view, turns: ((turns % 4) + 4) % 4, pan };
}

/** The letters at the pane's edges for what is really drawn; null where the patient's directions are unknown. */
export function lettersOf(plane: PlaneGeometry, toCanvas: Affine2): EdgeLetters | null {
  const { columnStepLps, rowStepLps } = plane;
  if (columnStepLps === null || rowStepLps === null) return null;
  const found = screenDirections({ toCanvas, columnStepLps, rowStepLps });
  return found === null ? null : edgeLetters(found.rightLps, found.downLps);
}

/** The frame pixel under a canvas point; null where the transform is flat. */
export function canvasToImage(toCanvas: Affine2, pointCanvas: Point2): Point2 | null {
  const back = invert2(toCanvas);
  return back === null ? null : apply2(back, pointCanvas);
}

function fitScale(plane: PlaneGeometry, view: View, pane: PaneSize): number {
  const { a, b, c, d } = orientedSteps(plane, view);
  const width = Math.abs(a) * plane.columns + Math.abs(c) * plane.rows;
  const height = Math.abs(b) * plane.columns + Math.abs(d) * plane.rows;
  return Math.min(Math.max(pane.width, 1) / width, Math.max(pane.height, 1) / height);
}

/** Steps of column and row on screen before scaling: turned first, then mirrored, so that `h` always mirrors left and right of the screen. */
function orientedSteps(plane: PlaneGeometry, view: View): Affine2 {
  const steps: Affine2 = {
    a: plane.columnStep[0],
    b: plane.columnStep[1],
    c: plane.rowStep[0],
    d: plane.rowStep[1],
    e: 0,
    f: 0,
  };
  const turn = quarterTurns[((view.turns % 4) + 4) % 4] ?? quarterTurns[0];
  const mirror: Affine2 = {
    a: view.flipHorizontal ? -1 : 1,
    b: 0,
    c: 0,
    d: view.flipVertical ? -1 : 1,
    e: 0,
    f: 0,
  };
  return compose2(mirror, compose2(turn, steps));
}

const quarterTurns = [
  { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 },
  { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 },
  { a: -1, b: 0, c: 0, d: -1, e: 0, f: 0 },
  { a: 0, b: -1, c: 1, d: 0, e: 0, f: 0 },
] as const;
