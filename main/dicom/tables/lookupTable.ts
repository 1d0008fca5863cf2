import { effectiveVr, type DataSet } from '../dataSet.ts';
import type { LookupTable } from '../greyTables.ts';
import type { Keyword } from '../tags.ts';

/** What a LUT descriptor says (PS3.3 C.11.1.1.1). */
export interface LutDescriptor {
  readonly count: number;
  readonly firstInput: number;
  readonly bits: number;
}

/** The table of a LUT sequence item (LUTDescriptor, LUTData, LUTExplanation). */
export function readLookupTable(
  item: DataSet,
  options: { readonly signedInput: boolean },
): LookupTable | 'invalid' {
  const descriptor = readDescriptor(item, 'LUTDescriptor', options.signedInput);
  const words = readWords(item, 'LUTData', descriptor?.count ?? 0);
  if (descriptor === null || words === null || words.length < descriptor.count) return 'invalid';
  return {
    firstInput: descriptor.firstInput,
    bits: descriptor.bits,
    entries: words.slice(0, descriptor.count),
    explanation: item.wholeText('LUTExplanation'),
  };
}

/**
 * Number of entries (0 stands for 65,536), first input value, bits of an entry; null where it is none.
 * The first input is signed where the VR says SS, or, where the VR was not written as a number, where the input is.
 */
export function readDescriptor(
  dataSet: DataSet,
  keyword: Keyword,
  signedInput: boolean,
): LutDescriptor | null {
  const element = dataSet.element(keyword);
  if (element === null || element.length < 6) return null;
  const view = new DataView(dataSet.bytes.buffer, dataSet.bytes.byteOffset + element.offset, 6);
  const word = (index: number): number => view.getUint16(index * 2, dataSet.littleEndian);
  const isSigned = effectiveVr(element, dataSet) === 'SS' || signedInput;
  const first = word(1);
  const bits = word(2);
  if (bits < 8 || bits > 16) return null;
  return {
    count: word(0) === 0 ? 65_536 : word(0),
    firstInput: isSigned && first > 0x7fff ? first - 0x10000 : first,
    bits,
  };
}

/**
 * The values of LUT data: 16-bit words, or bytes where just `count` bytes are there (two 8-bit entries a word).
 * Null where the element is absent.
 */
export function readWords(dataSet: DataSet, keyword: Keyword, count: number): Uint16Array | null {
  const bytes = dataSet.value(keyword);
  if (bytes === null) return null;
  const little = dataSet.littleEndian;
  if (bytes.length < count * 2 && bytes.length >= count) {
    return Uint16Array.from({ length: count }, (_, index) => bytes[little ? index : index ^ 1] ?? 0);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) =>
    view.getUint16(index * 2, little),
  );
}
