import { lettersDirection } from '../../main/domain/orientation.ts';
import { cross, dot, normalize, scale, type Vec3 } from '../../main/domain/space.ts';
import type { FrameInfo } from '../../preload/contract/pixels.ts';
import type { Point2 } from './affine2.ts';

/** Where the pixels of one image lie: enough to draw it undistorted and to name its sides. */
export interface PlaneGeometry {
  readonly columns: number;
  readonly rows: number;
  /** Steps to the next column and the next row in a flat drawing: mm, or shares of a pixel where `spacingMm` is null. */
  readonly columnStep: Point2;
  readonly rowStep: Point2;
  /** Between rows, between columns; null where it is unknown. */
  readonly spacingMm: readonly [number, number] | null;
  /** The same steps in the patient: LPS, mm; only their directions count where `positionLps` is null. Null: unknown. */
  readonly columnStepLps: Vec3 | null;
  readonly rowStepLps: Vec3 | null;
  /** Centre of pixel (0, 0), LPS; null where unknown. */
  readonly positionLps: Vec3 | null;
}

/** The geometry of a frame as its header states it. */
export function planeOfFrame(frame: FrameInfo): PlaneGeometry {
  const { columns, rows, pixelSpacingMm: spacingMm, pixelAspectRatio: aspect } = frame;
  const [rowSize, columnSize] = spacingMm ?? (aspect === null ? [1, 1] : [aspect[0] / aspect[1], 1]);
  const directions = frameDirections(frame);
  return {
    columns,
    rows,
    columnStep: [columnSize, 0],
    rowStep: [0, rowSize],
    spacingMm,
    columnStepLps: directions === null ? null : scale(directions.row, columnSize),
    rowStepLps: directions === null ? null : scale(directions.column, rowSize),
    positionLps: spacingMm === null || frame.rowDirection === null ? null : frame.positionLps,
  };
}

/**
 * A plane spanned by two steps in patient space, drawn with its columns to the right: a shear stays a shear, so that
 * lengths and angles on screen are those of the patient. Null for steps that span no plane.
 */
export function planeOfSteps(options: {
  readonly columns: number;
  readonly rows: number;
  readonly columnStepLps: Vec3;
  readonly rowStepLps: Vec3;
  readonly positionLps: Vec3;
}): PlaneGeometry | null {
  const { columnStepLps, rowStepLps } = options;
  const right = normalize(columnStepLps);
  const normal = right === null ? null : normalize(cross(right, rowStepLps));
  if (right === null || normal === null) return null;
  const down = cross(normal, right);
  const columnSize = dot(columnStepLps, right);
  const rowStep: Point2 = [dot(rowStepLps, right), dot(rowStepLps, down)];
  return {
    ...options,
    columnStep: [columnSize, 0],
    rowStep,
    spacingMm: [Math.hypot(...rowStep), columnSize],
  };
}

function frameDirections(frame: FrameInfo): { readonly row: Vec3; readonly column: Vec3 } | null {
  if (frame.rowDirection !== null && frame.columnDirection !== null) {
    return { row: frame.rowDirection, column: frame.columnDirection };
  }
  const row = frame.patientOrientation === null ? null : lettersDirection(frame.patientOrientation[0]);
  const column = frame.patientOrientation === null ? null : lettersDirection(frame.patientOrientation[1]);
  return row === null || column === null ? null : { row, column };
}
