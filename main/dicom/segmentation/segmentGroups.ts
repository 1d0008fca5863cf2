import { dot, cross, type Vec3 } from '../../domain/space.ts';
import type { DataSetRecord } from '../elementsOf.ts';
import type { SegmentationInput, SourceSlice } from '../segmentation.ts';
import { tags } from '../tags.ts';
import { slicesAlongNormal, type SegmentFrame } from './binaryFrames.ts';
import { codeItem } from './segmentItem.ts';

const segmentation = { value: '113076', scheme: 'DCM', meaning: 'Segmentation' };
const sourceImage = {
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
};

/** Frames are ordered by segment, then by position (PS3.3 C.7.6.17). */
export function dimensionItems(organizationUid: string): DataSetRecord {
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organizationUid }],
    DimensionIndexSequence: [
      {
        DimensionOrganizationUID: organizationUid,
        DimensionIndexPointer: tags.ReferencedSegmentNumber,
        FunctionalGroupPointer: tags.SegmentIdentificationSequence,
        DimensionDescriptionLabel: 'Segment',
      },
      {
        DimensionOrganizationUID: organizationUid,
        DimensionIndexPointer: tags.ImagePositionPatient,
        FunctionalGroupPointer: tags.PlanePositionSequence,
        DimensionDescriptionLabel: 'Position',
      },
    ],
  };
}

/** What all frames share: orientation and pixel measures; the slice distance only where it is the same everywhere. */
export function commonGroups(input: SegmentationInput): DataSetRecord {
  const betweenMm = uniformDistanceMm(input);
  return {
    PlaneOrientationSequence: [{ ImageOrientationPatient: input.orientation }],
    PixelMeasuresSequence: [
      {
        PixelSpacing: input.spacingMm,
        SliceThickness: input.sliceThicknessMm,
        ...(betweenMm === null ? {} : { SpacingBetweenSlices: betweenMm }),
      },
    ],
  };
}

/** What one frame has of its own: segment, place, and the image that it was drawn on. */
export function frameGroups(input: SegmentationInput, frame: SegmentFrame): DataSetRecord {
  const source = input.slices[frame.slice];
  if (source === undefined) throw new RangeError('a frame names a slice that is not there');
  return {
    FrameContentSequence: [{ DimensionIndexValues: [frame.segmentNumber, frame.positionIndex] }],
    PlanePositionSequence: [{ ImagePositionPatient: source.positionLps }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: frame.segmentNumber }],
    DerivationImageSequence: [
      {
        DerivationCodeSequence: [codeItem(segmentation)],
        SourceImageSequence: [
          {
            ...reference(source),
            ...(source.frameNumber === null ? {} : { ReferencedFrameNumber: source.frameNumber }),
            SpatialLocationsPreserved: 'YES',
            PurposeOfReferenceCodeSequence: [codeItem(sourceImage)],
          },
        ],
      },
    ],
  };
}

/** The source series with each of its instances once (PS3.3 C.12.2). */
export function referencedSeries(input: SegmentationInput): DataSetRecord {
  const instances = new Map(input.slices.map((slice) => [slice.sopInstanceUid, reference(slice)]));
  return { SeriesInstanceUID: input.sourceSeries.uid, ReferencedInstanceSequence: [...instances.values()] };
}

function reference(source: SourceSlice): DataSetRecord {
  return { ReferencedSOPClassUID: source.sopClassUid, ReferencedSOPInstanceUID: source.sopInstanceUid };
}

/** The distance of neighbouring slices along the normal where all are equal within a micrometre; else null. */
function uniformDistanceMm(input: SegmentationInput): number | null {
  const [a, b, c, d, e, f] = input.orientation;
  const normal: Vec3 = cross([a, b, c], [d, e, f]);
  const heights = slicesAlongNormal(input).map((slice) =>
    dot(input.slices[slice]?.positionLps ?? [0, 0, 0], normal),
  );
  const distances = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
  const [first] = distances;
  if (first === undefined || first <= 0) return null;
  return distances.every((distance) => Math.abs(distance - first) <= 1e-3) ? first : null;
}
