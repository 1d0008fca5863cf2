import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DataSet } from './dataSet.ts';
import type { DicomFile } from './dicomFile.ts';
import { encodedFrames, frameBytes } from './encodedFrames.ts';
import type { FrameSource } from './frameSource.ts';
import { frameScopes, macroOf, type FrameScope } from './header/functionalGroups.ts';
import { checkOrientation } from './header/frameAttributes.ts';
import { readPixelHeader } from './readPixelHeader.ts';
import type { Segmentation, SegmentationPlane, SourceReference } from './segmentation.ts';
import { readSegment } from './segmentation/readSegment.ts';
import type { Vec3 } from '../domain/space.ts';

/** Frames that a decoder made of compressed pixels: `frames[i]` is frame i, row-major. */
export type DecodedPlanes = readonly (Uint8Array | Uint16Array)[];

/**
 * Reads a DICOM Segmentation (PS3.3 A.51): BINARY, FRACTIONAL or LABELMAP (Supplement 243). Pixels of a plane are
 * unpacked when `data` is read, anew each time. Compressed objects need their frames decoded by the caller.
 * Errors: those of `readPixelHeader` and `encodedFrames`; PIXELS_UNSUPPORTED without `decoded` for compressed pixels;
 * DICOM_MALFORMED where the object is no segmentation or a frame has no segment; PIXELS_TRUNCATED.
 */
export function readSegmentation(
  file: DicomFile,
  decoded: DecodedPlanes | null = null,
): Result<Segmentation> {
  const { dataSet } = file;
  const type = dataSet.text('SegmentationType');
  if (type !== 'BINARY' && type !== 'FRACTIONAL' && type !== 'LABELMAP') {
    return fail('DICOM_MALFORMED', 'The object has no SegmentationType.');
  }
  const header = readPixelHeader(file);
  if (!header.ok) return header;
  const { rows, columns, frames, bitsAllocated } = header.value;
  const unpack = unpacker(file, { bitsAllocated, size: rows * columns, decoded });
  if (!unpack.ok) return unpack;
  const scopeOf = frameScopes(dataSet);
  const planes: SegmentationPlane[] = [];
  for (let index = 0; index < frames; index += 1) {
    if (!unpack.value.has(index)) return fail('PIXELS_TRUNCATED', undefined, { frame: index });
    const scope = scopeOf(index);
    const segmentNumber = type === 'LABELMAP' ? null : segmentOf(scope);
    if (type !== 'LABELMAP' && segmentNumber === null) {
      return fail('DICOM_MALFORMED', 'A frame names no segment.', { frame: index });
    }
    planes.push(planeOf(scope, segmentNumber, () => unpack.value.read(index)));
  }
  const first = scopeOf(0);
  return succeed({
    type,
    segments: dataSet.items('SegmentSequence').map(readSegment),
    frameOfReferenceUid: dataSet.text('FrameOfReferenceUID'),
    rows,
    columns,
    orientation: checkOrientation(
      macroOf(first, 'PlaneOrientationSequence')?.numbers('ImageOrientationPatient') ?? null,
    ),
    spacingMm: pairOf(macroOf(first, 'PixelMeasuresSequence')?.numbers('PixelSpacing') ?? null),
    planes,
    maximumFraction: type === 'FRACTIONAL' ? (dataSet.integer('MaximumFractionalValue') ?? 255) : null,
  });
}

interface Unpacker {
  has(index: number): boolean;
  read(index: number): Uint8Array | Uint16Array;
}

function unpacker(
  file: DicomFile,
  layout: { readonly bitsAllocated: number; readonly size: number; readonly decoded: DecodedPlanes | null },
): Result<Unpacker> {
  const { bitsAllocated, size, decoded } = layout;
  if (decoded !== null) {
    return succeed({
      has: (index) => decoded[index]?.length === size,
      read: (index) => decoded[index] ?? new Uint8Array(size),
    });
  }
  const source = encodedFrames(file);
  if (!source.ok) return source;
  if (source.value.kind !== 'native') return fail('PIXELS_UNSUPPORTED', 'The segmentation is compressed.');
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16) {
    return fail('PIXEL_HEADER_INVALID', 'A segmentation has 1, 8 or 16 bits a pixel.');
  }
  return succeed({
    has: (index) => frameBytes(source.value, file.bytes, index).ok,
    read: (index) => unpackFrame(file.bytes, source.value, { index, size, bitsAllocated }),
  });
}

function unpackFrame(
  bytes: Uint8Array,
  source: FrameSource,
  frame: { readonly index: number; readonly size: number; readonly bitsAllocated: 1 | 8 | 16 },
): Uint8Array | Uint16Array {
  const { size, bitsAllocated } = frame;
  const found = frameBytes(source, bytes, frame.index);
  if (!found.ok) return new Uint8Array(size);
  const { bytes: packed, bitOffset } = found.value;
  if (bitsAllocated === 8) return packed.slice(0, size);
  if (bitsAllocated === 16) {
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    const little = source.kind !== 'native' || source.byteOrder === 'little';
    return Uint16Array.from({ length: size }, (_, index) => view.getUint16(index * 2, little));
  }
  const values = new Uint8Array(size);
  for (let index = 0; index < size; index += 1) {
    const bit = bitOffset + index;
    const byte = packed[bit >>> 3] ?? 0;
    if (byte === 0) index += 7 - (bit & 7);
    else values[index] = (byte >>> (bit & 7)) & 1;
  }
  return values;
}

function planeOf(
  scope: FrameScope,
  segmentNumber: number | null,
  read: () => Uint8Array | Uint16Array,
): SegmentationPlane {
  return {
    segmentNumber,
    positionLps: vectorOf(macroOf(scope, 'PlanePositionSequence')?.numbers('ImagePositionPatient') ?? null),
    source: sourceOf(scope),
    get data() {
      return read();
    },
  };
}

function segmentOf(scope: FrameScope): number | null {
  return macroOf(scope, 'SegmentIdentificationSequence')?.integer('ReferencedSegmentNumber') ?? null;
}

function sourceOf(scope: FrameScope): SourceReference | null {
  const item: DataSet | null = macroOf(scope, 'DerivationImageSequence')?.item('SourceImageSequence') ?? null;
  const sopClassUid = item?.text('ReferencedSOPClassUID') ?? null;
  const sopInstanceUid = item?.text('ReferencedSOPInstanceUID') ?? null;
  if (sopClassUid === null || sopInstanceUid === null) return null;
  return { sopClassUid, sopInstanceUid, frameNumber: item?.integer('ReferencedFrameNumber') ?? null };
}

function vectorOf(values: readonly number[] | null): Vec3 | null {
  const [x, y, z] = values ?? [];
  return x !== undefined && y !== undefined && z !== undefined ? [x, y, z] : null;
}

function pairOf(values: readonly number[] | null): readonly [number, number] | null {
  const [row, column] = values ?? [];
  return row !== undefined && column !== undefined && row > 0 && column > 0 ? [row, column] : null;
}
