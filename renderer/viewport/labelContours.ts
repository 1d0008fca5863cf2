import type { ImagePixels } from './imagePixels.ts';

/**
 * The outlines of the labels of a slice, as straight pieces x0, y0, x1, y1 in frame pixels (pixel centres at whole numbers,
 * so that pieces lie at halves), by label. Pieces that continue each other are one. The edge of the image closes a label.
 * Only the box that holds labels is walked: an empty slice costs one look at its bytes.
 */
export function labelContours(labels: ImagePixels): ReadonlyMap<number, readonly number[]> {
  const pieces = new Map<number, number[]>();
  const box = boxOf(labels);
  if (box === null) return pieces;
  const { columns, data } = labels;
  const { left, right, top, bottom } = box;
  walkLines(
    { first: top, last: bottom, from: left, to: right },
    (line, place) => data[line * columns + place] ?? 0,
    (label, line, from, to) => piecesOf(pieces, label).push(from, line, to, line),
  );
  walkLines(
    { first: left, last: right, from: top, to: bottom },
    (line, place) => data[place * columns + line] ?? 0,
    (label, line, from, to) => piecesOf(pieces, label).push(line, from, line, to),
  );
  return pieces;
}

function piecesOf(pieces: Map<number, number[]>, label: number): number[] {
  const known = pieces.get(label) ?? [];
  pieces.set(label, known);
  return known;
}

/** The smallest box around all labels, both ends included; null where there are none. */
function boxOf(labels: ImagePixels): {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
} | null {
  const { columns, rows, data } = labels;
  let [left, right, top, bottom] = [columns, -1, rows, -1];
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      if (data[at] === 0) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  return right < 0 ? null : { left, right, top, bottom };
}

/** Walks each line between two rows (or columns) of the box and tells the pieces of border on it, for the label of either side. */
function walkLines(
  box: { readonly first: number; readonly last: number; readonly from: number; readonly to: number },
  labelAt: (line: number, place: number) => number,
  tell: (label: number, line: number, from: number, to: number) => void,
): void {
  const { first, last, from, to } = box;
  for (let line = first; line <= last + 1; line++) {
    let [beforeLabel, beforeFrom, afterLabel, afterFrom] = [0, 0, 0, 0];
    for (let place = from; place <= to + 1; place++) {
      const isInside = place <= to;
      const before = isInside && line > first ? labelAt(line - 1, place) : 0;
      const after = isInside && line <= last ? labelAt(line, place) : 0;
      const ofBefore = before === after ? 0 : before;
      const ofAfter = before === after ? 0 : after;
      if (ofBefore !== beforeLabel) {
        if (beforeLabel !== 0) tell(beforeLabel, line - 0.5, beforeFrom - 0.5, place - 0.5);
        beforeLabel = ofBefore;
        beforeFrom = place;
      }
      if (ofAfter !== afterLabel) {
        if (afterLabel !== 0) tell(afterLabel, line - 0.5, afterFrom - 0.5, place - 0.5);
        afterLabel = ofAfter;
        afterFrom = place;
      }
    }
  }
}
