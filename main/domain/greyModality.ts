import { lookUp, type ValueTable } from './lookupTable.ts';

/**
 * The modality transformation (PS3.3 C.11.1): stored values to values of the modality, HU for CT.
 * An object has a table or slope and intercept, never both; with neither it is the identity.
 */
export type ModalityTransform =
  | { readonly kind: 'identity' }
  | { readonly kind: 'linear'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'table'; readonly table: ValueTable };

/** Slope and intercept as the transformation they mean; null where they are no transformation (slope 0, not a number). */
export function linearModality(slope: number | null, intercept: number | null): ModalityTransform | null {
  if (slope === null && intercept === null) return { kind: 'identity' };
  const a = slope ?? 1;
  const b = intercept ?? 0;
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === 0) return null;
  return a === 1 && b === 0 ? { kind: 'identity' } : { kind: 'linear', slope: a, intercept: b };
}

/** A function from stored value to modality value. */
export function modalityFunction(transform: ModalityTransform): (stored: number) => number {
  switch (transform.kind) {
    case 'identity':
      return (stored) => stored;
    case 'linear': {
      const { slope, intercept } = transform;
      return (stored) => stored * slope + intercept;
    }
    case 'table': {
      const { table } = transform;
      return (stored) => lookUp(table, stored);
    }
  }
}
