import type { DataSet, Element } from '../dataSet.ts';
import { lookUpTag } from '../dictionary/dictionary.ts';
import type { DataSetEncoding } from '../transferSyntax.ts';
import type { ElementHeader } from './elementHeader.ts';

export const pixelDataTag = 0x7fe00010;

/** FloatPixelData, DoubleFloatPixelData, PixelData: values that need not be in memory to be placed. */
export const pixelTags: readonly number[] = [0x7fe00008, 0x7fe00009, pixelDataTag];

/** What is open while reading: a data set or item, or a sequence between its items. */
export type Scope = DataSetScope | SequenceScope;

export interface DataSetScope {
  readonly kind: 'data-set';
  readonly elements: Map<number, Element>;
  readonly dataSet: DataSet;
  readonly encoding: DataSetEncoding;
  /** Where it must end. */
  readonly end: number;
  readonly declared: boolean;
  lastTag: number;
}

export interface SequenceScope {
  readonly kind: 'sequence';
  readonly items: DataSet[];
  readonly owner: DataSetScope;
  readonly header: ElementHeader;
  readonly encoding: DataSetEncoding;
  readonly end: number;
  readonly declared: boolean;
}

/** How the items of an element are encoded, or null where it is no sequence. Items of UN are implicit (PS3.5 6.2.2). */
export function sequenceEncodingOf(header: ElementHeader, outer: DataSetEncoding): DataSetEncoding | null {
  if (header.vr === 'SQ') return outer;
  if (header.tag === pixelDataTag) return null;
  if (header.vr !== 'UN') return null;
  const isSequence = header.length === null || lookUpTag(header.tag)?.vr === 'SQ';
  if (!isSequence) return null;
  return outer.explicitVr ? { littleEndian: true, explicitVr: false } : outer;
}
