import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply2, compose2, invert2, type Point2 } from './affine2.ts';
import type { PlaneGeometry } from './planeGeometry.ts';
import {
  canvasToImage,
  fitView,
  imageToCanvas,
  lettersOf,
  panBy,
  turnView,
  zoomAbout,
  zoomOneToOne,
  type View,
} from './viewTransform.ts';

const pane = { width: 800, height: 600 };
/** An axial image of rectangular pixels: rows 1 mm, columns 0.5 mm apart. */
const plane: PlaneGeometry = {
  columns: 400,
  rows: 100,
  columnStep: [0.5, 0],
  rowStep: [0, 1],
  spacingMm: [1, 0.5],
  columnStepLps: [0.5, 0, 0],
  rowStepLps: [0, 1, 0],
  positionLps: [0, 0, 0],
};
const number = fc.double({ min: -50, max: 50, noNaN: true });
const anyView: fc.Arbitrary<View> = fc.record({
  zoom: fc.double({ min: 0.1, max: 20, noNaN: true }),
  pan: fc.tuple(number, number),
  turns: fc.integer({ min: 0, max: 3 }),
  flipHorizontal: fc.boolean(),
  flipVertical: fc.boolean(),
});
const close = (first: Point2, second: Point2): void => {
  expect(first[0]).toBeCloseTo(second[0], 6);
  expect(first[1]).toBeCloseTo(second[1], 6);
};

describe('the view of an image', () => {
  it('fits the whole image into the pane, centred and undistorted', () => {
    const map = imageToCanvas(plane, fitView, pane);
    close(apply2(map, [(plane.columns - 1) / 2, (plane.rows - 1) / 2]), [400, 300]);
    close(apply2(map, [-0.5, 0]), [0, apply2(map, [0, 0])[1]]);
    // 10 mm to the right and 10 mm down are as long on screen.
    const [right, down] = [apply2(map, [20, 0]), apply2(map, [0, 10])];
    const origin = apply2(map, [0, 0]);
    expect(right[0] - origin[0]).toBeCloseTo(down[1] - origin[1], 9);
  });

  it('leads from canvas back to the same pixel', () => {
    fc.assert(
      fc.property(anyView, number, number, (view, column, row) => {
        const map = imageToCanvas(plane, view, pane);
        close(canvasToImage(map, apply2(map, [column, row])) ?? [Number.NaN, Number.NaN], [column, row]);
      }),
    );
  });

  it('keeps the image under the pointer while it zooms', () => {
    fc.assert(
      fc.property(anyView, fc.double({ min: 0.5, max: 2, noNaN: true }), (view, factor) => {
        const anchorCanvas: Point2 = [123, 456];
        const before = canvasToImage(imageToCanvas(plane, view, pane), anchorCanvas);
        const zoomed = zoomAbout(view, { plane, pane, factor, anchorCanvas });
        const after = canvasToImage(imageToCanvas(plane, zoomed, pane), anchorCanvas);
        close(after ?? [0, 0], before ?? [1, 1]);
      }),
    );
  });

  it('follows the pointer while it pans', () => {
    const moved = panBy(fitView, { plane, pane, delta: [30, -12] });
    const [before, after] = [fitView, moved].map((view) => apply2(imageToCanvas(plane, view, pane), [7, 9]));
    close(after ?? [0, 0], [(before?.[0] ?? 0) + 30, (before?.[1] ?? 0) - 12]);
  });

  it('shows pixels one to one by their shorter step', () => {
    const view = { ...fitView, zoom: zoomOneToOne(plane, fitView, pane, 2) };
    const map = imageToCanvas(plane, view, pane);
    expect(Math.hypot(map.a, map.b)).toBeCloseTo(0.5, 9);
  });

  it('turns as seen, also when mirrored', () => {
    for (const mirrored of [false, true]) {
      const view = { ...fitView, flipHorizontal: mirrored };
      const before = imageToCanvas(plane, view, pane);
      const after = imageToCanvas(plane, turnView(view, 1), pane);
      // What pointed right points down.
      const direction = (map: typeof before): number => Math.atan2(map.b, map.a);
      const turned = direction(after) - direction(before);
      expect(Math.cos(turned)).toBeCloseTo(0, 9);
      expect(Math.sin(turned)).toBeCloseTo(1, 9);
    }
  });

  it('names the sides that are drawn: the letter at an edge is where the patient lies', () => {
    const at = (view: View): readonly string[] => {
      const letters = lettersOf(plane, imageToCanvas(plane, view, pane));
      return [letters?.left ?? '', letters?.right ?? '', letters?.top ?? '', letters?.bottom ?? ''];
    };
    expect(at(fitView)).toEqual(['R', 'L', 'A', 'P']);
    expect(at({ ...fitView, flipHorizontal: true })).toEqual(['L', 'R', 'A', 'P']);
    expect(at(turnView(fitView, 1))).toEqual(['P', 'A', 'R', 'L']);
    expect(at(turnView({ ...fitView, flipVertical: true }, 1))).toEqual(['A', 'P', 'R', 'L']);
  });
});

describe('affine maps', () => {
  it('compose to nothing with their inverse', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const map = imageToCanvas(plane, view, pane);
        const back = invert2(map);
        const both = back === null ? map : compose2(back, map);
        close(apply2(both, [3, 4]), [3, 4]);
      }),
    );
    expect(invert2({ a: 1, b: 1, c: 1, d: 1, e: 0, f: 0 })).toBeNull();
  });
});
