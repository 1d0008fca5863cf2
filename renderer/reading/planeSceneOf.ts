import type { Vec3 } from '../../main/domain/space.ts';
import {
  brushLimitsMm,
  imageToCanvas,
  scaleOf,
  type Affine2,
  type PaneSize,
  type Point2,
} from '../tools/index.ts';
import {
  paddingOf,
  placeOfVoxel,
  planeNames,
  planSlices,
  type CrosshairLine,
  type DrawnMark,
  type LabelLayer,
  type PlaneScene,
} from '../viewport/index.ts';
import type { Look } from './paneContent.ts';
import type { ReadyImage } from './paneImage.ts';
import { planeColours } from './planeColours.ts';

export interface SceneParts {
  readonly image: ReadyImage;
  readonly look: Look;
  readonly size: PaneSize;
  readonly marks: readonly DrawnMark[];
  readonly labels: readonly LabelLayer[];
  /** Where the planes meet, in voxels; null to draw no lines. */
  readonly crosshair: Vec3 | null;
  readonly brush: { readonly center: Point2; readonly radiusMm: number } | null;
  readonly showScale: boolean;
}

/** Everything a plane pane draws, and the transform it is drawn with. */
export function planeSceneOf(parts: SceneParts): PlaneScene {
  const { image, look, size } = parts;
  const { geometry } = image;
  const toCanvas = imageToCanvas(geometry, look.view, size);
  const padding = paddingOf(image.spec);
  return {
    image: {
      pixels: image.pixels,
      shading: image.shading,
      isPadding:
        padding === null || image.pixels.samplesPerPixel > 1
          ? null
          : (stored) => stored >= padding.low && stored <= padding.high,
    },
    toCanvas,
    blocky: image.spec.palette !== null,
    labels: parts.labels,
    marks: parts.marks,
    crosshair: parts.crosshair === null ? null : crosshairOf(image, parts.crosshair),
    brush: parts.brush === null ? null : brushOf(image, parts.brush),
    scaleBarPxPerMm: parts.showScale ? scalePxPerMm(image, look, size) : null,
  };
}

/** CSS px of a mm; null where a bar would not be true: unknown spacing, projections, several regions of ultrasound. */
function scalePxPerMm(image: ReadyImage, look: Look, size: PaneSize): number | null {
  const { geometry, frame } = image;
  if (geometry.spacingMm === null) return null;
  if (frame !== null && frame.spacingKind !== 'patient' && frame.spacingKind !== 'calibrated') return null;
  return scaleOf(geometry, look.view, size);
}

function crosshairOf(image: ReadyImage, ijk: Vec3): PlaneScene['crosshair'] {
  if (image.plane === null) return null;
  const { plan, volume } = image.plane;
  const place = placeOfVoxel(plan, volume, ijk);
  const lines = planeNames
    .filter((name) => name !== plan.name)
    .flatMap((name): readonly CrosshairLine[] => {
      const through = planSlices(volume, name)?.axes[2].voxelAxis;
      const colour = planeColours[name];
      if (through === plan.axes[0].voxelAxis) return [{ colour, along: 'column', at: place.column }];
      if (through === plan.axes[1].voxelAxis) return [{ colour, along: 'row', at: place.row }];
      return [];
    });
  return { lines, center: [place.column, place.row] };
}

function brushOf(
  image: ReadyImage,
  brush: { readonly center: Point2; readonly radiusMm: number },
): PlaneScene['brush'] {
  const { columnSizeMm, rowSizeMm } = pixelSizesMm(image);
  const radiusMm = Math.max(brush.radiusMm, brushLimitsMm.least);
  return {
    center: brush.center,
    radiusColumns: Math.max(radiusMm / columnSizeMm, 0.5),
    radiusRows: Math.max(radiusMm / rowSizeMm, 0.5),
  };
}

/** The size of a pixel in mm; a pixel counts as 1 mm where that is unknown (then nothing in mm is ever said of it). */
export function pixelSizesMm(image: ReadyImage): {
  readonly columnSizeMm: number;
  readonly rowSizeMm: number;
} {
  const [rowSizeMm, columnSizeMm] = image.geometry.spacingMm ?? [1, 1];
  return { rowSizeMm, columnSizeMm };
}

/** The transform of an image in a pane; what pointers are measured with. */
export function transformOf(image: ReadyImage, look: Look, size: PaneSize): Affine2 {
  return imageToCanvas(image.geometry, look.view, size);
}
