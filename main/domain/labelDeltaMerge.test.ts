import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertLabelDelta, labelDeltaBetween } from './labelDelta.ts';
import { fitsLabels, mergeLabelDeltas } from './labelDeltaMerge.ts';

const histories = fc.integer({ min: 0, max: 40 }).chain((voxels) => {
  const image = fc.uint8Array({ minLength: voxels, maxLength: voxels, max: 2 });
  return fc.tuple(image, image, image);
});

describe('two changes of a labelmap', () => {
  it('merge to the change from the first labelmap to the last', () => {
    fc.assert(
      fc.property(histories, ([a, b, c]) => {
        const merged = mergeLabelDeltas(labelDeltaBetween(a, b), labelDeltaBetween(b, c));
        expect(merged).toEqual({ ok: true, value: labelDeltaBetween(a, c) });
      }),
    );
  });

  it('merge to nothing where the one takes the other back', () => {
    fc.assert(
      fc.property(histories, ([a, b]) => {
        const delta = labelDeltaBetween(a, b);
        expect(mergeLabelDeltas(delta, invertLabelDelta(delta))).toEqual({ ok: true, value: [] });
      }),
    );
  });

  it('do not merge where the second expects other labels', () => {
    const first = labelDeltaBetween(Uint8Array.of(0), Uint8Array.of(1));
    const second = labelDeltaBetween(Uint8Array.of(2), Uint8Array.of(3));
    expect(mergeLabelDeltas(first, second)).toMatchObject({ ok: false, failure: { code: 'CONFLICT' } });
  });
});

describe('a change of a labelmap', () => {
  it('fits the labelmap that it starts from, and no other at the voxels it changes', () => {
    fc.assert(
      fc.property(histories, ([a, b]) => {
        const delta = labelDeltaBetween(a, b);
        expect(fitsLabels(a, delta)).toBe(true);
        expect(fitsLabels(b, delta)).toBe(delta.length === 0);
      }),
    );
  });

  it('does not fit a labelmap that is too short', () => {
    expect(fitsLabels(new Uint8Array(3), [{ start: 2, length: 2, before: 0, after: 1 }])).toBe(false);
  });
});
