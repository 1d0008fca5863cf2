import { fail, succeed, type Result } from '../domain/failure.ts';
import { elementsOf, typed, type DataSetRecord } from './elementsOf.ts';
import type { SegmentationInput } from './segmentation.ts';
import { binaryFrames, type SegmentFrame } from './segmentation/binaryFrames.ts';
import { segmentItem } from './segmentation/segmentItem.ts';
import { commonGroups, dimensionItems, frameGroups, referencedSeries } from './segmentation/segmentGroups.ts';
import { patientAndStudy } from './write/madeHere.ts';
import { writeDicom } from './writeDicom.ts';

export const segmentationStorage = '1.2.840.10008.5.1.4.1.1.66.4';

/**
 * A DICOM Segmentation (PS3.3 A.51), BINARY: one frame for each segment in each slice that it has voxels in. The slices
 * may come in any order and at any distances; each frame has the position of its source image.
 * A source without a frame of reference gives a segmentation without one (PS3.3 table A.51-1: it refers to its images).
 * Deterministic: the same input gives the same bytes. Memory: the frames once, at one bit a voxel.
 * Errors: NOTHING_FOUND where no voxel has a label; INVALID_INPUT for a label without a segment, or slices that do not fit
 * the labelmap.
 */
export function writeSegmentation(input: SegmentationInput): Result<Uint8Array> {
  const { labelmap, slices, segments } = input;
  const [columns, rows, count] = labelmap.dims;
  if (slices.length !== count || labelmap.data.length !== columns * rows * count) {
    return fail('INVALID_INPUT', 'The slices do not fit the labelmap.');
  }
  const numbers = segments.map(({ number }) => number);
  if (new Set(numbers).size !== numbers.length || numbers.some((number) => number < 1 || number > 255)) {
    return fail('INVALID_INPUT', 'Segment numbers are 1 to 255, each once.');
  }
  const packed = binaryFrames(input);
  if (!packed.ok) return packed;
  const { frames, bytes } = packed.value;
  const elements = elementsOf({
    ...patientAndStudy(input.patient, input.study),
    ...seriesAndEquipment(input),
    ...imageOf(input, frames),
    PixelData: typed('OB', bytes),
  });
  return succeed(
    writeDicom({ sopClassUid: segmentationStorage, sopInstanceUid: input.sopInstanceUid, elements }),
  );
}

function seriesAndEquipment(input: SegmentationInput): DataSetRecord {
  const { frameOfReferenceUid } = input.sourceSeries;
  return {
    Modality: 'SEG',
    SeriesInstanceUID: input.seriesInstanceUid,
    SeriesNumber: input.seriesNumber,
    SeriesDescription: input.seriesDescription,
    SeriesDate: input.date,
    SeriesTime: input.time,
    ...(frameOfReferenceUid === null
      ? {}
      : { FrameOfReferenceUID: frameOfReferenceUid, PositionReferenceIndicator: null }),
    Manufacturer: input.manufacturer,
    ManufacturerModelName: input.modelName,
    DeviceSerialNumber: input.deviceSerialNumber,
    SoftwareVersions: input.softwareVersion,
  };
}

function imageOf(input: SegmentationInput, frames: readonly SegmentFrame[]): DataSetRecord {
  const [columns, rows] = input.labelmap.dims;
  return {
    InstanceCreationDate: input.date,
    InstanceCreationTime: input.time,
    ContentDate: input.date,
    ContentTime: input.time,
    InstanceNumber: 1,
    ImageType: ['DERIVED', 'PRIMARY'],
    ContentLabel: input.contentLabel,
    ContentDescription: input.contentDescription,
    ContentCreatorName: input.contentCreator,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames.length,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    LossyImageCompression: '00',
    SegmentationType: 'BINARY',
    SegmentsOverlap: 'NO',
    SegmentSequence: input.segments.map((segment, index) => segmentItem(segment, index + 1)),
    ...dimensionItems(input.dimensionOrganizationUid),
    SharedFunctionalGroupsSequence: [commonGroups(input)],
    PerFrameFunctionalGroupsSequence: frames.map((frame) => frameGroups(input, frame)),
    ReferencedSeriesSequence: [referencedSeries(input)],
  };
}
