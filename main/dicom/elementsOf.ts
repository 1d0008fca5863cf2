import { lookUpTag } from './dictionary/dictionary.ts';
import { tags, type Keyword } from './tags.ts';
import { isVr, type Vr } from './vr.ts';

/** One element to be written. */
export interface ElementInput {
  readonly tag: number;
  readonly vr: Vr;
  readonly value: ElementValue;
}

/**
 * A value to be written: text, numbers (also of DS and IS), raw bytes of the encoded value (little endian, any VR),
 * the items of a sequence, or the fragments of encapsulated pixels. Null and [] are an empty value.
 */
export type ElementValue =
  | null
  | string
  | number
  | Uint8Array
  | readonly string[]
  | readonly number[]
  | readonly ItemInput[]
  | Fragments;

/** The elements of a sequence item. */
export interface ItemInput {
  readonly elements: readonly ElementInput[];
}

/** Encapsulated pixel data (PS3.5 A.4): of each frame its one fragment; an offset table is written before them. */
export interface Fragments {
  readonly frames: readonly Uint8Array[];
}

/** A value whose VR the dictionary leaves open. */
export interface TypedValue {
  readonly vr: Vr;
  readonly typed: ElementValue;
}

/** Elements by keyword; undefined ones are left out, items of sequences are records themselves. */
export type DataSetRecord = { readonly [K in Keyword]?: RecordValue };
export type RecordValue =
  | Exclude<ElementValue, readonly ItemInput[]>
  | TypedValue
  | readonly DataSetRecord[]
  | undefined;

/** States the VR of a value: `PixelData: typed('OW', bytes)`. */
export function typed(vr: Vr, value: ElementValue): TypedValue {
  return { vr, typed: value };
}

/**
 * The elements of a record, in ascending order of tag, with the VR of the dictionary.
 * Throws a RangeError where the dictionary leaves the VR open and no `typed` states it: that is a bug, not an input.
 */
export function elementsOf(record: DataSetRecord): readonly ElementInput[] {
  return Object.entries(record)
    .flatMap(([keyword, value]) => (value === undefined ? [] : [elementOf(tags[keyword as Keyword], value)]))
    .toSorted((a, b) => a.tag - b.tag);
}

function elementOf(tag: number, value: Exclude<RecordValue, undefined>): ElementInput {
  if (isTyped(value)) return { tag, vr: value.vr, value: value.typed };
  const vr = lookUpTag(tag)?.vr ?? '';
  if (!isVr(vr)) throw new RangeError(`the VR of ${tag.toString(16)} has to be stated`);
  if (vr !== 'SQ') return { tag, vr, value: value as ElementValue };
  const items = (value ?? []) as readonly DataSetRecord[];
  return { tag, vr, value: items.map((item) => ({ elements: elementsOf(item) })) };
}

function isTyped(value: RecordValue): value is TypedValue {
  return typeof value === 'object' && value !== null && 'typed' in value;
}
