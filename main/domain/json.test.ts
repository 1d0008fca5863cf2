import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from './json.ts';
import { isUuid, uuidV7 } from './id.ts';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;

test('canonical JSON reads back as the value', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('canonical JSON does not depend on the order of members', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'ü\n'], A: { d: 1.5, c: -0 } })).toBe(
    '{"A":{"c":0,"d":1.5},"a":[true,null,"ü\\n"],"b":1}',
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), (members) => {
      const reversed = Object.fromEntries(Object.entries(members).toReversed());
      expect(canonicalJson(reversed)).toBe(canonicalJson(members));
    }),
  );
});

test('canonical JSON refuses numbers that JSON has no spelling for', () => {
  expect(() => canonicalJson([Number.NaN])).toThrow(RangeError);
  expect(() => canonicalJson(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

test('UUIDv7 has its version, its variant and the order of time', () => {
  const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.integer({ min: 1, max: 1000 }), random, random, (time, later, a, b) => {
      const [first, second] = [uuidV7(time, a), uuidV7(time + later, b)];
      expect(isUuid(first)).toBe(true);
      expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
      expect(first < second).toBe(true);
    }),
  );
  expect(isUuid('6F1C1F0A-52D3-5A7E-8A3E-0D9A4D1F7C55')).toBe(false);
});
