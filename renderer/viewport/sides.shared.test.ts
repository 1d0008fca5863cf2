import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../e2e/capabilities.ts';
import { unwrap } from '../../main/domain/failure.ts';
import { encodedFrames, frameBytes } from '../../main/dicom/encodedFrames.ts';
import { parseDicom } from '../../main/dicom/parseDicom.ts';
import { apply2 } from '../tools/affine2.ts';
import type { PlaneGeometry } from '../tools/planeGeometry.ts';
import { fitView, imageToCanvas, lettersOf, turnView, type View } from '../tools/viewTransform.ts';

/**
 * A real chest at the height of the liver: the liver (right) fills one half of the body, stomach and colon with their
 * gas (left) lie in the other. Whatever a reader does to the view, the half beside the letter R has to be the liver's.
 */
const bytes = readFileSync(join(sharedFolder, 'data', 'dev', 'ct_chest_bellona', '5.dcm'));
const file = unwrap(parseDicom(bytes));
const frame = unwrap(frameBytes(unwrap(encodedFrames(file)), bytes, 0));
const stored = new Uint16Array(frame.bytes.slice().buffer);
const [columns, rows] = [512, 512];
const numbersOf = (keyword: 'ImageOrientationPatient' | 'PixelSpacing'): readonly number[] =>
  file.dataSet.numbers(keyword) ?? [];
const [rowX = 0, rowY = 0, rowZ = 0, columnX = 0, columnY = 0, columnZ = 0] =
  numbersOf('ImageOrientationPatient');
const [rowMm = 1, columnMm = 1] = numbersOf('PixelSpacing');

const plane: PlaneGeometry = {
  columns,
  rows,
  columnStep: [columnMm, 0],
  rowStep: [0, rowMm],
  spacingMm: [rowMm, columnMm],
  columnStepLps: [rowX * columnMm, rowY * columnMm, rowZ * columnMm],
  rowStepLps: [columnX * rowMm, columnY * rowMm, columnZ * rowMm],
  positionLps: [0, 0, 0],
};

/** Share of liver-like values (60 to 180 HU) among the pixels drawn at each edge's half of the pane. */
function liverBySide(view: View): Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>> {
  const map = imageToCanvas(plane, view, { width: 500, height: 500 });
  const counts = { left: 0, right: 0, top: 0, bottom: 0 };
  for (let row = 100; row < 400; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const hu = (stored[row * columns + column] ?? 0) - 1024;
      if (hu < 60 || hu > 180) continue;
      const [x, y] = apply2(map, [column, row]);
      counts[x < 250 ? 'left' : 'right'] += 1;
      counts[y < 250 ? 'top' : 'bottom'] += 1;
    }
  }
  return counts;
}

const views: readonly View[] = [0, 1, 2, 3].flatMap((turns) =>
  [false, true].flatMap((flipHorizontal) =>
    [false, true].map((flipVertical) => turnView({ ...fitView, flipHorizontal, flipVertical }, turns)),
  ),
);

describe('the sides of a real chest', () => {
  it('show the liver on the left of the screen before anything is turned, as radiologists expect', () => {
    const letters = lettersOf(plane, imageToCanvas(plane, fitView, { width: 500, height: 500 }));
    expect([letters?.left, letters?.right, letters?.top, letters?.bottom]).toEqual(['R', 'L', 'A', 'P']);
    const liver = liverBySide(fitView);
    expect(liver.left).toBeGreaterThan(2 * liver.right);
  });

  it.each(views)(
    'keep the letter R beside the liver ($turns turns, $flipHorizontal, $flipVertical)',
    (view) => {
      const letters = lettersOf(plane, imageToCanvas(plane, view, { width: 500, height: 500 }));
      if (letters === null) throw new Error('no letters');
      const liver = liverBySide(view);
      const edges = ['left', 'right', 'top', 'bottom'] as const;
      const beside = edges.find((edge) => letters[edge] === 'R');
      const opposite = edges.find((edge) => letters[edge] === 'L');
      if (beside === undefined || opposite === undefined) throw new Error('no sides');
      expect(liver[beside]).toBeGreaterThan(2 * liver[opposite]);
    },
  );
});
