import { z } from 'zod';
import { failureCodes } from '../../main/domain/failureCodes.ts';

/** Opaque keys of the catalog: compare them, never take them apart. */
export const patientKey = z.string().min(1).max(128);
export const studyKey = z.string().min(1).max(128);
export const seriesKey = z.string().min(1).max(128);
export const instanceKey = z.string().min(1).max(160);
export const findingId = z.string().min(1).max(64);
export const jobId = z.string().min(1).max(64);

export const uidText = z
  .string()
  .regex(/^[0-9.]+$/)
  .max(64);
/** DICOM DA: YYYYMMDD, as recorded. */
export const dicomDate = z.string().max(10);
/** DICOM TM as recorded. */
export const dicomTime = z.string().max(16);
export const isoTime = z.iso.datetime();

const finite = z.number();
export const vec3 = z.tuple([finite, finite, finite]);
/** 4x4, column-major. */
export const mat4 = z.array(finite).length(16);

export const failureValue = z.strictObject({
  code: z.enum(failureCodes as [(typeof failureCodes)[number], ...(typeof failureCodes)[number][]]),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A person's name in the three component groups of PS3.5 6.2.1; `display` is safe to show (no control or bidi marks). */
export const personName = z.strictObject({
  display: z.string(),
  alphabetic: z.string(),
  ideographic: z.string(),
  phonetic: z.string(),
});

export const role = z.enum(['reader', 'signer', 'administrator']);

/** Element types of byte streams; little endian. */
export const dataType = z.enum(['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f32', 'f64']);

export type PersonName = z.infer<typeof personName>;
export type Role = z.infer<typeof role>;
export type DataType = z.infer<typeof dataType>;
