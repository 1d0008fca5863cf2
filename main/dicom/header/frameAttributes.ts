import type { Vec3 } from '../../domain/space.ts';
import { cross, dot, length } from '../../domain/space.ts';
import type { DataSet } from '../dataSet.ts';
import type { FrameAttributes, PixelSpacingHeader, Rescale, WindowPreset } from '../instanceHeader.ts';
import type { Keyword } from '../tags.ts';
import { readCode } from './code.ts';
import { macroOf, macroOrRoot, type FrameScope } from './functionalGroups.ts';
import type { Complain } from './complain.ts';
import { positive } from './positive.ts';
import { readSpacing } from './pixelSpacing.ts';

interface FrameContext {
  readonly pixelSpacing: PixelSpacingHeader;
  readonly complain: Complain;
}

/** The attributes of one frame, from its functional groups or, in classic objects, from the root. */
export function readFrameAttributes(scope: FrameScope, context: FrameContext): FrameAttributes {
  const { root } = scope;
  const { complain } = context;
  const content = macroOf(scope, 'FrameContentSequence');
  const measures = (keyword: Keyword): number | null =>
    positive(macroOrRoot(scope, 'PixelMeasuresSequence', keyword).number(keyword));
  const transformation = macroOrRoot(scope, 'PixelValueTransformationSequence', 'RescaleSlope');
  const voi = macroOrRoot(scope, 'FrameVOILUTSequence', 'WindowCenter');
  const voiFunction = readVoiFunction(voi);
  return {
    positionLps: readPosition(scope),
    orientation: readOrientation(scope, complain),
    spacingMm: readFrameSpacing(scope, context),
    sliceThicknessMm: measures('SliceThickness'),
    spacingBetweenSlicesMm: macroOrRoot(scope, 'PixelMeasuresSequence', 'SpacingBetweenSlices').number(
      'SpacingBetweenSlices',
    ),
    sliceLocationMm: root.number('SliceLocation'),
    gantryTiltDeg: macroOrRoot(scope, 'CTAcquisitionDetailsSequence', 'GantryDetectorTilt').number(
      'GantryDetectorTilt',
    ),
    rescale: readRescale(transformation, complain),
    modalityLut: root.items('ModalityLUTSequence').length > 0,
    windows: readWindows(voi, voiFunction, complain),
    voiFunction,
    voiLuts: root.items('VOILUTSequence').length,
    realWorldUnit: readRealWorldUnit(scope),
    stackId: content?.text('StackID') ?? null,
    inStackPosition: content?.integer('InStackPositionNumber') ?? null,
    temporalPosition: content?.integer('TemporalPositionIndex') ?? root.integer('TemporalPositionIdentifier'),
    dimensionIndex: content?.numbers('DimensionIndexValues') ?? null,
    acquisitionDateTime: content?.text('FrameAcquisitionDateTime') ?? root.text('AcquisitionDateTime'),
    triggerTimeMs:
      macroOf(scope, 'CardiacSynchronizationSequence')?.number('NominalCardiacTriggerDelayTime') ??
      root.number('TriggerTime'),
    bValue: macroOrRoot(scope, 'MRDiffusionSequence', 'DiffusionBValue').number('DiffusionBValue'),
    imageType: readFrameType(scope),
  };
}

function readPosition(scope: FrameScope): Vec3 | null {
  const holder = macroOrRoot(scope, 'PlanePositionSequence', 'ImagePositionPatient');
  const own = holder.numbers('ImagePositionPatient');
  const values =
    own ?? scope.root.item('DetectorInformationSequence')?.numbers('ImagePositionPatient') ?? null;
  const [x, y, z] = values ?? [];
  return values?.length === 3 && x !== undefined && y !== undefined && z !== undefined ? [x, y, z] : null;
}

