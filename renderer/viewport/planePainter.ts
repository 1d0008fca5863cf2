import { reducePixels, reductionFactor } from './reducePixels.ts';
import { createRasterCanvas, type RasterCanvas } from './rasterCanvas.ts';
import { labelContours } from './labelContours.ts';
import { paintLabels } from './labelOverlay.ts';
import { paintOverlay } from './paintOverlay.ts';
import { paintPixels, type Shading } from './shading.ts';
import type { ImagePixels } from './imagePixels.ts';
import type { LabelLayer, PlaneScene } from './planeScene.ts';
import type { Affine2 } from '../tools/affine2.ts';

/** Paints plane scenes on one canvas. */
export interface PlanePainter {
  /** Draws the scene into the whole canvas; null clears it. Only what changed is computed again. */
  paint(
    scene: PlaneScene | null,
    size: { readonly width: number; readonly height: number; readonly pixelRatio: number },
  ): void;
  /** Forgets what was painted, so that the next paint does all of it (after a lost canvas, or to leave nothing behind). */
  forget(): void;
  release(): void;
}

export function createPlanePainter(canvas: HTMLCanvasElement): PlanePainter {
  const found = canvas.getContext('2d', { alpha: false });
  if (found === null) throw new Error('the browser has no 2-D canvas');
  const context = found;
  const imageRaster = createRasterCanvas();
  const labelRasters: LabelRaster[] = [];
  let painted: { readonly pixels: ImagePixels; readonly shading: Shading; readonly factor: number } | null =
    null;
  let reduced: { readonly of: ImagePixels; readonly factor: number; readonly pixels: ImagePixels } | null =
    null;

  const reducedPixels = (image: PlaneScene['image'], factor: number): ImagePixels => {
    if (factor === 1) return image.pixels;
    if (reduced?.of !== image.pixels || reduced.factor !== factor) {
      reduced = { of: image.pixels, factor, pixels: reducePixels(image.pixels, factor, image.isPadding) };
    }
    return reduced.pixels;
  };
  const paintImage = (image: PlaneScene['image'], factor: number): void => {
    const { pixels, shading } = image;
    if (painted?.pixels === pixels && painted.shading === shading && painted.factor === factor) return;
    const shown = reducedPixels(image, factor);
    paintPixels(shown, shading, imageRaster.words(shown.columns, shown.rows));
    imageRaster.flush();
    painted = { pixels, shading, factor };
  };
  const labelCanvas = (layer: LabelLayer, place: number, outlined: boolean): OffscreenCanvas => {
    const entry: LabelRaster = labelRasters[place] ?? {
      raster: createRasterCanvas(),
      painted: null,
      outlined: false,
      outlines: null,
    };
    labelRasters[place] = entry;
    const { slice, paint, revision } = layer;
    const same =
      entry.painted?.slice === slice &&
      entry.painted.paint === paint &&
      entry.painted.revision === revision &&
      entry.outlined === outlined;
    if (!same) {
      const rim = outlined ? { ...paint, outline: paint.fill } : paint;
      paintLabels(slice, rim, entry.raster.words(slice.columns, slice.rows));
      entry.raster.flush();
      entry.painted = layer;
      entry.outlined = outlined;
      entry.outlines = null;
    }
    return entry.raster.canvas;
  };
  const strokeOutlines = ({ paint, slice }: LabelLayer, place: number, toCanvas: Affine2): void => {
    const entry = labelRasters[place];
    if (entry === undefined) return;
    entry.outlines ??= outlinePaths(slice);
    context.lineWidth = 1.25;
    for (const [label, path] of entry.outlines) {
      const segment = paint.segments.get(label);
      if (segment?.visible !== true) continue;
      const drawn = new Path2D();
      drawn.addPath(path, toCanvas);
      context.strokeStyle = `#${segment.rgb.toString(16).padStart(6, '0')}`;
      context.stroke(drawn);
    }
  };
  const forget = (): void => {
    painted = null;
    reduced = null;
    for (const entry of labelRasters) entry.painted = null;
  };

  return {
    paint: (scene, size) => {
      const { pixelRatio } = size;
      const [width, height] = [Math.round(size.width * pixelRatio), Math.round(size.height * pixelRatio)];
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = '#000';
      context.fillRect(0, 0, width, height);
      if (scene === null) return;
      const { toCanvas, image } = scene;
      const scalePx =
        Math.min(Math.hypot(toCanvas.a, toCanvas.b), Math.hypot(toCanvas.c, toCanvas.d)) * pixelRatio;
      const factor = reductionFactor(scalePx);
      paintImage(image, factor);
      setImageTransform(context, toCanvas, { factor, pixelRatio });
      context.imageSmoothingEnabled = !scene.blocky && !isExact(toCanvas, pixelRatio, factor);
      context.imageSmoothingQuality = 'low';
      context.drawImage(imageRaster.canvas, 0, 0);
      const outlined =
        Math.max(Math.hypot(toCanvas.a, toCanvas.b), Math.hypot(toCanvas.c, toCanvas.d)) * pixelRatio >=
        outlineFromPx;
      for (const [place, layer] of scene.labels.entries()) {
        const source = labelCanvas(layer, place, outlined);
        setImageTransform(context, toCanvas, { factor: 1, pixelRatio });
        context.imageSmoothingEnabled = scalePx < 1;
        context.drawImage(source, 0, 0);
      }
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      if (outlined)
        for (const [place, layer] of scene.labels.entries()) strokeOutlines(layer, place, toCanvas);
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      paintOverlay(context, scene, size);
    },
    forget,
    release: () => {
      forget();
      imageRaster.release();
      for (const { raster } of labelRasters) raster.release();
      labelRasters.length = 0;
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}

interface LabelRaster {
  readonly raster: RasterCanvas;
  painted: LabelLayer | null;
  /** Whether its outlines are lines, so that the raster holds the inside alone. */
  outlined: boolean;
  /** Outlines in frame pixels by label, made when they are first drawn. */
  outlines: ReadonlyMap<number, Path2D> | null;
}

/** From this many device pixels a pixel on, an outline is a line and no longer a rim of pixels. */
const outlineFromPx = 1.5;

function outlinePaths(slice: ImagePixels): ReadonlyMap<number, Path2D> {
  const paths = new Map<number, Path2D>();
  for (const [label, pieces] of labelContours(slice)) {
    const path = new Path2D();
    for (let at = 0; at < pieces.length; at += 4) {
      path.moveTo(pieces[at] ?? 0, pieces[at + 1] ?? 0);
      path.lineTo(pieces[at + 2] ?? 0, pieces[at + 3] ?? 0);
    }
    paths.set(label, path);
  }
  return paths;
}

/** Sets the map from the corner of a raster pixel (pixel centres of the frame lie at whole numbers) to device pixels. */
function setImageTransform(
  context: CanvasRenderingContext2D,
  toCanvas: Affine2,
  options: { readonly factor: number; readonly pixelRatio: number },
): void {
  const { factor, pixelRatio } = options;
  const { a, b, c, d, e, f } = toCanvas;
  const step = factor * pixelRatio;
  context.setTransform(
    a * step,
    b * step,
    c * step,
    d * step,
    (e - (a + c) / 2) * pixelRatio,
    (f - (b + d) / 2) * pixelRatio,
  );
}

/** Whether every pixel of the image covers exactly one of the screen: then nothing may be smoothed. */
function isExact(toCanvas: Affine2, pixelRatio: number, factor: number): boolean {
  const near = (value: number, to: number): boolean => Math.abs(value - to) < 1e-6;
  const { a, b, c, d, e, f } = toCanvas;
  const unit =
    near(Math.abs(a) * pixelRatio, 1) && near(Math.abs(d) * pixelRatio, 1) && near(b, 0) && near(c, 0);
  const isWhole = (value: number): boolean => near(value, Math.round(value));
  return factor === 1 && unit && isWhole((e - a / 2) * pixelRatio) && isWhole((f - d / 2) * pixelRatio);
}
