import type { Failure } from '../../main/domain/failure.ts';
import type { DataType } from '../../preload/contract/values.ts';

/** What the page asks of its byte worker. `bytes` is the length that the contract promised; another one is a failure. */
export type BytesRequest =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly url: string;
      readonly bytes: number;
      readonly dataType: DataType;
      /** Into a SharedArrayBuffer, so that windows and workers can share it. */
      readonly shared: boolean;
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type BytesReply =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly buffer: ArrayBufferLike;
      readonly range: { readonly min: number; readonly max: number };
    }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };
