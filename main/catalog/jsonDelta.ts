import type { JsonValue } from '../domain/json.ts';

/**
 * What turns one JSON value into another: `[value]` replaces whole; an object names the members that differ, each with
 * its own delta; an empty object is no difference. Headers of one series differ in a few numbers, so this is a tenth of them.
 */
export type JsonDelta = readonly [JsonValue] | { readonly [member: string]: JsonDelta };

type JsonObject = { readonly [key: string]: JsonValue };

/** The delta from `base` to `value`; `patch(base, deltaOf(base, value))` equals `value`. Cost: linear in both. */
export function deltaOf(base: JsonValue, value: JsonValue): JsonDelta {
  if (!isObject(base) || !isObject(value)) return sameJson(base, value) ? {} : [value];
  const members = Object.keys(value);
  if (members.length !== Object.keys(base).length) return [value];
  const delta: Record<string, JsonDelta> = {};
  for (const member of members) {
    const before = own(base, member);
    const after = value[member];
    if (before === undefined || after === undefined || member === '__proto__') return [value];
    const difference = deltaOf(before, after);
    if (Array.isArray(difference) || Object.keys(difference).length > 0) delta[member] = difference;
  }
  return delta;
}

/** The value that the delta was made for. Parts without difference are shared with `base`. */
export function patch(base: JsonValue, delta: JsonDelta): JsonValue {
  if (isReplacement(delta)) return delta[0];
  const members = Object.keys(delta);
  if (members.length === 0) return base;
  if (!isObject(base)) throw new TypeError('this delta was made for another base');
  const value: Record<string, JsonValue> = { ...base };
  for (const member of members) value[member] = patch(base[member] ?? null, delta[member] ?? {});
  return value;
}

function isReplacement(delta: JsonDelta): delta is readonly [JsonValue] {
  return Array.isArray(delta);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: JsonObject, member: string): JsonValue | undefined {
  return Object.hasOwn(value, member) ? value[member] : undefined;
}

function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  const [left, right] = [a as JsonObject, b as JsonObject];
  const members = Object.keys(left);
  return (
    !Array.isArray(b) &&
    members.length === Object.keys(right).length &&
    members.every(
      (member) => Object.hasOwn(right, member) && sameJson(left[member] ?? null, right[member] ?? null),
    )
  );
}
