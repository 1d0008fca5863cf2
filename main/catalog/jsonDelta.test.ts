import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../domain/json.ts';
import { deltaOf, patch, type JsonDelta } from './jsonDelta.ts';

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

describe('delta of JSON values', () => {
  it('applied to its base gives the value, also after a trip through text', () => {
    fc.assert(
      fc.property(json, json, (base, value) => {
        const delta = JSON.parse(JSON.stringify(deltaOf(base, value))) as JsonDelta;
        expect(patch(base, delta)).toEqual(value);
      }),
    );
  });

  it('of a value to itself is nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(deltaOf(value, value)).toEqual({});
      }),
    );
  });

  it('names only what differs', () => {
    const base = { a: 1, b: { c: [1, 2], d: null } };
    expect(deltaOf(base, { a: 1, b: { c: [1, 3], d: null } })).toEqual({ b: { c: [[1, 3]] } });
  });

  it('keeps members that look like parts of the language', () => {
    const value = JSON.parse('{"__proto__":{"x":1},"constructor":2}') as JsonValue;
    const other = JSON.parse('{"__proto__":{"x":2},"constructor":2}') as JsonValue;
    expect(JSON.stringify(patch(value, deltaOf(value, other)))).toBe(JSON.stringify(other));
  });
});
