import { z } from 'zod';
import { call } from './call.ts';
import { findingId, instanceKey, isoTime, jobId, seriesKey, studyKey, uidText, vec3 } from './values.ts';

const pixelPoint = z.tuple([z.number(), z.number()]);

const place = {
  seriesKey,
  instanceKey,
  sopInstanceUid: uidText,
  frame: z.int().min(0),
};

/** A number with its unit: null where the quantity has none (`a.u.` is not a unit). */
export const quantity = z.strictObject({ value: z.number(), unit: z.string().nullable() });

/** Points are (column, row) in pixels of the frame, pixel centres at whole numbers. */
export const lengthMark = z.strictObject({
  kind: z.literal('length'),
  ...place,
  points: z.tuple([pixelPoint, pixelPoint]),
  label: z.string().max(200),
});

/** An axis-aligned ellipse in the frame, given by two opposite corners of its box. */
export const ellipseMark = z.strictObject({
  kind: z.literal('ellipse'),
  ...place,
  points: z.tuple([pixelPoint, pixelPoint]),
  label: z.string().max(200),
});

export const markValue = z.discriminatedUnion('kind', [lengthMark, ellipseMark]);
export type Mark = z.infer<typeof markValue>;

/** Coded concept of PS3.16: SCT unless said otherwise. */
export const codedConcept = z.strictObject({ scheme: z.string(), code: z.string(), meaning: z.string() });

export const segmentValue = z.strictObject({
  number: z.int().min(1),
  label: z.string(),
  concept: codedConcept.nullable(),
  voxels: z.int(),
  volumeMl: z.number(),
  mean: z.number().nullable(),
  unit: z.literal('HU').nullable(),
  /** Index into the colour-blind-safe set of the screen. */
  colour: z.int(),
});

export const segmentationValue = z.strictObject({
  kind: z.literal('segmentation'),
  seriesKey,
  stack: z.int(),
  /** Where the labelmap bytes are: u8, the grid of the series' volume, i fastest. */
  labelmapUrl: z.string(),
  /** Grows with every edit; a delta is sent with the revision it was made on. */
  revision: z.int(),
  segments: z.array(segmentValue),
  method: z.enum(['lungs', 'bone', 'body', 'threshold', 'grow', 'manual', 'imported']),
  sopInstanceUid: uidText.nullable(),
});

export const findingValue = z.strictObject({
  findingId,
  studyKey,
  status: z.enum(['proposed', 'accepted', 'rejected']),
  /** Made by a person, or by which algorithm, version and engine. */
  origin: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), user: z.string() }),
    z.strictObject({
      kind: z.literal('algorithm'),
      name: z.string(),
      version: z.string(),
      engine: z.string(),
    }),
  ]),
  createdAt: isoTime,
  content: z.discriminatedUnion('kind', [lengthMark, ellipseMark, segmentationValue]),
  /** Computed in one place from the stored pixels, never typed in. */
  measurements: z.array(
    z.strictObject({
      name: z.enum(['length', 'area', 'mean', 'max', 'min', 'sd', 'pixels', 'volume']),
      quantity,
      /** `at detector` for a projection without calibration. */
      note: z.enum(['at-detector', 'calibrated', 'ultrasound']).nullable(),
    }),
  ),
});
export type Finding = z.infer<typeof findingValue>;

export const segmentMethod = z.enum(['lungs', 'bone', 'body', 'threshold', 'grow']);

export const findingCalls = {
  'findings.list': call({
    input: z.strictObject({ studyKey }),
    output: z.array(findingValue),
  }),
  /** Makes a mark, or replaces the content of one. */
  'findings.saveMark': call({
    input: z.strictObject({ findingId: findingId.nullable(), mark: markValue }),
    output: findingValue,
  }),
  'findings.remove': call({ input: z.strictObject({ findingId }), output: z.strictObject({}) }),
  /** Undoes a removal. */
  'findings.restore': call({ input: z.strictObject({ findingId }), output: findingValue }),
  'findings.decide': call({
    input: z.strictObject({
      findingId,
      decision: z.enum(['accepted', 'rejected', 'proposed']),
      reason: z.string().max(500).nullable(),
    }),
    output: findingValue,
  }),
  /** A job; its result is `{ findingId }`. Bounds are rescaled values (HU for CT); the seed is a voxel of the volume. */
  'segmentation.start': call({
    input: z.strictObject({
      seriesKey,
      stack: z.int().min(0),
      method: segmentMethod,
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      seedIjk: vec3.nullable(),
    }),
    output: z.strictObject({ jobId }),
  }),
  /** An empty segmentation to paint into. */
  'segmentation.create': call({
    input: z.strictObject({ seriesKey, stack: z.int().min(0), label: z.string().min(1).max(64) }),
    output: findingValue,
  }),
} as const;