function readOrientation(scope: FrameScope, complain: Complain): FrameAttributes['orientation'] {
  const holder = macroOrRoot(scope, 'PlaneOrientationSequence', 'ImageOrientationPatient');
  const detector = scope.root.item('DetectorInformationSequence');
  const source = holder.filled('ImageOrientationPatient') ? holder : detector;
  if (source?.filled('ImageOrientationPatient') !== true) return null;
  const orientation = checkOrientation(source.numbers('ImageOrientationPatient'));
  if (orientation === null) complain('ImageOrientationPatient');
  return orientation;
}

/** Six numbers that are two orthogonal unit vectors, within 1 % of length and half a degree; else null. */
export function checkOrientation(values: readonly number[] | null): FrameAttributes['orientation'] {
  if (values?.length !== 6) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  const row: Vec3 = [a, b, c];
  const column: Vec3 = [d, e, f];
  if (Math.abs(length(row) - 1) > 0.01 || Math.abs(length(column) - 1) > 0.01) return null;
  if (Math.abs(dot(row, column)) > 0.0087 || length(cross(row, column)) < 0.9) return null;
  return [a, b, c, d, e, f];
}

/** Only a distance in the patient: PixelMeasures, or a root PixelSpacing that is one. */
function readFrameSpacing(
  scope: FrameScope,
  { pixelSpacing, complain }: FrameContext,
): FrameAttributes['spacingMm'] {
  const measures = macroOf(scope, 'PixelMeasuresSequence');
  if (measures?.has('PixelSpacing') === true) return readSpacing(measures, 'PixelSpacing', complain);
  const { kind, valueMm } = pixelSpacing;
  return kind === 'patient' || kind === 'calibrated' ? valueMm : null;
}

function readRescale(holder: DataSet, complain: Complain): Rescale | null {
  if (!holder.filled('RescaleSlope') && !holder.filled('RescaleIntercept')) return null;
  const slope = holder.number('RescaleSlope');
  const intercept = holder.number('RescaleIntercept');
  if (slope === null || slope === 0 || intercept === null) {
    complain(intercept === null ? 'RescaleIntercept' : 'RescaleSlope');
    return null;
  }
  return { slope, intercept, type: holder.text('RescaleType') };
}

function readVoiFunction(holder: DataSet): FrameAttributes['voiFunction'] {
  const name = holder.text('VOILUTFunction');
  return name === 'LINEAR_EXACT' || name === 'SIGMOID' ? name : 'LINEAR';
}

function readWindows(
  holder: DataSet,
  voiFunction: FrameAttributes['voiFunction'],
  complain: Complain,
): readonly WindowPreset[] {
  if (!holder.filled('WindowCenter') && !holder.filled('WindowWidth')) return [];
  const centers = holder.numbers('WindowCenter') ?? [];
  const widths = holder.numbers('WindowWidth') ?? [];
  const explanations = holder.texts('WindowCenterWidthExplanation') ?? [];
  if (centers.length !== widths.length || centers.length === 0) complain('WindowWidth');
  return centers.flatMap((center, index) => {
    const width = widths[index] ?? 0;
    const usable = voiFunction === 'LINEAR' ? width >= 1 : width > 0;
    if (!usable) complain('WindowWidth');
    const explanation = explanations[index] ?? '';
    return usable ? [{ center, width, explanation: explanation === '' ? null : explanation }] : [];
  });
}

function readRealWorldUnit(scope: FrameScope): FrameAttributes['realWorldUnit'] {
  const mapping =
    macroOf(scope, 'RealWorldValueMappingSequence') ?? scope.root.item('RealWorldValueMappingSequence');
  return readCode(mapping?.item('MeasurementUnitsCodeSequence') ?? null);
}

const frameTypeSequences: readonly Keyword[] = [
  'MRImageFrameTypeSequence',
  'CTImageFrameTypeSequence',
  'PETFrameTypeSequence',
  'XAXRFFrameCharacteristicsSequence',
  'XRay3DFrameTypeSequence',
];

function readFrameType(scope: FrameScope): readonly string[] | null {
  for (const sequence of frameTypeSequences) {
    const type = macroOf(scope, sequence)?.texts('FrameType') ?? null;
    if (type !== null) return type;
  }
  return null;
}
