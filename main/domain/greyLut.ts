import { modalityFunction, type ModalityTransform } from './greyModality.ts';
import type { PaddingRange } from './greyPadding.ts';
import type { PresentationShape } from './greyPresentation.ts';
import type { ValueTable } from './lookupTable.ts';
import { voiFunctionOf, type VoiTransform } from './greyVoi.ts';

/**
 * The grey pipeline in the order of PS3.4 N.2: stored value -> modality -> VOI -> presentation -> 8-bit grey.
 * Values already rescaled (a volume) go in with the identity as modality.
 */
export interface GreyPipeline {
  readonly modality: ModalityTransform;
  readonly voi: VoiTransform;
  readonly presentation: PresentationShape;
  /** A Presentation LUT (PS3.3 C.11.6.1.1) takes the place of the shape; its input is the whole range of greys. */
  readonly presentationTable?: ValueTable | null;
  /** In stored values: shown black whatever the window and the inversion, as padding is background, not image. */
  readonly padding: PaddingRange | null;
}

/** Stored value `firstStored + n` is shown with `grey[n]`. */
export interface GreyLut {
  readonly firstStored: number;
  readonly grey: Uint8Array;
}

/** Widest table that is built: every 16-bit value, signed or not, fits. */
export const greyLutLimit = 65536;

/** Grey 0..255, not rounded, of one stored value; 0 for padding and for what is no number. */
export function greyFunction(pipeline: GreyPipeline): (stored: number) => number {
  const modality = modalityFunction(pipeline.modality);
  const voi = voiFunctionOf(pipeline.voi);
  const { padding } = pipeline;
  const present = presentationFunction(pipeline);
  return (stored) => {
    if (padding !== null && stored >= padding.low && stored <= padding.high) return 0;
    const shade = voi(modality(stored));
    if (Number.isNaN(shade)) return 0;
    return 255 * present(shade);
  };
}

function presentationFunction({ presentation, presentationTable }: GreyPipeline): (shade: number) => number {
  const table = presentationTable ?? null;
  if (table !== null) {
    const last = table.entries.length - 1;
    const largest = 2 ** table.bits - 1;
    return (shade) => Math.min((table.entries[Math.round(shade * last)] ?? 0) / largest, 1);
  }
  return presentation === 'INVERSE' ? (shade) => 1 - shade : (shade) => shade;
}

/**
 * Tabulates the pipeline for stored values `range.min` to `range.max` (integers, at most 65536 of them), rounded half up.
 * About 1 ms for all 65536; pass the frame's own range to be faster.
 */
export function buildGreyLut(
  pipeline: GreyPipeline,
  range: { readonly min: number; readonly max: number },
): GreyLut {
  const count = range.max - range.min + 1;
  if (!Number.isInteger(range.min) || !Number.isInteger(count) || count < 1 || count > greyLutLimit) {
    throw new RangeError('a grey table covers 1 to 65536 integer values');
  }
  const shade = greyFunction(pipeline);
  const grey = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) grey[index] = Math.floor(shade(range.min + index) + 0.5);
  return { firstStored: range.min, grey };
}
