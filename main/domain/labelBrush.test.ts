import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintStroke, type BrushStroke } from './labelBrush.ts';
import { applyLabelDelta, invertLabelDelta } from './labelDelta.ts';
import { length, subtract, transformPoint, type Mat4, type Vec3 } from './space.ts';

/** Thick slices, a little sheared, as in a tilted gantry. */
const ijkToLps: Mat4 = [0.7, 0, 0, 0, 0, 0.9, 0, 0, 0, 1.1, 3, 0, 5, 6, 7, 1];
const dims = [11, 10, 6] as const;
const voxels = dims[0] * dims[1] * dims[2];
const plain: BrushStroke = {
  dims,
  ijkToLps,
  pathIjk: [[5, 5, 3]],
  radiusMm: 2.4,
  shape: { kind: 'sphere' },
  label: 2,
  over: null,
};

const images = fc.uint8Array({ minLength: voxels, maxLength: voxels, max: 2 });
const places = fc.tuple(
  fc.double({ min: -2, max: 12, noNaN: true }),
  fc.double({ min: -2, max: 12, noNaN: true }),
  fc.double({ min: -2, max: 7, noNaN: true }),
);

function placeOf(p: number): Vec3 {
  return [p % dims[0], Math.floor(p / dims[0]) % dims[1], Math.floor(p / (dims[0] * dims[1]))];
}

describe('a brush stroke', () => {
  it('paints the voxels whose centres lie within the radius in mm, and undo restores the image', () => {
    fc.assert(
      fc.property(images, places, fc.double({ min: 0.1, max: 5, noNaN: true }), (image, centre, radiusMm) => {
        const delta = paintStroke(image, { ...plain, pathIjk: [centre], radiusMm });
        const labels = image.slice();
        applyLabelDelta(labels, delta);
        const middle = transformPoint(ijkToLps, centre);
        const wrong = labels.findIndex((label, p) => {
          const away = length(subtract(transformPoint(ijkToLps, placeOf(p)), middle));
          if (Math.abs(away - radiusMm) < 1e-6) return false;
          return label !== (away < radiusMm ? 2 : image[p]);
        });
        expect(wrong).toBe(-1);
        applyLabelDelta(labels, invertLabelDelta(delta));
        expect(labels).toEqual(image);
      }),
    );
  });

  it('as a disc stays in the plane of its first point', () => {
    const delta = paintStroke(new Uint8Array(voxels), {
      ...plain,
      pathIjk: [[5, 5, 2.6]],
      shape: { kind: 'circle', acrossAxis: 2 },
    });
    expect(delta.reduce((sum, run) => sum + run.length, 0)).toBeGreaterThan(10);
    expect(delta.every(({ start }) => placeOf(start)[2] === 3)).toBe(true);
  });

  it('leaves no gap between two points far apart', () => {
    const labels = new Uint8Array(voxels);
    applyLabelDelta(
      labels,
      paintStroke(labels, {
        ...plain,
        pathIjk: [
          [0, 5, 3],
          [10, 5, 3],
        ],
        radiusMm: 0.5,
      }),
    );
    const row = [...labels.subarray(11 * (5 + 10 * 3), 11 * (6 + 10 * 3))];
    expect(row).toEqual(Array.from({ length: 11 }, () => 2));
  });

  it('paints only over the labels that are named, and erases with 0', () => {
    const labels = new Uint8Array(voxels).fill(1);
    expect(paintStroke(labels, { ...plain, over: [0] })).toEqual([]);
    const erased = paintStroke(labels, { ...plain, label: 0, over: [1] });
    expect(new Set(erased.map(({ after }) => after))).toEqual(new Set([0]));
  });

  it('changes nothing outside the image', () => {
    expect(paintStroke(new Uint8Array(voxels), { ...plain, pathIjk: [[-40, 5, 3]] })).toEqual([]);
  });
});
