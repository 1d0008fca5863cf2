import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import type { SegmentRequest } from '../imaging/segment.ts';
import type { Segmentation } from '../imaging/segmentation.ts';
import type { SegmentThreadMessage, SegmentThreadTask } from './segmentThread.ts';

export interface SegmentWork {
  readonly volume: Volume;
  readonly modality: string;
  readonly request: SegmentRequest;
  readonly signal?: AbortSignal;
  /** Part done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Segments on a thread of its own, so that the services go on answering. */
export interface Segmenter {
  /** The volume's buffer moves to the thread and is gone afterwards: pass one that nobody else needs. */
  run(work: SegmentWork): Promise<Result<Segmentation>>;
}

/** `entry` is the thread's module; the one of this source tree unless the program is packed. */
export function createSegmenter(entry: URL = new URL('./segmentThread.ts', import.meta.url)): Segmenter {
  return {
    run({ volume, modality, request, signal, onProgress }) {
      if (signal?.aborted === true) return Promise.resolve(fail('CANCELLED'));
      const task: SegmentThreadTask = { volume, modality, request };
      const worker = new Worker(entry, {
        workerData: task,
        transferList: [volume.data.buffer as ArrayBuffer],
      });
      return new Promise((resolve) => {
        const end = (result: Result<Segmentation>): void => {
          signal?.removeEventListener('abort', cancel);
          resolve(result);
          void worker.terminate();
        };
        const cancel = (): void => end(fail('CANCELLED'));
        signal?.addEventListener('abort', cancel);
        worker.on('message', (message: SegmentThreadMessage) => {
          if (message.kind === 'progress') onProgress?.(message.fraction);
          else end(message.result);
        });
        worker.on('error', () => end(fail('INTERNAL')));
        worker.on('exit', () => end(fail('INTERNAL')));
      });
    },
  };
}
