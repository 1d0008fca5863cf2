import type { VoiFunction } from '../../main/domain/greyVoi.ts';

/** Which values are shown: a window in modality values, or a table of the header by its index. */
export type ShownVoi =
  | {
      readonly kind: 'window';
      readonly center: number;
      readonly width: number;
      readonly function: VoiFunction;
      /** Where it comes from; `computed` is told to the reader. */
      readonly origin: 'header' | 'preset' | 'computed' | 'reader';
    }
  | { readonly kind: 'table'; readonly index: number };
