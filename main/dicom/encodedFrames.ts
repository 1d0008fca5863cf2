import type { DicomFile } from './dicomFile.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { Element } from './dataSet.ts';
import { locateEncapsulated, locateFrame, walkedFrame } from './frames/encapsulated.ts';
import { locateInMemory, locateOverReader, type Locating } from './frames/locating.ts';
import type { ByteRange, EncodedFrame, FrameSource, NativeFrames } from './frameSource.ts';
import { joinBytes } from './joinBytes.ts';
import type { RandomReader } from './randomAccess.ts';
import { pixelElementOf, readPixelHeader } from './readPixelHeader.ts';
import { isEncapsulated, isNative, isVideo } from './transferSyntax.ts';
import { effectiveVr } from './dataSet.ts';
import { binaryWordSize } from './vr.ts';

/**
 * Where the frames of an object in memory lie. Nothing is decoded or copied. Of an encapsulated object that is only partly
 * in memory (`openDicom`) use `locateFrames`.
 * Errors: those of `readPixelHeader`; VIDEO_NOT_DECODED; PIXELS_UNSUPPORTED (unknown transfer syntax);
 * PIXELS_MALFORMED (encapsulated where native is declared, or the other way round); PIXEL_HEADER_INVALID.
 */
export function encodedFrames(file: DicomFile): Result<FrameSource> {
  return locateInMemory(locate(file), file.bytes);
}

/**
 * The same for an object of which only the header is in memory (`openDicom`): reads offset tables or fragment headers,
 * never frames. Of a deflated object the data set is in memory: `reader` is then not used.
 */
export function locateFrames(file: DicomFile, reader: RandomReader): Promise<Result<FrameSource>> {
  return file.inflated ? Promise.resolve(encodedFrames(file)) : locateOverReader(locate(file), reader);
}

/**
 * The bytes of frame `index` (from 0), out of the bytes that the source's offsets count in. A native frame and one of a
 * single fragment are views, not copies.
 * Errors: FRAME_OUT_OF_RANGE; PIXELS_TRUNCATED where the frame is not there or not whole.
 */
export function frameBytes(source: FrameSource, bytes: Uint8Array, index: number): Result<EncodedFrame> {
  const found = locateInMemory(locateRanges(source, index), bytes);
  if (!found.ok) return found;
  const parts = found.value.map(({ offset, length }) => bytes.subarray(offset, offset + length));
  return assemble(source, index, { parts, ranges: found.value });
}

/**
 * The bytes of frame `index` through a reader: a native frame costs one read, an encapsulated one its fragments.
 * Memory: the frame. Errors as `frameBytes`. Of a deflated object give `memoryReader(file.bytes)`.
 */
export async function readFrame(
  source: FrameSource,
  reader: RandomReader,
  index: number,
): Promise<Result<EncodedFrame>> {
  const found = await locateOverReader(locateRanges(source, index), reader);
  if (!found.ok) return found;
  const parts: Uint8Array[] = [];
  for (const { offset, length } of found.value) parts.push(await reader.read(offset, length));
  return assemble(source, index, { parts, ranges: found.value });
}

// oxlint-disable-next-line require-yield -- the branches delegate
function* locate(file: DicomFile): Locating<FrameSource> {
  const header = readPixelHeader(file);
  if (!header.ok) return header;
  const keyword = pixelElementOf(file.dataSet);
  const element = keyword === null ? null : file.dataSet.element(keyword);
  if (element === null) return fail('NO_PIXELS');
  const syntax = file.transferSyntaxUid;
  if (isVideo(syntax)) return fail('VIDEO_NOT_DECODED');
  if (isNative(syntax)) {
    if (element.encapsulated)
      return fail('PIXELS_MALFORMED', 'The pixels are encapsulated, the header says native.');
    return nativeFrames(file, element, header.value);
  }
  if (!isEncapsulated(syntax)) return fail('PIXELS_UNSUPPORTED', 'The transfer syntax is not known.');
  if (!element.encapsulated)
    return fail('PIXELS_MALFORMED', 'The pixels are native, the header says encapsulated.');
  return yield* locateEncapsulated(file, element, header.value.frames);
}

function nativeFrames(file: DicomFile, element: Element, header: PixelHeader): Result<NativeFrames> {
  const frameBits = header.rows * header.columns * samplesStored(header) * header.bitsAllocated;
  const expected = Math.ceil((frameBits * header.frames) / 8);
  const { declaredLength, length } = element;
  if (declaredLength !== null && declaredLength > length && declaredLength > 2 * expected + 65_536) {
    return fail('PIXEL_HEADER_INVALID', 'The pixel data claims far more bytes than its header describes.');
  }
  return succeed({
    kind: 'native',
    transferSyntaxUid: file.transferSyntaxUid,
    frames: header.frames,
    offset: element.offset,
    frameBits,
    availableBytes: length,
    byteOrder: file.dataSet.littleEndian ? 'little' : 'big',
    wordBytes: binaryWordSize(effectiveVr(element, file.dataSet)) ?? 1,
    inflated: file.inflated,
  });
}

/** Samples a pixel in native data: chrominance is subsampled horizontally in the 422 interpretations, both ways in 420. */
function samplesStored(header: PixelHeader): number {
  if (header.photometricInterpretation.endsWith('_422')) return 2;
  if (header.photometricInterpretation.endsWith('_420')) return 1.5;
  return header.samplesPerPixel;
}

function* locateRanges(source: FrameSource, index: number): Locating<readonly ByteRange[]> {
  if (!Number.isInteger(index) || index < 0 || index >= source.frames) return fail('FRAME_OUT_OF_RANGE');
  if (source.kind === 'encapsulated') {
    return source.fragments === null ? yield* locateFrame(source, index) : walkedFrame(source, index);
  }
  const firstBit = source.frameBits * index;
  const first = Math.floor(firstBit / 8);
  const end = Math.ceil((firstBit + source.frameBits) / 8);
  if (end > source.availableBytes) {
    return fail('PIXELS_TRUNCATED', undefined, { frame: index, missingBytes: end - source.availableBytes });
  }
  return succeed([{ offset: source.offset + first, length: end - first }]);
}

function assemble(
  source: FrameSource,
  index: number,
  found: { readonly parts: readonly Uint8Array[]; readonly ranges: readonly ByteRange[] },
): Result<EncodedFrame> {
  const isShort = found.parts.some((part, at) => part.length < (found.ranges[at]?.length ?? 0));
  if (isShort || found.parts.length === 0) return fail('PIXELS_TRUNCATED', undefined, { frame: index });
  const bitOffset = source.kind === 'native' ? (source.frameBits * index) % 8 : 0;
  const [first] = found.parts;
  if (found.parts.length === 1 && first !== undefined) return succeed({ bytes: first, bitOffset });
  return succeed({ bytes: joinBytes(found.parts), bitOffset });
}
