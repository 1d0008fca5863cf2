import type { InstanceRecord } from '../../catalog/instanceRecord.ts';
import { frameAttributes } from '../../dicom/frameAttributes.ts';
import type { FrameAttributes, ImageHeader } from '../../dicom/instanceHeader.ts';
import type { SourceSlice } from '../../dicom/segmentation.ts';
import type { PixelHeader } from '../../domain/pixelHeader.ts';
import type { SliceFacts } from '../../pixels/sliceFacts.ts';

/** One frame of a series that can be shown, with what its header says of it. */
export interface SeriesFrame {
  /** Unique in the series: instance key and frame number. */
  readonly id: string;
  readonly record: InstanceRecord;
  readonly image: ImageHeader;
  readonly pixels: PixelHeader;
  /** 0-based inside the object. */
  readonly frame: number;
  readonly attributes: FrameAttributes;
}

/** The frames of the instances that enter the stack: no conflicting copies, nothing without pixels. */
export function framesOfSeries(records: readonly InstanceRecord[]): readonly SeriesFrame[] {
  return records.flatMap((record) => {
    const { image } = record.header;
    const { pixels } = record;
    if (!record.chosen || image === null || pixels === null) return [];
    return Array.from({ length: pixels.header.frames }, (_, frame): SeriesFrame => ({
      id: `${record.instanceKey}/${frame}`,
      record,
      image,
      pixels: pixels.header,
      frame,
      attributes: frameAttributes(image, frame),
    }));
  });
}

/** What slice geometry needs of a frame. */
export function sliceFactsOf(frame: SeriesFrame): SliceFacts {
  const { record, attributes, pixels } = frame;
  const { instance, series } = record.header;
  return {
    id: frame.id,
    rows: pixels.rows,
    columns: pixels.columns,
    imagePositionPatient: attributes.positionLps,
    imageOrientationPatient: attributes.orientation,
    pixelSpacingMm: attributes.spacingMm,
    frameOfReferenceUid: series.frameOfReferenceUid,
    instanceNumber: instance.number,
    frameIndex: frame.frame,
    imageKind: imageKindOf(frame),
    imageType: (attributes.imageType ?? instance.imageType).join('\\'),
    stackId: attributes.stackId,
    dimensionIndex: attributes.dimensionIndex,
    echoTimeMs: instance.echoTimeMs,
    diffusionBValue: attributes.bValue,
    diffusionDirection: null,
    temporalPositionIndex: attributes.temporalPosition,
    triggerTimeMs: attributes.triggerTimeMs,
    acquisitionNumber: instance.acquisitionNumber,
    acquisitionTime: attributes.acquisitionDateTime ?? instance.acquisitionTime,
    gantryDetectorTiltDeg: attributes.gantryTiltDeg,
  };
}

/** The third value of ImageType: `AXIAL`, `LOCALIZER`. */
export function imageKindOf(frame: SeriesFrame): string | null {
  const imageType = frame.attributes.imageType ?? frame.record.header.instance.imageType;
  return imageType[2] ?? null;
}

/** A frame as the source of a segmentation's plane. */
export function sourceSliceOf({ record, attributes, pixels, frame }: SeriesFrame): SourceSlice {
  return {
    sopClassUid: record.header.instance.sopClassUid,
    sopInstanceUid: record.sopInstanceUid,
    frameNumber: pixels.frames > 1 ? frame + 1 : null,
    positionLps: attributes.positionLps ?? [0, 0, 0],
  };
}
