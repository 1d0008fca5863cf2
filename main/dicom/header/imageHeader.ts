import type { DicomWarning } from '../dicomFile.ts';
import type { DataSet } from '../dataSet.ts';
import type { FrameAttributes, ImageHeader } from '../instanceHeader.ts';
import { frameCountOf, pixelElementOf } from '../readPixelHeader.ts';
import type { Keyword } from '../tags.ts';
import { isAlwaysLossy } from '../transferSyntax.ts';
import { complainOnce, type Complain } from './complain.ts';
import { frameScopes } from './functionalGroups.ts';
import { readFrameAttributes } from './frameAttributes.ts';
import { framePositions } from './framePositions.ts';
import { positive } from './positive.ts';
import { readPixelSpacing } from './pixelSpacing.ts';
import { readUltrasoundRegions } from './ultrasoundRegions.ts';

/** The image attributes; null where the object has no usable rows and columns. Adds to `warnings`. */
export function readImageHeader(
  dataSet: DataSet,
  context: { readonly transferSyntaxUid: string; readonly warnings: DicomWarning[] },
): ImageHeader | null {
  const rows = dataSet.integer('Rows');
  const columns = dataSet.integer('Columns');
  if (rows === null || columns === null || rows < 1 || columns < 1) return null;
  const complain = complainOnce(context.warnings);
  const counted = frameCountOf(dataSet);
  if (counted === null) complain('NumberOfFrames');
  const frames = counted ?? 1;
  const pixelSpacing = readPixelSpacing(dataSet, complain);
  const { frame, perFrame } = readFrames(dataSet, { frames, pixelSpacing, complain });
  return {
    rows,
    columns,
    frames,
    samplesPerPixel: dataSet.integer('SamplesPerPixel') ?? 1,
    bitsStored: dataSet.integer('BitsStored'),
    photometricInterpretation: dataSet.text('PhotometricInterpretation')?.toUpperCase() ?? null,
    hasPixels: pixelElementOf(dataSet) !== null,
    frame,
    perFrame,
    patientOrientation: readPatientOrientation(dataSet),
    pixelSpacing,
    regions: readUltrasoundRegions(dataSet),
    presentationLutShape: readShape(dataSet),
    paddingValue: readPadding(dataSet, 'PixelPaddingValue'),
    paddingRangeLimit: readPadding(dataSet, 'PixelPaddingRangeLimit'),
    lossy: dataSet.text('LossyImageCompression') === '01' || isAlwaysLossy(context.transferSyntaxUid),
    lossyRatios: dataSet.numbers('LossyImageCompressionRatio') ?? [],
    lossyMethods: dataSet.texts('LossyImageCompressionMethod') ?? [],
    burnedInAnnotation: readYesNo(dataSet.text('BurnedInAnnotation')),
    frameTimeMs: positive(dataSet.number('FrameTime')),
    frameTimeVectorMs: dataSet.numbers('FrameTimeVector'),
    recommendedFrameRate:
      positive(dataSet.number('RecommendedDisplayFrameRate')) ?? positive(dataSet.number('CineRate')),
  };
}

function readFrames(
  dataSet: DataSet,
  context: Pick<ImageHeader, 'frames' | 'pixelSpacing'> & { readonly complain: Complain },
): Pick<ImageHeader, 'frame' | 'perFrame'> {
  const scopeOf = frameScopes(dataSet);
  const first = readFrameAttributes(scopeOf(0), context);
  const positions = framePositions(dataSet, first, context.frames);
  const frame = { ...first, positionLps: positions?.[0] ?? first.positionLps };
  if (context.frames === 1) return { frame, perFrame: null };
  const own = dataSet.items('PerFrameFunctionalGroupsSequence').length;
  if (own === 0 && positions === null) return { frame, perFrame: null };
  const perFrame = Array.from(
    { length: own === 0 ? context.frames : Math.min(own, context.frames) },
    (_, index) => {
      const attributes = own === 0 ? frame : readFrameAttributes(scopeOf(index), context);
      return differences(frame, { ...attributes, positionLps: positions?.[index] ?? attributes.positionLps });
    },
  );
  return { frame, perFrame: perFrame.every((each) => Object.keys(each).length === 0) ? null : perFrame };
}

function differences(base: FrameAttributes, frame: FrameAttributes): Partial<FrameAttributes> {
  const changed = Object.entries(frame).filter(
    ([name, value]) => !isSame(value, base[name as keyof FrameAttributes]),
  );
  return Object.fromEntries(changed);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

function readPatientOrientation(dataSet: DataSet): ImageHeader['patientOrientation'] {
  const [row = '', column = '', ...rest] = dataSet.texts('PatientOrientation') ?? [];
  return row !== '' && column !== '' && rest.length === 0 ? [row, column] : null;
}

function readShape(dataSet: DataSet): ImageHeader['presentationLutShape'] {
  const shape = dataSet.text('PresentationLUTShape');
  return shape === 'IDENTITY' || shape === 'INVERSE' ? shape : null;
}

/** Devices write the padding with the wrong one of US and SS: PixelRepresentation decides (PS3.3 C.7.5.1.1.2). */
function readPadding(dataSet: DataSet, keyword: Keyword): number | null {
  const value = dataSet.integer(keyword);
  if (value === null) return null;
  const signed = dataSet.integer('PixelRepresentation') === 1;
  if (signed && value > 0x7fff && value <= 0xffff) return value - 0x10000;
  return !signed && value < 0 ? value + 0x10000 : value;
}

function readYesNo(text: string | null): boolean | null {
  if (text === 'YES') return true;
  return text === 'NO' ? false : null;
}
