import type { Kernels } from '../../native/index.ts';
import { fail, failureOf, AxialError, succeed, type Result } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { segmentBody } from './body.ts';
import { segmentBone } from './bone.ts';
import { segmentGrow } from './grow.ts';
import { segmentLungs } from './lungs.ts';
import type { LongWork, Segmentation } from './segmentation.ts';
import { segmentThreshold } from './threshold.ts';

export type SegmentRequest =
  | { readonly method: 'lungs' }
  | { readonly method: 'bone' }
  | { readonly method: 'body' }
  /** Values within bounds, both ends included; null is open, and one of the two must be given. */
  | { readonly method: 'threshold'; readonly lower: number | null; readonly upper: number | null }
  /** What a seed reaches through faces; without bounds they come from the seed's surroundings (`seedBounds`). */
  | {
      readonly method: 'grow';
      /** 0-based column, row, slice. */
      readonly seedIjk: readonly [number, number, number];
      readonly lower: number | null;
      readonly upper: number | null;
    };

export type SegmentMethod = SegmentRequest['method'];

export const segmentMethods = [
  'lungs',
  'bone',
  'body',
  'threshold',
  'grow',
] as const satisfies SegmentMethod[];

export interface SegmentTask extends LongWork {
  readonly volume: Volume;
  /** Modality (0008,0060) of the series. Lungs and bone accept `CT` only. */
  readonly modality: string;
  readonly request: SegmentRequest;
  readonly kernels: Kernels;
}

/**
 * Segments a volume without a model, on the caller's thread, giving way to other work between steps of some 100 ms.
 * Needs rescaled values (HU for CT). Memory beside the volume: one byte a
 * voxel for the result and at most one more at a time (bone), and a small grid.
 * Fails with `WRONG_MODALITY` (lungs and bone off CT), `NOTHING_FOUND`, `SEED_OUTSIDE`, `INVALID_INPUT`
 * (bounds that contain nothing or are missing) and `CANCELLED`.
 */
export async function segmentVolume(task: SegmentTask): Promise<Result<Segmentation>> {
  const { request, modality } = task;
  if ((request.method === 'lungs' || request.method === 'bone') && modality !== 'CT') {
    return fail('WRONG_MODALITY', `Segmenting ${request.method} works on CT only, not on ${modality}.`, {
      method: request.method,
      modality,
    });
  }
  try {
    return succeed(await run(task));
  } catch (error) {
    if (error instanceof AxialError) return { ok: false, failure: failureOf(error) };
    throw error;
  }
}

function run(task: SegmentTask): Promise<Segmentation> {
  const { request } = task;
  switch (request.method) {
    case 'lungs':
      return segmentLungs(task);
    case 'bone':
      return segmentBone(task);
    case 'body':
      return segmentBody(task);
    case 'threshold':
      return segmentThreshold(task, request);
    case 'grow':
      return segmentGrow(task, request);
  }
}
