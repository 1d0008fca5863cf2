import { parentPort, workerData } from 'node:worker_threads';
import { loadKernels } from '../../native/index.ts';
import type { Result } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { segmentVolume, type SegmentRequest } from '../imaging/segment.ts';
import type { Segmentation } from '../imaging/segmentation.ts';

/** What the thread is given. */
export interface SegmentThreadTask {
  readonly volume: Volume;
  readonly modality: string;
  readonly request: SegmentRequest;
}

/** What it answers: progress, then one result. */
export type SegmentThreadMessage =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'result'; readonly result: Result<Segmentation> };

const { volume, modality, request } = workerData as SegmentThreadTask;
const post = (message: SegmentThreadMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);

const result = await segmentVolume({
  volume,
  modality,
  request,
  kernels: loadKernels(),
  onProgress: (fraction) => post({ kind: 'progress', fraction }),
});
post({ kind: 'result', result }, result.ok ? [result.value.labelmap.data.buffer as ArrayBuffer] : []);
