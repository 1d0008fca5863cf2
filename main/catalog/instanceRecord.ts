import type { FrameSource } from '../dicom/frameSource.ts';
import type { InstanceHeader } from '../dicom/instanceHeader.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { Identity } from '../vault/vault.ts';

/** One kept object of the catalog. */
export interface InstanceRecord {
  /** SHA-256 of the original bytes, hex: with it the SOP Instance UID is given too. */
  readonly instanceKey: string;
  readonly seriesKey: string;
  readonly studyKey: string;
  readonly patientKey: string;
  readonly sopInstanceUid: string;
  /** Of the object in the vault that holds its bytes. */
  readonly identity: Identity;
  readonly sizeBytes: number;
  readonly header: InstanceHeader;
  /** Pixel layout and place of the frames in the object; null where it has none or the header contradicts itself. */
  readonly pixels: { readonly header: PixelHeader; readonly frames: FrameSource } | null;
  /** How many other byte streams of this series claim the same SOP Instance UID. */
  readonly conflictingCopies: number;
  /** Whether this one of the copies enters the stack: the complete one, then the lowest `instanceKey`. */
  readonly chosen: boolean;
}
