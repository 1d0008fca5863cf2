import { lookUp, type ValueTable } from './lookupTable.ts';

/** VOI LUT Function (PS3.3 C.11.2.1.2 and C.11.2.1.3); LINEAR where the object does not say. */
export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** The VOI transformation: which modality values are shown, and how they are spread over the greys. */
export type VoiTransform =
  | {
      readonly kind: 'window';
      readonly function: VoiFunction;
      readonly windowCenter: number;
      readonly windowWidth: number;
    }
  | { readonly kind: 'table'; readonly table: ValueTable };

/**
 * Window values as a transformation; null where the standard does not allow them (width below 1 for LINEAR, not above 0
 * for the others, not a number): the caller shows another window and says so, it never bends these.
 */
export function windowVoi(
  windowCenter: number,
  windowWidth: number,
  voiFunction: VoiFunction = 'LINEAR',
): VoiTransform | null {
  if (!Number.isFinite(windowCenter) || !Number.isFinite(windowWidth)) return null;
  if (voiFunction === 'LINEAR' ? windowWidth < 1 : windowWidth <= 0) return null;
  return { kind: 'window', function: voiFunction, windowCenter, windowWidth };
}

/** A function from modality value to 0..1: 0 the first grey, 1 the last. */
export function voiFunctionOf(transform: VoiTransform): (value: number) => number {
  if (transform.kind === 'table') {
    const { table } = transform;
    const largest = 2 ** table.bits - 1;
    return (value) => Math.min(lookUp(table, value) / largest, 1);
  }
  const { windowCenter: center, windowWidth: width } = transform;
  switch (transform.function) {
    case 'LINEAR': {
      // C.11.2.1.2.1: at or below the lower limit black, above the upper limit white; width 1 is a step.
      const lower = center - 0.5 - (width - 1) / 2;
      const upper = center - 0.5 + (width - 1) / 2;
      return (value) =>
        value <= lower ? 0 : value > upper ? 1 : (value - (center - 0.5)) / (width - 1) + 0.5;
    }
    case 'LINEAR_EXACT': {
      const lower = center - width / 2;
      const upper = center + width / 2;
      return (value) => (value <= lower ? 0 : value > upper ? 1 : (value - center) / width + 0.5);
    }
    case 'SIGMOID':
      return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  }
}
