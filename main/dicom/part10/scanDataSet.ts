import { DataSet } from '../dataSet.ts';
import { formatTag } from '../dictionary/dictionary.ts';
import type { DicomWarning, DicomWarningCode } from '../dicomFile.ts';
import type { Element } from '../dataSet.ts';
import type { DataSetEncoding } from '../transferSyntax.ts';
import { readElementHeader, readTag, type ByteSource, type ElementHeader } from './elementHeader.ts';
import type { Scan, ScanEnd, ScanOptions } from './scan.ts';
import {
  pixelDataTag,
  pixelTags,
  sequenceEncodingOf,
  type DataSetScope,
  type Scope,
  type SequenceScope,
} from './scopes.ts';
import { fragmentsEnd, itemDelimiterTag, itemTag, sequenceDelimiterTag } from './fragments.ts';

/** Sequences within sequences: real objects reach about 15. */
export const mostDepth = 256;
/** Elements, an item counting as `itemWeight`: what is kept of them is bounded, however small they are in the file. */
const mostElements = 4_000_000;
const itemWeight = 4;
const mostWarnings = 64;

/**
 * Reads the elements of a data set with a stack of its own, so that nesting costs no call depth. Never throws.
 * Values are not copied. Cost: linear in the number of elements.
 */
export function scanDataSet(options: ScanOptions): Scan {
  return new Scanner(options).run();
}

class Scanner {
  readonly #options: ScanOptions;
  readonly #source: ByteSource;
  readonly #stack: Scope[];
  readonly #root: DataSetScope;
  readonly #warnings: DicomWarning[] = [];
  #offset: number;
  #elements = 0;
  #end: ScanEnd | null = null;

  constructor(options: ScanOptions) {
    this.#options = options;
    const { bytes } = options;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#source = { view, end: bytes.length };
    this.#offset = options.start;
    this.#root = this.#openDataSet(null, options.encoding, options.sizeBytes, true);
    this.#stack = [this.#root];
  }

  run(): Scan {
    while (this.#end === null) {
      const scope = this.#stack.at(-1);
      if (scope === undefined) this.#end = { kind: 'complete' };
      else if (scope.kind === 'sequence') this.#readItem(scope);
      else this.#readElement(scope);
    }
    this.#closeAll();
    return { dataSet: this.#root.dataSet, offset: this.#offset, end: this.#end, warnings: this.#warnings };
  }

  #warn(code: DicomWarningCode, tag: number | null): void {
    if (this.#warnings.length < mostWarnings) {
      this.#warnings.push({ code, tag: tag === null ? null : formatTag(tag) });
    }
  }

