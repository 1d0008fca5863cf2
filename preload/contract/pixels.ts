import { z } from 'zod';
import { call } from './call.ts';
import { dataType, dicomDate, dicomTime, instanceKey, mat4, seriesKey, uidText, vec3 } from './values.ts';

/** A lookup table of PS3.3 C.11: `values[i]` for input `firstInput + i`, ends extended. */
export const lookupTable = z.strictObject({
  firstInput: z.number(),
  bits: z.int(),
  values: z.array(z.number()),
  explanation: z.string().nullable(),
});

/** How stored values of a frame become grey (PS3.3 C.11.1, C.11.2, C.11.6). Shared by all frames that point at it. */
export const greySpec = z.strictObject({
  slope: z.number(),
  intercept: z.number(),
  modalityLut: lookupTable.nullable(),
  /** `HU`, another stated unit, or null where the header states none. */
  unit: z.string().nullable(),
  windows: z.array(
    z.strictObject({ center: z.number(), width: z.number(), explanation: z.string().nullable() }),
  ),
  voiFunction: z.enum(['linear', 'linear-exact', 'sigmoid']),
  voiLuts: z.array(lookupTable),
  /** MONOCHROME1 or PresentationLUTShape INVERSE: high values dark. */
  inverse: z.boolean(),
  padding: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
  palette: z
    .strictObject({
      firstInput: z.number(),
      red: z.array(z.int()),
      green: z.array(z.int()),
      blue: z.array(z.int()),
    })
    .nullable(),
});
export type GreySpec = z.infer<typeof greySpec>;

/** What a spacing means: in the patient, at the detector, by a person's calibration, or by an ultrasound region. */
export const spacingKind = z.enum(['patient', 'detector', 'calibrated', 'ultrasound']);

export const frameInfo = z.strictObject({
  instanceKey,
  sopInstanceUid: uidText,
  /** 0-based inside the object. */
  frame: z.int(),
  instanceNumber: z.int().nullable(),
  /** Stored values: `rows * columns * samplesPerPixel` elements of `dataType`, little endian, Content-Length given. */
  url: z.string(),
  rows: z.int(),
  columns: z.int(),
  samplesPerPixel: z.union([z.literal(1), z.literal(3), z.literal(4)]),
  dataType,
  /** Index into `greys`. */
  grey: z.int(),
  /** Between rows, between columns, in mm; null where the header states none that can be trusted. */
  pixelSpacingMm: z.tuple([z.number(), z.number()]).nullable(),
  spacingKind: spacingKind.nullable(),
  /** Centre of the first pixel and the row and column directions, LPS. */
  positionLps: vec3.nullable(),
  rowDirection: vec3.nullable(),
  columnDirection: vec3.nullable(),
  /** Patient Orientation (0020,0020): letters toward which rows and columns run; for projections. Null where absent. */
  patientOrientation: z.tuple([z.string(), z.string()]).nullable(),
  /** Height to width of a pixel (0028,0034), where no spacing says it; null means square. */
  pixelAspectRatio: z.tuple([z.number(), z.number()]).nullable(),
  sliceLocationMm: z.number().nullable(),
  sliceThicknessMm: z.number().nullable(),
  /** Set where the image was ever lossily compressed (0028,2110). */
  lossy: z.strictObject({ ratio: z.number().nullable(), method: z.string().nullable() }).nullable(),
  /** How many other byte streams claim the same SOP Instance UID; this one is shown. */
  conflictingCopies: z.int(),
  ultrasoundRegions: z.array(
    z.strictObject({
      x0: z.int(),
      y0: z.int(),
      x1: z.int(),
      y1: z.int(),
      mmPerPixelX: z.number().nullable(),
      mmPerPixelY: z.number().nullable(),
    }),
  ),
});
export type FrameInfo = z.infer<typeof frameInfo>;

/** What is irregular about a stack; told, never bridged. Lengths in `details` are mm, angles degrees. */
export const geometryFinding = z.strictObject({
  code: z.enum([
    'NO_POSITION',
    'NO_ORIENTATION',
    'ORIENTATION_INVALID',
    'NO_SPACING',
    'MIXED_ORIENTATION',
    'MIXED_SIZE',
    'MIXED_SPACING',
    'MIXED_FRAME_OF_REFERENCE',
    'SEVERAL_PHASES',
    'DUPLICATE_POSITIONS',
    'GAP',
    'UNEVEN_SPACING',
    'GANTRY_TILT',
    'SHIFTED_SLICES',
    'SINGLE_SLICE',
  ]),
  /** English; the screen translates by code. */
  message: z.string(),
  details: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type GeometryFinding = z.infer<typeof geometryFinding>;

export const stackInfo = z.strictObject({
  /** 0-based inside the series. */
  index: z.int(),
  label: z.string(),
  frames: z.array(frameInfo),
  findings: z.array(geometryFinding),
  /** Whether `volume.open` can make a volume of it. */
  volume: z.strictObject({ possible: z.boolean(), reason: z.string().nullable(), bytes: z.number() }),
  frameOfReferenceUid: uidText.nullable(),
  /** Milliseconds of each frame for cine; null where the header states none. */
  frameTimeMs: z.array(z.number()).nullable(),
});
export type StackInfo = z.infer<typeof stackInfo>;

export const seriesView = z.strictObject({
  seriesKey,
  seriesInstanceUid: uidText,
  modality: z.string(),
  description: z.string().nullable(),
  seriesNumber: z.int().nullable(),
  bodyPart: z.string().nullable(),
  laterality: z.string().nullable(),
  contrast: z.string().nullable(),
  acquisitionDate: dicomDate.nullable(),
  acquisitionTime: dicomTime.nullable(),
  institution: z.string().nullable(),
  /** Facts for the corner overlays that only some modalities have, already in the field's format: `kVp 120`, `TE 90 ms`. */
  technique: z.array(z.string()),
  greys: z.array(greySpec),
  stacks: z.array(stackInfo),
  /** For PET: whether body-weight SUV can be computed, and the factor Bq/mL to SUV. */
  suvFactor: z.number().nullable(),
});
export type SeriesView = z.infer<typeof seriesView>;

export const volumeHandle = z.strictObject({
  volumeId: z.string(),
  /** Rescaled values, i fastest; Content-Length given. */
  url: z.string(),
  bytes: z.number(),
  dataType: z.enum(['u8', 'i8', 'u16', 'i16', 'i32', 'f32']),
  dims: z.tuple([z.int(), z.int(), z.int()]),
  spacingMm: vec3,
  ijkToLps: mat4,
  unit: z.literal('HU').nullable(),
  findings: z.array(geometryFinding),
});
export type VolumeHandle = z.infer<typeof volumeHandle>;

export const pixelCalls = {
  /** Everything needed to hang a series. Recorded in the audit log as a view. */
  'series.open': call({ input: z.strictObject({ seriesKey }), output: seriesView }),
  /** Decodes and assembles; progress comes as `volume.progress`. Refused with NOT_A_VOLUME and the reason. */
  'volume.open': call({
    input: z.strictObject({ seriesKey, stack: z.int().min(0) }),
    output: volumeHandle,
  }),
  'volume.close': call({ input: z.strictObject({ volumeId: z.string() }), output: z.strictObject({}) }),
} as const;
