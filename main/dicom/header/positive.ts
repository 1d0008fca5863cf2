/** The value where it is above zero; null where it is absent or cannot be a size, a weight or a time. */
export function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
