import type { FrameSource } from '../dicom/frameSource.ts';
import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import type { JsonValue } from '../domain/json.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { Identity } from '../vault/vault.ts';
import type { PatientIdentity, StatedPatient } from './patientIdentity.ts';

/** One object, read and stored in the vault, that the catalog does not know yet. */
export interface NewInstance {
  /** As shown: decoded with a remembered character set where there is one. */
  readonly header: InstanceHeader;
  /** As declared: what the patient key was made of. */
  readonly stated: StatedPatient;
  readonly patient: PatientIdentity;
  /** SHA-256 of the original bytes, hex. */
  readonly instanceKey: string;
  /** Of the object in the vault that holds them. */
  readonly identity: Identity;
  readonly sizeBytes: number;
  /** False where the file ends too early. */
  readonly complete: boolean;
  readonly pixels: { readonly header: PixelHeader; readonly frames: FrameSource } | null;
  /** Made by Axial from a picture or a PDF. */
  readonly wrapped: boolean;
  /** The header was decoded with a character set that a person had confirmed for this source, not the declared one. */
  readonly remembered: boolean;
  /** What wrote it, for remembered decisions on character sets. */
  readonly source: string;
}

/** What is kept of an object as JSON, against the series' base. */
export function contentOf(instance: Pick<NewInstance, 'header' | 'pixels'>): JsonValue {
  return { header: instance.header, pixels: instance.pixels } as unknown as JsonValue;
}
