/**
 * The inverse DCT of an 8x8 block of 12-bit samples in place, level shifted and kept within 0..4095: the accurate integer
 * method of Loeffler, Ligtenberg and Moschytz with 13 bits of constants and 1 bit of extra precision after the first
 * pass, which is what the reference implementation uses for 12 bits, so that results agree to the bit.
 */
export function inverseDct(block: Int32Array): void {
  for (let column = 0; column < 8; column += 1) pass(block, column, 8, constBits - pass1Bits);
  for (let row = 0; row < 8; row += 1) pass(block, 8 * row, 1, constBits + pass1Bits + 3);
  for (let at = 0; at < 64; at += 1) {
    const value = (block[at] ?? 0) + 2048;
    block[at] = value < 0 ? 0 : value > 4095 ? 4095 : value;
  }
}

const constBits = 13;
const pass1Bits = 1;

/** Eight values `step` apart from `start`; results are rounded and shifted down by `shift`. */
function pass(block: Int32Array, start: number, step: number, shift: number): void {
  const at = (index: number): number => block[start + index * step] ?? 0;
  const half = 1 << (shift - 1);
  const put = (index: number, value: number): void => {
    block[start + index * step] = (value + half) >> shift;
  };

  const z1 = (at(2) + at(6)) * 4433;
  const even2 = z1 - at(6) * 15137;
  const even3 = z1 + at(2) * 6270;
  const even0 = (at(0) + at(4)) * 8192;
  const even1 = (at(0) - at(4)) * 8192;
  const t10 = even0 + even3;
  const t13 = even0 - even3;
  const t11 = even1 + even2;
  const t12 = even1 - even2;

  const z5 = (at(7) + at(3) + at(5) + at(1)) * 9633;
  const a = (at(7) + at(1)) * -7373;
  const b = (at(5) + at(3)) * -20995;
  const c = (at(7) + at(3)) * -16069 + z5;
  const d = (at(5) + at(1)) * -3196 + z5;
  const odd0 = at(7) * 2446 + a + c;
  const odd1 = at(5) * 16819 + b + d;
  const odd2 = at(3) * 25172 + b + c;
  const odd3 = at(1) * 12299 + a + d;

  put(0, t10 + odd3);
  put(7, t10 - odd3);
  put(1, t11 + odd2);
  put(6, t11 - odd2);
  put(2, t12 + odd1);
  put(5, t12 - odd1);
  put(3, t13 + odd0);
  put(4, t13 - odd0);
}
