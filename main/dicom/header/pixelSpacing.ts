import type { DataSet } from '../dataSet.ts';
import type { PixelSpacingHeader } from '../instanceHeader.ts';
import type { Keyword } from '../tags.ts';
import { findInGroups } from './functionalGroups.ts';
import type { Complain } from './complain.ts';

/** Modalities whose images are projections: their spacing is at the detector until it was calibrated (PS3.3 10.7). */
const projections: ReadonlySet<string> = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG', 'RTIMAGE']);

/** Row and column distance in mm; null where absent, and with a complaint where it is not two positive numbers. */
export function readSpacing(
  dataSet: DataSet,
  keyword: Keyword,
  complain: Complain,
): readonly [number, number] | null {
  if (!dataSet.filled(keyword)) return null;
  const [row, column] = dataSet.numbers(keyword) ?? [];
  if (row !== undefined && column !== undefined && row > 0 && column > 0) return [row, column];
  complain(keyword);
  return null;
}

/** Which spacing an object has and what a length measured with it means. */
export function readPixelSpacing(dataSet: DataSet, complain: Complain): PixelSpacingHeader {
  const holder = findInGroups(dataSet, 'PixelSpacing') ?? dataSet;
  const pixelSpacingMm = readSpacing(holder, 'PixelSpacing', complain);
  const imager = findInGroups(dataSet, 'ImagerPixelSpacing') ?? dataSet;
  const imagerPixelSpacingMm = readSpacing(imager, 'ImagerPixelSpacing', complain);
  const nominalScannedPixelSpacingMm = readSpacing(dataSet, 'NominalScannedPixelSpacing', complain);
  const calibrationType = dataSet.text('PixelSpacingCalibrationType');
  const isProjection = projections.has(dataSet.text('Modality') ?? '') || imagerPixelSpacingMm !== null;
  const [vertical, horizontal] = dataSet.numbers('PixelAspectRatio') ?? [];
  return {
    ...choose({
      pixelSpacingMm,
      imagerPixelSpacingMm,
      nominalScannedPixelSpacingMm,
      calibrationType,
      isProjection,
    }),
    pixelSpacingMm,
    imagerPixelSpacingMm,
    nominalScannedPixelSpacingMm,
    calibrationType,
    calibrationDescription: dataSet.wholeText('PixelSpacingCalibrationDescription'),
    magnificationFactor: dataSet.number('EstimatedRadiographicMagnificationFactor'),
    aspectRatio:
      vertical !== undefined && horizontal !== undefined && vertical > 0 && horizontal > 0
        ? [vertical, horizontal]
        : null,
  };
}

function choose(
  found: Pick<
    PixelSpacingHeader,
    'pixelSpacingMm' | 'imagerPixelSpacingMm' | 'nominalScannedPixelSpacingMm' | 'calibrationType'
  > & { readonly isProjection: boolean },
): Pick<PixelSpacingHeader, 'kind' | 'valueMm'> {
  const { pixelSpacingMm: own, imagerPixelSpacingMm: imager, nominalScannedPixelSpacingMm: scanned } = found;
  if (own !== null) {
    if (!found.isProjection) return { kind: 'patient', valueMm: own };
    const differs = imager !== null && !isClose(own, imager);
    const calibrated = differs || found.calibrationType !== null;
    return { kind: calibrated ? 'calibrated' : 'detector', valueMm: own };
  }
  if (imager !== null) return { kind: 'detector', valueMm: imager };
  if (scanned !== null) return { kind: 'scanned', valueMm: scanned };
  return { kind: null, valueMm: null };
}

/** Equal to a hundredth of a percent: decimal strings are rounded differently. */
function isClose(a: readonly [number, number], b: readonly [number, number]): boolean {
  return Math.abs(a[0] - b[0]) <= 1e-4 * b[0] && Math.abs(a[1] - b[1]) <= 1e-4 * b[1];
}
