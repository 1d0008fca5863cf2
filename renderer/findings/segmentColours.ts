/** Okabe and Ito's colour-blind-safe set, lightened for black; the same as the tokens `--series-0` to `--series-7`. */
const segmentColours = [
  0x56b4e9, 0xe69f00, 0x2bc59a, 0xf0e442, 0xe58fc0, 0xf07b3f, 0x5f8ff0, 0xc9ced6,
] as const;

/** The colour of a segment as 0xRRGGBB, by its index in the set; the set repeats. */
export function segmentRgb(colour: number): number {
  const count = segmentColours.length;
  return segmentColours[((colour % count) + count) % count] ?? segmentColours[0];
}

/** The same as the name of the token that the chrome paints it with. */
export function segmentToken(colour: number): string {
  const count = segmentColours.length;
  return `var(--series-${((colour % count) + count) % count})`;
}
