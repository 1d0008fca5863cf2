import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactViews } from './compactViews.ts';

describe('views in messages', () => {
  it('cuts a part out of its buffer, so that nothing else travels', () => {
    const file = new Uint8Array(1000).fill(7);
    const sent = compactViews({ id: 1, frame: { bytes: file.subarray(10, 14) } }) as {
      frame: { bytes: Uint8Array };
    };
    expect(sent.frame.bytes.buffer.byteLength).toBe(4);
    expect([...sent.frame.bytes]).toEqual([7, 7, 7, 7]);
  });

  it('sends a pooled Buffer without its neighbours', () => {
    const bytes = compactViews(Buffer.from('abc')) as Uint8Array;
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it('leaves whole views and messages without views as they are', () => {
    const message = { kind: 'ready', list: [1, new Uint16Array([1, 2])], at: new Date(0), none: null };
    expect(compactViews(message)).toBe(message);
  });

  it('keeps element type and values of every view', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 3, noNaN: true }), (values) => {
        const part = values.subarray(1, 3);
        const sent = compactViews([part]) as [Float32Array];
        return sent[0] instanceof Float32Array && sent[0].every((value, index) => value === part[index]);
      }),
    );
  });

  it('copies shared memory, which cannot be sent between processes', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(9);
    const sent = compactViews(shared) as Uint8Array;
    expect(sent.buffer).toBeInstanceOf(ArrayBuffer);
    expect([...sent]).toEqual([9, 9, 9, 9]);
  });
});