  /** The bytes at hand end before `needed`: either the object does too, or more must be fetched. */
  #stopAt(needed: number): void {
    const { sizeBytes } = this.#options;
    this.#end =
      sizeBytes > this.#source.end
        ? { kind: 'needs-more', sizeBytes: Math.min(needed, sizeBytes) }
        : { kind: 'cut' };
  }

  #openDataSet(
    parent: DataSet | null,
    encoding: DataSetEncoding,
    end: number,
    declared: boolean,
  ): DataSetScope {
    const elements = new Map<number, Element>();
    const dataSet = new DataSet({
      bytes: this.#options.bytes,
      littleEndian: encoding.littleEndian,
      elements,
      parent,
      startOffset: parent === null ? this.#offset : this.#offset - 8,
      forcedCharset: parent === null ? this.#options.forcedCharset : null,
    });
    return { kind: 'data-set', elements, dataSet, encoding, end, declared, lastTag: -1 };
  }

  #readElement(scope: DataSetScope): void {
    const isRoot = scope === this.#root;
    if (this.#offset >= scope.end) {
      if (!isRoot) this.#offset = scope.end;
      this.#stack.pop();
      return;
    }
    const header = readElementHeader(this.#source, this.#offset, scope.encoding);
    if (header === null) {
      if (isRoot && this.#isPadding(this.#offset)) this.#end = { kind: 'complete' };
      else this.#stopAt(this.#offset + 64);
      return;
    }
    const { tag } = header;
    if (tag === itemDelimiterTag && !isRoot) {
      this.#offset += 8;
      if (scope.declared && this.#offset !== scope.end) this.#warn('SEQUENCE_LENGTH_WRONG', null);
      this.#stack.pop();
      return;
    }
    if (tag === sequenceDelimiterTag && !isRoot) {
      this.#warn('SEQUENCE_LENGTH_WRONG', null);
      this.#stack.pop();
      return;
    }
    if (isRoot && this.#isOutside(scope, header)) return;
    if (!isRoot && tag >>> 16 === 0xfffe) {
      this.#resynchronize(scope);
      return;
    }
    this.#takeElement(scope, header, isRoot);
  }

  /** Whether the root's next tag is past what was asked for, or no element at all. */
  #isOutside(scope: DataSetScope, { tag, unknownVr }: ElementHeader): boolean {
    const { before } = this.#options;
    if (before !== null && tag >= before) {
      this.#end = { kind: 'complete' };
      return true;
    }
    const group = tag >>> 16;
    const afterPixels = pixelTags.some((pixelTag) => scope.elements.has(pixelTag));
    const impossible = group === 0xfffe || group === 0xffff || tag === 0;
    if (!impossible && !(afterPixels && (tag <= scope.lastTag || unknownVr))) return false;
    if (tag !== 0 || !this.#isPadding(this.#offset)) this.#warn('TRAILING_BYTES', null);
    this.#end = { kind: afterPixels ? 'complete' : 'nonsense' };
    return true;
  }

  #takeElement(scope: DataSetScope, header: ElementHeader, isRoot: boolean): void {
    const { tag } = header;
    this.#elements += 1;
    if (this.#elements > mostElements) {
      this.#end = { kind: 'too-many' };
      return;
    }
    if (header.unknownVr) this.#warn('UNKNOWN_VR', tag);
    if (tag < scope.lastTag) this.#warn('OUT_OF_ORDER', tag);
    scope.lastTag = tag;
    if (isRoot ? pixelTags.includes(tag) : tag === pixelDataTag && header.length === null) {
      this.#takePixels(scope, header, isRoot);
      return;
    }
    const sequenceEncoding = sequenceEncodingOf(header, scope.encoding);
    if (sequenceEncoding !== null) {
      this.#openSequence(scope, header, sequenceEncoding);
      return;
    }
    if (header.length === null) {
      this.#skipFragments(scope, header);
      return;
    }
    const end = header.valueOffset + header.length;
    if (this.#overruns(scope, end)) {
      this.#resynchronize(scope);
      return;
    }
    if (end > this.#source.end) {
      this.#stopAt(end + 65_536);
      if (this.#end?.kind === 'cut') this.#warn('TRUNCATED', tag);
      return;
    }
    this.#keep(scope, header, { length: header.length, items: null, encapsulated: false });
    this.#offset = end;
  }

  #keep(
    scope: DataSetScope,
    header: ElementHeader,
    found: Pick<Element, 'length' | 'items' | 'encapsulated'>,
  ): void {
    const { tag, vr, valueOffset: offset, length: declaredLength } = header;
    if (scope.elements.has(tag)) {
      this.#warn('DUPLICATE_ELEMENT', tag);
      return;
    }
    scope.elements.set(tag, { tag, vr, offset, declaredLength, ...found });
  }

  /** Whether a value reaches past the item that holds it, as opposed to past the end of the object. */
  #overruns(scope: DataSetScope, end: number): boolean {
    return end > scope.end && scope.end < this.#options.sizeBytes;
  }

  /** An item whose content contradicts its length: its end stands, or where it has none the sequence ends here. */
  #resynchronize(scope: DataSetScope): void {
    this.#warn('SEQUENCE_LENGTH_WRONG', null);
    if (scope.declared && scope.end <= this.#source.end) this.#offset = scope.end;
    else if (scope.declared) {
      this.#stopAt(scope.end);
      return;
    }
    this.#stack.pop();
  }

  #takePixels(scope: DataSetScope, header: ElementHeader, isRoot: boolean): void {
    const { valueOffset, length } = header;
    const there = this.#source.end - valueOffset;
    const isPart = this.#options.sizeBytes > this.#source.end;
    if (length !== null) {
      const available = Math.min(length, this.#options.sizeBytes - valueOffset);
      if (available < length) this.#warn('TRUNCATED', header.tag);
      this.#keep(scope, header, { length: available, items: null, encapsulated: false });
      this.#offset = valueOffset + available;
      if (isPart && isRoot) this.#end = { kind: 'complete' };
      return;
    }
    if (there < 8 && isPart) {
      this.#stopAt(valueOffset + 64);
      return;
    }
    const little = scope.encoding.littleEndian;
    const first = there >= 8 ? readTag(this.#source.view, valueOffset, little) : sequenceDelimiterTag;
    if (first !== itemTag && first !== sequenceDelimiterTag) {
      this.#warn('PIXEL_LENGTH_UNDEFINED', pixelDataTag);
      const rest = this.#options.sizeBytes - valueOffset;
      this.#keep(scope, header, { length: rest, items: null, encapsulated: false });
      this.#offset = this.#options.sizeBytes;
      this.#end = { kind: 'complete' };
      return;
    }
    this.#skipFragments(scope, header);
  }

  /** Encapsulated pixels, or another value of undefined length: to its delimiter. */
  #skipFragments(scope: DataSetScope, header: ElementHeader): void {
    const { valueOffset, tag } = header;
    const isPart = this.#options.sizeBytes > this.#source.end;
    if (tag === pixelDataTag && isPart && scope === this.#root) {
      const length = this.#options.sizeBytes - valueOffset;
      this.#keep(scope, header, { length, items: null, encapsulated: true });
      this.#end = { kind: 'complete' };
      return;
    }
    const found = fragmentsEnd(this.#source, valueOffset, scope.encoding.littleEndian);
    if (!found.delimited && isPart) {
      this.#stopAt(found.end + 65_536);
      return;
    }
    if (!found.delimited) this.#warn('TRUNCATED', tag);
    this.#keep(scope, header, { length: found.end - valueOffset, items: null, encapsulated: true });
    this.#offset = found.next;
    if (!found.delimited) this.#end = { kind: tag === pixelDataTag ? 'complete' : 'cut' };
  }

  #openSequence(scope: DataSetScope, header: ElementHeader, encoding: DataSetEncoding): void {
    if (this.#stack.length > mostDepth * 2) {
      this.#end = { kind: 'too-deep' };
      return;
    }
    const { length, valueOffset } = header;
    const end = length === null ? scope.end : valueOffset + length;
    if (this.#overruns(scope, end)) {
      this.#resynchronize(scope);
      return;
    }
    const declared = length !== null;
    this.#stack.push({ kind: 'sequence', items: [], owner: scope, header, encoding, end, declared });
    this.#offset = valueOffset;
  }

  #readItem(scope: SequenceScope): void {
    if (this.#offset >= scope.end) {
      this.#closeSequence(scope);
      return;
    }
    if (this.#offset + 8 > this.#source.end) {
      this.#stopAt(this.#offset + 64);
      return;
    }
    const little = scope.encoding.littleEndian;
    const tag = readTag(this.#source.view, this.#offset, little);
    if (tag === sequenceDelimiterTag) {
      this.#offset += 8;
      this.#closeSequence(scope);
      return;
    }
    if (tag !== itemTag) {
      this.#warn('SEQUENCE_LENGTH_WRONG', scope.header.tag);
      if (scope.declared && scope.end <= this.#source.end) this.#offset = scope.end;
      this.#closeSequence(scope);
      return;
    }
    const length = this.#source.view.getUint32(this.#offset + 4, little);
    this.#offset += 8;
    const declared = length !== 0xffffffff;
    this.#elements += itemWeight;
    if (this.#elements > mostElements) {
      this.#end = { kind: 'too-many' };
      return;
    }
    const wanted = declared ? this.#offset + length : scope.end;
    if (wanted > scope.end) this.#warn('SEQUENCE_LENGTH_WRONG', scope.header.tag);
    const item = this.#openDataSet(
      scope.owner.dataSet,
      scope.encoding,
      Math.min(wanted, scope.end),
      declared,
    );
    scope.items.push(item.dataSet);
    this.#stack.push(item);
  }

  #closeSequence(scope: SequenceScope): void {
    this.#stack.pop();
    this.#keepSequence(scope);
  }

  #keepSequence(scope: SequenceScope): void {
    const { header, items, owner } = scope;
    this.#keep(owner, header, {
      length: Math.max(0, this.#offset - header.valueOffset),
      items,
      encapsulated: false,
    });
  }

  /** What was open when reading stopped keeps what it has. */
  #closeAll(): void {
    for (const scope of this.#stack.toReversed()) {
      if (scope.kind === 'sequence') this.#keepSequence(scope);
    }
  }

  #isPadding(offset: number): boolean {
    if (this.#options.sizeBytes > this.#source.end) return false;
    return this.#options.bytes.subarray(offset).every((byte) => byte === 0);
  }
}
