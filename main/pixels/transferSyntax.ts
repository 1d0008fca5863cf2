/** How the pixels of a transfer syntax are encoded (PS3.5 A, PS3.6 A-1). */
export type PixelEncoding =
  | 'native'
  | 'deflated-frame'
  | 'rle'
  | 'jpeg'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  | 'jpeg-xl'
  | 'video';

/** The encoding of a transfer syntax; null for one that is not known. A few thousand uses a second cost nothing. */
export function pixelEncoding(transferSyntaxUid: string): PixelEncoding | null {
  return encodings.get(transferSyntaxUid) ?? null;
}

/** Every transfer syntax of one encoding. */
export function transferSyntaxesOf(encoding: PixelEncoding): readonly string[] {
  return [...encodings].filter(([, own]) => own === encoding).map(([uid]) => uid);
}

const root = '1.2.840.10008.1.2';

const encodings: ReadonlyMap<string, PixelEncoding> = new Map<string, PixelEncoding>([
  [root, 'native'],
  [`${root}.1`, 'native'],
  [`${root}.1.98`, 'native'],
  [`${root}.1.99`, 'native'],
  [`${root}.2`, 'native'],
  ['1.2.840.113619.5.2', 'native'],
  [`${root}.8.1`, 'deflated-frame'],
  [`${root}.5`, 'rle'],
  // JPEG processes 1, 2 and 4, their retired relatives (3 to 13, 15 to 29), 14 and 14 SV1: the stream says which it is.
  ...range(50, 70).map((last): [string, PixelEncoding] => [`${root}.4.${last}`, 'jpeg']),
  [`${root}.4.80`, 'jpeg-ls'],
  [`${root}.4.81`, 'jpeg-ls'],
  [`${root}.4.90`, 'jpeg-2000'],
  [`${root}.4.91`, 'jpeg-2000'],
  [`${root}.4.92`, 'jpeg-2000'],
  [`${root}.4.93`, 'jpeg-2000'],
  [`${root}.4.201`, 'htj2k'],
  [`${root}.4.202`, 'htj2k'],
  [`${root}.4.203`, 'htj2k'],
  [`${root}.4.110`, 'jpeg-xl'],
  [`${root}.4.111`, 'jpeg-xl'],
  [`${root}.4.112`, 'jpeg-xl'],
  ...[100, 101, 102, 103, 104, 105, 106, 107, 108].flatMap((last): [string, PixelEncoding][] => [
    [`${root}.4.${last}`, 'video'],
    [`${root}.4.${last}.1`, 'video'],
  ]),
]);

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
