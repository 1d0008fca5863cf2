import { apply2, type Affine2, type Point2 } from '../tools/affine2.ts';
import { handlesOf, outlineOf } from '../tools/markShape.ts';
import { scaleBar } from '../tools/scaleBar.ts';
import { markTextBox, markTextLines } from './markTextBox.ts';
import type { CrosshairLine, DrawnMark, PlaneScene } from './planeScene.ts';

type Context = CanvasRenderingContext2D;

/** Colours of lines over images; the same as the tokens of the chrome. */
export const overlayColours = {
  plain: '#f2e38a',
  active: '#63cbd6',
  proposed: '#b7a2f7',
  casing: 'rgba(0, 0, 0, 0.75)',
  scale: '#c4ccd6',
} as const;

const fontPx = 12;

/** Draws everything that lies over the image, in CSS px. The context is already scaled to the device. */
export function paintOverlay(
  context: Context,
  scene: PlaneScene,
  pane: { readonly width: number; readonly height: number },
): void {
  context.lineJoin = 'round';
  context.lineCap = 'butt';
  context.font = `${fontPx}px 'Inter Variable', 'Noto Sans SC Variable', sans-serif`;
  if (scene.crosshair !== null) paintCrosshair(context, scene.crosshair, scene.toCanvas, pane);
  for (const mark of scene.marks) paintMark(context, mark, scene.toCanvas);
  if (scene.brush !== null) paintBrush(context, scene.brush, scene.toCanvas);
  if (scene.scaleBarPxPerMm !== null) paintScale(context, scene.scaleBarPxPerMm, pane);
}

/** A line with a dark casing, so that it reads on bone and on air. */
function strokeCased(context: Context, path: Path2D, colour: string, width = 1.25): void {
  context.strokeStyle = overlayColours.casing;
  context.lineWidth = width + 2;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function polyline(points: readonly Point2[]): Path2D {
  const path = new Path2D();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  return path;
}

function paintMark(context: Context, mark: DrawnMark, toCanvas: Affine2): void {
  const colour = overlayColours[mark.tone];
  const outline = outlineOf(mark.shape).map((point) => apply2(toCanvas, point));
  context.setLineDash(mark.tone === 'proposed' ? [6, 4] : []);
  strokeCased(context, polyline(outline), colour);
  context.setLineDash([]);
  if (mark.shape.kind === 'length') paintEnds(context, outline, colour);
  if (mark.showHandles) {
    for (const handle of handlesOf(mark.shape)) {
      const [x, y] = apply2(toCanvas, handle);
      const path = new Path2D();
      path.arc(x, y, 4, 0, 2 * Math.PI);
      strokeCased(context, path, colour);
    }
  }
  if (mark.lines.length > 0) paintMarkText(context, mark, toCanvas, colour);
}

/** Short ticks across both ends of a length. */
function paintEnds(context: Context, outline: readonly Point2[], colour: string): void {
  const [from, to] = outline;
  if (from === undefined || to === undefined) return;
  const size = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (size === 0) return;
  const [x, y] = [(-(to[1] - from[1]) / size) * 5, ((to[0] - from[0]) / size) * 5];
  const path = new Path2D();
  for (const [px, py] of [from, to]) {
    path.moveTo(px - x, py - y);
    path.lineTo(px + x, py + y);
  }
  strokeCased(context, path, colour);
}

function paintMarkText(context: Context, mark: DrawnMark, toCanvas: Affine2, colour: string): void {
  const width = Math.max(...mark.lines.map((line) => context.measureText(line).width));
  const box = markTextBox(mark, toCanvas, width);
  if (box.leader !== null) {
    context.setLineDash([2, 3]);
    strokeCased(context, polyline(box.leader), colour, 1);
    context.setLineDash([]);
  }
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const { text, x, y } of markTextLines(mark, box)) {
    context.strokeStyle = overlayColours.casing;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
}

function paintCrosshair(
  context: Context,
  crosshair: { readonly lines: readonly CrosshairLine[]; readonly center: Point2 },
  toCanvas: Affine2,
  pane: { readonly width: number; readonly height: number },
): void {
  const center = apply2(toCanvas, crosshair.center);
  const reach = pane.width + pane.height;
  for (const line of crosshair.lines) {
    const step: Point2 = line.along === 'row' ? [toCanvas.a, toCanvas.b] : [toCanvas.c, toCanvas.d];
    const size = Math.hypot(step[0], step[1]);
    if (size === 0) continue;
    const [x, y] = [step[0] / size, step[1] / size];
    const path = new Path2D();
    // A gap around the centre leaves what is pointed at free.
    for (const side of [-1, 1]) {
      path.moveTo(center[0] + side * 14 * x, center[1] + side * 14 * y);
      path.lineTo(center[0] + side * reach * x, center[1] + side * reach * y);
    }
    strokeCased(context, path, line.colour, 1);
  }
}

function paintBrush(context: Context, brush: NonNullable<PlaneScene['brush']>, toCanvas: Affine2): void {
  const ring = Array.from({ length: 49 }, (_, index): Point2 => {
    const angleRad = (index * Math.PI) / 24;
    return apply2(toCanvas, [
      brush.center[0] + brush.radiusColumns * Math.cos(angleRad),
      brush.center[1] + brush.radiusRows * Math.sin(angleRad),
    ]);
  });
  strokeCased(context, polyline(ring), '#ffffff', 1);
}

function paintScale(
  context: Context,
  pxPerMm: number,
  pane: { readonly width: number; readonly height: number },
): void {
  const bar = scaleBar(pxPerMm, pane.height * 0.4);
  if (bar === null) return;
  const right = pane.width - 12;
  const top = (pane.height - bar.lengthPx) / 2;
  const path = new Path2D();
  path.moveTo(right, top);
  path.lineTo(right, top + bar.lengthPx);
  for (let tick = 0; tick <= bar.ticks; tick++) {
    const y = top + (tick * bar.lengthPx) / bar.ticks;
    const isEnd = tick === 0 || tick === bar.ticks;
    path.moveTo(right, y);
    path.lineTo(right - (isEnd || tick * 2 === bar.ticks ? 8 : 5), y);
  }
  strokeCased(context, path, overlayColours.scale, 1);
  context.textBaseline = 'top';
  context.textAlign = 'right';
  context.strokeStyle = overlayColours.casing;
  context.lineWidth = 3;
  context.strokeText(bar.text, right, top + bar.lengthPx + 4);
  context.fillStyle = overlayColours.scale;
  context.fillText(bar.text, right, top + bar.lengthPx + 4);
}
