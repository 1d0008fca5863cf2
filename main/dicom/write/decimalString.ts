/** The longest DS value (PS3.5 table 6.2-1). */
const mostCharacters = 16;

/**
 * A number as a DS value of at most 16 characters: its shortest exact form where that fits, else rounded to as many
 * digits as fit. Throws a RangeError for what is not finite.
 */
export function formatDecimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a DS value is finite');
  const exact = String(value === 0 ? 0 : value);
  if (exact.length <= mostCharacters) return exact;
  for (let digits = 16; digits > 0; digits -= 1) {
    const near = Number(value.toPrecision(digits));
    const rounded = String(near);
    if (Number.isFinite(near) && rounded.length <= mostCharacters) return rounded;
  }
  return value.toExponential(8);
}
