import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDecimalString } from './decimalString.ts';

it('fits 16 characters and keeps at least nine digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
      const text = formatDecimalString(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 5e-9);
    }),
  );
});

it('keeps short numbers exact', () => {
  expect(formatDecimalString(-0)).toBe('0');
  expect(formatDecimalString(0.703125)).toBe('0.703125');
  expect(formatDecimalString(-1024)).toBe('-1024');
  expect(() => formatDecimalString(Number.NaN)).toThrow(RangeError);
});
