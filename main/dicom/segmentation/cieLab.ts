type Triple = readonly [number, number, number];

/** D50, the white of the profile connection space (ICC.1): PS3.3 C.10.7.1.1 encodes L*a*b* under it. */
const white: Triple = [0.9642, 1, 0.8249];

/** sRGB (0 to 255) as the three 16-bit numbers of a recommended display value: L* 0..100, a* and b* -128..127. */
export function toCieLab(color: Triple): Triple {
  const [r, g, b] = color.map((value) => linear(value / 255));
  const [red = 0, green = 0, blue = 0] = [r, g, b];
  const [x, y, z] = [
    0.4360747 * red + 0.3850649 * green + 0.1430804 * blue,
    0.2225045 * red + 0.7168786 * green + 0.0606169 * blue,
    0.0139322 * red + 0.0971045 * green + 0.7141733 * blue,
  ];
  const [fx, fy, fz] = [curve(x / white[0]), curve(y / white[1]), curve(z / white[2])];
  return [
    scaled((116 * fy - 16) / 100),
    scaled((500 * (fx - fy) + 128) / 255),
    scaled((200 * (fy - fz) + 128) / 255),
  ];
}

/** The way back, to whole sRGB values; colours outside sRGB are clipped to it. */
export function fromCieLab([l, a, b]: Triple): Triple {
  const fy = ((l / 65_535) * 100 + 16) / 116;
  const fx = fy + ((a / 65_535) * 255 - 128) / 500;
  const fz = fy - ((b / 65_535) * 255 - 128) / 200;
  const [x, y, z] = [uncurve(fx) * white[0], uncurve(fy) * white[1], uncurve(fz) * white[2]];
  return [
    display(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
    display(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
    display(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
  ];
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function display(value: number): number {
  const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, encoded)) * 255);
}

function curve(value: number): number {
  return value > 216 / 24_389 ? Math.cbrt(value) : ((24_389 / 27) * value + 16) / 116;
}

function uncurve(value: number): number {
  const cube = value ** 3;
  return cube > 216 / 24_389 ? cube : (116 * value - 16) / (24_389 / 27);
}

function scaled(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * 65_535);
}
