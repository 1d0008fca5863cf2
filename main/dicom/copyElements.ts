import { effectiveVr, type DataSet, type Element } from './dataSet.ts';
import type { ElementInput, ItemInput } from './elementsOf.ts';
import { itemTag } from './part10/fragments.ts';
import { readTag } from './part10/elementHeader.ts';
import { binaryWordSize, isVr, numberSize, type Vr } from './vr.ts';

/**
 * The elements of a data set that was read, ready to be written again: values byte for byte, turned to little endian.
 * Group lengths are left out, what has no VR of the standard becomes UN. Nesting is bounded by what the reader lets through.
 */
export function copyElements(dataSet: DataSet): readonly ElementInput[] {
  return [...dataSet.elements.values()]
    .filter(({ tag }) => (tag & 0xffff) !== 0)
    .toSorted((a, b) => a.tag - b.tag)
    .map((element) => copyElement(dataSet, element));
}

function copyElement(dataSet: DataSet, element: Element): ElementInput {
  const { tag, items } = element;
  if (items !== null) return { tag, vr: 'SQ', value: items.map(copyItem) };
  const bytes = dataSet.bytes.subarray(element.offset, element.offset + element.length);
  const effective = effectiveVr(element, dataSet);
  const vr: Vr = isVr(effective) ? effective : 'UN';
  if (element.encapsulated)
    return { tag, vr: 'OB', value: { frames: fragmentsOf(bytes, dataSet.littleEndian) } };
  const wordBytes = vr === 'AT' ? 2 : (numberSize(vr) ?? binaryWordSize(vr) ?? 1);
  return { tag, vr, value: dataSet.littleEndian ? bytes : swapped(bytes, wordBytes) };
}

function copyItem(item: DataSet): ItemInput {
  return { elements: copyElements(item) };
}

/** The fragments behind the offset table. */
function fragmentsOf(bytes: Uint8Array, little: boolean): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fragments: Uint8Array[] = [];
  let offset = 0;
  while (offset + 8 <= bytes.length && readTag(view, offset, little) === itemTag) {
    const length = view.getUint32(offset + 4, little);
    fragments.push(bytes.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return fragments.slice(1);
}

function swapped(bytes: Uint8Array, wordBytes: number): Uint8Array {
  if (wordBytes === 1) return bytes;
  const copy = new Uint8Array(bytes.length);
  for (let word = 0; word < bytes.length; word += wordBytes) {
    copy.set(bytes.subarray(word, word + wordBytes).toReversed(), word);
  }
  return copy;
}
