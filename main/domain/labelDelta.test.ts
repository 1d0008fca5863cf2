import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLabelDelta,
  decodeLabelDelta,
  encodeLabelDelta,
  invertLabelDelta,
  labelDeltaBetween,
} from './labelDelta.ts';

const labels = fc.uint8Array({ minLength: 40, maxLength: 40, max: 3 });

describe('a change of a labelmap', () => {
  it('turns the one into the other, and back', () => {
    fc.assert(
      fc.property(labels, labels, (before, after) => {
        const delta = labelDeltaBetween(before, after);
        const worked = Uint8Array.from(before);
        applyLabelDelta(worked, delta);
        expect(worked).toEqual(after);
        applyLabelDelta(worked, invertLabelDelta(delta));
        expect(worked).toEqual(before);
      }),
    );
  });

  it('survives its encoding', () => {
    fc.assert(
      fc.property(labels, labels, (before, after) => {
        const delta = labelDeltaBetween(before, after);
        expect(decodeLabelDelta(encodeLabelDelta(delta), before.length)).toEqual({ ok: true, value: delta });
      }),
    );
  });

  it('keeps offsets beyond 2^32', () => {
    const delta = [{ start: 2 ** 33, length: 5, before: 0, after: 1 }];
    expect(decodeLabelDelta(encodeLabelDelta(delta), 2 ** 34)).toEqual({ ok: true, value: delta });
  });

  it('refuses bytes that are no change or leave the grid', () => {
    const delta = encodeLabelDelta([{ start: 10, length: 5, before: 0, after: 1 }]);
    expect(decodeLabelDelta(delta, 14).ok).toBe(false);
    expect(decodeLabelDelta(delta, 15).ok).toBe(true);
    expect(decodeLabelDelta(delta.subarray(0, -1), 15).ok).toBe(false);
    expect(decodeLabelDelta(new Uint8Array(0), 15).ok).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const read = decodeLabelDelta(bytes, 100);
        expect(!read.ok || read.value.every((run) => run.start + run.length <= 100)).toBe(true);
      }),
    );
  });
});
