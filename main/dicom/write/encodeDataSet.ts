import { formatTag } from '../dictionary/dictionary.ts';
import type { ElementInput, ElementValue, Fragments, ItemInput } from '../elementsOf.ts';
import { hasLongLength, type Vr } from '../vr.ts';
import { encodeValue, isBeyondAscii } from './encodeValue.ts';

const characterSetTag = 0x00080005;
const undefinedLength = 0xffffffff;

/**
 * Encodes elements as explicit VR little endian (PS3.5 A.2), sequences with defined lengths: the same input gives the
 * same bytes. Where a text goes beyond ISO 646 everything is UTF-8 and SpecificCharacterSet says so.
 * Large values are not copied until the caller joins the parts.
 * Throws a RangeError for what cannot be written: a tag given twice, a value too long for its VR, texts under another
 * character set.
 */
export function encodeDataSet(elements: readonly ElementInput[]): readonly Uint8Array[] {
  const declared = elements.find(({ tag }) => tag === characterSetTag);
  if (!elements.some(needsUnicode)) return encodeElements(elements);
  if (declared !== undefined && declared.value !== 'ISO_IR 192') {
    throw new RangeError('texts beyond ISO 646 are written as ISO_IR 192 only');
  }
  const unicode: ElementInput = { tag: characterSetTag, vr: 'CS', value: 'ISO_IR 192' };
  return encodeElements(declared === undefined ? [...elements, unicode] : elements);
}

function needsUnicode({ vr, value }: ElementInput): boolean {
  if (isItems(vr, value)) return value.some((item) => item.elements.some(needsUnicode));
  return !isFragments(value) && isBeyondAscii(vr, value);
}

function encodeElements(elements: readonly ElementInput[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let last = -1;
  for (const element of elements.toSorted((a, b) => a.tag - b.tag)) {
    if (element.tag === last) throw new RangeError(`${formatTag(element.tag)} is given twice`);
    last = element.tag;
    for (const part of encodeElement(element)) parts.push(part);
  }
  return parts;
}

function encodeElement({ tag, vr, value }: ElementInput): readonly Uint8Array[] {
  if (isFragments(value)) return [elementHeader(tag, vr, undefinedLength), ...encodeFragments(value)];
  const content = isItems(vr, value) ? encodeItems(value) : [encodeValue(tag, vr, value)];
  return [elementHeader(tag, vr, sizeOf(content)), ...content];
}

function encodeItems(items: readonly ItemInput[]): readonly Uint8Array[] {
  return items.flatMap(({ elements }) => {
    const content = encodeElements(elements);
    return [itemHeader(0xe000, sizeOf(content)), ...content];
  });
}

/** A Basic Offset Table and one fragment a frame (PS3.5 A.4); frames of odd length get a NUL behind them. */
function encodeFragments({ frames }: Fragments): readonly Uint8Array[] {
  const table = new Uint8Array(frames.length * 4);
  const view = new DataView(table.buffer);
  const parts: Uint8Array[] = [itemHeader(0xe000, table.length), table];
  let offset = 0;
  for (const [index, frame] of frames.entries()) {
    view.setUint32(index * 4, offset, true);
    const length = frame.length + (frame.length % 2);
    parts.push(itemHeader(0xe000, length), frame);
    if (length !== frame.length) parts.push(new Uint8Array(1));
    offset += 8 + length;
  }
  parts.push(itemHeader(0xe0dd, 0));
  return parts;
}

function elementHeader(tag: number, vr: Vr, length: number): Uint8Array {
  const isLong = hasLongLength(vr);
  if (length > (isLong ? undefinedLength : 0xffff))
    throw new RangeError(`${formatTag(tag)} is too long for ${vr}`);
  const header = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(header.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  header[4] = vr.charCodeAt(0);
  header[5] = vr.charCodeAt(1);
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return header;
}

function itemHeader(element: number, length: number): Uint8Array {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, element, true);
  view.setUint32(4, length, true);
  return header;
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function isItems(vr: Vr, value: ElementValue): value is readonly ItemInput[] {
  return vr === 'SQ' && Array.isArray(value);
}

function isFragments(value: ElementValue): value is Fragments {
  return typeof value === 'object' && value !== null && 'frames' in value;
}
