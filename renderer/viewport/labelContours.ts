import type { ImagePixels } from './imagePixels.ts';

/**
 * The outlines of the labels of a slice, as straight pieces x0, y0, x1, y1 in frame pixels (pixel centres at whole numbers,
 * so that pieces lie at halves), by label. Pieces that continue each other are one. The edge of the image closes a label.
 */
export function labelContours(labels: ImagePixels): ReadonlyMap<number, readonly number[]> {
  const { columns, rows, data } = labels;
  const pieces = new Map<number, number[]>();
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? 0 : (data[row * columns + column] ?? 0);
  const add = (label: number, piece: readonly [number, number, number, number]): void => {
    const known = pieces.get(label) ?? [];
    pieces.set(label, known);
    known.push(...piece);
  };
  /** Walks along one line between pixels and joins equal neighbours to one piece. */
  const walk = (
    length: number,
    labelAt: (place: number) => number,
    pieceOf: (from: number, to: number) => readonly [number, number, number, number],
  ): void => {
    let [label, from] = [0, 0];
    for (let place = 0; place <= length; place++) {
      const here = place < length ? labelAt(place) : 0;
      if (here === label) continue;
      if (label !== 0) add(label, pieceOf(from - 0.5, place - 0.5));
      [label, from] = [here, place];
    }
  };
  /** The label of the first pixel where it differs from the second. */
  const edge = (first: number, second: number): number => (first === second ? 0 : first);
  for (let row = 0; row <= rows; row++) {
    const y = row - 0.5;
    const along = (from: number, to: number) => [from, y, to, y] as const;
    walk(columns, (column) => edge(at(column, row - 1), at(column, row)), along);
    walk(columns, (column) => edge(at(column, row), at(column, row - 1)), along);
  }
  for (let column = 0; column <= columns; column++) {
    const x = column - 0.5;
    const along = (from: number, to: number) => [x, from, x, to] as const;
    walk(rows, (row) => edge(at(column - 1, row), at(column, row)), along);
    walk(rows, (row) => edge(at(column, row), at(column - 1, row)), along);
  }
  return pieces;
}
