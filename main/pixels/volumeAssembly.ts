import type { Result } from '../domain/failure.ts';
import type { DecodedFrame, PixelHeader } from '../domain/pixelHeader.ts';
import type { Volume } from '../domain/volume.ts';
import type { SliceStack } from './sliceStacks.ts';

/** What the assembly needs to know of one slice beside its pixels. */
export interface SliceRescale {
  readonly header: PixelHeader;
  readonly modality: string | null;
  readonly rescaleSlope: number | null;
  readonly rescaleIntercept: number | null;
  /** RescaleType, trimmed: `HU`, `US`, `OD`. */
  readonly rescaleType: string | null;
  /** The third value of ImageType: `LOCALIZER` has no Hounsfield unit. */
  readonly imageKind: string | null;
}

/** Decodes the frame of one slice. */
export type SliceSource = (id: string, signal: AbortSignal | null) => Promise<Result<DecodedFrame>>;

export interface AssembleOptions {
  readonly stack: SliceStack;
  readonly rescale: ReadonlyMap<string, SliceRescale>;
  readonly source: SliceSource;
  /** The volume may take this much; a larger one is refused with `PIXELS_TOO_LARGE` before anything is decoded. */
  readonly memoryLimitBytes: number;
  /** Frames asked for at once: the size of the decoder pool and a few more. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export type AssembledVolume = Result<Volume>;
